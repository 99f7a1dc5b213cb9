"""Correction 更正申请: a worker says what stands wrongly in his own file, and is answered (PIPL 46)."""

import datetime as dt
import uuid
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from staff.models.workers import Worker
from welfare.crypto import EncryptedField
from welfare.models import User


class DataItem(models.TextChoices):
    """哪一项 of the file."""

    NAME = "name", "姓名"
    ID_NUMBER = "id_number", "身份证号、出生日期"
    PHONE = "phone", "手机号"
    ADDRESS = "address", "家庭住址"
    BANK = "bank", "银行卡"
    WORK = "work", "单位、岗位、用工状态"
    YEARS = "years", "参加工作、进集体单位的时间"
    FAMILY = "family", "家庭成员、家庭收入"
    HEALTH = "health", "残疾情况"
    DUES = "dues", "会费、三金缴到哪个月"
    OTHER = "other", "别的"


class CorrectionStatus(models.TextChoices):
    """Life of a correction asked for."""

    ASKED = "asked", "等答复"
    CORRECTED = "corrected", "已更正"
    DECLINED = "declined", "没有改"


class CorrectionQuerySet(models.QuerySet["Correction"]):
    """Questions to the corrections."""

    def open(self) -> Self:
        """Not yet answered."""
        return self.filter(status=CorrectionStatus.ASKED)

    def overdue(self, *, on: dt.date) -> Self:
        """Unanswered past their day."""
        return self.open().filter(due_on__lt=on)


class Correction(models.Model):
    """What a worker asked to have put right in his own file; the answer is written once."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    worker = models.ForeignKey(
        Worker, models.PROTECT, related_name="corrections", verbose_name="职工"
    )
    item = models.CharField("哪一项", max_length=9, choices=DataItem.choices)
    wanted = EncryptedField("应该是什么")
    asked_on = models.DateField("申请日期")
    due_on = models.DateField("时限")
    status = models.CharField(
        "状态",
        max_length=9,
        choices=CorrectionStatus.choices,
        default=CorrectionStatus.ASKED,
    )
    answer = EncryptedField("答复", null=True, blank=True)
    answered_on = models.DateField("答复日期", null=True, blank=True)
    answered_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="答复人"
    )

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "更正申请"
        ordering = ("due_on", "pk")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(status__in=CorrectionStatus.values), name="correction_status_known"
            ),
            models.CheckConstraint(
                condition=Q(item__in=DataItem.values), name="correction_item_known"
            ),
            models.CheckConstraint(
                condition=Q(status="asked", answered_by__isnull=True, answered_on__isnull=True)
                | ~Q(status="asked") & Q(answered_by__isnull=False, answered_on__gte=F("asked_on")),
                name="correction_answered_by_someone",
            ),
            models.UniqueConstraint(
                fields=["worker", "item"],
                condition=Q(status="asked"),
                name="correction_one_open_per_item",
                violation_error_message="这一项已经申请更正，正在办",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["status", "due_on"], name="correction_status")]

    def __str__(self) -> str:
        return f"{self.worker} {self.get_item_display()}"

    @property
    def paint(self) -> str:
        """How its state is painted."""
        return {"asked": "wait", "corrected": "ok"}.get(self.status, "draft")

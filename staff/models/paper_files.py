"""PaperFile 纸质档案: what somebody typed off a paper file, before another has held it beside the paper."""

import uuid
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from staff.models.hardship import Cause, HardshipFile
from staff.models.pairings import Cadre
from staff.models.tiers import Tier
from staff.models.workers import Worker
from welfare.crypto import EncryptedField
from welfare.models import User


class PaperFileQuerySet(models.QuerySet["PaperFile"]):
    """Questions to the papers."""

    def open(self) -> Self:
        """Those nobody has held beside the paper."""
        return self.filter(agreed=None)


class PaperFile(models.Model):
    """A paper file typed in by one and confirmed by another, which begins the file. Decided once."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    worker = models.ForeignKey(
        Worker, models.PROTECT, related_name="paper_files", verbose_name="职工"
    )
    document_no = models.CharField("批准文号", max_length=80)
    approved_on = models.DateField("批准日期")
    tier = models.ForeignKey(Tier, models.PROTECT, related_name="+", verbose_name="困难等级")
    cause = models.CharField("主要致困原因", max_length=14, choices=Cause.choices)
    lead = models.ForeignKey(Cadre, models.PROTECT, related_name="+", verbose_name="包保责任人")
    over_limit = EncryptedField("超过上限的原因")
    no_leader = EncryptedField("为什么不由段领导包保")
    entered_on = models.DateField("录入日期")
    entered_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="录入人")
    agreed = models.BooleanField("核过", null=True)
    words = EncryptedField("退回的原因")
    decided_on = models.DateField("核的日期", null=True)
    decided_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, verbose_name="核的人"
    )
    file = models.OneToOneField(
        HardshipFile, models.PROTECT, related_name="paper", null=True, verbose_name="困难档案"
    )

    objects = PaperFileQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "纸质档案"
        ordering = ("-pk",)
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["worker"],
                condition=Q(agreed=None),
                name="paper_one_open_per_worker",
                violation_error_message="这位职工的纸质档案已经录入，等别人核对",
            ),
            models.CheckConstraint(condition=~Q(document_no=""), name="paper_has_document"),
            models.CheckConstraint(
                condition=Q(agreed=None, decided_on=None, decided_by=None)
                | Q(agreed__isnull=False, decided_on__isnull=False, decided_by__isnull=False)
                & ~Q(decided_by=F("entered_by")),
                name="paper_confirmed_by_another",
                violation_error_message="纸质档案要由别人来核",
            ),
            models.CheckConstraint(
                condition=Q(agreed=True, file__isnull=False) | ~Q(agreed=True) & Q(file=None),
                name="paper_begins_its_file",
            ),
            models.CheckConstraint(
                condition=~Q(agreed=False) | Q(words__isnull=False),
                name="paper_refused_with_words",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.worker} {self.document_no}"

    def get_absolute_url(self) -> str:
        """Where it is held beside the paper."""
        return reverse("hardship-paper", args=[self.pk])

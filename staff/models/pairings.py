"""Cadre 包保责任人 and Pairing 结对: who answers for whom, with no gap and no overlap."""

import datetime as dt
import uuid
from collections.abc import Iterable
from typing import ClassVar, Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from staff.models.hardship import HardshipFile
from welfare.crypto import EncryptedField
from welfare.days import Quarter
from welfare.models import User
from welfare.roles import Role


class CadreKind(models.TextChoices):
    """干部类别: the four kinds the depot's scheme names."""

    LEADERSHIP = "leadership", "段领导班子成员"
    OFFICE = "office", "机关中层干部"
    STATION = "station", "车站班子"
    COMPANY = "company", "集经公司负责人"


class Cadre(models.Model):
    """A cadre who answers for hardship workers (包保责任人)."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    number = models.CharField("工号", max_length=20, unique=True, db_collation="C")
    name = models.CharField("姓名", max_length=60)
    kind = models.CharField("干部类别", max_length=10, choices=CadreKind.choices)
    title = models.CharField("职务", max_length=40)
    phone = EncryptedField("联系电话")
    left_on = models.DateField("离任日期", null=True, blank=True)
    user = models.OneToOneField(
        User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="账号"
    )

    class Meta:
        verbose_name = verbose_name_plural = "包保责任人"
        ordering = ("number",)
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kind__in=CadreKind.values), name="cadre_kind_known"),
        ]

    def __str__(self) -> str:
        return f"{self.name}（{self.title}）"


class PairingQuerySet(models.QuerySet["Pairing"]):
    """Questions to the pairings."""

    def visible_to(self, user: User) -> Self:
        """The office sees all; a cadre his own."""
        if user.has_role(Role.OFFICER, Role.CHAIR, Role.SUPERVISOR, Role.AUDITOR):
            return self
        return self.filter(cadre__user=user)

    def open(self) -> Self:
        """Pairings in force now."""
        return self.filter(until__isnull=True)

    def by_calls(self, quarter: Quarter, modes: Iterable[str]) -> Self:
        """Each pairing with `calls`, its visits of the quarter in these modes; none stands first."""
        days = (quarter.first, quarter.last)
        seen = Q(visits__visited_on__range=days, visits__mode__in=list(modes))
        called = self.annotate(calls=models.Count("visits", filter=seen))
        return called.order_by("calls", "file__worker__pinyin")

    def open_on(self, day: dt.date) -> Self:
        """Pairings in force on a day."""
        return self.filter(since__lte=day).filter(Q(until__isnull=True) | Q(until__gt=day))


class Pairing(models.Model):
    """A cadre answers for one hardship worker (结对包保) and visits at least once a quarter."""

    file = models.ForeignKey(
        HardshipFile, models.PROTECT, related_name="pairings", verbose_name="困难档案"
    )
    cadre = models.ForeignKey(
        Cadre, models.PROTECT, related_name="pairings", verbose_name="包保责任人"
    )
    since = models.DateField("结对日期")
    until = models.DateField("终止日期", null=True, blank=True, help_text="不含这一天")
    end_reason = models.CharField("终止原因", max_length=100, blank=True)

    objects = PairingQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "结对包保"
        ordering = ("cadre__number", "pk")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gt=F("since")),
                name="pairing_ends_after_start",
            ),
            ExclusionConstraint(
                name="pairing_one_lead_at_a_time",
                expressions=[
                    ("file", RangeOperators.EQUAL),
                    (
                        Func("since", "until", function="daterange", output_field=DateRangeField()),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                violation_error_message="这份档案这段时间已有包保责任人",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cadre.name} - {self.file.worker.name}"

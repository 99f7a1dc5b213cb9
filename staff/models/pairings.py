"""Cadre 包保责任人 and Pairing 结对: who answers for whom, with no gap and no overlap."""

import datetime as dt
import uuid
from typing import Any, ClassVar, Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Coalesce
from django.urls import reverse

from staff.models import reading
from staff.models.hardship import HardshipFile
from staff.models.tiers import Tier
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


class CadreLeft(models.TextChoices):
    """离任原因."""

    TRANSFERRED = "transferred", "调离"
    RETIRED = "retired", "退休"
    ADJUSTED = "adjusted", "调整分工"


class CadreQuerySet(models.QuerySet["Cadre"]):
    """Questions to the cadres."""

    def serving_on(self, day: dt.date) -> Self:
        """Those who have not left by a day."""
        return self.filter(Q(left_on__isnull=True) | Q(left_on__gt=day))

    def with_load(self) -> "models.QuerySet[Any]":
        """Each with `load`, the workers he answers for now."""
        open_ones = Q(pairings__until__isnull=True, pairings__isnull=False)
        return self.annotate(load=models.Count("pairings", filter=open_ones))


class Cadre(models.Model):
    """A cadre who answers for hardship workers (包保责任人)."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    number = models.CharField("工号", max_length=20, unique=True, db_collation="C")
    name = models.CharField("姓名", max_length=60)
    kind = models.CharField("干部类别", max_length=10, choices=CadreKind.choices)
    title = models.CharField("职务", max_length=40)
    phone = EncryptedField("联系电话")
    left_on = models.DateField("离任日期", null=True, blank=True)
    leave_reason = models.CharField(
        "离任原因", max_length=11, choices=CadreLeft.choices, blank=True
    )
    user = models.OneToOneField(
        User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="账号"
    )

    objects = CadreQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "包保责任人"
        ordering = ("number",)
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kind__in=CadreKind.values), name="cadre_kind_known"),
            models.CheckConstraint(
                condition=Q(left_on__isnull=True, leave_reason="")
                | Q(left_on__isnull=False, leave_reason__in=CadreLeft.values),
                name="cadre_leaves_with_reason",
                violation_error_message="离任要选原因",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}（{self.title}）"

    def get_absolute_url(self) -> str:
        """The page of the cadre."""
        return reverse("cadre-detail", args=[self.pk])


class PairingQuerySet(models.QuerySet["Pairing"]):
    """Questions to the pairings."""

    def visible_to(self, user: User) -> Self:
        """The office sees all; a cadre his own, for thirty days also what he handed over."""
        if user.has_role(Role.OFFICER, Role.CHAIR, Role.SUPERVISOR, Role.AUDITOR):
            return self
        return self.read_by(user)

    def read_by(self, user: User) -> Self:
        """A cadre's own pairings: those in force, and those handed over less than 30 days ago."""
        return self.filter(reading.read_by(user)).distinct()

    def recordable_by(self, user: User) -> Self:
        """Those whose visits he may log: in force, or handed over since a visit not yet sent."""
        if user.has_role(Role.OFFICER):
            return self.open()
        return self.read_by(user)

    def open(self) -> Self:
        """Pairings in force now."""
        return self.filter(until__isnull=True)

    def by_calls(self, counting: "models.QuerySet[Any]") -> Self:
        """Each pairing with `calls`, how many of these visits are its own; none stands first."""
        own = counting.order_by().filter(pairing=models.OuterRef("pk")).values("pairing")
        many = models.Subquery(own.values(n=models.Count("pk", distinct=True)).values("n"))
        called = self.annotate(calls=Coalesce(many, 0))
        return called.order_by("calls", "file__worker__pinyin")

    def behind(self, quarter: Quarter) -> Self:
        """Not yet visited in the running quarter, or in the one before it."""
        last = quarter.shifted(-1)
        open_ones = Q(duties__status__in=("pending", "doubted"))
        due = Q(duties__year=quarter.year, duties__quarter=quarter.number) & open_ones
        missed = Q(duties__year=last.year, duties__quarter=last.number, duties__status="missed")
        slow = Q(duties__year=last.year, duties__quarter=last.number) & open_ones
        return self.filter(due | missed | slow).distinct()

    def without_leader(self) -> Self:
        """Those in the heaviest tier for whom no member of the depot's leadership answers."""
        hardest = self.filter(file__tier__in=Tier.objects.hardest().order_by())
        return hardest.exclude(cadre__kind=CadreKind.LEADERSHIP)

    def past_free_leader(self, *, on: dt.date) -> Self:
        """Open ones without a leader and without a reason, whom a leader with room could take."""
        free = Func(
            F("file"),
            models.Value(on),
            function="staff_leader_is_free",
            output_field=models.BooleanField(),
        )
        rows = self.open().without_leader().filter(no_leader=None)
        return rows.alias(is_free=free).filter(is_free=True)

    def led_by_kin(self) -> Self:
        """Those whose cadre is the worker himself or his relative, as the database knows kin."""
        asked = Func(F("pk"), function="staff_led_by_kin", output_field=models.BooleanField())
        return self.alias(is_kin_led=asked).filter(is_kin_led=True)

    def without_handover(self) -> Self:
        """Those for which no successor has been asked."""
        return self.exclude(handovers__status="proposed")

    def open_on(self, day: dt.date) -> Self:
        """Pairings in force on a day."""
        return self.filter(since__lte=day).filter(Q(until__isnull=True) | Q(until__gt=day))


class Pairing(models.Model):
    """A cadre answers for one hardship worker (结对包保) and visits at least once a quarter."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    file = models.ForeignKey(
        HardshipFile, models.PROTECT, related_name="pairings", verbose_name="困难档案"
    )
    cadre = models.ForeignKey(
        Cadre, models.PROTECT, related_name="pairings", verbose_name="包保责任人"
    )
    since = models.DateField("结对日期")
    until = models.DateField("终止日期", null=True, blank=True, help_text="不含这一天")
    end_reason = models.CharField("终止原因", max_length=100, blank=True)
    goal = EncryptedField("帮扶目标")
    measures = EncryptedField("帮扶措施")
    over_limit = EncryptedField("超过上限的原因")
    no_leader = EncryptedField("为什么不由段领导包保")  # of 特困, while a leader had room
    card_on = models.DateField("联系卡发放日", null=True, blank=True)

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

    def get_absolute_url(self) -> str:
        """The page of the pairing."""
        return reverse("pairing-detail", args=[self.pk])

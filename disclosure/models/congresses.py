"""Congress 职工代表大会 and joint meeting 联席会: a register of what was resolved, and what carries it out."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from disclosure.models.papers import KeptPaper
from mutualfund.models import Charter
from staff.models import (
    CareMeasure,
    CertificationRule,
    HelpMeasure,
    SubsistenceLine,
    TierScheme,
)
from welfare.models import User


class CongressKind(models.TextChoices):
    """Which forum (domain.md 1.2)."""

    JOINT = "joint", "职工代表联席会"
    WORKERS = "workers", "职工大会"
    CONGRESS = "congress", "职工代表大会"


class CongressQuerySet(models.QuerySet["Congress"]):
    """Questions to the meetings."""

    def confirmed(self) -> Self:
        """Those somebody else has confirmed."""
        return self.filter(confirmed_by__isnull=False)


class Congress(models.Model):
    """One meeting: who was entitled and there, its minutes; confirmed by another than recorded it."""

    number = models.CharField("编号", max_length=20, unique=True, db_collation="C")
    kind = models.CharField("会议", max_length=8, choices=CongressKind.choices)
    title = models.CharField("名称", max_length=80)
    held_on = models.DateField("开会日期")
    place = models.CharField("地点", max_length=60, blank=True)
    entitled = models.PositiveSmallIntegerField("应到代表")
    present = models.PositiveSmallIntegerField("实到代表")
    agenda = models.TextField("议程", max_length=1000)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="登记人")
    recorded_on = models.DateField("登记日期")
    confirmed_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, verbose_name="核对人"
    )
    confirmed_on = models.DateField("核对日期", null=True)

    objects = CongressQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "职工代表大会和联席会"
        ordering = ("-held_on", "-number")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind__in=CongressKind.values), name="congress_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(entitled__gte=1, present__lte=F("entitled")),
                name="congress_present_of_entitled",
                violation_error_message="实到不能多于应到",
            ),
            models.CheckConstraint(
                condition=~Q(confirmed_by=F("recorded_by")),
                name="congress_confirmed_by_another",
                violation_error_message="登记的人不能自己核对",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("congress-detail", args=[self.pk])

    @property
    def absent(self) -> int:
        """没到的代表."""
        return self.entitled - self.present

    @property
    def is_quorate(self) -> bool:
        """到会 two thirds of who is entitled, 示例."""
        return self.present * 3 >= self.entitled * 2


class Resolution(models.Model):
    """决议: how it was voted, and the charter, standard or report it stands behind. Never changed."""

    congress = models.ForeignKey(
        Congress, models.PROTECT, related_name="resolutions", verbose_name="会议"
    )
    number = models.CharField("决议文号", max_length=80, unique=True)
    title = models.CharField("决议", max_length=120)
    agreed = models.PositiveSmallIntegerField("同意")
    refused = models.PositiveSmallIntegerField("不同意")
    abstained = models.PositiveSmallIntegerField("弃权")
    charter = models.OneToOneField(
        Charter, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="章程"
    )
    care = models.ForeignKey(
        CareMeasure, models.PROTECT, related_name="+", null=True, blank=True,
        verbose_name="包保走访尺度",
    )  # fmt: skip
    help = models.ForeignKey(
        HelpMeasure, models.PROTECT, related_name="+", null=True, blank=True,
        verbose_name="帮扶尺度",
    )  # fmt: skip
    tiers = models.ForeignKey(
        TierScheme, models.PROTECT, related_name="+", null=True, blank=True,
        verbose_name="困难等级方案",
    )  # fmt: skip
    rules = models.ForeignKey(
        CertificationRule, models.PROTECT, related_name="+", null=True, blank=True,
        verbose_name="认定期限",
    )  # fmt: skip
    line = models.ForeignKey(
        SubsistenceLine, models.PROTECT, related_name="+", null=True, blank=True,
        verbose_name="低保标准",
    )  # fmt: skip
    report_year = models.PositiveSmallIntegerField("审议哪一年的报告", null=True, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="登记人")
    at = models.DateTimeField("登记时间")

    class Meta:
        verbose_name = verbose_name_plural = "决议"
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def standards(self) -> list[str]:
        """The standards it stands behind, in words, each with the day it begins."""
        told = []
        if self.care:
            told.append(f"包保走访尺度，{self.care.valid_from} 起")
        if self.help:
            told.append(f"帮扶尺度，{self.help.valid_from} 起")
        if self.tiers:
            told.append(f"困难等级方案「{self.tiers.name}」，{self.tiers.valid_from} 起")
        if self.rules:
            told.append(f"认定期限，{self.rules.valid_from} 起")
        if self.line:
            place = self.line.branch or "全段"
            told.append(f"{place}低保标准每人每月 {self.line.amount} 元，{self.line.since} 起")
        return told

    @property
    def is_passed(self) -> bool:
        """More than half of those entitled agreed, and two thirds were there."""
        return self.agreed * 2 > self.congress.entitled and self.congress.is_quorate


class CongressPaper(KeptPaper):
    """A signed page of the minutes. Never changed."""

    FOLDER = "congresses"

    congress = models.ForeignKey(Congress, models.PROTECT, related_name="papers")

    class Meta:
        verbose_name = verbose_name_plural = "会议纪要"
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.congress} 纪要"

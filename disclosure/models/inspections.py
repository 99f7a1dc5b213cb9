"""Inspection 监督检查 (domain.md 12.1): who looked, what the draw gave, what was found, what it scored."""

import datetime as dt
import random
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q, Sum
from django.db.models.functions import Coalesce
from django.urls import reverse

from disclosure.models.notices import Notice
from mutualfund.models import Decision, Payment
from staff.models import Branch, Visit
from welfare.days import Quarter
from welfare.models import User

FULL = 20  # points of a quality
LEAST_INSPECTORS = 2
PERCENT, LEAST_DRAWN = 20, 3  # so many of each sort are drawn, 示例


class InspectionKind(models.TextChoices):
    """类型."""

    QUARTER = "quarter", "季度检查"
    HALF = "half", "半年检查"
    YEAR = "year", "年终检查"
    SPECIAL = "special", "专项检查"
    SECRET = "secret", "暗访"


class InspectionStatus(models.TextChoices):
    """Life of an inspection."""

    OPEN = "open", "检查中"
    SIGNED = "signed", "已评分"
    CLOSED = "closed", "已归档"


class Quality(models.TextChoices):
    """五性, 20 points each."""

    INITIATIVE = "initiative", "主动性"
    TIMELINESS = "timeliness", "及时性"
    TRUTHFULNESS = "truthfulness", "真实性"
    COMPLETENESS = "completeness", "完整性"
    STANDARD = "standard", "规范性"


MEANING = {
    Quality.INITIATIVE: "没人催，自己先公开",
    Quality.TIMELINESS: "该哪天贴，就哪天贴",
    Quality.TRUTHFULNESS: "墙上的数等于账上的数",
    Quality.COMPLETENESS: "每个人、每一步都有",
    Quality.STANDARD: "有审批，遮住该遮的",
}
PAINT = {
    InspectionStatus.OPEN: "info", InspectionStatus.SIGNED: "wait", InspectionStatus.CLOSED: "ok",
}  # fmt: skip


class Sort(models.TextChoices):
    """What is drawn from."""

    NOTICE = "notice", "公示"
    DECISION = "decision", "补助决定"
    PAYMENT = "payment", "付款"
    VISIT = "visit", "走访"


class InspectionQuerySet(models.QuerySet["Inspection"]):
    """Questions to the inspections."""

    def scored(self) -> Self:
        """With the points lost of all qualities, `lost`."""
        return self.annotate(lost=Coalesce(Sum("findings__points"), 0))

    def best_first(self) -> Self:
        """Scored, by what they lost."""
        return self.annotate(lost=Coalesce(Sum("findings__points"), 0)).order_by("lost", "number")


class Inspection(models.Model):
    """One inspection of a branch for a quarter; its score is 100 less what its findings cost."""

    number = models.CharField("编号", max_length=20, unique=True, db_collation="C")
    kind = models.CharField("类型", max_length=7, choices=InspectionKind.choices)
    unit = models.ForeignKey(Branch, models.PROTECT, related_name="+", verbose_name="被查单位")
    year = models.PositiveSmallIntegerField("年")
    quarter = models.PositiveSmallIntegerField("季度")
    opened_on = models.DateField("检查日期")
    status = models.CharField(
        "状态", max_length=6, choices=InspectionStatus.choices, default=InspectionStatus.OPEN
    )
    inspectors = models.ManyToManyField(
        User, through="Inspector", related_name="+", verbose_name="检查人"
    )

    objects = InspectionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "监督检查"
        ordering = ("-number",)
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(status__in=InspectionStatus.values, kind__in=InspectionKind.values),
                name="inspection_words_known",
            ),
            models.CheckConstraint(
                condition=Q(quarter__gte=1, quarter__lte=4), name="inspection_quarter_of_four"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.unit}"

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("inspection-detail", args=[self.pk])

    @property
    def period(self) -> Quarter:
        """The quarter looked at."""
        return Quarter(self.year, self.quarter)

    @property
    def occasion(self) -> str:
        """第三季度检查, 第三季度专项检查."""
        kind = "检查" if self.kind == InspectionKind.QUARTER else self.get_kind_display()
        return f"{self.year} 年{self.period.words}{kind}"

    @property
    def paint(self) -> str:
        """How its state is painted."""
        return PAINT[InspectionStatus(self.status)]

    @property
    def score(self) -> int:
        """Of 100, for rows asked for with `scored`."""
        lost: int = self.lost  # type: ignore[attr-defined]  # annotated
        return FULL * len(Quality) - lost


class Inspector(models.Model):
    """检查人: never of the unit inspected; signs the sheet once."""

    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="team")
    user = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="检查人")
    signed_at = models.DateTimeField("签字时间", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "检查人"
        ordering = ("pk",)
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["inspection", "user"],
                name="inspector_once",
                violation_error_message="这位检查人已经在里面",
            )
        ]

    def __str__(self) -> str:
        return f"{self.inspection} {self.user}"


class InspectionDraw(models.Model):
    """抽样 of a sort by a seed nobody chose; `drawn` draws the same keys from what stands here."""

    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="draws")
    sort = models.CharField("抽什么", max_length=8, choices=Sort.choices)
    seed = models.CharField("种子", max_length=16)
    keys = models.JSONField("从哪些里抽")
    count = models.PositiveSmallIntegerField("抽几件")
    drawn_at = models.DateTimeField("抽取时间")
    drawn_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="抽取人")

    class Meta:
        verbose_name = verbose_name_plural = "检查抽样"
        ordering = ("pk",)
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["inspection", "sort"],
                name="inspection_draw_once",
                violation_error_message="这一类已经抽过，不能重抽",
            )
        ]

    def __str__(self) -> str:
        return f"{self.inspection} {self.get_sort_display()}"

    def drawn(self) -> list[int]:
        """The keys of the sample, drawn again: anybody may check the draw."""
        dice = random.Random(self.seed)  # noqa: S311 - kept, to be repeated
        return sorted(dice.sample(self.keys, self.count))

    def cells(self) -> list[str]:
        """A square for each it was drawn from, the drawn ones marked."""
        drawn = set(self.drawn())
        return ["s" if key in drawn else "" for key in self.keys]


class Result(models.TextChoices):
    """What was found when it was looked at."""

    FITS = "fits", "一致"
    DIFFERS = "differs", "不一致"


class InspectionItem(models.Model):
    """One thing that was drawn; looked at once, by an inspector who had no hand in it."""

    draw = models.ForeignKey(InspectionDraw, models.PROTECT, related_name="items")
    notice = models.ForeignKey(Notice, models.PROTECT, related_name="+", null=True)
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="+", null=True)
    payment = models.ForeignKey(Payment, models.PROTECT, related_name="+", null=True)
    visit = models.ForeignKey(Visit, models.PROTECT, related_name="+", null=True)
    result = models.CharField("结果", max_length=7, choices=Result.choices, blank=True)
    note = models.CharField("看了什么", max_length=300, blank=True)
    checked_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, verbose_name="检查人"
    )
    checked_at = models.DateTimeField("检查时间", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "抽中的"
        ordering = ("pk",)
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(result="", checked_by__isnull=True, checked_at__isnull=True)
                | Q(result="fits", checked_by__isnull=False, checked_at__isnull=False)
                | (Q(result="differs", checked_by__isnull=False) & ~Q(note="")),
                name="inspection_item_differs_with_words",
                violation_error_message="不一致要写明哪里不一致",
            )
        ]

    def __str__(self) -> str:
        return f"{self.draw} {self.pk}"


class Finding(models.Model):
    """扣分: a quality, how many points, why, and where it was seen. Never changed."""

    class Source(models.TextChoices):
        """Where it was seen."""

        SYSTEM = "system", "系统算出"
        SAMPLE = "sample", "抽查"
        SITE = "site", "现场看"
        POLL = "poll", "问职工"

    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="findings")
    quality = models.CharField("五性", max_length=12, choices=Quality.choices)
    points = models.PositiveSmallIntegerField("扣分")
    reason = models.CharField("扣分原因", max_length=200)
    source = models.CharField("来处", max_length=6, choices=Source.choices)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="检查人")
    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = verbose_name_plural = "检查发现的问题"
        ordering = ("pk",)
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(points__gte=1, points__lte=FULL, quality__in=Quality.values)
                & ~Q(reason=""),
                name="finding_points_with_reason",
                violation_error_message="扣 1 到 20 分，写明原因",
            )
        ]

    def __str__(self) -> str:
        return f"{self.inspection} {self.reason}"


class RectificationStatus(models.TextChoices):
    """Life of an order."""

    ISSUED = "issued", "等整改"
    DONE = "done", "等复查"
    CLOSED = "closed", "改好，已复查"


class RectificationQuerySet(models.QuerySet["Rectification"]):
    """Questions to the orders."""

    def open(self) -> Self:
        """Not yet closed."""
        return self.exclude(status=RectificationStatus.CLOSED)

    def overdue(self, *, on: dt.date) -> Self:
        """Not done on their day."""
        return self.filter(status=RectificationStatus.ISSUED, due_on__lt=on)


class Rectification(models.Model):
    """整改通知: what a finding asks for, of whom, until when; closed by another, for all to read."""

    number = models.CharField("编号", max_length=20, unique=True, db_collation="C")
    finding = models.OneToOneField(Finding, models.PROTECT, related_name="order")
    demand = models.CharField("整改要求", max_length=200)
    owner = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="责任人")
    issued_on = models.DateField("下达日期")
    due_on = models.DateField("整改期限")
    status = models.CharField(
        "状态", max_length=6, choices=RectificationStatus.choices,
        default=RectificationStatus.ISSUED,
    )  # fmt: skip
    closed_on = models.DateField("复查日期", null=True)

    objects = RectificationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "整改通知"
        ordering = ("-number",)
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(status__in=RectificationStatus.values)
                & (
                    Q(status="closed", closed_on__isnull=False)
                    | ~Q(status="closed") & Q(closed_on__isnull=True)
                ),
                name="rectification_closed_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(due_on__gte=F("issued_on")),
                name="rectification_due_afterwards",
                violation_error_message="整改期限要在下达以后",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.demand}"

    def is_overdue(self, *, on: dt.date) -> bool:
        """Not done on its day."""
        return self.status == RectificationStatus.ISSUED and self.due_on < on

"""Catalogue 公开目录: what has to be made public, how often, and what was."""

import datetime as dt
from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse

from welfare.models import User


class Rhythm(models.TextChoices):
    """How often (周期)."""

    MONTH = "month", "每月"
    QUARTER = "quarter", "每季"
    HALF = "half", "每半年"
    YEAR = "year", "每年"
    EVENT = "event", "即时"


class Carrier(models.TextChoices):
    """Where it is to be read (载体)."""

    WALL = "wall", "公开栏"
    WEB = "web", "网上"
    BOTH = "both", "公开栏和网上"


class Feed(models.TextChoices):
    """What shows that it is public."""

    PAPER = "paper", "张贴后登记"
    MEETING = "meeting", "互助金补助公示"
    CERTIFICATION = "certification", "困难认定公示"
    CAMPAIGN = "campaign", "送温暖发放公示"
    FUND = "fund", "账本，随时可查"
    SUGGESTIONS = "suggestions", "建议台账，随时可查"


# feeds whose page is always open, and its address
LIVE = {Feed.FUND: "fund-public", Feed.SUGGESTIONS: "suggestion-board"}
# feeds that are notices: their value is what a notice's source begins with
NOTICES = (Feed.MEETING, Feed.CERTIFICATION, Feed.CAMPAIGN)


# the pictures the board gives the shipped topics; one that an office adds has a sheet of paper
ICONS = {
    "bonus": "cash-stack",
    "quota": "speedometer2",
    "appraisal": "clipboard-check",
    "approval": "person-check",
    "relief": "heart-pulse",
    "schooling": "mortarboard",
    "donations": "heart",
    "fund": "wallet2",
    "dues": "cash",
    "suggestions": "lightbulb",
    "campaigns": "gift",
    "visits": "geo-alt",
    "rectification": "arrow-repeat",
}


class Masking(models.TextChoices):
    """What of a person is shown (脱敏模板, domain.md 13.3)."""

    NAME_UNIT_AMOUNT = "amount", "姓名遮中间字，写单位和金额"
    NAME_UNIT_TIER = "tier", "姓名遮中间字，写单位和等级"
    NAME_UNIT_BOTH = "both", "姓名遮中间字，写单位、等级和金额"
    TOTALS = "totals", "只写合计，不写人"


class CatalogueTopic(models.Model):
    """A topic of the catalogue; every change of it is kept by the database (TopicTrace)."""

    code = models.SlugField("目录编码", max_length=20, unique=True)
    name = models.CharField("名称", max_length=40, unique=True)
    area = models.CharField("大类", max_length=20)
    rhythm = models.CharField("周期", max_length=7, choices=Rhythm.choices)
    carrier = models.CharField("载体", max_length=4, choices=Carrier.choices)
    feed = models.CharField("凭什么算公开了", max_length=13, choices=Feed.choices)
    owner = models.CharField("责任部门", max_length=40)
    days = models.PositiveSmallIntegerField(
        "时限（形成后工作日）", validators=[MinValueValidator(1), MaxValueValidator(250)]
    )
    masking = models.CharField("脱敏模板", max_length=6, choices=Masking.choices)
    retention_years = models.PositiveSmallIntegerField(
        "保存年限", validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    starts_on = models.DateField(
        "启用日期", null=True, blank=True, help_text="从这一天起的每一期都要公开；空着就还不算"
    )
    is_sample = models.BooleanField("示例", default=True)

    class Meta:
        verbose_name = verbose_name_plural = "公开目录"
        ordering = ("pk",)
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(feed__in=NOTICES, rhythm=Rhythm.EVENT)
                | (~Q(feed__in=NOTICES) & ~Q(rhythm=Rhythm.EVENT)),
                name="catalogue_notices_at_once",
                violation_error_message="凭公示算公开的，周期选「即时」；别的选月、季、半年或年",
            ),
            models.CheckConstraint(
                condition=Q(days__range=(1, 250)), name="catalogue_days_sensible"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Its public page."""
        return reverse("catalogue-topic", args=[self.code])

    @property
    def icon(self) -> str:
        """Its picture on the board."""
        return ICONS.get(self.code, "file-earmark-text")


class TopicTrace(models.Model):
    """A topic as it stood before a change, written by the database itself."""

    topic = models.ForeignKey(
        CatalogueTopic, models.PROTECT, related_name="traces", verbose_name="目录"
    )
    at = models.DateTimeField("改动时间")
    before: Any = models.JSONField("改动以前")

    class Meta:
        verbose_name = verbose_name_plural = "公开目录改动"
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.topic} {self.at:%Y-%m-%d}"

    @property
    def told(self) -> str:
        """The old row in words, empty for a value no longer known."""
        old = CatalogueTopic(**{key: self.before[key] for key in TOLD})
        start = self.before["starts_on"] or "还没启用"
        return (
            f"{old.name}，{old.get_rhythm_display()}，{old.get_carrier_display()}，{old.owner}，"
            f"{old.days} 个工作日，{old.get_masking_display()}，保存 {old.retention_years} 年，"
            f"启用 {start}"
        )


TOLD = ("name", "rhythm", "carrier", "owner", "days", "masking", "retention_years")


class Publication(models.Model):
    """登记公开: a period's paper that hangs; a correction is one more version, the old one stays."""

    topic = models.ForeignKey(
        CatalogueTopic, models.PROTECT, related_name="publications", verbose_name="目录"
    )
    first = models.DateField("期的第一天")
    version = models.PositiveSmallIntegerField("版次", default=1)
    published_on = models.DateField("公开日期")
    people = models.PositiveIntegerField("表上人数")
    people_due = models.PositiveIntegerField("应在表上人数")
    reason = models.CharField("更正原因", max_length=200, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="登记人")
    at = models.DateTimeField("登记时间", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "公开登记"
        ordering = ("-first", "-version")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["topic", "first", "version"], name="publication_once_a_version"
            ),
            models.CheckConstraint(
                condition=Q(version=1) | ~Q(reason=""), name="publication_corrected_with_reason"
            ),
            models.CheckConstraint(
                condition=Q(people__lte=models.F("people_due")),
                name="publication_people_within_due",
            ),
            models.CheckConstraint(
                condition=Q(published_on__gt=models.F("first")), name="publication_after_its_period"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.topic} {self.first:%Y-%m-%d} 第 {self.version} 版"


def period_last(rhythm: str, first: dt.date) -> dt.date:
    """The last day of the period that begins on the day."""
    months = MONTHS[Rhythm(rhythm)]
    index = first.year * 12 + first.month - 1 + months
    return dt.date(index // 12, index % 12 + 1, 1) - dt.timedelta(days=1)


def period_first(rhythm: str, day: dt.date) -> dt.date:
    """The first day of the period a day lies in."""
    months = MONTHS[Rhythm(rhythm)]
    return dt.date(day.year, (day.month - 1) // months * months + 1, 1)


MONTHS = {Rhythm.MONTH: 1, Rhythm.QUARTER: 3, Rhythm.HALF: 6, Rhythm.YEAR: 12}


def period_words(rhythm: str, first: dt.date) -> str:
    """2026 年 9 月, 2026 年第三季度, 2026 年上半年, 2026 年."""
    kind, year = Rhythm(rhythm), f"{first.year} 年"
    if kind == Rhythm.MONTH:
        return f"{year} {first.month} 月"
    if kind == Rhythm.QUARTER:
        return f"{year}第{'一二三四'[(first.month - 1) // 3]}季度"
    if kind == Rhythm.HALF:
        return f"{year}{'上' if first.month == 1 else '下'}半年"
    return year

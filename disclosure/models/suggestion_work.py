"""What a suggestion 合理化建议 is judged and shown by: scores 评分, papers 凭据, benefits 效益."""

from decimal import Decimal
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from disclosure.models.papers import KeptPaper
from disclosure.models.suggestions import Suggestion, SuggestionStep
from welfare.models import User

# column -> the criterion 评审标准 and the most it gives (domain.md 11)
CRITERIA: dict[str, tuple[str, int]] = {
    "technical": ("技术水平", 30),
    "gain": ("经济效益", 30),
    "scope": ("应用范围", 20),
    "practical": ("实用程度", 20),
}
LEAST_SCORES = 2  # so many people score before it is answered, 示例


class SuggestionScore(models.Model):
    """评分 of one evaluator 评审, once, never changed."""

    suggestion = models.ForeignKey(
        Suggestion, models.PROTECT, related_name="scores", verbose_name="建议"
    )
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="评审")
    at = models.DateTimeField("时间")
    technical = models.PositiveSmallIntegerField("技术水平")
    gain = models.PositiveSmallIntegerField("经济效益")
    scope = models.PositiveSmallIntegerField("应用范围")
    practical = models.PositiveSmallIntegerField("实用程度")
    words = models.CharField("评审意见", max_length=300, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "建议的评分"
        ordering = ("pk",)
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["suggestion", "by"],
                name="suggestion_score_once",
                violation_error_message="这条建议您已经评过分",
            ),
            models.CheckConstraint(
                condition=Q(technical__lte=30, gain__lte=30, scope__lte=20, practical__lte=20),
                name="suggestion_score_within",
                violation_error_message="评分超过这一项的满分",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.suggestion} {self.total}"

    @property
    def total(self) -> int:
        """Of 100."""
        return self.technical + self.gain + self.scope + self.practical


class SuggestionPaper(KeptPaper):
    """A photograph or paper of a step: what shows the progress. Never changed."""

    FOLDER = "suggestions"

    step = models.ForeignKey(
        SuggestionStep, models.PROTECT, related_name="papers", verbose_name="经过"
    )

    class Meta:
        verbose_name = verbose_name_plural = "建议的凭据"
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.step} 凭据"


class BenefitKind(models.TextChoices):
    """效益类型."""

    DIRECT = "direct", "直接经济效益"
    INDIRECT = "indirect", "间接效益"


class BenefitState(models.TextChoices):
    """Whether somebody else stands behind it."""

    CLAIMED = "claimed", "等核定"
    CONFIRMED = "confirmed", "已核定"
    REFUSED = "refused", "不予认定"


class SuggestionBenefit(models.Model):
    """效益: what it brought in a year, claimed by one and confirmed by another, once."""

    suggestion = models.ForeignKey(
        Suggestion, models.PROTECT, related_name="benefits", verbose_name="建议"
    )
    kind = models.CharField("效益类型", max_length=8, choices=BenefitKind.choices)
    amount = models.DecimalField(
        "年效益（元）", max_digits=12, decimal_places=2, default=Decimal(0)
    )
    basis = models.CharField("计算方法", max_length=300)
    state = models.CharField(
        "状态", max_length=9, choices=BenefitState.choices, default=BenefitState.CLAIMED
    )
    claimed_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="申报人")
    claimed_on = models.DateField("申报日期")
    decided_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="核定人"
    )
    decided_on = models.DateField("核定日期", null=True, blank=True)
    reason = models.CharField("核定意见", max_length=300, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "建议的效益"
        ordering = ("pk",)
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["suggestion", "kind"],
                condition=~Q(state="refused"),
                name="suggestion_benefit_one_of_a_kind",
                violation_error_message="这一类效益已经申报过",
            ),
            models.CheckConstraint(
                condition=Q(kind="direct", amount__gt=0) | Q(kind="indirect", amount=0),
                name="suggestion_benefit_yuan_only_when_direct",
                violation_error_message="直接效益写金额，间接效益不写金额",
            ),
            models.CheckConstraint(
                condition=~Q(decided_by=F("claimed_by")),
                name="suggestion_benefit_decided_by_another",
                violation_error_message="核定人不能是申报人",
            ),
            models.CheckConstraint(
                condition=Q(state="claimed", decided_by__isnull=True, decided_on__isnull=True)
                | Q(state="confirmed", decided_by__isnull=False, decided_on__isnull=False)
                | (
                    Q(state="refused", decided_by__isnull=False, decided_on__isnull=False)
                    & ~Q(reason="")
                ),
                name="suggestion_benefit_decided_with_reason",
                violation_error_message="不予认定要写原因",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.suggestion} {self.get_kind_display()}"

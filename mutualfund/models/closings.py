"""Months are closed and opened again 结账、反结账: asked by one, confirmed by another, kept for ever."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from mutualfund.models.fund import Fund
from welfare.models import User


class StepKind(models.TextChoices):
    """What happens to the wall of the closed months."""

    CLOSE = "close", "结账"
    REOPEN = "reopen", "反结账"


class PeriodStep(models.Model):
    """A wish to close or reopen (结账申请): carried out when a second person confirms it."""

    fund = models.ForeignKey(Fund, models.PROTECT, related_name="+", verbose_name="基金")
    kind = models.CharField("种类", max_length=6, choices=StepKind.choices)
    year = models.PositiveSmallIntegerField("年")
    through = models.DateField("办完以后结到哪天")
    reason = models.CharField("原因", max_length=200, blank=True)
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="提出人")
    asked_at = models.DateTimeField("提出时间")
    confirmed_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, verbose_name="确认人"
    )
    confirmed_at = models.DateTimeField("确认时间", null=True)
    is_dropped = models.BooleanField("不办了", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "结账申请"
        ordering = ("pk",)
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["fund"],
                condition=Q(confirmed_by__isnull=True, is_dropped=False),
                name="period_step_one_waiting",
                violation_error_message="已有一件结账或反结账等着确认",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("asked_by")),
                name="period_step_by_two",
                violation_error_message="提出和确认要两个人",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=StepKind.values), name="period_step_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(kind="close") | ~Q(reason=""),
                name="period_step_reopened_for_a_reason",
                violation_error_message="反结账要写原因",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.fund} {self.through}"

    @property
    def is_waiting(self) -> bool:
        """Not confirmed and not dropped."""
        return self.confirmed_by_id is None and not self.is_dropped


class Closing(models.Model):
    """The wall of the closed months moved: written by the closing function only, never changed.

    `last_number` is the newest voucher of the year at that moment: a later one must be dated
    behind the wall, and `verify_books` can tell.
    """

    fund = models.ForeignKey(Fund, models.PROTECT, related_name="+", verbose_name="基金")
    kind = models.CharField("种类", max_length=6, choices=StepKind.choices, default=StepKind.CLOSE)
    year = models.PositiveSmallIntegerField("年")
    through = models.DateField("结账至")
    last_number = models.PositiveIntegerField("当时的末号", null=True)
    asked_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, verbose_name="提出人"
    )
    by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, verbose_name="确认人")
    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = verbose_name_plural = "结账记录"
        ordering = ("pk",)
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind__in=StepKind.values), name="closing_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.fund} {self.through}"

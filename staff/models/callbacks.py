"""What the worker himself says: 职工确认 of a visit, and the call-back sample 回访抽样."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from staff.models.visits import Visit
from welfare.days import Quarter
from welfare.models import User


class Way(models.TextChoices):
    """How the worker said it."""

    CODE = "code", "确认码"
    NEXT_VISIT = "next_visit", "下次走访时当面问"


class VisitConfirmation(models.Model):
    """The worker says whether somebody came (职工确认). Said once, never changed."""

    visit = models.OneToOneField(
        Visit, models.PROTECT, related_name="confirmation", verbose_name="走访"
    )
    way = models.CharField("怎么确认的", max_length=10, choices=Way.choices)
    came = models.BooleanField("来过")
    at = models.DateTimeField("确认时间")
    by = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="记下的人"
    )

    class Meta:
        verbose_name = verbose_name_plural = "职工确认"
        ordering = ("-at", "-pk")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(way=Way.CODE, by=None) | Q(way=Way.NEXT_VISIT, by__isnull=False),
                name="confirmation_by_code_or_someone",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.visit} {'来过' if self.came else '没来过'}"


class CallbackSample(models.Model):
    """The visits of a quarter that are asked about by telephone, drawn once by a kept seed.

    `staff.actions.callbacks.drawn` draws the same visits again from what stands here.
    """

    year = models.PositiveSmallIntegerField("年")
    quarter = models.PositiveSmallIntegerField("季度")
    percent = models.PositiveSmallIntegerField("百分比")
    seed = models.CharField("种子", max_length=32)
    last_visit = models.PositiveBigIntegerField("抽到第几号走访为止")
    population = models.PositiveIntegerField("当面走访次数")
    drawn_at = models.DateTimeField("抽取时间")
    drawn_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="抽取人")

    class Meta:
        verbose_name = verbose_name_plural = "回访抽样"
        ordering = ("-year", "-quarter")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["year", "quarter"],
                name="callback_sample_once_a_quarter",
                violation_error_message="这个季度已经抽过，不能重抽",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.period.label} 回访抽样"

    @property
    def period(self) -> Quarter:
        """The quarter."""
        return Quarter(self.year, self.quarter)


class CallbackResult(models.TextChoices):
    """What the worker said on the telephone."""

    WAITING = "waiting", "还没打"
    CAME = "came", "来过"
    NOT_CAME = "not_came", "没来过"
    UNREACHED = "unreached", "打不通"


class CallbackQuerySet(models.QuerySet["Callback"]):
    """Questions to the call-backs."""

    def waiting(self) -> Self:
        """Not yet called."""
        return self.filter(result=CallbackResult.WAITING)


class Callback(models.Model):
    """One drawn visit and what the worker said (回访). Answered once."""

    sample = models.ForeignKey(
        CallbackSample, models.PROTECT, related_name="calls", verbose_name="抽样"
    )
    visit = models.OneToOneField(
        Visit, models.PROTECT, related_name="callback", verbose_name="走访"
    )
    result = models.CharField(
        "结果", max_length=9, choices=CallbackResult.choices, default=CallbackResult.WAITING
    )
    note = models.CharField("职工怎么说", max_length=200, blank=True)
    called_at = models.DateTimeField("回访时间", null=True, blank=True)
    called_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="回访人"
    )

    objects = CallbackQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "回访"
        ordering = ("pk",)
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(result=CallbackResult.WAITING, called_at=None, called_by=None)
                | (
                    Q(result__in=CallbackResult.values)
                    & ~Q(result=CallbackResult.WAITING)
                    & Q(called_at__isnull=False, called_by__isnull=False)
                ),
                name="callback_answered_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.visit} {self.get_result_display()}"

    def get_absolute_url(self) -> str:
        """The page of the call."""
        return reverse("callback-detail", args=[self.pk])

"""What the worker himself says: 职工确认 of a visit, and the call-back sample 回访抽样."""

import datetime as dt
import uuid
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.urls import reverse

from staff.models.campaigns import Campaign
from staff.models.gifts import Gift
from staff.models.visits import Visit
from staff.models.workers import Worker
from welfare.crypto import EncryptedField
from welfare.days import Quarter
from welfare.models import User
from welfare.money import yuan


class Way(models.TextChoices):
    """How the worker said it."""

    CODE = "code", "确认码"
    NEXT_VISIT = "next_visit", "下次走访时当面问"
    OWN = "own", "本人登录确认"


class VisitConfirmation(models.Model):
    """The worker says whether somebody came (职工确认). Said once, never changed."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    visit = models.OneToOneField(
        Visit, models.PROTECT, related_name="confirmation", verbose_name="走访"
    )
    way = models.CharField("怎么确认的", max_length=10, choices=Way.choices)
    came = models.BooleanField("来过")
    words = EncryptedField("职工的话")  # what was written wrongly, or what happened instead
    at = models.DateTimeField("确认时间")
    by = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="记下的人"
    )

    class Meta:
        verbose_name = verbose_name_plural = "职工确认"
        ordering = ("-at", "-pk")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(way=Way.CODE)  # by is who happened to be signed in there
                | Q(way__in=[Way.NEXT_VISIT, Way.OWN], by__isnull=False),
                name="confirmation_by_code_or_someone",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.visit} {'来过' if self.came else '没来过'}"


class CallbackSample(models.Model):
    """The visits of a quarter, or the signed lines of a campaign, that are asked about by telephone.

    Drawn once by a kept seed: `staff.actions.callbacks.drawn` draws the same rows from what
    stands here.
    """

    year = models.PositiveSmallIntegerField("年", null=True)
    quarter = models.PositiveSmallIntegerField("季度", null=True)
    campaign = models.OneToOneField(
        Campaign, models.PROTECT, related_name="sample", null=True, verbose_name="送温暖活动"
    )
    percent = models.PositiveSmallIntegerField("百分比")
    seed = models.CharField("种子", max_length=32)
    last_key = models.PositiveBigIntegerField("抽到第几号为止")
    population = models.PositiveIntegerField("从多少里抽")
    drawn_at = models.DateTimeField("抽取时间")
    drawn_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="抽取人")

    class Meta:
        verbose_name = verbose_name_plural = "回访抽样"
        ordering = ("-year", "-quarter", "-pk")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["year", "quarter"],
                name="callback_sample_once_a_quarter",
                violation_error_message="这个季度已经抽过，不能重抽",
            ),
            models.CheckConstraint(
                condition=Q(campaign=None, year__isnull=False, quarter__isnull=False)
                | Q(campaign__isnull=False, year=None, quarter=None),
                name="callback_sample_of_a_quarter_or_a_campaign",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} 回访抽样"

    @property
    def period(self) -> Quarter:
        """The quarter of a sample of visits."""
        return Quarter(self.year or 0, self.quarter or 0)

    @property
    def title(self) -> str:
        """Of what it was drawn."""
        if self.campaign is not None:
            return str(self.campaign)
        return f"{self.year} 年{self.period.words}走访"

    @property
    def asked(self) -> str:
        """How the list's address asks for it."""
        if self.campaign is not None:
            return f"campaign={self.campaign.pk}"
        return f"quarter={self.year}-{self.quarter}"


class CallbackResult(models.TextChoices):
    """What the worker said on the telephone."""

    WAITING = "waiting", "还没打"
    CAME = "came", "来过"
    NOT_CAME = "not_came", "没来过"
    UNREACHED = "unreached", "打不通"


OF_GIFT = {CallbackResult.CAME: "收到了，数对", CallbackResult.NOT_CAME: "没收到或数不对"}


class CallbackQuerySet(models.QuerySet["Callback"]):
    """Questions to the call-backs."""

    def waiting(self) -> Self:
        """Not yet called."""
        return self.filter(result=CallbackResult.WAITING)

    def about(self) -> Self:
        """With what the page of a call shows."""
        return self.select_related(
            "visit__pairing__file__worker__station", "visit__pairing__cadre",
            "gift__file__worker__station", "gift__paid_by", "gift__paid_with", "called_by",
        )  # fmt: skip

    def keys(self) -> list[int]:
        """The visits or gifts that were drawn."""
        return list(self.values_list(Coalesce("visit", "gift"), flat=True))


class Callback(models.Model):
    """One drawn visit or gift and what the worker said (回访). Answered once."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sample = models.ForeignKey(
        CallbackSample, models.PROTECT, related_name="calls", verbose_name="抽样"
    )
    visit = models.OneToOneField(
        Visit, models.PROTECT, related_name="callback", null=True, verbose_name="走访"
    )
    gift = models.OneToOneField(
        Gift, models.PROTECT, related_name="callback", null=True, verbose_name="发放"
    )
    result = models.CharField(
        "结果", max_length=9, choices=CallbackResult.choices, default=CallbackResult.WAITING
    )
    note = EncryptedField("职工怎么说")
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
                condition=Q(visit__isnull=True, gift__isnull=False)
                | Q(visit__isnull=False, gift__isnull=True),
                name="callback_about_a_visit_or_a_gift",
            ),
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
        return f"{self.visit or self.gift} {self.said}"

    @property
    def worker(self) -> Worker:
        """Who is called."""
        return self.gift.file.worker if self.gift else self.visit.pairing.file.worker  # type: ignore[union-attr]  # one of the two is there

    @property
    def on(self) -> dt.date | None:
        """The day he is asked about."""
        return self.gift.received_on if self.gift else self.visit.visited_on  # type: ignore[union-attr]  # as above

    @property
    def what(self) -> str:
        """What he is asked about: 入户, or the money and goods."""
        if self.gift is None:
            return self.visit.get_mode_display()  # type: ignore[union-attr]  # as above
        cash = f"慰问金 {yuan(self.gift.cash)} 元" if self.gift.cash else ""
        return "，".join(part for part in (cash, self.gift.goods) if part)

    @property
    def hands(self) -> str:
        """Who says he was there."""
        if self.gift is None:
            return self.visit.pairing.cadre.name  # type: ignore[union-attr]  # as above
        payers = (self.gift.paid_by, self.gift.paid_with)
        return "、".join(one.name for one in payers if one)

    @property
    def said(self) -> str:
        """What the worker said, in the words of the thing."""
        result = CallbackResult(self.result)
        return OF_GIFT.get(result, result.label) if self.gift_id else result.label

    def get_absolute_url(self) -> str:
        """The page of the call."""
        return reverse("callback-detail", args=[self.pk])

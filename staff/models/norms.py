"""Norm 慰问标准: what a family of each tier gets, state-employed and collective, by document and day."""

import datetime as dt
from decimal import Decimal
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from staff.models.tiers import Tier
from welfare.models import User


class NormQuerySet(models.QuerySet["Norm"]):
    """Questions to the norms."""

    def of(self, day: dt.date) -> "Norm | None":
        """The norm in force on a day, confirmed by another than who entered it."""
        return self.filter(agreed=True, valid_from__lte=day).order_by("-valid_from").first()

    def told(self) -> Self:
        """With people and lines, the newest first."""
        return self.select_related("entered_by", "decided_by").prefetch_related("lines__tier")


class Norm(models.Model):
    """A 慰问标准 by its document, from a day on. Entered by one, confirmed by another, then fixed."""

    valid_from = models.DateField("启用")
    document_no = models.CharField("文号", max_length=80)
    is_sample = models.BooleanField("示例", default=False)
    entered_on = models.DateField("录入日期")
    entered_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="录入人")
    agreed = models.BooleanField("核过", null=True)
    words = models.CharField("退回的原因", max_length=100, blank=True)
    decided_on = models.DateField("核的日期", null=True)
    decided_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, verbose_name="核的人"
    )

    objects = NormQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "慰问标准文件"
        ordering = ("-valid_from", "-pk")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["valid_from"],
                condition=Q(agreed=None) | Q(agreed=True),
                name="norm_one_per_day",
                violation_error_message="这一天起已有一份慰问标准",
            ),
            models.CheckConstraint(condition=~Q(document_no=""), name="norm_has_document"),
            models.CheckConstraint(
                condition=Q(agreed=None, decided_on=None, decided_by=None)
                | Q(agreed__isnull=False, decided_on__isnull=False, decided_by__isnull=False)
                & ~Q(decided_by=F("entered_by")),
                name="norm_confirmed_by_another",
                violation_error_message="慰问标准要由别人来核",
            ),
            models.CheckConstraint(
                condition=~Q(agreed=False) | ~Q(words=""), name="norm_refused_with_words"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document_no}（{self.valid_from} 起）"


class NormLine(models.Model):
    """What one tier gets by a norm, yuan; a difference between the two identities has a reason."""

    norm = models.ForeignKey(Norm, models.PROTECT, related_name="lines")
    tier = models.ForeignKey(Tier, models.PROTECT, related_name="+", verbose_name="等级")
    state_cash = models.DecimalField("全民工慰问金", max_digits=12, decimal_places=2)
    state_goods_value = models.DecimalField("全民工慰问品折合", max_digits=12, decimal_places=2)
    own_cash = models.DecimalField("集体工慰问金", max_digits=12, decimal_places=2)
    own_goods_value = models.DecimalField("集体工慰问品折合", max_digits=12, decimal_places=2)
    reason = models.CharField("不一样的原因", max_length=100, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "慰问标准的等级"
        ordering = ("-tier__rank",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["norm", "tier"], name="norm_line_once"),
            models.CheckConstraint(
                condition=Q(
                    state_cash__gte=0, state_goods_value__gte=0,
                    own_cash__gte=0, own_goods_value__gte=0,
                ),
                name="norm_line_not_negative",
            ),
            models.CheckConstraint(
                condition=~Q(reason="")
                | Q(own_cash=F("state_cash"), own_goods_value=F("state_goods_value")),
                name="norm_difference_has_reason",
                violation_error_message="集体工和全民工不一样，要写原因",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.norm} {self.tier}"

    @property
    def own(self) -> tuple[Decimal, Decimal]:
        """Cash and goods of a collective worker's family."""
        return self.own_cash, self.own_goods_value

    @property
    def is_equal(self) -> bool:
        """The same for both identities."""
        return self.own == (self.state_cash, self.state_goods_value)

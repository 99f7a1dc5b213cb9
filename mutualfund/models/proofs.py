"""Proofs of the books 账目证明: the head of each day, and what the nightly self-check found."""

from typing import Any, ClassVar

from django.db import models

from mutualfund.models.fund import Fund
from mutualfund.models.vouchers import short


class DailyHead(models.Model):
    """The chain's head at the end of a day (每日校验码): printed, published, never changed."""

    fund = models.ForeignKey(Fund, models.PROTECT, related_name="+", verbose_name="基金")
    year = models.PositiveSmallIntegerField("年")
    day = models.DateField("日期")
    last_number = models.PositiveIntegerField("末号")
    hash = models.BinaryField("链头", max_length=32)
    root = models.BinaryField("默克尔根", max_length=32)
    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = verbose_name_plural = "每日校验码"
        ordering = ("-day", "fund", "-year")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["fund", "year", "day"], name="daily_head_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.fund} {self.day} 第 {self.last_number} 号"

    @property
    def short_hash(self) -> str:
        """The head in three groups of four."""
        return short(self.hash)

    @property
    def full_hash(self) -> str:
        """The head whole."""
        return bytes(self.hash).hex()

    @property
    def full_root(self) -> str:
        """The root of all vouchers of the year whole."""
        return bytes(self.root).hex()


class SelfCheck(models.Model):
    """One run of the self-check (账目自检); `problems` are dicts of place, code and message."""

    at = models.DateTimeField("时间")
    seconds = models.FloatField("用时（秒）")
    vouchers = models.PositiveIntegerField("凭证数")
    problems: "models.JSONField[Any, Any]" = models.JSONField("问题", default=list)

    class Meta:
        verbose_name = verbose_name_plural = "账目自检"
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {len(self.problems)} 处"

    @property
    def is_whole(self) -> bool:
        """Nothing was off."""
        return not self.problems

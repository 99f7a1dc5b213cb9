"""CashCount 现金盘点: what lay in the drawer, beside what the books say, signed by two."""

from decimal import Decimal
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from mutualfund.models.fund import Fund
from welfare.models import User

# face values in yuan, as counted
FACES = tuple(Decimal(face) for face in ("100", "50", "20", "10", "5", "1", "0.5", "0.1"))


class CashWay(models.TextChoices):
    """Which way cash goes between drawer and bank."""

    DRAW = "draw", "提现"
    DEPOSIT = "deposit", "存现"


class CashCount(models.Model):
    """One count: the cashier counts, another watches and signs; then it is frozen."""

    fund = models.ForeignKey(Fund, models.PROTECT, related_name="+", verbose_name="基金")
    on = models.DateField("盘点日")
    pieces: "models.JSONField[Any, Any]" = models.JSONField("张数", default=dict)
    counted = models.DecimalField("实有（元）", max_digits=12, decimal_places=2)
    booked = models.DecimalField("账面（元）", max_digits=12, decimal_places=2)
    explanation = models.CharField("差额说明", max_length=200, blank=True)
    cashier = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="出纳")
    counted_at = models.DateTimeField("盘点时间")
    witness = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, verbose_name="监盘人"
    )
    witnessed_at = models.DateTimeField("监盘时间", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "现金盘点"
        ordering = ("-on", "-pk")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(witness__isnull=True) | ~Q(witness=F("cashier")),
                name="cash_count_by_two",
                violation_error_message="盘点和监盘要两个人",
            ),
            models.CheckConstraint(
                condition=Q(counted=F("booked")) | ~Q(explanation=""),
                name="cash_count_difference_explained",
                violation_error_message="实有和账面不一样，要写明原因",
            ),
            models.CheckConstraint(condition=Q(counted__gte=0), name="cash_count_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.on} 盘点 {self.counted}"

    @property
    def difference(self) -> Decimal:
        """Counted less booked, yuan."""
        return self.counted - self.booked

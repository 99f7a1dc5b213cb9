"""Interest 利息: what the bank paid on the account, with its advice."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from mutualfund.models.income_voids import IncomeQuerySet
from mutualfund.models.vouchers import Voucher


class Interest(models.Model):
    """Interest credited by the bank (利息) with the number of its advice (银行回单)."""

    number = models.CharField("编号", max_length=20, unique=True, db_collation="C")
    amount = models.DecimalField("金额（元）", max_digits=12, decimal_places=2)
    received_on = models.DateField("入账日")
    advice_no = models.CharField("银行回单号", max_length=40, db_collation="C")
    voucher = models.OneToOneField(
        Voucher, models.PROTECT, related_name="+", null=True, verbose_name="凭证"
    )
    is_void = models.BooleanField("作废", default=False)

    objects = IncomeQuerySet["Interest"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "利息"
        ordering = ("-received_on", "number")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["advice_no"],
                condition=Q(is_void=False),
                name="interest_advice_once",
                violation_error_message="这张回单已经记过",
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="interest_amount_positive"),
        ]

    def __str__(self) -> str:
        return self.number

"""Grant 单位拨款: what the depot and the labour service company put in."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from mutualfund.models.income_voids import IncomeQuerySet
from mutualfund.models.vouchers import Voucher


class Payer(models.TextChoices):
    """拨款单位."""

    DEPOT = "depot", "车务段"
    LABOUR_SERVICE = "labour_service_company", "劳动服务公司"
    UPPER_UNION = "upper_union", "上级工会"


class Grant(models.Model):
    """An employer's grant to the fund (拨款) with its document, base and ratio."""

    number = models.CharField("编号", max_length=20, unique=True, db_collation="C")
    payer = models.CharField("拨款单位", max_length=22, choices=Payer.choices)
    amount = models.DecimalField("金额（元）", max_digits=12, decimal_places=2)
    received_on = models.DateField("到账日")
    document_no = models.CharField("批准文号", max_length=80)
    match_base = models.DecimalField(
        "配比基数（元）", max_digits=12, decimal_places=2, null=True, blank=True
    )
    match_ratio = models.DecimalField(
        "配比比例", max_digits=6, decimal_places=3, null=True, blank=True
    )
    voucher = models.OneToOneField(
        Voucher, models.PROTECT, related_name="+", null=True, verbose_name="凭证"
    )
    is_void = models.BooleanField("作废", default=False)

    objects = IncomeQuerySet["Grant"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "单位拨款"
        ordering = ("received_on", "number")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="grant_amount_positive"),
            models.CheckConstraint(condition=Q(payer__in=Payer.values), name="grant_payer_known"),
            models.CheckConstraint(
                condition=Q(match_base__isnull=True, match_ratio__isnull=True)
                | Q(match_base__gt=0, match_ratio__gt=0),
                name="grant_base_with_ratio",
                violation_error_message="配比基数和比例要一起填",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.get_payer_display()}"

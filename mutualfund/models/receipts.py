"""Receipt 收据: numbered without gaps within a year; a void one stays in the register."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse

from welfare.models import User
from welfare.money import in_words


class Method(models.TextChoices):
    """How money came in (收款方式)."""

    CASH = "cash", "现金"
    BANK = "bank", "转账"
    PAYROLL = "payroll", "工资代扣"


class Receipt(models.Model):
    """A receipt for money taken (收款收据): payer, reason, amount, and who took it."""

    year = models.PositiveSmallIntegerField("年")
    number = models.PositiveIntegerField("号")
    source = models.CharField("来源", max_length=60, db_collation="C")
    payer = models.CharField("交款人", max_length=60)
    reason = models.CharField("收款事由", max_length=120)
    method = models.CharField("方式", max_length=7, choices=Method.choices)
    amount = models.DecimalField("金额（元）", max_digits=12, decimal_places=2)
    issued_on = models.DateField("日期")
    issued_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="经手人")
    paper_no = models.CharField("纸质收据号", max_length=20, blank=True, db_collation="C")
    void_reason = models.CharField("作废原因", max_length=100, blank=True)
    voided_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, verbose_name="作废人"
    )

    class Meta:
        verbose_name = verbose_name_plural = "收据"
        ordering = ("-year", "-number")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["year", "number"], name="receipt_number_once"),
            models.UniqueConstraint(
                fields=["source"], condition=Q(void_reason=""), name="receipt_one_per_source"
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="receipt_amount_positive"),
            models.CheckConstraint(
                condition=Q(year=models.F("issued_on__year")), name="receipt_year_of_its_day"
            ),
            models.CheckConstraint(
                condition=Q(method__in=Method.values), name="receipt_method_known"
            ),
            models.CheckConstraint(
                condition=Q(void_reason="", voided_by__isnull=True)
                | (~Q(void_reason="") & Q(voided_by__isnull=False)),
                name="receipt_void_has_reason_and_hand",
            ),
        ]

    def __str__(self) -> str:
        return f"SJ-{self.year}-{self.number:04d}"

    def get_absolute_url(self) -> str:
        """The printed receipt."""
        return reverse("receipt-detail", args=[self.pk])

    @property
    def words(self) -> str:
        """金额大写."""
        return in_words(self.amount)

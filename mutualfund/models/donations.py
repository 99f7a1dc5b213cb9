"""Drive 募捐 and Donation 捐款."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from mutualfund.models.income_voids import IncomeQuerySet
from mutualfund.models.receipts import Method
from mutualfund.models.vouchers import Voucher
from welfare.names import masked


class Drive(models.Model):
    """A donation drive (募捐活动) with its dates."""

    name = models.CharField("活动", max_length=60, unique=True)
    starts_on = models.DateField("开始")
    ends_on = models.DateField("结束")

    class Meta:
        verbose_name = verbose_name_plural = "募捐"
        ordering = ("-starts_on",)
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="drive_in_order"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("drive-detail", args=[self.pk])


class Donation(models.Model):
    """A gift of money to the fund (捐款)."""

    drive = models.ForeignKey(Drive, models.PROTECT, related_name="donations", verbose_name="活动")
    number = models.CharField("编号", max_length=20, unique=True, db_collation="C")
    donor = models.CharField("捐款人", max_length=60)
    unit = models.CharField("单位/部门", max_length=60, blank=True)
    is_anonymous = models.BooleanField("匿名", default=False)
    may_be_named = models.BooleanField("同意公开姓名", default=False)
    is_cadre = models.BooleanField("党员干部", default=False)
    wish = models.CharField("意愿用途", max_length=60, blank=True)
    method = models.CharField("方式", max_length=7, choices=Method.choices, default=Method.BANK)
    amount = models.DecimalField("金额（元）", max_digits=12, decimal_places=2)
    given_on = models.DateField("捐款日期")
    voucher = models.OneToOneField(
        Voucher, models.PROTECT, related_name="+", null=True, verbose_name="凭证"
    )
    is_void = models.BooleanField("作废", default=False)

    objects = IncomeQuerySet["Donation"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "捐款"
        ordering = ("number",)
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="donation_amount_positive"),
            models.CheckConstraint(
                condition=~Q(is_anonymous=True, may_be_named=True),
                name="donation_anonymous_is_not_named",
                violation_error_message="匿名捐款不能公开姓名",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.public_name}"

    @property
    def public_name(self) -> str:
        """The donor as the public sees him: masked, and only when he agreed to be named."""
        if self.is_anonymous:
            return "匿名"
        return masked(self.donor) if self.may_be_named else "不公开姓名"

"""DuesPayment 会费: 50 the first time, 20 a year after; one row per member and year."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from mutualfund.models.collections import Collection
from mutualfund.models.income_voids import IncomeQuerySet
from mutualfund.models.members import Member
from mutualfund.models.receipts import Method
from mutualfund.models.vouchers import Voucher


class DueKind(models.TextChoices):
    """缴费类别."""

    FIRST = "first", "首次入社"
    RENEWAL = "renewal", "年度续缴"


class DuePayer(models.TextChoices):
    """谁缴的: the member himself, or who pays for a 特困 member (domain.md 8.2)."""

    SELF = "self", "本人"
    DEPOT = "depot", "车务段代缴"
    UNION = "union", "工会代缴"
    OTHER = "other", "其他单位代缴"


class DuesPayment(models.Model):
    """A due that was paid (会费), with its receipt and its voucher."""

    member = models.ForeignKey(Member, models.PROTECT, related_name="dues", verbose_name="社员")
    year = models.PositiveSmallIntegerField("所属年度")
    kind = models.CharField("类别", max_length=7, choices=DueKind.choices)
    amount = models.DecimalField("金额（元）", max_digits=12, decimal_places=2)
    paid_on = models.DateField("缴费日期")
    payer = models.CharField(
        "缴费人", max_length=5, choices=DuePayer.choices, default=DuePayer.SELF
    )
    method = models.CharField("方式", max_length=7, choices=Method.choices, default=Method.BANK)
    collection = models.ForeignKey(
        Collection, models.PROTECT, related_name="dues", null=True, verbose_name="收款批次"
    )
    receipt_no = models.CharField("收据号", max_length=20, db_collation="C")
    voucher = models.OneToOneField(
        Voucher, models.PROTECT, related_name="+", null=True, verbose_name="凭证"
    )
    is_void = models.BooleanField("作废", default=False)

    objects = IncomeQuerySet["DuesPayment"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "会费"
        ordering = ("receipt_no",)
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["receipt_no"],
                condition=Q(is_void=False),
                name="dues_receipt_once",
                violation_error_message="收据号已经用过",
            ),
            models.UniqueConstraint(
                fields=["member", "year"],
                condition=Q(is_void=False),
                name="dues_one_per_member_and_year",
                violation_error_message="这位社员这个年度已缴过会费",
            ),
            models.UniqueConstraint(
                fields=["member"],
                condition=Q(kind="first", is_void=False),
                name="dues_first_once_per_membership",
                violation_error_message="首次会费一次入社只缴一次",
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="dues_amount_positive"),
            models.CheckConstraint(condition=Q(kind__in=DueKind.values), name="dues_kind_known"),
            models.CheckConstraint(condition=Q(payer__in=DuePayer.values), name="dues_payer_known"),
            models.CheckConstraint(condition=Q(method__in=Method.values), name="dues_method_known"),
        ]

    def __str__(self) -> str:
        return f"{self.receipt_no} {self.member}"

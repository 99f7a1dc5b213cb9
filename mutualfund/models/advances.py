"""Advance 紧急垫付: money paid on a claim before the committee sits, for the next meeting to ratify.

What became of it is read from the claim: agreed to is ratified 追认, refused or withdrawn is to be
recovered 收回. In the books it is a claim on the applicant until then.
"""

import uuid
from decimal import Decimal
from typing import ClassVar

from django.db import models
from django.db.models import F, Q, Sum
from django.urls import reverse

from mutualfund.models.claim_life import (
    COMMITTED,
    ENDED_WITHOUT_MONEY,
    PAID_OUT,
)
from mutualfund.models.claims import Claim
from mutualfund.models.payments import PayMethod
from mutualfund.models.vouchers import Entry, Voucher
from welfare.crypto import EncryptedField
from welfare.models import User

ADVANCE = "advance"  # purpose of its voucher, and what its sources begin with
ACCOUNT = "advances"  # key of its account


class AdvanceStatus(models.TextChoices):
    """Life of an advance until the money is gone."""

    PROPOSED = "proposed", "等批准"
    APPROVED = "approved", "已批准，等付款"
    DECLINED = "declined", "没有批准"
    PAID = "paid", "已垫付"
    BOUNCED = "bounced", "退回，没有付到"


class AdvanceState(models.TextChoices):
    """What became of an advance that was paid."""

    WAITING = "waiting", "等追认"
    RATIFIED = "ratified", "已追认"
    RECOVERING = "recovering", "没有追认，正在收回"
    RECOVERED = "recovered", "已收回"
    CAME_BACK = "came_back", "凭证已冲销，等登记退回"


class AdvanceQuerySet(models.QuerySet["Advance"]):
    """Questions to the advances."""

    def paid(self) -> "AdvanceQuerySet":
        """Those whose money is gone."""
        return self.filter(status=AdvanceStatus.PAID)

    def waiting(self) -> "AdvanceQuerySet":
        """Paid, and the committee has not decided."""
        decided = [*COMMITTED, *PAID_OUT, *ENDED_WITHOUT_MONEY]
        return self.paid().exclude(claim__status__in=decided)

    def not_ratified(self) -> "AdvanceQuerySet":
        """Paid on what was refused or withdrawn since: to be recovered, or recovered."""
        return self.paid().filter(claim__status__in=ENDED_WITHOUT_MONEY)

    def outstanding(self) -> Decimal:
        """What lies on the account of advances. Unit: yuan. One query."""
        rows = Entry.objects.filter(account__key=ACCOUNT)
        found: Decimal | None = rows.aggregate(sum=Sum(F("side") * F("amount")))["sum"]
        return found or Decimal(0)


class Advance(models.Model):
    """An emergency payment on a claim (紧急垫付): proposed by one, approved by another, paid once."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    number = models.CharField("编号", max_length=20, unique=True, db_collation="C")
    claim = models.ForeignKey(Claim, models.PROTECT, related_name="advances", verbose_name="申请")
    amount = models.DecimalField("垫付（元）", max_digits=12, decimal_places=2)
    reason = EncryptedField("为什么等不到开会")
    status = models.CharField("状态", max_length=8, choices=AdvanceStatus.choices)
    proposed_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="提出人")
    proposed_on = models.DateField("提出日期")
    decided_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, verbose_name="批准人"
    )
    decided_on = models.DateField("批准日期", null=True)
    voucher = models.OneToOneField(
        Voucher, models.PROTECT, related_name="+", null=True, verbose_name="凭证"
    )
    paid_on = models.DateField("付款日期", null=True)
    cashier = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, verbose_name="出纳"
    )
    method = models.CharField("方式", max_length=4, choices=PayMethod.choices, blank=True)
    card_last4 = models.CharField("卡尾号", max_length=4, blank=True)
    returned_why = EncryptedField("为什么退回")
    returned_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, verbose_name="登记退回的人"
    )
    returned_on = models.DateField("登记退回日期", null=True)

    objects = AdvanceQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "紧急垫付"
        ordering = ("-number",)
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["claim"],
                condition=~Q(status__in=("declined", "bounced")),
                name="advance_one_per_claim",
                violation_error_message="这件申请已经有一笔紧急垫付",
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="advance_amount_positive"),
            models.CheckConstraint(
                condition=Q(status__in=AdvanceStatus.values), name="advance_status_known"
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("proposed_by")),
                name="advance_approved_by_another",
                violation_error_message="自己提出的垫付要由别人批准",
            ),
            models.CheckConstraint(
                condition=Q(status="proposed", decided_by__isnull=True)
                | (~Q(status="proposed") & Q(decided_by__isnull=False, decided_on__isnull=False)),
                name="advance_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=(
                    ~Q(status__in=("paid", "bounced"))
                    & Q(voucher__isnull=True, paid_on__isnull=True, cashier__isnull=True, method="")
                )
                | Q(
                    status__in=("paid", "bounced"), voucher__isnull=False, paid_on__isnull=False,
                    cashier__isnull=False, method__in=PayMethod.values,
                ),
                name="advance_paid_with_its_voucher",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("advance-detail", args=[self.pk])

    @property
    def source(self) -> str:
        """The source key of its voucher."""
        return f"{ADVANCE}:{self.pk}"

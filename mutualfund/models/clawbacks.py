"""追回 of a part of a paid claim: it was paid too much; asked by one, approved by another, taken once."""

import uuid
from decimal import Decimal
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q, Sum

from mutualfund.models.claims import Claim
from mutualfund.models.payments import Payment
from mutualfund.models.vouchers import Voucher
from welfare.crypto import EncryptedField
from welfare.models import User

CLAWBACK = "clawback"  # purpose of its voucher, and what its source begins with


class ClawbackStatus(models.TextChoices):
    """Life of a clawback until the money is back."""

    ASKED = "asked", "等批准"
    APPROVED = "approved", "已批准，等收钱"
    DECLINED = "declined", "没有批准"
    TAKEN = "taken", "已追回"


OPEN = (ClawbackStatus.ASKED, ClawbackStatus.APPROVED)


class ClawbackQuerySet(models.QuerySet["Clawback"]):
    """Questions to the clawbacks."""

    def taken(self) -> Self:
        """Their money is back in the fund, and no red voucher took that back."""
        return self.filter(status=ClawbackStatus.TAKEN, voucher__reversed_by__isnull=True)

    def standing(self) -> Self:
        """Open or taken: what counts against the payment."""
        undone = Q(voucher__isnull=False, voucher__reversed_by__isnull=False)
        return self.exclude(status=ClawbackStatus.DECLINED).exclude(undone)

    def amount(self) -> Decimal:
        """Their sum. Unit: yuan."""
        return self.aggregate(sum=Sum("amount"))["sum"] or Decimal(0)


class Clawback(models.Model):
    """A part of what was paid comes back (追回多付的); all of it is a red reversal instead."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    claim = models.ForeignKey(Claim, models.PROTECT, related_name="clawbacks", verbose_name="申请")
    payment = models.ForeignKey(
        Payment, models.PROTECT, related_name="clawbacks", verbose_name="付款"
    )
    amount = models.DecimalField("追回（元）", max_digits=12, decimal_places=2)
    reason = EncryptedField("为什么追回")
    status = models.CharField("状态", max_length=8, choices=ClawbackStatus.choices)
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="提出人")
    asked_on = models.DateField("提出日期")
    decided_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, verbose_name="批准人"
    )
    decided_on = models.DateField("批准日期", null=True)
    given_up_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, verbose_name="撤回或放弃的人"
    )
    given_up_on = models.DateField("撤回或放弃日期", null=True)
    voucher = models.OneToOneField(
        Voucher, models.PROTECT, related_name="+", null=True, verbose_name="凭证"
    )
    taken_on = models.DateField("收到日期", null=True)
    cashier = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, verbose_name="出纳"
    )

    objects = ClawbackQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "追回"
        ordering = ("pk",)
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["payment"],
                condition=Q(status__in=["asked", "approved"]),
                name="clawback_one_open_per_payment",
                violation_error_message="这笔付款已有一次没办完的追回",
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="clawback_amount_positive"),
            models.CheckConstraint(
                condition=Q(status__in=ClawbackStatus.values), name="clawback_status_known"
            ),
            models.CheckConstraint(condition=Q(reason__isnull=False), name="clawback_for_a_reason"),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("asked_by")),
                name="clawback_approved_by_another",
                violation_error_message="自己提出的追回要由别人批准",
            ),
            models.CheckConstraint(
                condition=Q(status="asked", decided_by__isnull=True)
                | (~Q(status="asked") & Q(decided_by__isnull=False, decided_on__isnull=False))
                | Q(status="declined", decided_by__isnull=True, given_up_by__isnull=False),
                name="clawback_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(given_up_by__isnull=True, given_up_on__isnull=True)
                | Q(status="declined", given_up_by__isnull=False, given_up_on__isnull=False),
                name="clawback_given_up_by_somebody",
            ),
            models.CheckConstraint(
                condition=(
                    ~Q(status="taken")
                    & Q(voucher__isnull=True, taken_on__isnull=True, cashier__isnull=True)
                )
                | Q(
                    status="taken",
                    voucher__isnull=False,
                    taken_on__isnull=False,
                    cashier__isnull=False,
                ),
                name="clawback_taken_with_its_voucher",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.claim} 追回 {self.amount}"

    @property
    def source(self) -> str:
        """The source key of its voucher."""
        return f"{CLAWBACK}:{self.pk}"

    @property
    def is_withdrawn(self) -> bool:
        """Who asked took it back before anybody decided."""
        return self.given_up_by is not None and self.decided_by is None

    @property
    def is_taken(self) -> bool:
        """Its money is back, and stays."""
        return self.status == ClawbackStatus.TAKEN and not self.is_undone

    @property
    def is_undone(self) -> bool:
        """Its voucher was reversed in red: nothing came back."""
        return self.voucher is not None and hasattr(self.voucher, "reversed_by")

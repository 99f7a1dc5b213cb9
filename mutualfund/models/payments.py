"""Payment 付款: the money of one claim left the fund, once."""

from decimal import Decimal
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q, Sum

from mutualfund.models.claims import Claim
from mutualfund.models.vouchers import Voucher
from staff.models import LeaveReason
from welfare.models import User


class PayMethod(models.TextChoices):
    """付款方式."""

    BANK = "bank", "工资卡"
    CASH = "cash", "现金"


class PaymentQuerySet(models.QuerySet["Payment"]):
    """Questions to the payments."""

    def standing(self) -> Self:
        """Those no red reversal took back: only they are help."""
        return self.filter(voucher__reversed_by__isnull=True)

    def with_back(self) -> Self:
        """With `back`, what of each was taken back 追回; None for nothing. Unit: yuan."""
        taken = Q(clawbacks__status="taken", clawbacks__voucher__reversed_by__isnull=True)
        return self.annotate(back=Sum("clawbacks__amount", filter=taken))

    def after_death(self) -> Self:
        """Paid on or after the day the applicant died, to nobody entered to take it (代领), and
        not taken back by a red reversal."""
        died = Q(
            claim__member__worker__leave_reason=LeaveReason.DIED,
            claim__member__worker__left_on__lte=F("paid_on"),
        )
        return self.standing().filter(died, claim__payee__isnull=True)


class StandingManager(models.Manager["Payment"]):
    """Without those that came back and made room for another."""

    def get_queryset(self) -> models.QuerySet["Payment"]:
        """The payments of claims."""
        return super().get_queryset().filter(claim__isnull=False)


class Payment(models.Model):
    """A claim was paid (付款): one claim, one voucher, one payment. Kept; once it came back, aside."""

    back: Decimal | None  # set by PaymentQuerySet.with_back

    # one of the two: a payment that came back 退票 makes room for the one that follows
    # typed as always there: `objects` gives only those that have it
    claim: "models.OneToOneField[Claim, Claim]" = models.OneToOneField(  # type: ignore[misc]  # may be null
        Claim, models.PROTECT, related_name="payment", null=True, verbose_name="申请"
    )
    bounced_claim = models.ForeignKey(
        Claim, models.PROTECT, related_name="bounced", null=True, verbose_name="退回的申请"
    )
    voucher = models.OneToOneField(Voucher, models.PROTECT, related_name="+", verbose_name="凭证")
    amount = models.DecimalField("金额（元）", max_digits=12, decimal_places=2)
    paid_on = models.DateField("付款日期")
    cashier = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="出纳")
    method = models.CharField("方式", max_length=4, choices=PayMethod.choices)
    card_last4 = models.CharField("卡尾号", max_length=4, blank=True)

    objects = StandingManager.from_queryset(PaymentQuerySet)()
    with_bounced = PaymentQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "付款"
        ordering = ("-paid_on", "-pk")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="payment_amount_positive"),
            models.CheckConstraint(
                condition=Q(claim__isnull=True) ^ Q(bounced_claim__isnull=True),
                name="payment_of_one_claim",
            ),
            models.CheckConstraint(
                condition=Q(method__in=PayMethod.values), name="payment_method_known"
            ),
            models.CheckConstraint(
                condition=~Q(method="bank") | Q(card_last4__regex=r"^\d{4}$"),
                name="payment_bank_has_card",
                violation_error_message="付到卡上要有卡号后四位",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.bounced_claim or self.claim} {self.amount}"

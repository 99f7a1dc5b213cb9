"""退票: a payment that came back is reversed in red, and its claim waits to be paid again."""

import datetime as dt

from django.db import transaction

from mutualfund.actions.claim_steps import locked_claim, move
from mutualfund.models import Claim, ClaimAct, ClaimStatus, Fund, Payment
from welfare import audit
from welfare.errors import Refused
from welfare.models import User


def may_reopen(claim: Claim) -> str:
    """Why a claim is not paid again; empty when its payment came back."""
    payment: Payment | None = getattr(claim, "payment", None)
    if claim.status not in (ClaimStatus.PAID, ClaimStatus.RECEIPT_SIGNED) or payment is None:
        return f"这件是「{claim.get_status_display()}」，没有要重新付的款。"
    if not hasattr(payment.voucher, "reversed_by"):
        return f"凭证 {payment.voucher} 还没有红字冲销。先冲销，再重新付。"
    if claim.advances.exists():
        return "这件有紧急垫付，冲销以后请会计手工处理，不能重新付。"
    return ""


@transaction.atomic
def reopen_claim(claim: Claim, *, reason: str, on: dt.date, by: User) -> Claim:
    """退票重付: the reversed payment steps aside, the claim is payable again.

    Raises Refused without a reason, or before the red reversal of its voucher is posted.
    """
    Fund.objects.locked()
    claim = locked_claim(claim)
    if not reason.strip():
        raise Refused("重新付要写原因，例如「银行退票，账号不符」。")
    if words := may_reopen(claim):
        raise Refused(words)
    payment = Payment.objects.get(claim=claim)
    Payment.objects.filter(pk=payment.pk).update(claim=None, bounced_claim=claim)
    move(claim, ClaimStatus.PAYABLE, act=ClaimAct.BOUNCED, on=on, by=by, words=reason.strip())
    claim.save(update_fields=["status"])
    audit.record("claim.reopened", claim, by=by, voucher=str(payment.voucher), on=on)
    return Claim.objects.get(pk=claim.pk)

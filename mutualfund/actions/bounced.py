"""退票: a payment that came back is reversed in red, and its claim waits to be paid again.

An advance 紧急垫付 that came back is as if it had never been paid: the claim may have another, or is
paid in full.
"""

import datetime as dt

from django.db import transaction

from mutualfund.actions.advances import locked_advance
from mutualfund.actions.claim_steps import locked_claim, move
from mutualfund.actions.payments import payment_draft
from mutualfund.advances import recovery_of
from mutualfund.models import (
    Advance,
    AdvanceStatus,
    Claim,
    ClaimAct,
    ClaimStatus,
    Fund,
    Payment,
    Voucher,
)
from mutualfund.models.claim_life import PAID_OUT
from welfare import audit
from welfare.errors import Refused
from welfare.models import User


def may_reopen(claim: Claim) -> str:
    """Why a claim is not paid again; empty when its payment came back."""
    payment: Payment | None = getattr(claim, "payment", None)
    if claim.status not in PAID_OUT or payment is None:
        return f"这件是「{claim.get_status_display()}」，没有要重新付的款。"
    if not hasattr(payment.voucher, "reversed_by"):
        return f"凭证 {payment.voucher} 还没有红字冲销。先冲销，再重新付。"
    return ""


def closed_by_own_hand(claim: Claim, user: User) -> str:
    """Why this person does not pay a closed claim again: he closed it; empty for anybody else."""
    if claim.status != ClaimStatus.CLOSED:
        return ""
    last = claim.steps.filter(act=ClaimAct.CLOSED).last()
    if last is None or last.by_id != user.pk:
        return ""
    return f"{claim.number} 是您结案的，结案以后要重新付，由别的同事来办。"


@transaction.atomic
def reopen_claim(claim: Claim, *, reason: str, on: dt.date, by: User) -> Claim:
    """退票重付: the reversed payment steps aside, the claim is payable again.

    A closed claim 结案 too: what was signed for and closed may turn out never to have come. Raises
    Refused without a reason, before the red reversal of its voucher is posted, or for who closed it.
    """
    Fund.objects.locked()
    claim = locked_claim(claim)
    if not reason.strip():
        raise Refused("重新付要写原因，例如「银行退票，账号不符」。")
    if words := may_reopen(claim) or closed_by_own_hand(claim, by):
        raise Refused(words)
    payment = Payment.objects.get(claim=claim)
    Payment.objects.filter(pk=payment.pk).update(claim=None, bounced_claim=claim)
    move(claim, ClaimStatus.PAYABLE, act=ClaimAct.BOUNCED, on=on, by=by, words=reason.strip())
    claim.save(update_fields=["status"])
    audit.record("claim.reopened", claim, by=by, voucher=str(payment.voucher), on=on)
    return Claim.objects.get(pk=claim.pk)


def may_return(advance: Advance) -> str:
    """Why an advance is not put down as come back; empty when its voucher was reversed."""
    if advance.status != AdvanceStatus.PAID:
        return f"这笔垫付是「{advance.get_status_display()}」，没有付出去的钱。"
    if not Voucher.objects.filter(reverses=advance.voucher_id).exists():
        return f"凭证 {advance.voucher} 还没有红字冲销。先冲销，再登记退回。"
    if Payment.objects.filter(claim=advance.claim_id).exists():
        return "这件的补助已经付了，垫付已经抵扣。先冲销补助的付款，再重新付。"
    if payment_draft(advance.claim) is not None:
        return "这件的付款凭证已经抵扣了这笔垫付，先请审核人退回那张凭证。"
    return recovery_of(advance)


@transaction.atomic
def return_advance(advance: Advance, *, reason: str, on: dt.date, by: User) -> Advance:
    """登记垫付退回: what the bank sent back was not paid; the claim goes on without it.

    Raises Refused without a reason, before the red reversal, and while a payment rests on it or its
    money is asked back.
    """
    Fund.objects.locked()
    advance = locked_advance(advance)
    if not reason.strip():
        raise Refused("登记退回要写原因，例如「银行退票，账号不符」。")
    if words := may_return(advance):
        raise Refused(words)
    advance.status, advance.returned_why = AdvanceStatus.BOUNCED, reason.strip()[:200]
    advance.returned_by, advance.returned_on = by, on
    advance.save(update_fields=["status", "returned_why", "returned_by", "returned_on"])
    audit.record("advance.returned", advance.claim, by=by, number=advance.number, on=on)
    return advance

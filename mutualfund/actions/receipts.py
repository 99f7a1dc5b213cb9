"""Receipts 收据: the next number of the year, and voiding one that was written wrong."""

import datetime as dt
from decimal import Decimal

from django.db import transaction
from django.db.models import Max

from mutualfund.models import Receipt, ReceiptMethod
from welfare import audit
from welfare.errors import Refused
from welfare.models import User
from welfare.serials import take_turn


def next_receipt(*, on: dt.date) -> Receipt:
    """The receipt that follows in a day's year, not yet written; others wait for the caller."""
    take_turn("receipts")
    last = Receipt.objects.filter(year=on.year).aggregate(last=Max("number"))["last"]
    return Receipt(year=on.year, number=(last or 0) + 1, issued_on=on)


def issue_receipt(
    receipt: Receipt,
    *,
    source: str,
    payer: str,
    reason: str,
    amount: Decimal,
    method: ReceiptMethod,
    by: User,
    paper_no: str = "",
) -> Receipt:
    """开收据 for one row of money that came in. Amount in yuan; the number is `next_receipt`'s."""
    receipt.source, receipt.payer, receipt.reason = source, payer, reason
    receipt.amount, receipt.method, receipt.issued_by = amount, method, by
    receipt.paper_no = paper_no
    receipt.save(force_insert=True)
    return receipt


@transaction.atomic
def void_receipt(receipt: Receipt, *, reason: str, on: dt.date, by: User) -> Receipt:
    """作废 a receipt written wrong; it stays in the register and the next number replaces it.

    Raises Refused without a reason or for one that is void already.
    """
    receipt = Receipt.objects.select_for_update().get(pk=receipt.pk)
    if not reason.strip():
        raise Refused("作废要写原因。")
    if receipt.void_reason:
        raise Refused(f"收据 {receipt} 已经作废。")
    following = next_receipt(on=on)
    receipt.void_reason, receipt.voided_by = reason.strip(), by
    receipt.save(update_fields=["void_reason", "voided_by"])
    issue_receipt(
        following,
        source=receipt.source,
        payer=receipt.payer,
        reason=receipt.reason,
        amount=receipt.amount,
        method=ReceiptMethod(receipt.method),
        paper_no=receipt.paper_no,
        by=by,
    )
    audit.record(
        "receipt.voided", receipt, by=by, reason=reason.strip(), replaced_by=str(following)
    )
    return following

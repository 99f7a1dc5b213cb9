"""Receipts 收据: the next number of the year, and voiding one that was written wrong."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Max

from mutualfund.models import Receipt, ReceiptMethod
from welfare import audit
from welfare.errors import Refused
from welfare.models import User
from welfare.serials import take_turn


def next_receipt(*, on: dt.date) -> Receipt:
    """The receipt that follows in a day's year, not yet written; others wait for the caller."""
    return next_receipts([on])[0]


def next_receipts(days: Sequence[dt.date]) -> list[Receipt]:
    """A receipt for each day, numbered in that order within its year. One query and a turn."""
    take_turn("receipts")
    years = Receipt.objects.filter(year__in={day.year for day in days}).order_by().values("year")
    last = defaultdict(int, years.annotate(last=Max("number")).values_list("year", "last"))
    made = []
    for day in days:
        last[day.year] += 1
        made.append(Receipt(year=day.year, number=last[day.year], issued_on=day))
    return made


def issue_receipt(receipt: Receipt, *, by: User, **facts: Any) -> Receipt:
    """开收据 for one row of money that came in; facts as `fill_receipt` takes them."""
    fill_receipt(receipt, by=by, **facts).save(force_insert=True)
    return receipt


def fill_receipt(
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
    """Write onto a receipt of `next_receipts` what it is for, amount in yuan. Nothing is saved."""
    receipt.source, receipt.payer, receipt.reason = source, payer, reason
    receipt.amount, receipt.method, receipt.issued_by = amount, method, by
    receipt.paper_no = paper_no
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

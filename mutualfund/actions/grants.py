"""Grants 单位拨款 from the depot and its companies, and Interest 利息 of the bank."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from django.db import transaction

from mutualfund.actions.handmade import attach_papers
from mutualfund.actions.income import draft_income
from mutualfund.actions.receipts import issue_receipt, next_receipt
from mutualfund.models import DraftVoucher, Fund, Grant, Interest, Payer, ReceiptMethod
from welfare import audit
from welfare.errors import Refused
from welfare.models import User
from welfare.one_line import one_line
from welfare.serials import next_number


@transaction.atomic
def receive_grant(
    *,
    payer: Payer,
    amount: Decimal,
    document_no: str,
    on: dt.date,
    by: User,
    match_base: Decimal | None = None,
    match_ratio: Decimal | None = None,
    papers: Sequence[tuple[str, bytes]] = (),
) -> DraftVoucher:
    """Enter a grant in yuan, issue its receipt and draft its voucher (借 银行存款 / 贷 拨款收入).

    `papers` (name, content) are the scans of its document; without one it is not reviewed.

    Raises Refused without an amount or a document number, or for a base without its ratio.
    """
    if amount <= 0:
        raise Refused("拨款金额要大于 0 元。")
    document_no = one_line(document_no, "批准文号")
    if not document_no:
        raise Refused("拨款要写批准文号。")
    if (match_base is None) != (match_ratio is None):
        raise Refused("配比基数和配比比例要一起填，或者都不填。")
    Fund.objects.locked()
    receipt = next_receipt(on=on)
    grant = Grant.objects.create(
        number=next_number(Grant.objects.all(), "BK-"),
        payer=payer,
        amount=amount,
        received_on=on,
        document_no=document_no,
        match_base=match_base,
        match_ratio=match_ratio,
    )
    issue_receipt(
        receipt,
        source=f"grant:{grant.pk}",
        payer=payer.label,
        reason=f"互助金拨款，{grant.document_no}",
        amount=amount,
        method=ReceiptMethod.BANK,
        by=by,
    )
    draft = draft_income(grant, by=by)
    if papers:
        attach_papers(draft, papers=papers, by=by)
    audit.record("grant.received", grant, by=by, amount=amount, document_no=document_no)
    return draft


@transaction.atomic
def receive_interest(
    *,
    amount: Decimal,
    advice_no: str,
    on: dt.date,
    by: User,
    papers: Sequence[tuple[str, bytes]] = (),
) -> DraftVoucher:
    """Enter the bank's interest in yuan and draft its voucher (借 银行存款 / 贷 利息收入).

    Its paper is the bank's advice, scanned: without it, it is not reviewed. Raises Refused without an amount or an advice, or for one used.
    """
    if amount <= 0:
        raise Refused("利息金额要大于 0 元。")
    advice_no = one_line(advice_no, "银行回单号")
    if not advice_no:
        raise Refused("利息要写银行回单号。")
    Fund.objects.locked()
    if Interest.objects.kept().filter(advice_no=advice_no).exists():
        raise Refused(f"回单 {advice_no} 的利息已经记过。")
    interest = Interest.objects.create(
        number=next_number(Interest.objects.all(), "LX-"),
        amount=amount,
        received_on=on,
        advice_no=advice_no,
    )
    draft = draft_income(interest, by=by)
    if papers:
        attach_papers(draft, papers=papers, by=by)
    audit.record("interest.received", interest, by=by, amount=amount)
    return draft

"""Grants 单位拨款 from the depot and its companies."""

import datetime as dt
from decimal import Decimal

from django.db import transaction
from django.db.models import Max

from mutualfund.actions.vouchers import Line, draft_voucher
from mutualfund.models import Account, DraftVoucher, Fund, Grant, Payer, Side
from welfare import audit
from welfare.errors import Refused
from welfare.models import User


@transaction.atomic
def receive_grant(
    *,
    payer: Payer,
    amount: Decimal,
    document_no: str,
    on: dt.date,
    by: User,
    match_base: Decimal | None = None,
) -> DraftVoucher:
    """Enter a grant in yuan and draft its voucher (借 银行存款 / 贷 拨款收入).

    Raises Refused without an amount or a document number.
    """
    if amount <= 0:
        raise Refused("拨款金额要大于 0 元。")
    if not document_no.strip():
        raise Refused("拨款要写批准文号。")
    fund = Fund.objects.locked()
    last = Grant.objects.aggregate(last=Max("number"))["last"]
    grant = Grant.objects.create(
        number=f"BK-{int(last[3:]) + 1 if last else 1:04d}",
        payer=payer,
        amount=amount,
        received_on=on,
        document_no=document_no.strip(),
        match_base=match_base,
    )
    draft = draft_voucher(
        fund,
        date=on,
        summary=f"收{payer.label}拨款 {document_no}",
        lines=[
            Line(Account.objects.of("bank"), Side.DEBIT, amount),
            Line(Account.objects.of(f"grant_{payer}"), Side.CREDIT, amount, f"grant:{grant.pk}"),
        ],
        source=f"grant:{grant.pk}",
        purpose="receive",
        attachments=1,
        by=by,
    )
    audit.record("grant.received", grant, by=by, amount=amount, document_no=document_no)
    return draft

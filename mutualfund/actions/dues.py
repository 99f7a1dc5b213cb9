"""Dues 会费: each payment becomes a row, a receipt and a voucher waiting for review."""

import datetime as dt
from decimal import Decimal

from django.db import transaction

from mutualfund.actions.members import join_coop
from mutualfund.actions.vouchers import Line, draft_voucher
from mutualfund.claim_checks import lapsed_on
from mutualfund.models import (
    Account,
    Charter,
    DraftVoucher,
    DueKind,
    DuesPayment,
    Fund,
    Member,
    Side,
)
from staff.models import Worker
from welfare import audit
from welfare.errors import Refused
from welfare.models import User


def due_amount(charter: Charter, kind: str) -> Decimal:
    """What the charter asks, yuan: the first due or the yearly one."""
    return charter.first_due if kind == DueKind.FIRST else charter.renewal_due


def _membership(worker: Worker, kind: str, *, on: dt.date, by: User) -> Member:
    """The membership a due belongs to; a lapsed one is over and only a first due opens another."""
    rows = Member.objects.select_for_update()
    member = rows.filter(worker=worker, left_on__isnull=True).first()
    lapse = _lapse_of(member, on=on) if member else None
    if member is not None and lapse is not None and lapse <= on:
        if kind != DueKind.FIRST:
            raise Refused(
                f"{worker.name} 的会费断缴，{lapse} 已失效，不能续缴。重新入社请缴首次会费。"
            )
        member.left_on, member.leave_reason = lapse, "欠费失效"
        member.save(update_fields=["left_on", "leave_reason"])
        audit.record("member.lapsed", member, by=by, on=lapse)
        member = None
    if kind == DueKind.FIRST:
        return member or join_coop(worker, on=on, by=by)
    if member is None:
        raise Refused(f"{worker.name} 还没有入社，先缴首次会费。")
    return member


def _lapse_of(member: Member, *, on: dt.date) -> dt.date:
    paid = DuesPayment.objects.filter(member=member).count()
    return lapsed_on(member, Charter.objects.in_force(on=on), paid=paid)


@transaction.atomic
def receive_due(
    worker: Worker,
    *,
    kind: DueKind,
    year: int,
    amount: Decimal,
    receipt_no: str,
    on: dt.date,
    by: User,
) -> DraftVoucher:
    """Enter one due in yuan and draft its voucher (借 银行存款 / 贷 会费收入).

    The first due opens the membership. Raises Refused when the amount is not the charter's, the
    year is paid already or the receipt number is used.
    """
    asked = due_amount(Charter.objects.in_force(on=on), kind)
    if amount != asked:
        raise Refused(f"{kind.label}应缴 {asked} 元，这里是 {amount} 元。请核对金额或类别。")
    member = _membership(worker, kind, on=on, by=by)
    if DuesPayment.objects.filter(member=member, year=year).exists():
        raise Refused(f"{worker.name} {year} 年的会费已经缴过。")
    if DuesPayment.objects.filter(receipt_no=receipt_no).exists():
        raise Refused(f"收据号 {receipt_no} 已经用过，请看一下收据存根。")
    payment = DuesPayment.objects.create(
        member=member, year=year, kind=kind, amount=amount, paid_on=on, receipt_no=receipt_no
    )
    income = "dues_first" if kind == DueKind.FIRST else "dues_renewal"
    party = f"member:{member.pk}"
    draft = draft_voucher(
        Fund.objects.mutual_aid(),
        date=on,
        summary=f"收会费 {receipt_no} {worker.name}",
        lines=[
            Line(Account.objects.of("bank"), Side.DEBIT, amount),
            Line(Account.objects.of(income), Side.CREDIT, amount, party),
        ],
        source=f"dues:{payment.pk}",
        purpose="receive",
        attachments=1,
        by=by,
    )
    audit.record("dues.received", payment, by=by, amount=amount, year=year)
    return draft

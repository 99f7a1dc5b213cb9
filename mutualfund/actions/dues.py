"""Dues 会费: each payment becomes a row, a receipt and a voucher waiting for review."""

import datetime as dt
from decimal import Decimal

from django.db import transaction

from mutualfund.actions.income import draft_income
from mutualfund.actions.members import join_coop
from mutualfund.actions.receipts import issue_receipt, next_receipt
from mutualfund.claim_checks import lapsed_on
from mutualfund.models import (
    Charter,
    Collection,
    DraftVoucher,
    DueKind,
    DuePayer,
    DuesPayment,
    Member,
    ReceiptMethod,
)
from staff.models import HardshipFile, Worker
from welfare import audit
from welfare.errors import Refused
from welfare.models import User

HARDEST = "extreme"  # 特困: the only tier whose dues another may pay


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


def refuse_payer(worker: Worker, payer: str, *, on: dt.date) -> None:
    """Raise Refused when another pays for someone who is not 特困 on the day (domain.md 8.2)."""
    if payer == DuePayer.SELF:
        return
    files = HardshipFile.objects.in_force().filter(worker=worker, tier__key=HARDEST)
    if not files.in_force_on(on).exists():
        raise Refused(f"{worker.name} 不是特困职工，会费要本人缴。代缴只限特困职工。")


def _refuse_taken(member: Member, worker: Worker, *, year: int, receipt_no: str) -> None:
    if DuesPayment.objects.filter(member=member, year=year).exists():
        raise Refused(f"{worker.name} {year} 年的会费已经缴过。")
    if receipt_no and DuesPayment.objects.filter(receipt_no=receipt_no).exists():
        raise Refused(f"收据号 {receipt_no} 已经用过，请看一下收据存根。")


@transaction.atomic
def receive_due(
    worker: Worker,
    *,
    kind: DueKind,
    year: int,
    amount: Decimal,
    on: dt.date,
    by: User,
    receipt_no: str = "",
    payer: DuePayer = DuePayer.SELF,
    method: ReceiptMethod = ReceiptMethod.BANK,
    collection: Collection | None = None,
) -> DraftVoucher:
    """Enter one due in yuan, issue its receipt and draft its voucher (借 银行存款 / 贷 会费收入).

    The first due opens the membership. `receipt_no` is that of a paper receipt; without one the
    due carries the number of ours. Raises Refused when the amount is not the charter's, the year
    is paid already, the receipt number is used, or another pays for one who is not 特困.
    """
    asked = due_amount(Charter.objects.in_force(on=on), kind)
    if amount != asked:
        raise Refused(f"{kind.label}应缴 {asked} 元，这里是 {amount} 元。请核对金额或类别。")
    refuse_payer(worker, payer, on=on)
    member = _membership(worker, kind, on=on, by=by)
    _refuse_taken(member, worker, year=year, receipt_no=receipt_no)
    receipt = next_receipt(on=on)
    payment = DuesPayment.objects.create(
        member=member,
        year=year,
        kind=kind,
        amount=amount,
        paid_on=on,
        receipt_no=receipt_no or str(receipt),
        payer=payer,
        method=method,
        collection=collection,
    )
    issue_receipt(
        receipt,
        source=f"dues:{payment.pk}",
        payer=worker.name if payer == DuePayer.SELF else f"{payer.label}（{worker.name}）",
        reason=f"{year} 年互助会费（{kind.label}），社员 {member.number}",
        amount=amount,
        method=method,
        paper_no=receipt_no,
        by=by,
    )
    draft = draft_income(payment, by=by)
    audit.record("dues.received", payment, by=by, amount=amount, year=year)
    return draft

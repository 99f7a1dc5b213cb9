"""作废 of a row of money that never came in or was written wrong, with its receipt: by two people."""

import datetime as dt

from django.db import transaction

from mutualfund.actions.income import ROWS, Income
from mutualfund.models import (
    DraftVoucher,
    DueKind,
    DuesPayment,
    Enrolment,
    IncomeVoid,
    Member,
    Receipt,
    Voucher,
)
from welfare import audit
from welfare.errors import Refused
from welfare.models import User
from welfare.one_line import one_line

WRONG_FIRST = "首次会费作废"


def row_of(source: str, *, lock: bool = False) -> Income:
    """The row of money a voucher's source names. Raises Refused for any other source."""
    kind, _, pk = source.partition(":")
    if kind not in ROWS or not pk.isdecimal():
        raise Refused("会费、捐款、拨款和利息才在这里作废。")
    rows = ROWS[kind]._default_manager.filter(pk=pk)
    row = (rows.select_for_update() if lock else rows).first()
    if row is None:
        raise Refused("没有这一笔收款，刷新一下再看。")
    return row


def may_void(source: str) -> str:
    """Why a row of money cannot be void; empty when it can: its money is out of the books."""
    if asked := IncomeVoid.objects.filter(source=source, is_dropped=False).first():
        return "已经提出作废，等审核人确认。" if asked.is_waiting else "这一笔已经作废。"
    return _why_in(source)


def _why_in(source: str) -> str:
    row = row_of(source)
    if DraftVoucher.objects.waiting().filter(source=source, purpose="receive").exists():
        return "凭证还在等审核或记账，先请审核人退回，再作废。"
    if row.voucher_id and not Voucher.objects.filter(reverses=row.voucher_id).exists():
        return f"凭证 {row.voucher} 已经记账，先红字冲销，再作废。"
    if isinstance(row, DuesPayment) and row.kind == DueKind.FIRST:
        later = DuesPayment.objects.kept().filter(member=row.member_id).exclude(pk=row.pk)
        if later.exists():
            return "这位社员后面还有续缴，先作废续缴的，再作废首次会费。"
        return _why_still_joining(row.member)
    return ""


def _why_still_joining(member: Member) -> str:
    """A void first due leaves his registration open again; there is room for one."""
    opened = Enrolment.objects.open().filter(worker=member.worker_id).first()
    if member.left_on is not None or opened is None:
        return ""
    return (
        f"{member.worker.name}失效以后又有一份没办完的入社登记 {opened.number}。"
        "先撤回那一份，或者收了它的首次会费，再作废这一笔。"
    )


@transaction.atomic
def ask_void(source: str, *, reason: str, on: dt.date, by: User) -> IncomeVoid:
    """提出作废 of the row a source names, e.g. `dues:12`.

    Raises Refused without a reason, while its voucher waits or stands in the books, or twice.
    """
    reason = one_line(reason, "作废原因")[:100]
    if not reason:
        raise Refused("作废要写原因。")
    row_of(source, lock=True)
    if words := may_void(source):
        raise Refused(words)
    asked = IncomeVoid.objects.create(source=source, reason=reason, asked_by=by, asked_on=on)
    audit.record("income.void_asked", asked, by=by, source=source, reason=reason)
    return asked


def may_confirm_void(user: User, asked: IncomeVoid) -> str:
    """Why this person may not confirm; empty when he may."""
    if not asked.is_waiting:
        return "这件作废已经办过了。"
    if asked.asked_by_id == user.pk:
        return "作废是您提出的，要由另一个人确认。"
    return ""


@transaction.atomic
def confirm_void(asked: IncomeVoid, *, on: dt.date, by: User) -> IncomeVoid:
    """确认作废: row and receipt are void, a membership opened by it never was.

    Raises Refused for who asked, a second time, or when the money is in the books again.
    """
    asked = IncomeVoid.objects.select_for_update(of=("self",)).get(pk=asked.pk)
    if words := may_confirm_void(by, asked):
        raise Refused(words)
    row = row_of(asked.source, lock=True)
    if words := _why_in(asked.source):
        raise Refused(words)
    asked.confirmed_by, asked.confirmed_on = by, on
    asked.save(update_fields=["confirmed_by", "confirmed_on"])
    row.is_void = True
    row.save(update_fields=["is_void"])
    for receipt in Receipt.objects.filter(source=asked.source, void_reason=""):
        receipt.void_reason, receipt.voided_by = asked.reason, by
        receipt.save(update_fields=["void_reason", "voided_by"])
        audit.record("receipt.voided", receipt, by=by, reason=asked.reason, replaced_by="")
    if isinstance(row, DuesPayment) and row.kind == DueKind.FIRST:
        _undo_joining(row, by)
    facts = {"source": asked.source, "asked_by": asked.asked_by.name}
    audit.record("income.voided", asked, by=by, on=on, **facts)
    return asked


def _undo_joining(due: DuesPayment, by: User) -> None:
    """Without a first due he never joined: the membership ends the day it began."""
    member = due.member
    if member.left_on is None:
        member.left_on, member.leave_reason = member.joined_on, WRONG_FIRST
        member.save(update_fields=["left_on", "leave_reason"])
        Enrolment.objects.filter(member=member).update(member=None)  # it waits for the right due
        audit.record("member.left", member, by=by, on=member.left_on, reason=WRONG_FIRST)


@transaction.atomic
def drop_void(asked: IncomeVoid, *, by: User) -> None:
    """不作废了. Raises Refused once it is confirmed or dropped."""
    found = IncomeVoid.objects.filter(pk=asked.pk, confirmed_by=None, is_dropped=False)
    if not found.update(is_dropped=True):
        raise Refused("这件作废已经办过了。")
    audit.record("income.void_dropped", asked, by=by, source=asked.source)

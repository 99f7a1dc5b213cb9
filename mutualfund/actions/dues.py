"""Dues 会费: each payment becomes a row, a receipt and a voucher waiting for review."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from django.db import transaction
from django.db.models import Count

from mutualfund.actions.income import draft_incomes
from mutualfund.actions.members import join_all
from mutualfund.actions.receipts import fill_receipt, next_receipts
from mutualfund.claim_checks import lapsed_on
from mutualfund.models import (
    Charter,
    Collection,
    DraftVoucher,
    DueKind,
    DuePayer,
    DuesPayment,
    Member,
    Receipt,
    ReceiptMethod,
)
from staff.models import HardshipFile, Tier, Worker
from staff.tier_words import hardest_name
from welfare import audit
from welfare.errors import RefusedAt
from welfare.models import User
from welfare.one_line import plain

OURS = re.compile(r"SJ-\d{4}-\d{4,}")  # the number of a receipt of ours

CharterOn = Callable[[dt.date], Charter]


@dataclass(frozen=True)
class Due:
    """A due somebody brings. `receipt_no` is that of a paper receipt; amount in yuan."""

    worker: Worker
    kind: DueKind
    year: int
    amount: Decimal
    on: dt.date
    receipt_no: str = ""
    payer: DuePayer = DuePayer.SELF
    method: ReceiptMethod = ReceiptMethod.BANK


def due_amount(charter: Charter, kind: str) -> Decimal:
    """What the charter asks, yuan: the first due or the yearly one."""
    return charter.first_due if kind == DueKind.FIRST else charter.renewal_due


def receive_due(worker: Worker, *, by: User, on: dt.date, **facts: object) -> DraftVoucher:
    """Enter one due; facts as `Due` takes them. Raises Refused as receive_dues does."""
    return receive_dues([Due(worker=worker, on=on, **facts)], by=by)[0]  # type: ignore[arg-type]  # Due says which


@transaction.atomic
def receive_dues(
    dues: Sequence[Due], *, by: User, collection: Collection | None = None
) -> list[DraftVoucher]:
    """Enter dues, issue their receipts and draft their vouchers (借 银行存款 / 贷 会费收入), all or none.

    The first due opens the membership. Without a paper receipt a due carries the number of ours. A
    fixed number of statements. Raises RefusedAt when an amount is not the charter's, a year is paid
    already, a receipt number is used, or another pays for one who is not 特困.
    """
    charter_on = cache(lambda day: Charter.objects.in_force(on=day))
    _refuse_amounts(dues, charter_on)
    _refuse_payers(dues)
    members = _memberships(dues, charter_on, by=by)
    _refuse_taken(dues, members)
    receipts = next_receipts([due.on for due in dues])
    payments = DuesPayment.objects.bulk_create(
        DuesPayment(
            member=member, year=due.year, kind=due.kind, amount=due.amount, paid_on=due.on,
            receipt_no=due.receipt_no or str(receipt), payer=due.payer, method=due.method,
            collection=collection,
        )
        for due, member, receipt in zip(dues, members, receipts, strict=True)
    )  # fmt: skip
    Receipt.objects.bulk_create(
        _filled(receipt, due, payment, by)
        for receipt, due, payment in zip(receipts, dues, payments, strict=True)
    )
    drafts = draft_incomes(payments, by=by)
    told = ((payment, {"amount": payment.amount, "year": payment.year}) for payment in payments)
    audit.record_many("dues.received", told, by=by)
    return drafts


def _filled(receipt: Receipt, due: Due, payment: DuesPayment, by: User) -> Receipt:
    name = due.worker.name
    return fill_receipt(
        receipt,
        source=f"dues:{payment.pk}",
        payer=name if due.payer == DuePayer.SELF else f"{due.payer.label}（{name}）",
        reason=f"{due.year} 年互助会费（{due.kind.label}），社员 {payment.member.number}",
        amount=due.amount,
        method=due.method,
        paper_no=due.receipt_no,
        by=by,
    )


def _refuse_amounts(dues: Sequence[Due], charter_on: CharterOn) -> None:
    for place, due in enumerate(dues):
        asked = due_amount(charter_on(due.on), due.kind)
        if due.amount != asked:
            words = f"{due.kind.label}应缴 {asked} 元，这里是 {due.amount} 元。请核对金额或类别。"
            raise RefusedAt(place, words)


def _refuse_payers(dues: Sequence[Due]) -> None:
    """Another pays only for someone in the heaviest tier 特困 on the day (domain.md 8.2)."""
    others = [due for due in dues if due.payer != DuePayer.SELF]
    files = HardshipFile.objects.in_force().filter(
        worker__in={due.worker.pk for due in others}, tier__in=Tier.objects.hardest().order_by()
    )
    hardest = {
        day: set(files.in_force_on(day).values_list("worker", flat=True))
        for day in {due.on for due in others}
    }
    for place, due in enumerate(dues):
        if due.payer != DuePayer.SELF and due.worker.pk not in hardest[due.on]:
            only = hardest_name(on=due.on)
            words = f"{due.worker.name} 不是{only}职工，会费要本人缴。代缴只限{only}职工。"
            raise RefusedAt(place, words)


def _memberships(dues: Sequence[Due], charter_on: CharterOn, *, by: User) -> list[Member]:
    """The membership of each due. A lapsed one is over, and only a first due opens another."""
    rows = Member.objects.select_for_update().filter(worker__in={due.worker.pk for due in dues})
    members = {m.worker_id: m for m in rows.filter(left_on__isnull=True).order_by("pk")}
    counts = (
        DuesPayment.objects.kept().filter(member__in=members.values()).order_by().values("member")
    )
    paid = Counter(dict(counts.annotate(n=Count("pk")).values_list("member", "n")))
    lapsed: list[Member] = []
    joining: dict[int, int] = {}  # the place of the due that makes a member of a worker
    for place, due in enumerate(dues):
        worker = due.worker
        member = members.get(worker.pk)
        if member is not None:
            lapse = lapsed_on(member, charter_on(due.on), paid=paid[member.pk])
            if lapse <= due.on:
                member.left_on, member.leave_reason = lapse, "欠费失效"
                lapsed.append(members.pop(worker.pk))
                member = None
        if words := _why_not(due, member, lapsed, is_joining=worker.pk in joining, paid=paid):
            raise RefusedAt(place, words)
        if member is not None:
            paid[member.pk] += 1
        else:
            joining.setdefault(worker.pk, place)
    _end_lapsed(lapsed, by=by)
    return _joined(dues, members, list(joining.values()), by=by)


def _why_not(
    due: Due, member: Member | None, lapsed: list[Member], *, is_joining: bool, paid: Counter[int]
) -> str:
    """Why a due of its kind cannot be taken; empty when it can."""
    name = due.worker.name
    if due.kind == DueKind.FIRST:
        if is_joining or (member is not None and paid[member.pk]):
            return f"{name} 的首次会费已经缴过，这一笔应是年度续缴。"
    elif member is None and not is_joining:
        if over := [gone.left_on for gone in lapsed if gone.worker_id == due.worker.pk]:
            return f"{name} 的会费断缴，{over[0]} 已失效，不能续缴。重新入社请缴首次会费。"
        return f"{name} 还没有入社，先缴首次会费。"
    return ""


def _end_lapsed(lapsed: list[Member], *, by: User) -> None:
    Member.objects.bulk_update(lapsed, ["left_on", "leave_reason"])
    audit.record_many("member.lapsed", ((m, {"on": m.left_on}) for m in lapsed), by=by)


def _joined(
    dues: Sequence[Due], members: dict[int, Member], joining: list[int], *, by: User
) -> list[Member]:
    """The member of each due, those that join by one among them."""
    try:
        new = join_all([(dues[place].worker, dues[place].on) for place in joining], by=by)
    except RefusedAt as refusal:
        raise RefusedAt(joining[refusal.place], str(refusal)) from refusal
    found = members | {member.worker_id: member for member in new}
    for due in dues:
        found[due.worker.pk].worker = due.worker
    return [found[due.worker.pk] for due in dues]


def _refuse_taken(dues: Sequence[Due], members: Sequence[Member]) -> None:
    rows = DuesPayment.objects.kept().filter(member__in=members)
    years = set(rows.values_list("member", "year"))
    papers = {due.receipt_no for due in dues if due.receipt_no}
    used = DuesPayment.objects.kept().filter(receipt_no__in=papers)
    receipts = set(used.values_list("receipt_no", flat=True))
    for place, (due, member) in enumerate(zip(dues, members, strict=True)):
        if (member.pk, due.year) in years:
            raise RefusedAt(place, f"{due.worker.name} {due.year} 年的会费已经缴过。")
        if due.receipt_no != plain(due.receipt_no):
            words = f"收据号「{plain(due.receipt_no)}」里有多余的空格或看不见的字符，重新填一遍。"
            raise RefusedAt(place, words)
        if due.receipt_no in receipts:
            raise RefusedAt(place, f"收据号 {due.receipt_no} 已经用过，请看一下收据存根。")
        if OURS.fullmatch(due.receipt_no):
            words = f"{due.receipt_no} 是系统给的收据编号。纸质收据请写纸上印的号，没有就空着。"
            raise RefusedAt(place, words)
        years.add((member.pk, due.year))
        if due.receipt_no:
            receipts.add(due.receipt_no)

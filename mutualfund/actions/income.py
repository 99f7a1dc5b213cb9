"""Money that came in 收款: the draft voucher of a due, donation, grant or interest."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from django.db import connection, transaction

from mutualfund.actions.handmade import attach_papers
from mutualfund.actions.vouchers import Line, Told, draft_vouchers
from mutualfund.models import (
    Account,
    Donation,
    DraftStatus,
    DraftVoucher,
    DuesPayment,
    Fund,
    Grant,
    IncomeVoid,
    Interest,
    Payer,
    ReceiptMethod,
    Series,
    Side,
)
from welfare.errors import Refused, RefusedAt
from welfare.models import User
from welfare.uploads import read

Income = DuesPayment | Donation | Grant | Interest


@dataclass(frozen=True)
class _Told:
    """What a voucher tells of a row."""

    source: str
    summary: str
    account: str
    party: str
    money: str = "bank"


def _money(method: str) -> str:
    """Where the money lies: cash over the counter waits to be brought to the bank."""
    return "cash" if method == ReceiptMethod.CASH else "bank"


def _told_of(row: Income) -> _Told:
    if isinstance(row, DuesPayment):
        summary = f"收会费 {row.receipt_no} {row.member.worker.name}"
        if row.payer != "self":
            summary += f"（{row.get_payer_display()}）"
        account = f"dues_{row.kind}"
        party = f"member:{row.member_id}"
        return _Told(f"dues:{row.pk}", summary, account, party, _money(row.method))
    if isinstance(row, Donation):
        told = f"donation:{row.pk}"
        return _Told(told, f"收捐款 {row.number}", "donations", told, _money(row.method))
    if isinstance(row, Grant):
        told = f"grant:{row.pk}"
        words = f"收{Payer(row.payer).label}拨款 {row.document_no}"
        return _Told(told, words, f"grant_{row.payer}", told)
    told = f"interest:{row.pk}"
    return _Told(told, f"收银行利息 {row.advice_no}", "interest", told)


def _date_of(row: Income) -> dt.date:
    if isinstance(row, DuesPayment):
        return row.paid_on
    return row.given_on if isinstance(row, Donation) else row.received_on


def draft_income(row: Income, *, by: User) -> DraftVoucher:
    """制单 for a row of money. Raises Refused when it has one."""
    return draft_incomes([row], by=by)[0]


@transaction.atomic
def draft_incomes(rows: Sequence[Income], *, by: User) -> list[DraftVoucher]:
    """制单 for rows of money: 借 银行存款 or 库存现金 / 贷 the income.

    Raises Refused when one has its own, RefusedAt for a day whose month is closed or on which its
    account is not open: its voucher could never be posted, and the row cannot be changed.
    """
    fund, accounts = Fund.objects.mutual_aid(), cache(Account.objects.of)
    days = [_date_of(row) for row in rows]
    told = [_voucher_of(row, accounts) for row in rows]
    for place, (day, one) in enumerate(zip(days, told, strict=True)):
        for line in one.lines:
            if not line.account.is_open(on=day):
                words = (
                    f"科目「{line.account}」在 {day:%Y-%m-%d} 没有启用。看一下日期，或先启用科目。"
                )
                raise RefusedAt(place, words)
    _refuse_closed(fund, days)
    return draft_vouchers(fund, told, by=by)


def _refuse_closed(fund: Fund, days: Sequence[dt.date]) -> None:
    walls = dict(Series.objects.filter(fund=fund).values_list("year", "closed_through"))
    newest = max(walls, default=0)  # no year begins before another: the chain goes on from it
    for place, day in enumerate(days):
        words = ""
        if day <= walls.get(day.year, dt.date.min):
            words = f"{day:%Y 年 %m 月}已经结账"
        elif day.year not in walls and day.year < newest:
            words = f"{newest} 年的账已经开始记了，{day.year} 年不能再开账"
        if words:
            raise RefusedAt(place, f"{words}，记不进去了。日期改成还没结账的日子，例如今天。")


def _voucher_of(row: Income, account: Callable[[str], Account]) -> Told:
    told = _told_of(row)
    return Told(
        date=_date_of(row),
        summary=told.summary,
        lines=[
            Line(account(told.money), Side.DEBIT, row.amount),
            Line(account(told.account), Side.CREDIT, row.amount, told.party),
        ],
        source=told.source,
        purpose="receive",
        attachments=0,  # counted at the review
    )


ROWS: dict[str, type[Income]] = {
    "dues": DuesPayment,
    "donation": Donation,
    "grant": Grant,
    "interest": Interest,
}


@transaction.atomic
def draft_again(sent_back: DraftVoucher, *, by: User) -> DraftVoucher:
    """重新制单 after the reviewer sent the voucher of a row back; its scans go with it.

    Raises Refused for a voucher that was not sent back, or is made again already.
    """
    kind, _, pk = sent_back.source.partition(":")
    if sent_back.status != DraftStatus.DROPPED or kind not in ROWS:
        raise Refused("退回的收款凭证才能重新制单。")
    if IncomeVoid.objects.filter(source=sent_back.source, is_dropped=False).exists():
        raise Refused("这一笔已经作废，或作废等确认，不能重新制单。")
    anew = draft_income(ROWS[kind]._default_manager.get(pk=pk), by=by)
    papers = [
        (paper.name, read(paper.path, sha256=paper.stored_sha256, name=paper.name))
        for paper in sent_back.papers.all()
    ]
    return attach_papers(anew, papers=papers, by=by) if papers else anew


def tie_rows(kind: str, drafts: Sequence[int]) -> None:
    """Give every row of a kind the voucher that its posted draft became. One statement."""
    table = ROWS[kind]._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {table} r SET voucher_id = d.voucher_id"  # noqa: S608 - a table of ours
            " FROM mutualfund_draftvoucher d WHERE d.id = ANY(%s) AND split_part(d.source, ':', 1) = %s"
            " AND r.id = split_part(d.source, ':', 2)::bigint AND r.voucher_id IS NULL"
            " AND NOT r.is_void",
            [list(drafts), kind],
        )

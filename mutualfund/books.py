"""Are the books whole 账目核对? Every check names the voucher and what is off with it."""

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from django.db.models import Sum
from django.db.models.functions import TruncMonth
from django.utils import timezone

from mutualfund.books_campaigns import check_campaigns
from mutualfund.books_claims import check_claims, check_decisions
from mutualfund.books_guards import check_guards
from mutualfund.books_income import check_income
from mutualfund.books_proofs import check_closings, check_counts, check_heads, check_matches
from mutualfund.merkle import Merkle
from mutualfund.models import (
    DailyHead,
    Entry,
    Fund,
    PeriodBalance,
    Series,
    Side,
    Voucher,
    VoucherKind,
)
from mutualfund.problems import Problem

SEPARATOR = "\x1f"
UTC_FORMAT = "%Y-%m-%dT%H:%M:%S.%f"


def genesis(fund: int, year: int) -> bytes:
    """The chain's first link for a fund and year."""
    return hashlib.sha256(f"guanai:{fund}:{year}".encode()).digest()


def lines_text(entries: list[Entry]) -> str:
    """The lines of a voucher as the chain hashes them."""
    return ";".join(
        f"{e.line},{e.account.code},{e.party},{e.side},{e.amount:.2f}"
        for e in sorted(entries, key=lambda e: e.line)
    )


def parts_of(voucher: Voucher, entries: list[Entry]) -> list[str]:
    """The fields of a voucher that the chain hashes, in their order."""
    posted = voucher.posted_at.astimezone(timezone.get_fixed_timezone(0)).strftime(UTC_FORMAT)
    parts = [
        "v1", voucher.fund_id, voucher.year, voucher.number, voucher.month_number,
        f"{voucher.date:%Y-%m-%d}", voucher.kind, voucher.summary, voucher.source,
        voucher.purpose, voucher.key, voucher.maker_id, voucher.reviewer_id, voucher.poster_id,
        voucher.cashier_id or "-", voucher.attachments, voucher.reverses_id or "-",
        voucher.corrects_id or "-", posted, voucher.line_count, f"{voucher.total:.2f}",
        lines_text(entries),
    ]  # fmt: skip
    return [str(part) for part in parts]


def canonical(voucher: Voucher, entries: list[Entry]) -> str:
    """The voucher as one text; the same text as the database's mutualfund_canonical."""
    return SEPARATOR.join(parts_of(voucher, entries))


def _vouchers(fund: Fund, **only: Any) -> Iterator[Voucher]:
    ordered = Voucher.objects.filter(fund=fund, **only).order_by("year", "number")
    return ordered.prefetch_related("entries__account").iterator(chunk_size=2000)


def text_of(voucher: Voucher) -> bytes:
    """What the chain hashes of a voucher, from its stored content."""
    return canonical(voucher, list(voucher.entries.all())).encode()


def root_at(fund: Fund, year: int, number: int) -> bytes:
    """The Merkle root over the vouchers 1 to `number` of a year."""
    tree = Merkle()
    for voucher in _vouchers(fund, year=year, number__lte=number):
        tree.push(text_of(voucher))
    return tree.root


class _Chain:
    """One year while it is walked through: the last number and hash, months, the tree."""

    def __init__(self, fund: Fund, year: int) -> None:
        self.number, self.head = 0, genesis(fund.pk, year)
        self.months: Counter[int] = Counter()
        self.tree = Merkle()
        heads = DailyHead.objects.filter(fund=fund, year=year)
        self.published = {head.last_number: head for head in heads}

    def take(self, voucher: Voucher) -> Iterator[Problem]:
        """The next voucher: what is off with its numbers, its link and the published root."""
        place = f"凭证 {voucher}"
        if voucher.number != self.number + 1:
            words = f"年内号应为 {self.number + 1}，账上是 {voucher.number}"
            yield Problem(place, "number_gap", words)
        self.months[voucher.date.month] += 1
        if voucher.month_number != self.months[voucher.date.month]:
            yield Problem(place, "month_number", "月内号不连续")
        text = text_of(voucher)
        if hashlib.sha256(self.head + text).digest() != bytes(voucher.hash):
            yield Problem(place, "chain_broken", "内容与链散列不符，有人改过这一笔或上一笔")
        self.tree.push(text)
        self.number, self.head = voucher.number, bytes(voucher.hash)
        published = self.published.get(voucher.number)
        if published is not None and bytes(published.root) != self.tree.root:
            words = f"到 {voucher} 为止的根和 {published.day} 公布的不一样"
            yield Problem(f"{published.day} 公布的校验码", "published_root_differs", words)


def _check_chain(fund: Fund) -> Iterator[Problem]:
    """Numbers 1..n per year, the chain from content, heads equal to the counters."""
    chains: dict[int, _Chain] = {}
    for voucher in _vouchers(fund):
        if voucher.year not in chains:
            chains[voucher.year] = _Chain(fund, voucher.year)
        yield from chains[voucher.year].take(voucher)
    for series in Series.objects.filter(fund=fund):
        chain = chains.get(series.year) or _Chain(fund, series.year)
        if (chain.number, chain.head) != (series.last_number, bytes(series.last_hash)):
            yield Problem(f"{series.year} 年序列", "head_differs", "末号或链头与最后一笔凭证不符")


def _check_each_voucher(fund: Fund) -> Iterator[Problem]:
    """Balance, line count, duties apart, dates, reversals."""
    for voucher in _vouchers(fund):
        place, entries = f"凭证 {voucher}", list(voucher.entries.all())
        if len(entries) != voucher.line_count:
            yield Problem(
                place,
                "line_count",
                f"应有 {voucher.line_count} 行，账上 {len(entries)} 行",
            )
        off = sum((e.side * e.amount for e in entries), Decimal(0))
        if off:
            yield Problem(place, "unbalanced", f"借贷差 {off} 元")
        if any(e.date != voucher.date for e in entries):
            yield Problem(place, "line_date", "分录日期与凭证日期不同")
        if len({voucher.maker_id, voucher.reviewer_id, voucher.cashier_id}) != 3 and (
            voucher.cashier_id or voucher.maker_id == voucher.reviewer_id
        ):
            yield Problem(place, "duties", "制单、审核、出纳有同一个人")
        if voucher.date > timezone.localtime(voucher.posted_at).date():
            yield Problem(place, "future", "凭证日期晚于记账日期")


def _check_reversals(fund: Fund) -> Iterator[Problem]:
    """A reversal is the equal and opposite of its twin."""
    reversals = Voucher.objects.filter(fund=fund, kind=VoucherKind.REVERSAL)
    for voucher in reversals.select_related("reverses").prefetch_related(
        "entries", "reverses__entries"
    ):
        red = Counter((e.account_id, e.side, -e.amount) for e in voucher.entries.all())
        twin = voucher.reverses
        if twin is None:
            continue
        black = Counter((e.account_id, e.side, e.amount) for e in twin.entries.all())
        if red != black:
            yield Problem(f"凭证 {voucher}", "reversal_differs", "红字与被冲销的凭证不对应")


def _check_periods(fund: Fund) -> Iterator[Problem]:
    """Period balances are the sums of their entries."""
    sums: dict[tuple[int, dt.date], list[Decimal]] = {}
    rows = (
        Entry.objects.filter(account__fund=fund)
        .annotate(month=TruncMonth("date"))
        .values("account", "month", "side")
        .annotate(sum=Sum("amount"))
    )
    for row in rows:
        pair = sums.setdefault((row["account"], row["month"]), [Decimal(0), Decimal(0)])
        pair[row["side"] == Side.CREDIT] += row["sum"]
    kept = {
        (p.account_id, p.month): [p.debit, p.credit]
        for p in PeriodBalance.objects.filter(account__fund=fund)
    }
    for account, month in sorted(sums.keys() | kept.keys(), key=str):
        if sums.get((account, month)) != kept.get((account, month)):
            yield Problem(
                f"{month:%Y-%m} 科目 {account}",
                "period_differs",
                "期间余额与分录合计不符",
            )


CHECKS: list[Callable[[Fund], Iterator[Problem]]] = [
    _check_chain,
    _check_each_voucher,
    _check_reversals,
    _check_periods,
    check_income,
    check_closings,
    check_heads,
    check_matches,
    check_counts,
    check_guards,
    check_claims,
    check_decisions,
    check_campaigns,
]


def verify(fund: Fund | None = None) -> list[Problem]:
    """Every problem of one fund's books, or of all; an empty list says they are whole."""
    funds = [fund] if fund else Fund.objects.order_by("pk")
    return [problem for one in funds for check in CHECKS for problem in check(one)]

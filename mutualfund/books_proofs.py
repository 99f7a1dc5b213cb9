"""Closings, heads, matches and counts against the books: what `verify_books` asks about proofs."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from itertools import zip_longest

from django.db.models import F, Sum

from mutualfund.books_vouchers import asked
from mutualfund.models import (
    BankMatch,
    CashCount,
    Closing,
    DailyHead,
    Entry,
    Fund,
    Series,
    StepKind,
    Voucher,
    voucher_name,
)
from mutualfund.problems import Problem

# Posted into a year after a later one had a closed month that still stands.
BEFORE_A_CLOSED_YEAR = """
WITH firm AS (
    SELECT c.year, min(c.at) AS at FROM mutualfund_closing c
    WHERE c.fund_id = %s AND c.kind = 'close' AND NOT EXISTS (
      SELECT FROM mutualfund_closing o WHERE o.fund_id = c.fund_id AND o.year = c.year
        AND o.kind = 'reopen' AND o.id > c.id AND o.through < make_date(o.year, 1, 1))
    GROUP BY c.year),
  shut AS (
    SELECT s.year, min(firm.at) AS at FROM mutualfund_series s JOIN firm ON firm.year > s.year
    WHERE s.fund_id = %s GROUP BY s.year)
SELECT v.date, v.month_number FROM mutualfund_voucher v JOIN shut ON shut.year = v.year
  WHERE v.fund_id = %s AND v.posted_at > shut.at ORDER BY v.year, v.number
"""


def check_closings(fund: Fund) -> Iterator[Problem]:
    """The wall stands where the last step put it, and nothing was posted behind it."""
    steps: dict[int, list[Closing]] = defaultdict(list)
    for closing in Closing.objects.filter(fund=fund).order_by("pk"):
        steps[closing.year].append(closing)
    for series in Series.objects.filter(fund=fund).order_by("year"):
        moves = steps[series.year]
        wanted = moves[-1].through if moves else dt.date(series.year - 1, 12, 31)
        if series.closed_through != wanted:
            words = f"结账记录到 {wanted}，序列上写着 {series.closed_through}"
            yield Problem(f"{series.year} 年序列", "closing_differs", words)
        yield from _behind_the_wall(fund, series.year, moves)
    for day, month_number in asked(BEFORE_A_CLOSED_YEAR, fund.pk, fund.pk, fund.pk):
        words = f"{day.year} 年以后已经有月份结过账，这一笔是后来记进去的"
        place = f"凭证 {voucher_name(day, month_number)}"
        yield Problem(place, "before_closed_year", words)


def _behind_the_wall(fund: Fund, year: int, moves: list[Closing]) -> Iterator[Problem]:
    """A number given after a closing belongs to a day after it, until the next step."""
    for closing, following in zip_longest(moves, moves[1:]):
        if closing.kind != StepKind.CLOSE or closing.last_number is None:
            continue
        late = Voucher.objects.filter(
            fund=fund, year=year, number__gt=closing.last_number, date__lte=closing.through
        )
        if following is not None and following.last_number is not None:
            late = late.filter(number__lte=following.last_number)
        for voucher in late:
            words = f"{closing.through} 以前已经结账，这一笔是后来记进去的"
            yield Problem(f"凭证 {voucher}", "behind_closing", words)


def check_heads(fund: Fund) -> Iterator[Problem]:
    """Every published head is still the hash of its voucher."""
    heads = DailyHead.objects.filter(fund=fund).order_by("day")
    hashes = {
        (year, number): bytes(found)
        for year, number, found in Voucher.objects.filter(
            fund=fund, number__in=heads.values("last_number")
        ).values_list("year", "number", "hash")
    }
    for head in heads:
        if hashes.get((head.year, head.last_number)) != bytes(head.hash):
            words = f"{head.year} 年第 {head.last_number} 号凭证的校验码和当天公布的不一样"
            yield Problem(f"{head.day} 公布的校验码", "published_head_differs", words)


def check_matches(fund: Fund) -> Iterator[Problem]:
    """Both sides of a match are still the same sum; without the bank its vouchers cancel out."""
    banked = dict(
        BankMatch.objects.filter(lines__statement__account__fund=fund)
        .annotate(sum=Sum("lines__amount"))
        .values_list("pk", "sum")
    )
    booked = dict(
        Entry.objects.filter(
            voucher__fund=fund, voucher__bank_match__isnull=False, account__key="bank"
        )
        .values("voucher__bank_match__match")
        .annotate(sum=Sum(F("side") * F("amount")))
        .values_list("voucher__bank_match__match", "sum")
    )
    for match in sorted(banked.keys() | booked.keys()):
        amount = banked.get(match, 0)
        if booked.get(match) != amount:
            words = f"银行 {amount}、账上 {booked.get(match)}，两边不一样"
            yield Problem(f"对账 {match} 号", "match_differs", words)


def check_drawer(fund: Fund) -> Iterator[Problem]:
    """On no day less than nothing lies in the drawer."""
    held = Decimal(0)
    lines = Entry.objects.filter(account__fund=fund, account__key="cash").order_by()
    for day, moved in (
        lines.values("date").annotate(sum=Sum(F("side") * F("amount"))).order_by("date")
        .values_list("date", "sum")
    ):  # fmt: skip
        held += moved
        if held < 0:
            yield Problem(f"{day} 库存现金", "drawer_empty", f"账上是 {held} 元，少于 0")


def check_counts(fund: Fund) -> Iterator[Problem]:
    """Two people signed each count, and a difference has its reason."""
    for count in CashCount.objects.filter(fund=fund).order_by("on", "pk"):
        if count.witness_id == count.cashier_id:
            yield Problem(f"{count.on} 盘点", "count_by_one", "盘点和监盘是同一个人")
        if count.difference and not count.explanation:
            words = f"差 {count.difference} 元，没有写原因"
            yield Problem(f"{count.on} 盘点", "count_unexplained", words)

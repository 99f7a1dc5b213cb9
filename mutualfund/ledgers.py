"""Account books 账簿: trial balance, statements of accounts, and income and expenses of a period."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import overload

from django.db.models import Count, F, Q, Sum
from django.db.models.functions import Coalesce

from mutualfund.models import (
    Account,
    AccountKind,
    Entry,
    Fund,
    Payment,
    PeriodBalance,
    Side,
    Voucher,
    VoucherKind,
)
from mutualfund.models.vouchers import EntryQuerySet
from mutualfund.reports import MONEY, SIGNED, ZERO, balance_before

ONE = dt.timedelta(days=1)
MIDDLE = 15  # of a month: which end is nearer


@dataclass(frozen=True)
class TrialLine:
    """An account in the trial balance: the year's opening, its debits and credits. Yuan."""

    account: Account
    opening: Decimal
    debit: Decimal
    credit: Decimal

    @property
    def closing(self) -> Decimal:
        """Debits plus, credits minus."""
        return self.opening + self.debit - self.credit

    @property
    def credit_closing(self) -> Decimal:
        """A credit balance without its sign."""
        return -self.closing


@dataclass(frozen=True)
class Trial:
    """试算平衡表 of a fund at the end of a day."""

    fund: Fund
    on: dt.date
    lines: list[TrialLine]

    @property
    def debit(self) -> Decimal:
        """All debits of the year so far."""
        return sum((line.debit for line in self.lines), ZERO)

    @property
    def credit(self) -> Decimal:
        """All credits of the year so far."""
        return sum((line.credit for line in self.lines), ZERO)

    @property
    def debit_balances(self) -> Decimal:
        """The closing balances on the debit side."""
        return sum((line.closing for line in self.lines if line.closing > 0), ZERO)

    @property
    def credit_balances(self) -> Decimal:
        """The closing balances on the credit side, without their sign."""
        return -sum((line.closing for line in self.lines if line.closing < 0), ZERO)

    @property
    def is_even(self) -> bool:
        """Debits are credits, in movements and in balances."""
        return self.debit == self.credit and self.debit_balances == self.credit_balances


def trial_balance(fund: Fund, *, on: dt.date) -> Trial:
    """The trial balance at the end of any day. Three queries.

    Whole months come from the period balances; the days of the running one are added from its
    first half, or those to come taken off in its second.
    """
    month, january = on.replace(day=1), on.replace(month=1, day=1)
    next_month = (month + 31 * ONE).replace(day=1)
    late = on.day > MIDDLE
    kept = PeriodBalance.objects.filter(
        account__fund=fund, month__lt=next_month if late else month
    ).values("account")
    before = Q(month__lt=january)
    sums: dict[int, list[Decimal]] = defaultdict(lambda: [ZERO, ZERO, ZERO])
    for row in kept.annotate(
        opening=Coalesce(Sum(F("debit") - F("credit"), filter=before), ZERO),
        debits=Coalesce(Sum("debit", filter=~before), ZERO),
        credits=Coalesce(Sum("credit", filter=~before), ZERO),
    ):
        sums[row["account"]] = [row["opening"], row["debits"], row["credits"]]
    days = (on + ONE, next_month - ONE) if late else (month, on)
    moved = Entry.objects.filter(account__fund=fund, date__range=days).values("account", "side")
    for account_id, side, amount in (
        moved.annotate(sum=Sum("amount") * (-1 if late else 1))
        .order_by()
        .values_list("account", "side", "sum")
    ):
        sums[account_id][1 if side == Side.DEBIT else 2] += amount
    accounts = Account.objects.filter(pk__in=sums).order_by("code")
    lines = [TrialLine(account, *sums[account.pk]) for account in accounts]
    return Trial(fund, on, [line for line in lines if line.opening or line.debit or line.credit])


def balance_at_start(account: Account, day: dt.date) -> Decimal:
    """Debits less credits of an account before a day, yuan. Two queries, one for a month's first."""
    month = day.replace(day=1)
    kept = PeriodBalance.objects.filter(account=account, month__lt=month).aggregate(
        sum=Coalesce(Sum(F("debit") - F("credit")), ZERO)
    )
    before = Decimal(kept["sum"])
    if day == month:
        return before
    return before + Entry.objects.of(account).filter(date__gte=month, date__lt=day).balance()


@dataclass(frozen=True)
class StatementRows(Sequence[Entry]):
    """Lines of a statement in the order of the books, each with its running `balance`.

    A page of them is read from the nearer end, with one sum over those before or after it: all of
    it stands in the index alone.
    """

    entries: EntryQuerySet
    length: int
    opening: Decimal
    closing: Decimal
    sign: int

    def __len__(self) -> int:
        return self.length

    def __iter__(self) -> Iterator[Entry]:
        return iter(self[:])

    @overload
    def __getitem__(self, part: int) -> Entry: ...
    @overload
    def __getitem__(self, part: slice) -> list[Entry]: ...
    def __getitem__(self, part: int | slice) -> Entry | list[Entry]:
        """The lines of a slice. Two queries, three from the first or last page on."""
        if isinstance(part, int):
            return self[part : part + 1][0]
        start, stop, _ = part.indices(self.length)
        entries = self.entries.defer("party").prefetch_related("voucher")
        if start + stop <= self.length:
            rows = list(entries[start:stop])
            balance = self.opening + self._sum(self.entries[:start] if start else None)
        else:
            left = self.length - stop
            rows = list(entries.reverse()[left : self.length - start])[::-1]
            after = self._sum(self.entries.reverse()[:left] if left else None)
            balance = self.closing - after - sum(row.side * row.amount for row in rows) * self.sign
        for row in rows:
            balance += row.side * row.amount * self.sign
            row.balance = balance
        return rows

    def _sum(self, entries: EntryQuerySet | None) -> Decimal:
        return ZERO if entries is None else entries.balance() * self.sign


@dataclass
class AccountPage:
    """明细账: an account between two days; balances on the account's own side, yuan."""

    account: Account
    first: dt.date
    last: dt.date
    opening: Decimal = field(init=False)
    debit: Decimal = field(init=False)
    credit: Decimal = field(init=False)
    count: int = field(init=False)

    def __post_init__(self) -> None:
        """Opening and the movements of the period. Three queries."""
        side = self.account.normal_side
        self.opening = balance_at_start(self.account, self.first) * side + ZERO  # no -0.00
        moved = self._days().aggregate(
            debit=Coalesce(Sum("amount", filter=Q(side=Side.DEBIT)), ZERO),
            credit=Coalesce(Sum("amount", filter=Q(side=Side.CREDIT)), ZERO),
            count=Count("line"),
        )
        self.debit, self.credit, self.count = moved["debit"], moved["credit"], moved["count"]

    def _days(self) -> EntryQuerySet:
        return Entry.objects.of(self.account).filter(date__range=(self.first, self.last))

    @property
    def closing(self) -> Decimal:
        """The balance at the end of the period."""
        return self.opening + (self.debit - self.credit) * self.account.normal_side

    @property
    def is_money(self) -> bool:
        """A cash or bank journal 日记账 speaks of 收 and 支."""
        return self.account.key in MONEY

    def rows(self) -> StatementRows:
        """Its lines. Of one fund and day a later number has a later id: the order is the index's own."""
        entries = self._days().order_by("date", "voucher_id", "line")
        sign = self.account.normal_side
        return StatementRows(entries, self.count, self.opening, self.closing, sign)


def counter_accounts(entries: list[Entry]) -> dict[int, str]:
    """对方科目 of each voucher of these entries, by voucher id: names on the other side."""
    mine = {(entry.voucher_id, entry.side) for entry in entries}
    rows = Entry.objects.filter(voucher__in={voucher for voucher, _ in mine})
    names: dict[int, list[str]] = defaultdict(list)
    for voucher, side, name in rows.values_list("voucher", "side", "account__name"):
        if (voucher, side) not in mine and name not in names[voucher]:
            names[voucher].append(name)
    return {voucher: "、".join(found) for voucher, found in names.items()}


@dataclass(frozen=True)
class ReportLine:
    """One account of income or expense in a period; cases and persons of paid claims. Yuan."""

    account: Account
    amount: Decimal
    cases: int = 0
    persons: int = 0


@dataclass(frozen=True)
class PeriodReport:
    """收支表 of a period (month, quarter or year). Amounts in yuan."""

    fund: Fund
    first: dt.date
    last: dt.date
    opening: Decimal
    income: list[ReportLine]
    expenses: list[ReportLine]
    closing: Decimal
    vouchers: int
    reversals: int

    @property
    def received(self) -> Decimal:
        """All income of the period."""
        return sum((line.amount for line in self.income), ZERO)

    @property
    def spent(self) -> Decimal:
        """All expenses of the period."""
        return sum((line.amount for line in self.expenses), ZERO)

    @property
    def unexplained(self) -> Decimal:
        """What else moved bank and cash, e.g. 待查款项."""
        return self.closing - self.opening - self.received + self.spent


def period_report(fund: Fund, *, first: dt.date, last: dt.date) -> PeriodReport:
    """Opening, income by source, expenses by kind with cases and persons, closing. Six queries."""
    flows = Entry.objects.filter(account__fund=fund, date__range=(first, last)).business()
    kinds = (AccountKind.INCOME, AccountKind.EXPENSE)
    sums = dict(
        flows.filter(account__kind__in=kinds)
        .values("account")
        .annotate(sum=Sum(SIGNED))
        .values_list("account", "sum")
    )
    helped = _helped(fund, first, last)
    income: list[ReportLine] = []
    expenses: list[ReportLine] = []
    for account in Account.objects.filter(pk__in=sums).order_by("code"):
        amount = sums[account.pk] * account.normal_side
        cases, persons = helped.get(account.pk, (0, 0))
        lines = income if account.kind == AccountKind.INCOME else expenses
        lines.append(ReportLine(account, amount, cases, persons))
    counted = Voucher.objects.filter(fund=fund, date__range=(first, last)).aggregate(
        all=Count("pk"), red=Count("pk", filter=Q(kind=VoucherKind.REVERSAL))
    )
    return PeriodReport(
        fund, first, last, balance_before(fund, first), income, expenses,
        balance_before(fund, last + ONE), counted["all"], counted["red"],
    )  # fmt: skip


def _helped(fund: Fund, first: dt.date, last: dt.date) -> dict[int, tuple[int, int]]:
    """Cases and persons of the claims paid in a period and not reversed, by expense account."""
    paid = Payment.objects.filter(
        voucher__fund=fund, voucher__date__range=(first, last), voucher__reversed_by__isnull=True
    )
    rows = paid.filter(voucher__entries__account__kind=AccountKind.EXPENSE)
    found = rows.values("voucher__entries__account").annotate(
        cases=Count("pk", distinct=True), persons=Count("claim__member__worker", distinct=True)
    )
    return {row["voucher__entries__account"]: (row["cases"], row["persons"]) for row in found}

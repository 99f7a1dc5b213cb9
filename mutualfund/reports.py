"""Reports 报表 of the fund: every figure is a sum of posted entries, none is typed."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import (
    Count,
    DecimalField,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    Window,
)
from django.db.models.functions import Coalesce, TruncMonth

from mutualfund.models import (
    Account,
    AccountKind,
    DueKind,
    DuesPayment,
    Entry,
    Fund,
    Side,
    Voucher,
)

ZERO = Decimal("0.00")
MONEY = ("bank", "cash")
SIGNED = F("side") * F("amount")
KEPT = DecimalField(max_digits=14, decimal_places=2)


def _sum(condition: Q | None = None, sign: int = 1) -> Coalesce:
    total = Sum(
        SIGNED * sign,
        filter=condition,
        output_field=DecimalField(max_digits=14, decimal_places=2),
    )
    return Coalesce(total, ZERO)


@dataclass(frozen=True)
class Part:
    """One source of income or kind of help."""

    key: str
    name: str
    amount: Decimal


@dataclass(frozen=True)
class FundStatement:
    """Where the money came from and went, up to a day. Amounts in yuan."""

    fund: Fund
    on: dt.date
    income: list[Part]
    expenses: list[Part]

    @property
    def raised(self) -> Decimal:
        """All that ever came in."""
        return sum((part.amount for part in self.income), ZERO)

    @property
    def spent(self) -> Decimal:
        """All that ever went out."""
        return sum((part.amount for part in self.expenses), ZERO)

    @property
    def balance(self) -> Decimal:
        """What must be in hand: in less out."""
        return self.raised - self.spent


def fund_statement(fund: Fund, *, on: dt.date) -> FundStatement:
    """Income by source and expenses by kind up to a day, from posted entries. One query."""
    flows = Entry.objects.filter(account__fund=fund).up_to(on).business()
    rows = (
        flows.filter(account__kind__in=(AccountKind.INCOME, AccountKind.EXPENSE))
        .values("account__key", "account__name", "account__kind", "account__code")
        .annotate(total=_sum())
        .order_by("account__code")
    )
    income: list[Part] = []
    expenses: list[Part] = []
    for row in rows:
        is_income = row["account__kind"] == AccountKind.INCOME
        amount = -row["total"] if is_income else row["total"]
        part = Part(row["account__key"], row["account__name"], amount)
        (income if is_income else expenses).append(part)
    return FundStatement(fund, on, income, expenses)


@dataclass(frozen=True)
class MonthFlow:
    """One month's income, expenses and closing balance in yuan."""

    month: dt.date
    income: Decimal
    expense: Decimal
    balance: Decimal


def month_flows(fund: Fund, *, on: dt.date, months: int = 12) -> list[MonthFlow]:
    """The last months up to a day, oldest first; months without entries are there too."""
    rows = {
        row["month"]: row
        for row in Entry.objects.filter(account__fund=fund, account__key__in=MONEY)
        .up_to(on)
        .annotate(month=TruncMonth("date"))
        .values("month")
        .annotate(
            income=_sum(Q(side=Side.DEBIT)),
            expense=_sum(Q(side=Side.CREDIT), -1),
        )
    }
    first = dt.date(on.year, on.month, 1)
    for _ in range(months - 1):
        first = (first - dt.timedelta(days=1)).replace(day=1)
    balance = sum((r["income"] - r["expense"] for m, r in rows.items() if m < first), ZERO)
    flows, month = [], first
    while month <= on:
        row = rows.get(month, {"income": ZERO, "expense": ZERO})
        balance += row["income"] - row["expense"]
        flows.append(MonthFlow(month, row["income"], row["expense"], balance))
        month = (month + dt.timedelta(days=31)).replace(day=1)
    return flows


@dataclass(frozen=True)
class DuesCheck:
    """Expected dues against received ones (domain.md a 33). Amounts in yuan."""

    members: int
    first: int
    first_amount: Decimal
    renewals: int
    renewal_amount: Decimal
    received: Decimal

    @property
    def booked(self) -> Decimal:
        """What the receipts come to."""
        return self.first_amount + self.renewal_amount

    @property
    def expected(self) -> Decimal:
        """What members' first dues alone would give."""
        return self.first_amount

    @property
    def beyond(self) -> Decimal:
        """Received beyond the first dues: renewals paid early, each with its receipt."""
        return self.received - self.first_amount


def dues_check(*, members: int) -> DuesCheck:
    """Compare receipts with the books' dues. Two queries."""
    rows = DuesPayment.objects.standing().aggregate(
        first=Count("pk", filter=Q(kind=DueKind.FIRST)),
        first_amount=Coalesce(Sum("amount", filter=Q(kind=DueKind.FIRST)), ZERO),
        renewals=Count("pk", filter=Q(kind=DueKind.RENEWAL)),
        renewal_amount=Coalesce(Sum("amount", filter=Q(kind=DueKind.RENEWAL)), ZERO),
    )
    dues = Entry.objects.filter(account__key__in=("dues_first", "dues_renewal"))
    booked = dues.business()
    return DuesCheck(members=members, received=booked.aggregate(sum=_sum(sign=-1))["sum"], **rows)


def _moved(side: Side) -> Coalesce:
    """What one voucher moved on bank and cash on a side, yuan."""
    lines = Entry.objects.filter(voucher=OuterRef("pk"), account__key__in=MONEY, side=side)
    total = lines.order_by().values("voucher").annotate(sum=Sum("amount")).values("sum")
    return Coalesce(Subquery(total, output_field=KEPT), ZERO, output_field=KEPT)


def cash_book(fund: Fund, *, first: dt.date, last: dt.date) -> QuerySet[Voucher]:
    """Vouchers of a fund between two days, with `received`, `paid` and running `balance`,
    and `account_name` and `account_key`, what the money came from or went to.

    The balance goes on from the day before the first. Unit: yuan.
    """
    order = ("date", "number")
    counter = Entry.objects.filter(voucher=OuterRef("pk")).exclude(account__key__in=MONEY)
    running = Window(Sum(F("received") - F("paid")), order_by=order, output_field=KEPT)
    return (
        Voucher.objects.filter(fund=fund, date__range=(first, last))
        .annotate(
            received=_moved(Side.DEBIT),
            paid=_moved(Side.CREDIT),
            account_name=Subquery(counter.values("account__name")[:1]),
            account_key=Subquery(counter.values("account__key")[:1]),
        )
        .annotate(balance=running + Value(balance_before(fund, first), output_field=KEPT))
        .order_by(*order)
    )


def balance_before(fund: Fund, day: dt.date) -> Decimal:
    """Money in hand at the start of a day, yuan."""
    money = Entry.objects.filter(account__in=Account.objects.money().filter(fund=fund))
    return money.filter(date__lt=day).balance()

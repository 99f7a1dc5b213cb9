"""银行存款余额调节表: what the bank says and what the books say, led to the same sum."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import F, Q, Sum

from mutualfund.models import Account, BankLine, Entry, Voucher

ZERO = Decimal("0.00")


@dataclass(frozen=True)
class Reconciliation:
    """The bank account at the end of a day. Amounts in yuan, paid ones positive in their lists."""

    account: Account
    on: dt.date
    bank: Decimal | None  # the bank's balance; None while no statement reaches so far
    books: Decimal
    bank_only: list[BankLine]  # 银行已记、账上未记
    books_only: list[Voucher]  # 账上已记、银行未记, each with `moved`

    @property
    def bank_received(self) -> Decimal:
        """加：银行已收、账上未收."""
        return sum((line.amount for line in self.bank_only if line.amount > 0), ZERO)

    @property
    def bank_paid(self) -> Decimal:
        """减：银行已付、账上未付."""
        return -sum((line.amount for line in self.bank_only if line.amount < 0), ZERO)

    @property
    def books_received(self) -> Decimal:
        """加：账上已收、银行未收."""
        return sum((v.moved for v in self.books_only if v.moved > 0), ZERO)  # type: ignore[attr-defined]  # annotated

    @property
    def books_paid(self) -> Decimal:
        """减：账上已付、银行未付."""
        return -sum((v.moved for v in self.books_only if v.moved < 0), ZERO)  # type: ignore[attr-defined]  # annotated

    @property
    def adjusted_bank(self) -> Decimal:
        """The bank's balance led to the truth."""
        return (self.bank or ZERO) + self.books_received - self.books_paid

    @property
    def adjusted_books(self) -> Decimal:
        """The books' balance led to the truth."""
        return self.books + self.bank_received - self.bank_paid

    @property
    def difference(self) -> Decimal:
        """What nobody can explain; nothing when all is well."""
        return self.adjusted_bank - self.adjusted_books

    @property
    def agrees(self) -> bool:
        """The bank has spoken and both sides come to the same."""
        return self.bank is not None and not self.difference


def reconcile(account: Account, *, on: dt.date) -> Reconciliation:
    """The statement at the end of a day. Four queries.

    A match counts as of its later side: what the bank saw after the day is still open on it.
    """
    lines = BankLine.objects.filter(statement__account=account, date__lte=on)
    last = lines.order_by("-date", "-statement__last", "-line").first()
    late_books = Q(match__vouchers__voucher__date__gt=on)
    bank_only = lines.filter(Q(match__isnull=True) | late_books).distinct().order_by("date", "pk")
    late_bank = Q(bank_match__match__lines__date__gt=on) | Q(
        bank_match__match__lines__isnull=True, bank_match__match__vouchers__voucher__date__gt=on
    )
    vouchers = Voucher.objects.filter(entries__account=account, date__lte=on)
    open_ones = vouchers.filter(Q(bank_match__isnull=True) | late_bank).values("pk")
    moved = Sum(F("entries__side") * F("entries__amount"), filter=Q(entries__account=account))
    books_only = Voucher.objects.filter(pk__in=open_ones).annotate(moved=moved)
    return Reconciliation(
        account, on, last.balance if last else None,
        Entry.objects.of(account).up_to(on).balance(), list(bank_only),
        list(books_only.exclude(moved=0).order_by("date", "number")),
    )  # fmt: skip


def why_unreconciled(found: Reconciliation) -> str:
    """Why the bank is not reconciled at the end of a month; empty when it is, or never moved."""
    account, first = found.account, found.on.replace(day=1)
    lines = BankLine.objects.filter(statement__account=account)
    entries = Entry.objects.of(account).up_to(found.on)
    if found.bank is None and not entries.exists():
        return ""
    if not lines.filter(date__gte=first).exists() and entries.filter(date__gte=first).exists():
        return f"{found.on:%Y 年 %m 月}的银行对账单还没有导入"
    if found.bank_only:
        return f"银行流水有 {len(found.bank_only)} 行还没有对上"
    if not found.agrees:
        return f"余额调节表差 {abs(found.difference)} 元"
    return ""

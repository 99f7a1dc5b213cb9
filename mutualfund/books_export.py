"""The books for others 账目导出: plain text that an outside checker adds up anew, and a sheet.

The text is beancount's: one transaction a voucher, one posting a line, and at the end what every
account should hold, so that the checker's own sums prove ours.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from mutualfund.models import Account, AccountKind, Entry, Side, Voucher
from welfare.money import cents
from welfare.sheets.writer import write_xlsx

TYPES = {
    AccountKind.ASSET: "Assets", AccountKind.LIABILITY: "Liabilities", AccountKind.NET: "Equity",
    AccountKind.INCOME: "Income", AccountKind.EXPENSE: "Expenses",
}  # fmt: skip
CURRENCY = "CNY"
HEADER = (
    "基金", "日期", "凭证号", "摘要", "科目编码", "科目", "借方（元）", "贷方（元）",
    "制单", "审核", "出纳", "冲销",
)  # fmt: skip


def _quoted(text: str) -> str:
    return '"{}"'.format(text.replace("\\", "\\\\").replace('"', '\\"'))


def _camel(key: str, joint: str) -> str:
    return joint.join(word.capitalize() for word in key.split("_"))


def account_name(account: Account) -> str:
    """Assets:MutualAid:Bank; beancount wants a capital letter first."""
    kind = TYPES[AccountKind(account.kind)]
    return f"{kind}:{_camel(account.fund.key, '')}:{_camel(account.key, '-')}"


def _vouchers() -> Iterator[tuple[Voucher, list[Entry]]]:
    """Every voucher with its lines, in the order of the chain. Two queries.

    Vouchers first: posted ones never change, so each finds all its lines whoever posts meanwhile.
    """
    people = ("fund", "maker", "reviewer", "cashier", "reverses")
    ordered = Voucher.objects.select_related(*people).order_by("fund", "year", "number")
    vouchers = list(ordered)
    lines: dict[int, list[Entry]] = defaultdict(list)
    for entry in Entry.objects.select_related("account__fund").order_by("voucher", "line"):
        lines[entry.voucher_id].append(entry)
    for voucher in vouchers:
        yield voucher, lines[voucher.pk]


def beancount() -> Iterator[str]:
    """The lines of the text, without ends of line."""
    yield f'option "operating_currency" "{CURRENCY}"'
    for account in Account.objects.select_related("fund"):
        yield f"{account.opened_on} open {account_name(account)} {CURRENCY}"
        yield f"  code: {_quoted(account.code)}"
        yield f"  name: {_quoted(account.name)}"
    held: dict[str, Decimal] = defaultdict(Decimal)
    last = dt.date.min
    for voucher, entries in _vouchers():
        yield ""
        yield f'{voucher.date} * "{voucher.fund.name}" {_quoted(voucher.summary)}'
        yield f"  voucher: {_quoted(str(voucher))}"
        yield f"  head: {_quoted(bytes(voucher.hash).hex())}"
        for entry in entries:
            name, amount = account_name(entry.account), cents(entry.amount * entry.side)
            held[name] += amount
            yield f"  {name}  {amount} {CURRENCY}"
        last = max(last, voucher.date)
    yield ""
    for name, amount in sorted(held.items()):
        yield f"{last + dt.timedelta(days=1)} balance {name}  {amount} {CURRENCY}"


def _row(voucher: Voucher, entry: Entry) -> tuple[Any, ...]:
    debit = entry.amount if entry.side == Side.DEBIT else None
    return (
        voucher.fund.name, voucher.date, str(voucher), voucher.summary, entry.account.code,
        entry.account.name, debit, None if debit is not None else entry.amount,
        voucher.maker.name, voucher.reviewer.name,
        voucher.cashier.name if voucher.cashier else "",
        str(voucher.reverses) if voucher.reverses else "",
    )  # fmt: skip


def workbook() -> bytes:
    """序时账 as .xlsx: one row a line."""
    rows = (_row(voucher, entry) for voucher, entries in _vouchers() for entry in entries)
    return write_xlsx(HEADER, rows, sheet="序时账")

"""The books for others 账目导出: plain text that an outside checker adds up anew, and a sheet.

The text is beancount's: one transaction a voucher, one posting a line, and at the end what every
account should hold, so that the checker's own sums prove ours.
"""

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from mutualfund.books_text import SEPARATOR, texts
from mutualfund.ledgers import AccountPage, Trial, counter_accounts
from mutualfund.models import Account, AccountKind, Entry, Fund, Side, Voucher
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


def proof_lines() -> Iterator[str]:
    """One JSON text a voucher, in the order of the chain: what is hashed, and the hash.

    Enough for docs/verify_export.py, which needs nothing of ours.
    """
    for fund in Fund.objects.order_by("pk"):
        for voucher in texts(fund):
            fields = voucher.text.decode().split(SEPARATOR)
            yield json.dumps({"fields": fields, "hash": voucher.hash.hex()}, ensure_ascii=False)


def trial_workbook(trial: Trial) -> bytes:
    """试算平衡表 as .xlsx; credit balances negative."""
    header = (
        "科目编码",
        "科目",
        "年初余额（元）",
        "本年借方（元）",
        "本年贷方（元）",
        "期末余额（元）",
    )
    rows: list[tuple[Any, ...]] = [
        (x.account.code, x.account.name, x.opening, x.debit, x.credit, x.closing)
        for x in trial.lines
    ]
    rows.append(("", "合计", sum(x.opening for x in trial.lines), trial.debit, trial.credit,
                 sum(x.closing for x in trial.lines)))  # fmt: skip
    return write_xlsx(header, rows, sheet=f"试算平衡表 {trial.on}")


def statement_workbook(book: AccountPage) -> bytes:
    """明细账 as .xlsx with the running balance in every row (features.md L16)."""
    names = ("收（元）", "支（元）") if book.is_money else ("借方（元）", "贷方（元）")
    header = ("日期", "凭证号", "摘要", "对方科目", *names, "余额（元）")
    entries = list(book.rows())
    counters = counter_accounts(entries)
    rows: list[tuple[Any, ...]] = [("", "", "期初余额", "", "", "", book.opening)]
    for entry in entries:
        debit, balance = entry.side == Side.DEBIT, entry.balance
        rows.append((
            entry.date, str(entry.voucher), entry.voucher.summary,
            counters.get(entry.voucher_id, ""), entry.amount if debit else None,
            None if debit else entry.amount, balance,
        ))  # fmt: skip
    rows.append(("", "", "本期合计", "", book.debit, book.credit, book.closing))
    return write_xlsx(header, rows, sheet=f"{book.account.code} {book.account.name}"[:31])

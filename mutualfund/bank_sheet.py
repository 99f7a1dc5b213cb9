"""The bank's statement 银行对账单, workbook or CSV, into typed lines; nothing is written here."""

import datetime as dt
import hashlib
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.timezone import localtime

from mutualfund.models import Account, BankLine, BankStatement
from welfare.errors import Refused
from welfare.money import yuan
from welfare.sheets.tables import Column, TableRow, read_table

COLUMNS = (
    Column("date", ("交易日期", "日期", "记账日期", "入账日期"), "day"),
    Column("memo", ("摘要", "用途", "备注", "附言"), required=False),
    Column("party", ("对方户名", "对方名称", "对方单位"), required=False),
    Column("received", ("收入", "收入金额", "贷方发生额", "收入(元)"), "money", required=False),
    Column("paid", ("支出", "支出金额", "借方发生额", "支出(元)"), "money", required=False),
    Column("amount", ("交易金额", "发生额", "金额"), "money", required=False),
    Column("balance", ("余额", "账户余额", "余额(元)"), "money"),
    Column("serial", ("流水号", "交易流水号", "凭证号"), required=False),
)


@dataclass(frozen=True)
class ReadLine:
    """A line as the bank wrote it; amount in yuan, received plus."""

    row: int
    date: dt.date
    amount: Decimal
    balance: Decimal
    party: str
    memo: str
    serial: str
    is_known: bool = False  # stands in an earlier statement already

    @property
    def key(self) -> tuple[dt.date, Decimal, Decimal, str]:
        """What makes two lines the same movement: the balance after it can be only one."""
        return (self.date, self.amount, self.balance, self.serial)


@dataclass(frozen=True)
class ReadStatement:
    """A statement before it is taken in: every line, those that are new, and its fingerprint."""

    name: str
    sha256: str
    lines: list[ReadLine]

    @property
    def fresh(self) -> list[ReadLine]:
        """Lines of no earlier statement."""
        return [line for line in self.lines if not line.is_known]

    @property
    def opening(self) -> Decimal:
        """The balance before the first line."""
        return self.lines[0].balance - self.lines[0].amount

    @property
    def closing(self) -> Decimal:
        """The balance after the last line."""
        return self.lines[-1].balance


def fingerprint(source: "Path | UploadedFile") -> str:
    """SHA-256 of the file as it was sent."""
    digest = hashlib.sha256()
    if isinstance(source, Path):
        digest.update(source.read_bytes())
    else:
        for chunk in source.chunks():
            digest.update(chunk)
        source.seek(0)
    return digest.hexdigest()


def read_statement(source: "Path | UploadedFile", account: Account) -> ReadStatement:
    """Read the file, its lines oldest first, each balance following from the one before.

    Raises Refused for a file taken in before, for what read_table refuses, for a line without an
    amount, or where a balance does not follow: then a line is missing.
    """
    sha256 = fingerprint(source)
    if known := BankStatement.objects.filter(account=account, sha256=sha256).first():
        raise Refused(
            f"这份对账单 {localtime(known.taken_at):%Y-%m-%d} 已经导入过（{known.name}），不用再导。"
        )
    table = read_table(source, COLUMNS)
    table.refuse_problems()
    lines = [_line(row, table.sheet) for row in table.rows]
    if lines[0].date > lines[-1].date or not _follows(lines):
        lines.reverse()
    if not _follows(lines):
        at = next(
            after for before, after in pairwise(lines)
            if before.balance + after.amount != after.balance
        )  # fmt: skip
        raise Refused(
            f"{table.sheet} 第 {at.row} 行的余额 {yuan(at.balance)} 接不上前一行，可能少了一行。"
            "请导出完整的对账单再传。"
        )
    return ReadStatement(Path(source.name or "对账单").name, sha256, _marked(lines, account))


def _follows(lines: list[ReadLine]) -> bool:
    pairs = pairwise(lines)
    return all(before.balance + after.amount == after.balance for before, after in pairs)


def _line(row: TableRow, sheet: str) -> ReadLine:
    told: dict[str, Any] = row.values
    amount = told["amount"]
    if amount is None:
        amount = (told["received"] or Decimal(0)) - (told["paid"] or Decimal(0))
    if not amount:
        raise Refused(f"{sheet} 第 {row.number} 行没有收入也没有支出金额，请补上再传。")
    return ReadLine(
        row.number, told["date"], amount, told["balance"], (told["party"] or "")[:80],
        (told["memo"] or "")[:120], (told["serial"] or "")[:60],
    )  # fmt: skip


def _marked(lines: list[ReadLine], account: Account) -> list[ReadLine]:
    dates = [line.date for line in lines]
    known = {
        (line.date, line.amount, line.balance, line.serial)
        for line in BankLine.objects.filter(
            statement__account=account, date__range=(min(dates), max(dates))
        )
    }
    return [ReadLine(**{**vars(line), "is_known": line.key in known}) for line in lines]


def seen_again(read: ReadStatement, account: Account) -> ReadStatement:
    """The statement compared anew with what is known by now."""
    return replace(read, lines=_marked(read.lines, account))


def to_token(read: ReadStatement) -> dict[str, Any]:
    """The statement as plain values, for a signed preview."""
    lines = [
        [x.row, x.date.isoformat(), str(x.amount), str(x.balance), x.party, x.memo, x.serial]
        for x in read.lines
    ]
    return {"name": read.name, "sha256": read.sha256, "lines": lines}


def from_token(told: dict[str, Any], account: Account) -> ReadStatement:
    """The statement of a preview, compared anew with what is known by now."""
    lines = [
        ReadLine(row, dt.date.fromisoformat(day), Decimal(amount), Decimal(balance), *words)
        for row, day, amount, balance, *words in told["lines"]
    ]
    return ReadStatement(told["name"], told["sha256"], _marked(lines, account))

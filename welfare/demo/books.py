"""The books in the demo world: two months closed, a voucher reversed, a bank statement half matched."""

import csv
import datetime as dt
import tempfile
from collections import defaultdict
from decimal import Decimal
from functools import partial
from pathlib import Path

from mutualfund.actions.bank import match_lines, match_plain_ones, remember_rule, take_statement
from mutualfund.actions.closings import ask_closing, confirm_step
from mutualfund.actions.handmade import enter_money, write_voucher
from mutualfund.actions.vouchers import Line, draft_reversal, review_voucher
from mutualfund.bank_sheet import read_statement
from mutualfund.models import Account, BankLine, Entry, Fund, Side
from welfare.demo.calendar import Calendar
from welfare.demo.cast import Cast
from welfare.demo.events import Event
from welfare.demo.money import scanned

MORNING = dt.time(8, 30)
LATE = "银行对账单还没有寄到，下月一并对账"  # 示例
FEE, INTEREST = Decimal("10.00"), Decimal("23.15")
SETTLING = dt.timedelta(days=20)  # the statement ends so long before the world does
MATCHED_LESS = dt.timedelta(days=45)  # what the accountant has not matched yet


def book_events(cast: Cast, calendar: Calendar) -> list[Event]:
    """A fee booked twice and reversed, and the first two months of the fund closed."""
    year = calendar.last_day.year
    return [
        Event(dt.date(year, 3, 4), partial(_book_fee, cast, dt.date(year, 3, 4))),
        Event(dt.date(year, 3, 5), partial(_reverse_fee, cast, dt.date(year, 3, 5))),
        Event(dt.date(year - 1, 12, 8), partial(_close, cast, dt.date(year - 1, 11, 30)), MORNING),
        Event(dt.date(year, 1, 8), partial(_close, cast, dt.date(year - 1, 12, 31)), MORNING),
    ]


def _close(cast: Cast, through: dt.date) -> None:
    """Chen asks, Guo confirms."""
    on = through + dt.timedelta(days=8)
    fund = Fund.objects.mutual_aid()
    confirm_step(
        ask_closing(fund, through=through, on=on, by=cast["chenjing"], reason=LATE),
        by=cast["guoyongming"],
    )


def _book_fee(cast: Cast, on: dt.date) -> None:
    lines = [
        Line(Account.objects.of("fees"), Side.DEBIT, FEE),
        Line(Account.objects.of("bank"), Side.CREDIT, FEE),
    ]
    draft = write_voucher(
        Fund.objects.mutual_aid(), date=on, summary="银行账户管理费", lines=lines,
        papers=[("银行回单", scanned(1, "银行回单"))], on=on, by=cast["chenjing"],
    )  # fmt: skip
    enter_money(review_voucher(draft, on=on, by=cast["guoyongming"]), on=on, by=cast["liyun"])


def _reverse_fee(cast: Cast, on: dt.date) -> None:
    wrong = Entry.objects.of(Account.objects.of("fees")).latest("voucher").voucher
    red = draft_reversal(wrong, reason="管理费银行已减免，没有扣", on=on, by=cast["chenjing"])
    review_voucher(red, on=on, by=cast["guoyongming"])
    enter_money(red, on=on, by=cast["liyun"])


def reconcile_bank(cast: Cast, last_day: dt.date) -> None:
    """A statement up to some weeks ago, matched but for the newest; one interest not booked yet."""
    bank, by = Account.objects.of("bank"), cast["chenjing"]
    until = last_day - SETTLING
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"银行对账单-{until:%Y%m}.csv"
        _write_statement(path, bank, until)
        take_statement(read_statement(path, bank), bank, by=by)
    remember_rule(bank, word="结息", counter=Account.objects.of("interest"), by=by)
    match_plain_ones(bank, by=by)
    _match_deposits(bank, last_day - MATCHED_LESS, cast)


def _movements(bank: Account, until: dt.date) -> list[tuple[dt.date, str, str, Decimal]]:
    """What the bank saw: a day's receipts as one deposit, payments one by one."""
    deposits: dict[dt.date, Decimal] = defaultdict(Decimal)
    paid = []
    reversed_ones = Entry.objects.filter(voucher__kind="reversal").values("voucher__reverses")
    seen = Entry.objects.of(bank).up_to(until).exclude(voucher__in=reversed_ones)
    for entry in seen.exclude(voucher__kind="reversal").select_related("voucher"):
        if entry.side == Side.DEBIT:
            deposits[entry.date] += entry.amount
        else:
            payee = entry.voucher.summary.rpartition(" ")[2]
            paid.append((entry.date, "转账", payee, -entry.amount))
    return sorted([*((day, "存入", "", amount) for day, amount in deposits.items()), *paid])


def _write_statement(path: Path, bank: Account, until: dt.date) -> None:
    """The bank's own file: day, memo, received, paid, balance."""
    balance = Decimal(0)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        out = csv.writer(file)
        out.writerow(["交易日期", "摘要", "对方户名", "收入", "支出", "余额"])
        for day, memo, party, amount in [
            *_movements(bank, until),
            (until, "结息", "", INTEREST),
        ]:
            balance += amount
            sides = [f"{amount}", ""] if amount > 0 else ["", f"{-amount}"]
            out.writerow([day.isoformat(), memo, party, *sides, f"{balance}"])


def _match_deposits(bank: Account, until: dt.date, cast: Cast) -> None:
    """Each deposit is the receipts of its day."""
    fee = Entry.objects.filter(account__key="fees").values("voucher")
    for line in BankLine.objects.open().filter(amount__gt=0, date__lte=until).exclude(memo="结息"):
        day = Entry.objects.of(bank).filter(date=line.date, voucher__bank_match__isnull=True)
        vouchers = list(
            day.filter(side=Side.DEBIT).exclude(voucher__in=fee).values_list("voucher", flat=True)
        )
        match_lines(bank, lines=[line.pk], vouchers=vouchers, by=cast["chenjing"])

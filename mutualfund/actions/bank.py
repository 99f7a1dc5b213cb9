"""银行对账: taking a statement in, matching many to one, remembering what a word means."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.db.models import F, Sum

from mutualfund.actions.handmade import write_voucher
from mutualfund.actions.vouchers import Line
from mutualfund.bank_sheet import ReadStatement, seen_again
from mutualfund.models import (
    Account,
    BankLine,
    BankMatch,
    BankRule,
    BankStatement,
    DraftVoucher,
    Entry,
    Fund,
    MatchedVoucher,
    Series,
    Side,
    Voucher,
)
from welfare import audit, clock
from welfare.errors import Refused
from welfare.models import User
from welfare.money import yuan


@transaction.atomic
def take_statement(read: ReadStatement, account: Account, *, by: User) -> BankStatement:
    """Write the new lines of a statement that was looked at; then match what is plain.

    Raises Refused for a file taken in before or without a new line.
    """
    Fund.objects.locked(account.fund.key)
    if BankStatement.objects.filter(account=account, sha256=read.sha256).exists():
        raise Refused("这份对账单已经导入过，不用再导。")
    read = seen_again(read, account)  # another may have taken the same lines in since
    if not read.fresh:
        raise Refused("这份对账单里的每一行都已经导入过，没有新的。")
    statement = BankStatement.objects.create(
        account=account, name=read.name[:120], sha256=read.sha256, first=read.fresh[0].date,
        last=read.fresh[-1].date, taken_by=by, taken_at=clock.now(),
    )  # fmt: skip
    BankLine.objects.bulk_create(
        BankLine(
            statement=statement, line=n, date=line.date, amount=line.amount, balance=line.balance,
            party=line.party, memo=line.memo, serial=line.serial,
        )
        for n, line in enumerate(read.fresh, start=1)
    )  # fmt: skip
    audit.record("bank.statement_taken", statement, by=by, lines=len(read.fresh))
    return statement


def moved_on(account: Account, vouchers: Sequence[int]) -> Decimal:
    """What the vouchers moved on the account together, yuan."""
    return Entry.objects.of(account).filter(voucher__in=vouchers).balance()


@transaction.atomic
def match_lines(
    account: Account, *, lines: Sequence[int], vouchers: Sequence[int], by: User
) -> BankMatch:
    """对上: some lines of the bank are some vouchers, many on either side.

    Vouchers that cancel each other, a red one and its original, are matched without the bank.
    Raises Refused without both sides, for one matched before, or when the sums differ.
    """
    Fund.objects.locked(account.fund.key)
    if not vouchers or (not lines and len(set(vouchers)) < 2):
        raise Refused("银行一边、账上一边都要选；账上互相冲销的，选两张以上。")
    rows = BankLine.objects.select_for_update(of=("self",)).filter(
        statement__account=account, pk__in=lines
    )
    banked = list(rows.order_by("pk"))
    if len(banked) < len(set(lines)) or any(line.match_id for line in banked):
        raise Refused("选的银行流水里有的已经对上了，刷新一下再选。")
    booked = Voucher.objects.filter(pk__in=vouchers, entries__account=account).distinct()
    if len(booked) < len(set(vouchers)):
        raise Refused("选的凭证里有的没有动银行存款，去掉它再对。")
    if MatchedVoucher.objects.filter(voucher__in=vouchers).exists():
        raise Refused("选的凭证里有的已经对上了，刷新一下再选。")
    bank = sum((line.amount for line in banked), Decimal(0))
    books = moved_on(account, vouchers)
    if bank != books:
        raise Refused(
            f"银行一边 {yuan(bank)} 元，账上一边 {yuan(books)} 元，差 {yuan(bank - books)} 元，对不上。"
        )
    return _matched(banked, list(vouchers), by)


def _matched(lines: Sequence[BankLine], vouchers: Sequence[int], by: User) -> BankMatch:
    match = BankMatch.objects.create(matched_by=by, matched_at=clock.now())
    BankLine.objects.filter(pk__in=[line.pk for line in lines]).update(match=match)
    MatchedVoucher.objects.bulk_create(
        MatchedVoucher(match=match, voucher_id=pk) for pk in vouchers
    )
    facts = {"lines": [line.pk for line in lines], "vouchers": list(vouchers)}
    audit.record("bank.matched", match, by=by, **facts)
    return match


@transaction.atomic
def match_plain_ones(account: Account, *, by: User) -> int:
    """Match every open line that can be one open voucher only; returns how many.

    Of a day and an amount there is one line and one voucher, or among several the one voucher
    whose summary names the bank's 对方户名.
    """
    Fund.objects.locked(account.fund.key)
    open_lines: dict[tuple[dt.date, Decimal], list[BankLine]] = {}
    for line in BankLine.objects.open().filter(statement__account=account):
        open_lines.setdefault((line.date, line.amount), []).append(line)
    moved: dict[tuple[dt.date, Decimal], list[Movement]] = {}
    for movement in open_movements(account):
        moved.setdefault((movement.date, movement.amount), []).append(movement)
    pairs = [
        pair
        for key, lines in open_lines.items()
        for pair in _plain_pairs(lines, moved.get(key, []))
    ]
    for line, voucher in pairs:
        _matched([line], [voucher], by)
    return len(pairs)


def _plain_pairs(lines: list[BankLine], moved: "list[Movement]") -> Iterator[tuple[BankLine, int]]:
    """Pairs of one day and amount that leave no doubt."""
    if len(lines) == len(moved) == 1:
        yield lines[0], moved[0].voucher
        return
    for line in lines:
        named = [one for one in moved if line.party and line.party in one.summary]
        alike = [other for other in lines if other.party == line.party]
        if len(named) == len(alike) == 1:
            yield line, named[0].voucher


@dataclass(frozen=True)
class Movement:
    """What one voucher moved on the account on a day, yuan; received plus."""

    voucher: int
    date: dt.date
    summary: str
    amount: Decimal


def open_movements(account: Account) -> list[Movement]:
    """Every voucher that moved the account and is not matched. One query."""
    rows = Entry.objects.of(account).filter(voucher__bank_match__isnull=True)
    told = rows.values_list("voucher", "date", "voucher__summary").annotate(
        moved=Sum(F("side") * F("amount"))
    )
    return [Movement(*row) for row in told.order_by("voucher") if row[3]]


@transaction.atomic
def undo_match(match: BankMatch, *, by: User) -> None:
    """对错了: lines and vouchers are open again. Raises Refused for one undone already, or in a closed month."""
    match_pk = match.pk
    lines = BankLine.objects.filter(match_id=match_pk)
    if not BankMatch.objects.filter(pk=match_pk).exists():
        raise Refused("这一组已经拆开了。")
    if closed := _closed_day(match_pk):
        raise Refused(f"{closed:%Y 年 %m 月}已经结账，那个月的对账不能拆。要改先反结账。")
    audit.record("bank.unmatched", match, by=by, lines=list(lines.values_list("pk", flat=True)))
    lines.update(match=None)
    MatchedVoucher.objects.filter(match_id=match_pk).delete()
    BankMatch.objects.filter(pk=match_pk).delete()


def _closed_day(match: int) -> dt.date | None:
    """A day of the match, on either side, that lies in a closed month."""
    for line in BankLine.objects.filter(match_id=match).select_related("statement__account"):
        series = Series.objects.filter(fund=line.statement.account.fund_id, year=line.date.year)
        if series.filter(closed_through__gte=line.date).exists():
            return line.date
    for one in MatchedVoucher.objects.filter(match_id=match).select_related("voucher"):
        series = Series.objects.filter(fund=one.voucher.fund_id, year=one.voucher.date.year)
        if series.filter(closed_through__gte=one.voucher.date).exists():
            return one.voucher.date
    return None


@transaction.atomic
def remember_rule(account: Account, *, word: str, counter: Account, by: User) -> BankRule:
    """记住: lines with this word are written to that account. Raises Refused for a known word."""
    word = word.strip()
    if not word:
        raise Refused("写上对方或摘要里的几个字。")
    if counter.fund_id != account.fund_id or counter.pk == account.pk:
        raise Refused("对方科目要是同一个基金的另一个科目。")
    if counter.is_for_events:
        raise Refused(f"科目「{counter}」由自己的页记账，不能用规则。换一个科目。")
    if BankRule.objects.filter(account=account, word=word).exists():
        raise Refused(f"「{word}」已经有规则了。")
    rule = BankRule.objects.create(account=account, word=word, counter=counter, made_by=by)
    audit.record("bank.rule_made", rule, by=by, word=word, counter=counter.code)
    return rule


@transaction.atomic
def forget_rule(rule: BankRule, *, by: User) -> None:
    """不再用."""
    audit.record("bank.rule_forgotten", rule, by=by, word=rule.word)
    rule.delete()


def rule_for(line: BankLine, rules: Sequence[BankRule]) -> BankRule | None:
    """The rule with the longest word that stands on the line."""
    fitting = [rule for rule in rules if rule.fits(line)]
    return max(fitting, key=lambda rule: len(rule.word)) if fitting else None


def voucher_from_line(
    line: BankLine,
    rule: BankRule,
    *,
    papers: Sequence[tuple[str, bytes]],
    on: dt.date,
    by: User,
) -> DraftVoucher:
    """银行已收付、账上没有的: its voucher by the rule, with the bank's slip as its paper.

    Raises Refused for a matched line or as write_voucher does.
    """
    if line.match_id is not None:
        raise Refused("这一行已经对上了，不用补记。")
    bank, amount = line.statement.account, abs(line.amount)
    side = Side.DEBIT if line.amount > 0 else Side.CREDIT
    other = Side.CREDIT if line.amount > 0 else Side.DEBIT
    return write_voucher(
        bank.fund,
        date=line.date,
        summary=f"{rule.counter.name}：{line.memo or line.party or rule.word}"[:200],
        lines=[Line(bank, side, amount), Line(rule.counter, other, amount)],
        papers=papers,
        on=on,
        by=by,
    )

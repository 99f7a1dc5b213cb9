"""The lists of the books 账本 as they are taken out."""

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal

from django.db.models import QuerySet, Sum
from django.shortcuts import get_object_or_404

from mutualfund.addresses import day_of, fund_of
from mutualfund.ledgers import AccountPage, TrialLine, counter_accounts, trial_balance
from mutualfund.models import (
    Account,
    BankLine,
    CashCount,
    Closing,
    DailyHead,
    Entry,
    PeriodBalance,
    Voucher,
)
from mutualfund.payment_desk import Waiting, desk_for
from mutualfund.reconciliation import reconcile
from mutualfund.reports import ZERO
from welfare.masks import numbers_masked
from welfare.models import User
from welfare.shapes import Column, Shape, number_in

BOOKS = ("view_books",)
Query = Mapping[str, str]


def with_balances(accounts: Iterable[Account]) -> list[tuple[Account, Decimal]]:
    """Each account with its balance on its own side, yuan. Two queries."""
    chosen = list(accounts)
    kept = PeriodBalance.objects.filter(account__in=chosen).values("account").order_by()
    sums = {
        row["account"]: row["debits"] - row["credits"]
        for row in kept.annotate(debits=Sum("debit"), credits=Sum("credit"))
    }
    return [(one, sums.get(one.pk, ZERO) * one.normal_side + ZERO) for one in chosen]


ACCOUNTS = Shape(
    key="accounts",
    title="科目表",
    page="ledger-account-list",
    permissions=BOOKS,
    rows=lambda user, query, on: with_balances(
        Account.objects.filter(fund=fund_of(query)).order_by("code")
    ),
    filters=("fund",),
    columns=(
        Column("编码", lambda row: row[0].code),
        Column("科目", lambda row: row[0].name),
        Column("类别", lambda row: row[0].get_kind_display()),
        Column("余额", lambda row: row[1], "元，在科目自己的一边"),
        Column("启用", lambda row: row[0].opened_on),
        Column("停用", lambda row: row[0].closed_on),
    ),
)


def book_of(account: Account, query: Query, on: dt.date) -> AccountPage:
    """The statement of ?from= and ?to=; of the year so far for anything else."""
    first = day_of(query, "from", on.replace(month=1, day=1))
    return AccountPage(account, first, max(day_of(query, "to", on), first))


def _statement_rows(user: User, query: Query, on: dt.date) -> list[tuple[Entry, str]]:
    account = get_object_or_404(Account.objects.select_related("fund"), pk=number_in(query))
    entries = list(book_of(account, query, on).rows())
    others = counter_accounts(entries)
    return [(entry, others.get(entry.voucher_id, "")) for entry in entries]


STATEMENT = Shape(
    key="statement",
    title="明细账",
    page="ledger-account-statement",
    permissions=BOOKS,
    rows=_statement_rows,
    of=("pk",),
    filters=("from", "to"),
    columns=(
        Column("日期", lambda row: row[0].date),
        Column("凭证年内号", lambda row: row[0].voucher.number),
        Column("摘要", lambda row: row[0].voucher.summary),
        Column("对方科目", lambda row: row[1]),
        Column("借贷", lambda row: row[0].get_side_display()),
        Column("金额", lambda row: row[0].amount, "元"),
        Column("余额", lambda row: row[0].balance, "元，在科目自己的一边"),
    ),
    notes=("期初余额在页面上和页面导出的账页里。",),
)


def _trial_rows(user: User, query: Query, on: dt.date) -> list[TrialLine]:
    return trial_balance(fund_of(query), on=day_of(query, "on", on)).lines


TRIAL = Shape(
    key="trial",
    title="试算平衡表",
    page="trial-balance",
    permissions=BOOKS,
    rows=_trial_rows,
    filters=("fund", "on"),
    columns=(
        Column("编码", "account.code"),
        Column("科目", "account.name"),
        Column("年初余额", "opening", "元，借方为正"),
        Column("本年借方", "debit", "元"),
        Column("本年贷方", "credit", "元"),
        Column("期末余额", "closing", "元，借方为正"),
    ),
)

CLOSINGS = Shape(
    key="closings",
    title="结账记录",
    page="closing-list",
    permissions=BOOKS,
    rows=lambda user, query, on: (
        Closing.objects.filter(fund=fund_of(query)).select_related("asked_by", "by").order_by("-pk")
    ),
    filters=("fund",),
    columns=(
        Column("时间", "at"),
        Column("办了什么", "get_kind_display"),
        Column("结账至", "through"),
        Column("当时的末号", "last_number"),
        Column("提出人", "asked_by.name"),
        Column("确认人", "by.name"),
    ),
)

CASH = Shape(
    key="cash-counts",
    title="现金盘点",
    page="cash-list",
    permissions=BOOKS,
    rows=lambda user, query, on: CashCount.objects.filter(fund=fund_of(query)).select_related(
        "cashier", "witness"
    ),
    filters=("fund",),
    columns=(
        Column("盘点日", "on"),
        Column("实有", "counted", "元"),
        Column("账面", "booked", "元"),
        Column("差额", "difference", "元"),
        Column("差额说明", "explanation"),
        Column("出纳", "cashier.name"),
        Column("监盘人", "witness.name"),
    ),
)

HEADS = Shape(
    key="heads",
    title="每日校验码",
    page="books-proof",
    permissions=BOOKS,
    rows=lambda user, query, on: DailyHead.objects.select_related("fund"),
    columns=(
        Column("日期", "day"),
        Column("账", "fund.name"),
        Column("年", "year"),
        Column("末号", "last_number", "到这一天"),
        Column("链头", "full_hash", "最后一张凭证的校验码"),
        Column("默克尔根", "full_root"),
    ),
)


def _bank(query: Query) -> Account:
    return Account.objects.of("bank", fund_of(query).key)


def _open_lines(user: User, query: Query, on: dt.date) -> "QuerySet[BankLine]":
    rows = BankLine.objects.open().filter(statement__account=_bank(query))
    return rows.select_related("statement")


BANK = Shape(
    key="bank-lines",
    title="银行未对上的流水",
    page="bank-desk",
    permissions=BOOKS,
    rows=_open_lines,
    filters=("fund",),
    columns=(
        Column("日期", "date"),
        Column("金额", "amount", "元，收入为正"),
        Column("余额", "balance", "元"),
        Column("对方", lambda line: numbers_masked(line.party), "里面的账号只留后四位"),
        Column("摘要", lambda line: numbers_masked(line.memo), "里面的账号只留后四位"),
        Column("流水号", "serial"),
        Column("对账单", "statement.name"),
    ),
    notes=("账上已记、银行未记的在余额调节表里导出。",),
)


def _books_only(user: User, query: Query, on: dt.date) -> list[Voucher]:
    return reconcile(_bank(query), on=day_of(query, "on", on)).books_only


RECONCILED = Shape(
    key="books-only",
    title="账上已记银行未记",
    page="bank-reconciliation",
    permissions=BOOKS,
    rows=_books_only,
    filters=("fund", "on"),
    columns=(
        Column("日期", "date"),
        Column("凭证年内号", "number"),
        Column("摘要", "summary"),
        Column("金额", "moved", "元，收入为正"),
    ),
)


def _queued(user: User, query: Query, on: dt.date) -> list[tuple[str, Waiting]]:
    desk = desk_for(user, on=on)
    queues = (("待制单", desk.to_make), ("待审核", desk.to_review), ("待付款", desk.to_pay))
    return [(words, one) for words, queue in queues for one in queue]


PAYMENTS = Shape(
    key="payments",
    title="付款台账",
    page="payment-list",
    permissions=BOOKS,
    rows=_queued,
    columns=(
        Column("排在", lambda row: row[0]),
        Column("申请编号", lambda row: row[1].claim.number),
        Column("姓名", lambda row: row[1].claim.member.worker.name),
        Column("车站", lambda row: row[1].claim.member.worker.station.name),
        Column("类别", lambda row: row[1].claim.get_kind_display()),
        Column("核定", lambda row: row[1].claim.approved_amount, "元"),
        Column("制单", lambda row: row[1].draft.maker.name if row[1].draft else ""),
        Column("停付原因", lambda row: row[1].stopped),
    ),
    notes=("收款的卡号不在这张表里。",),
)


SHAPES = (ACCOUNTS, STATEMENT, TRIAL, CLOSINGS, CASH, HEADS, BANK, RECONCILED, PAYMENTS)

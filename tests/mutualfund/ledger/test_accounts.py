"""科目, 明细账, 试算平衡, 月报, 盘点 and the fund's first page: every number opens its list."""

import datetime as dt
import io
from decimal import Decimal

import pytest
from django.db import DatabaseError
from django.urls import reverse
from python_calamine import CalamineWorkbook

from mutualfund.fund_page import chart_of
from mutualfund.ledgers import AccountPage, period_report, trial_balance
from mutualfund.models import Account, CashCount, Entry
from mutualfund.reports import MonthFlow
from tests.mutualfund.sql import force, run
from tests.people import DAY

OCTOBER = {"from": "2026-10-01", "to": "2026-10-31"}


@pytest.fixture
def bank(house) -> Account:
    """102 of the mutual-aid fund."""
    return Account.objects.of("bank")


@pytest.fixture
def booked(post):
    """Donations in three months of two years."""
    return [
        post("100.00", date=dt.date(2025, 12, 3)),
        post("20.00", date=dt.date(2026, 9, 3)),
        post("5.50", date=dt.date(2026, 10, 2)),
        post("4.50", date=dt.date(2026, 10, 9)),
    ]


def sheet_of(answer) -> list[list]:
    return (
        CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    )


# -- 明细账 -----------------------------------------------------------------------------------


def test_a_statement_goes_on_from_what_was_before(booked, bank):
    book = AccountPage(bank, dt.date(2026, 10, 1), dt.date(2026, 10, 31))
    assert (book.opening, book.debit, book.credit, book.closing) == tuple(
        map(Decimal, ("120.00", "10.00", "0.00", "130.00"))
    )
    assert [row.balance for row in book.rows()] == [Decimal("125.50"), Decimal("130.00")]


def test_a_statement_begins_in_the_middle_of_a_month(booked, bank):
    book = AccountPage(bank, dt.date(2026, 10, 5), dt.date(2026, 10, 31))
    assert (book.opening, book.closing) == (Decimal("125.50"), Decimal("130.00"))


def test_every_part_of_a_statement_carries_the_balance_of_the_whole(booked, bank, post):
    post("1.25", date=dt.date(2026, 10, 9))
    rows = AccountPage(bank, dt.date(2025, 1, 1), DAY).rows()
    whole = [(row.pk, row.balance) for row in rows]
    assert [balance for _, balance in whole][-1] == Decimal("131.25")
    parts = [(start, stop) for start in range(6) for stop in range(start, 7)]
    for start, stop in parts:
        assert [(row.pk, row.balance) for row in rows[start:stop]] == whole[start:stop]


def test_an_income_account_grows_by_credits(booked):
    book = AccountPage(Account.objects.of("donations"), dt.date(2026, 1, 1), DAY)
    assert (book.opening, book.closing) == (Decimal("100.00"), Decimal("130.00"))


def test_the_page_opens_every_voucher(as_, xu, booked, bank):
    page = as_(xu).get(bank.get_absolute_url(), OCTOBER).content.decode()
    assert "银行存款" in page
    assert "日记账" in page
    for voucher in booked[2:]:
        assert voucher.get_absolute_url() in page
    for figure in ("120.00", "125.50", "130.00"):
        assert figure in page
    assert "捐款收入" in page


def test_the_second_page_carries_the_balance_on(as_, xu, post, bank):
    for _ in range(51):
        post("1.00")
    page = as_(xu).get(bank.get_absolute_url(), {"page": 2}).content.decode()
    assert "第 2 页，共 2 页，51 条" in page
    assert "51.00" in page


def test_fifty_rows_ask_no_more_than_one(as_, xu, post, bank, django_assert_num_queries):
    client = as_(xu)
    post()
    client.get(bank.get_absolute_url())
    with django_assert_num_queries(11):
        client.get(bank.get_absolute_url())
    for _ in range(20):
        post()
    with django_assert_num_queries(11):
        client.get(bank.get_absolute_url())


def test_the_sheet_has_the_balance_in_every_row(as_, xu, booked, bank):
    rows = sheet_of(as_(xu).get(bank.get_absolute_url(), OCTOBER | {"as": "xlsx"}))
    assert [row[6] for row in rows[1:]] == [120, 125.5, 130, 130]


# -- 试算平衡表 -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("on", "bank_held"),
    [
        ("2025-12-31", "100.00"),
        ("2026-09-02", "100.00"),
        ("2026-10-05", "125.50"),
        ("2026-10-20", "130.00"),
    ],
)
def test_it_balances_on_any_day(booked, fund, on, bank_held):
    trial = trial_balance(fund, on=dt.date.fromisoformat(on))
    assert trial.is_even
    assert {line.account.key: line.closing for line in trial.lines} == {
        "bank": Decimal(bank_held),
        "donations": -Decimal(bank_held),
    }


@pytest.mark.parametrize("day", [14, 15, 16, 17, 30])
def test_it_counts_the_days_of_a_month_from_either_end(post, fund, day):
    for of_month in (14, 15, 16, 17):
        post("1.00", date=dt.date(2026, 9, of_month))
    trial = trial_balance(fund, on=dt.date(2026, 9, day))
    assert trial.debit == trial.credit == min(day, 17) - 13


def test_it_parts_the_years(booked, fund):
    (line, _) = trial_balance(fund, on=DAY).lines
    assert (line.opening, line.debit, line.credit) == (Decimal(100), Decimal(30), Decimal(0))


def test_a_bent_entry_shows_in_the_trial_balance(booked, fund):
    force(
        "mutualfund_entry",
        "UPDATE mutualfund_entry SET amount = amount + 1 WHERE amount = 4.50 AND side = 1",
    )
    assert not trial_balance(fund, on=dt.date(2026, 10, 10)).is_even


def test_the_page_leads_to_the_statements(as_, xu, booked, bank):
    page = as_(xu).get(reverse("trial-balance"), {"on": "2026-10-05"}).content.decode()
    assert f"{bank.get_absolute_url()}?from=2026-01-01&amp;to=2026-10-05" in page
    assert "借贷相等" in page
    rows = sheet_of(as_(xu).get(reverse("trial-balance"), {"as": "xlsx"}))
    assert rows[-1][1] == "合计"


# -- 月报 -------------------------------------------------------------------------------------


def test_a_year_is_the_sum_of_its_months(booked, fund):
    year = period_report(fund, first=dt.date(2026, 1, 1), last=dt.date(2026, 12, 31))
    months = [
        period_report(fund, first=dt.date(2026, m, 1), last=dt.date(2026, m, 28))
        for m in range(1, 13)
    ]
    assert year.received == sum(month.received for month in months) == Decimal("30.00")
    assert (year.opening, year.closing) == (Decimal("100.00"), Decimal("130.00"))
    assert year.unexplained == 0


@pytest.mark.parametrize(
    ("kind", "words"),
    [("month", "2026 年 10 月"), ("quarter", "2026 年第四季度"), ("year", "2026 年度")],
)
def test_each_kind_of_report_has_its_page(as_, xu, booked, kind, words):
    page = as_(xu).get(reverse("fund-report"), {"kind": kind}).content.decode()
    assert words in page
    assert "期末余额" in page


# -- 科目 -------------------------------------------------------------------------------------


def test_the_accountant_adds_an_account_and_closes_it(as_, chen, booked):
    client = as_(chen)
    sent = {"code": "501.05", "name": "补助支出-灾害", "kind": "expense"}
    assert (
        "已新增科目"
        in client.post(reverse("ledger-account-new"), sent, follow=True).content.decode()
    )
    assert (
        "编码 501.05 已经有科目了"
        in client.post(reverse("ledger-account-new"), sent).content.decode()
    )
    made = Account.objects.get(code="501.05")
    page = client.post(
        reverse("ledger-account-close", args=[made.pk]), follow=True
    ).content.decode()
    assert "已停用科目" in page
    assert not Account.objects.get(pk=made.pk).is_open(on=DAY)


def test_a_built_in_account_stays_open(as_, chen, bank):
    page = (
        as_(chen)
        .post(reverse("ledger-account-close", args=[bank.pk]), follow=True)
        .content.decode()
    )
    assert "系统自己记账要用" in page


@pytest.mark.parametrize("code", ["5", "五零一", "501.5", "501..05", "<b>"])
def test_a_strange_code_is_refused_at_its_field(as_, chen, house, code):
    sent = {"code": code, "name": "x", "kind": "expense"}
    assert "编码写成" in as_(chen).post(reverse("ledger-account-new"), sent).content.decode()


# -- 盘点 -------------------------------------------------------------------------------------


def test_the_drawer_is_counted_by_one_and_watched_by_another(as_, yun, guo, house):
    client = as_(yun)
    page = client.post(reverse("cash-new"), {"n_100": "2", "n_0.5": "1"}).content.decode()
    assert "差 200.50 元，要写明原因" in page
    sent = {"n_100": "2", "n_0.5": "1", "explanation": "代收的会费，下午存银行"}
    assert "请监盘人签字" in client.post(reverse("cash-new"), sent, follow=True).content.decode()
    count = CashCount.objects.get()
    assert (count.counted, count.difference) == (Decimal("200.50"), Decimal("200.50"))
    signed = as_(guo).post(reverse("cash-witness", args=[count.pk]), follow=True).content.decode()
    assert "已签字" in signed
    again = as_(guo).post(reverse("cash-witness", args=[count.pk]), follow=True).content.decode()
    assert "已经签过字" in again


@pytest.mark.parametrize("pieces", [{"n_100": "-1"}, {"n_100": "一"}, {"n_100": "9999999999"}])
def test_a_strange_number_of_pieces_is_refused(as_, yun, house, pieces):
    page = as_(yun).post(reverse("cash-new"), pieces).content.decode()
    assert "处要改" in page
    assert not CashCount.objects.exists()


@pytest.mark.parametrize(
    ("attack", "words"),
    [
        ("UPDATE mutualfund_cashcount SET counted = 0, booked = 0", "is kept"),
        ("UPDATE mutualfund_cashcount SET witness_id = cashier_id", "cash_count_by_two"),
        ("UPDATE mutualfund_cashcount SET explanation = ''", "is kept"),
        ("DELETE FROM mutualfund_cashcount", "permission denied"),
    ],
)
def test_the_database_keeps_a_count(as_, yun, house, attack, words):
    as_(yun).post(reverse("cash-new"), {"n_1": "3", "explanation": "零钱"})
    with pytest.raises(DatabaseError, match=words):
        run(attack)


# -- 互助金 -----------------------------------------------------------------------------------


def test_the_first_page_adds_up(as_, xu, zheng, booked, bank):
    page = as_(xu).get(reverse("fund-overview")).content.decode()
    assert "130.00" in page
    assert "还没有导入银行对账单" in page
    assert Account.objects.of("donations").get_absolute_url() in page
    officer = as_(zheng).get(reverse("fund-overview")).content.decode()
    assert "130.00" in officer
    assert "/fund/accounts/" not in officer


def test_the_first_page_stands_without_a_single_voucher(as_, zheng, house):
    assert as_(zheng).get(reverse("fund-overview")).status_code == 200


def test_the_first_page_asks_the_same_however_many_vouchers(
    as_, xu, post, django_assert_num_queries
):
    client, address = as_(xu), reverse("fund-overview")
    post()
    client.get(address)
    with django_assert_num_queries(31):
        client.get(address)
    for _ in range(12):
        post()
    with django_assert_num_queries(31):
        client.get(address)


def test_the_chart_keeps_within_its_frame():
    zero = Decimal(0)
    flows = [
        MonthFlow(dt.date(2026, m, 1), Decimal(m * 1000), zero, Decimal(m * 7777))
        for m in range(1, 11)
    ]
    chart = chart_of(flows)
    assert all(0 <= column.y <= chart.base for column in chart.columns)
    assert chart.ticks[-1].amount >= max(flow.balance for flow in flows)
    assert chart_of([MonthFlow(DAY, zero, zero, zero)]).columns[0].in_height == 0


# -- 账本 -------------------------------------------------------------------------------------


def test_the_ledger_is_searched_and_keeps_the_balance_of_the_book(as_, xu, booked):
    client, address = as_(xu), reverse("voucher-list")
    page = client.get(address, {"q": "002"}).content.decode()
    assert booked[3].get_absolute_url() in page
    assert booked[2].get_absolute_url() not in page
    assert "130.00" in page
    assert "没有符合的凭证" in client.get(address, {"show": "out"}).content.decode()
    donations = Account.objects.of("donations").pk
    assert (
        booked[2].get_absolute_url() in client.get(address, {"account": donations}).content.decode()
    )
    assert Entry.objects.count() == 8

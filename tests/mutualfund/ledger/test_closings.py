"""结账 and 反结账: two people each, the database moves the wall, nothing slips in behind it."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError
from django.urls import reverse

from mutualfund.actions.bank import match_lines, take_statement, undo_match
from mutualfund.actions.closings import ask_closing, ask_reopening, confirm_step
from mutualfund.actions.vouchers import post_voucher, review_voucher
from mutualfund.bank_sheet import read_statement
from mutualfund.books import verify
from mutualfund.models import Account, BankLine, Closing, PeriodStep, Series
from tests.books import workbook
from tests.mutualfund.ledger.conftest import LATE
from tests.mutualfund.sql import run
from tests.people import DAY
from welfare import clock
from welfare.errors import Refused

AUGUST, END = dt.date(2026, 8, 3), dt.date(2026, 8, 31)
SEPTEMBER = dt.date(2026, 9, 30)
PAGE = reverse("closing-list")


def press(client, name, thing=None, **sent) -> str:
    """Press a button; the page that follows."""
    args = [thing.pk] if thing else []
    return client.post(reverse(name, args=args), sent, follow=True).content.decode()


def wall() -> dt.date:
    return Series.objects.get().closed_through


def test_the_accountant_asks_and_the_reviewer_closes(as_, chen, guo, post):
    post(date=AUGUST)
    assert "等审核确认" in press(as_(chen), "closing-ask", through="2026-08-31", reason=LATE)
    assert wall() == dt.date(2025, 12, 31)
    step = PeriodStep.objects.get()
    assert "已确认，现在结账至 2026-08-31" in press(as_(guo), "closing-confirm", step)
    assert wall() == END
    page = as_(chen).get(PAGE).content.decode()
    assert "陈静 提出，郭永明 确认" in page


@pytest.mark.parametrize(
    ("through", "words"),
    [
        ("2026-10-31", "还没有过完"),
        ("2026-08-30", "最后一天"),
        ("2019-12-31", "还没有凭证"),
        ("nonsense", "没有写明结到哪一天"),
        ("9999-12-31", "还没有过完"),
    ],
)
def test_it_says_why_a_month_cannot_be_closed(as_, chen, post, through, words):
    post(date=AUGUST)
    assert words in press(as_(chen), "closing-ask", through=through)


def test_it_closes_nothing_while_a_draft_waits(as_, chen, post, draft):
    post(date=AUGUST)
    draft(date=AUGUST)
    assert "还有 1 张凭证没有记账" in press(as_(chen), "closing-ask", through="2026-08-31")


def test_an_unreconciled_month_wants_a_reason_that_two_sign(as_, chen, guo, post):
    post(date=AUGUST)
    asked = press(as_(chen), "closing-ask", through="2026-08-31")
    assert "2026 年 08 月的银行对账单还没有导入" in asked
    assert not PeriodStep.objects.exists()
    assert "等审核确认" in press(as_(chen), "closing-ask", through="2026-08-31", reason=LATE)
    assert LATE in as_(guo).get(PAGE).content.decode()
    assert "已确认" in press(as_(guo), "closing-confirm", PeriodStep.objects.get())


def reconciled(voucher, chen):
    """The bank's statement with the one line of the voucher, matched."""
    bank = Account.objects.of("bank")
    rows = [
        ("交易日期", "摘要", "收入", "支出", "余额"),
        (f"{voucher.date}", "存入", f"{voucher.total}", "", f"{voucher.total}"),
    ]
    take_statement(
        read_statement(SimpleUploadedFile("8月.xlsx", workbook(*rows)), bank), bank, by=chen
    )
    line = BankLine.objects.get()
    return match_lines(bank, lines=[line.pk], vouchers=[voucher.pk], by=chen)


def test_a_reconciled_month_closes_without_a_reason_and_its_matches_stay(
    as_, fund, chen, guo, post
):
    match = reconciled(post(date=AUGUST), chen)
    assert "拆开" in as_(chen).get(reverse("bank-desk")).content.decode()
    confirm_step(ask_closing(fund, through=END, on=DAY, by=chen), by=guo)
    assert "拆开" not in as_(chen).get(reverse("bank-desk")).content.decode()
    with pytest.raises(Refused, match="那个月的对账不能拆"):
        undo_match(match, by=chen)
    with pytest.raises(DatabaseError, match="of a closed month"):
        run("UPDATE mutualfund_bankline SET match_id = NULL")


def test_a_match_undone_meanwhile_stops_the_confirmation(fund, chen, guo, post):
    match = reconciled(post(date=AUGUST), chen)
    step = ask_closing(fund, through=END, on=DAY, by=chen)
    undo_match(match, by=chen)
    with pytest.raises(Refused, match="没有写原因"):
        confirm_step(step, by=guo)
    assert wall() < END


def test_a_draft_made_meanwhile_stops_the_confirmation(fund, chen, guo, post, draft):
    post(date=AUGUST)
    step = ask_closing(fund, through=END, on=DAY, by=chen, reason=LATE)
    draft(date=AUGUST)
    with pytest.raises(Refused, match="还有凭证没有记账"):
        confirm_step(step, by=guo)
    assert wall() < END


def test_nothing_enters_a_closed_month(close, chen, guo, post, draft):
    post(date=AUGUST)
    close(SEPTEMBER)
    made = review_voucher(draft(date=dt.date(2026, 9, 2)), on=DAY, by=guo)
    with pytest.raises(Refused, match="已经结账"):
        post_voucher(made, on=DAY, by=chen)


def test_no_year_begins_before_another(chen, guo, post, draft):
    post(date=AUGUST)
    made = review_voucher(draft(date=dt.date(2005, 6, 1)), on=DAY, by=guo)
    with pytest.raises(Refused, match="后面的年度已经记了账"):
        post_voucher(made, on=DAY, by=chen)
    assert Series.objects.count() == 1


def test_verify_finds_a_voucher_slipped_into_a_year_before_a_closed_month(post, close):
    post(date=dt.date(2025, 12, 3))
    post(date=AUGUST)
    close(dt.date(2025, 12, 31))
    close(END)
    run("UPDATE mutualfund_series SET closed_through = '2025-11-30' WHERE year = 2025", role="")
    with clock.travel(DAY + dt.timedelta(days=1)):
        late = post(date=dt.date(2025, 12, 9))
    run("UPDATE mutualfund_series SET closed_through = '2025-12-31' WHERE year = 2025", role="")
    found = [(p.place, p.code) for p in verify()]
    assert found == [(f"凭证 {late}", "behind_closing"), (f"凭证 {late}", "before_closed_year")]


def test_nobody_confirms_his_own_step(as_, fund, chen, gao, post, close):
    post(date=AUGUST)
    step = ask_closing(fund, through=END, on=DAY, by=chen, reason=LATE)
    assert as_(chen).post(reverse("closing-confirm", args=[step.pk])).status_code == 403
    with pytest.raises(Refused, match="另一个人确认"):
        confirm_step(step, by=chen)
    with pytest.raises(Refused, match="由审核确认"):
        confirm_step(step, by=gao)


def test_chair_and_auditor_reopen_the_last_month(as_, gao, xu, post, close):
    post(date=AUGUST)
    close(END)
    close(SEPTEMBER)
    assert "反结账要写原因" in press(as_(gao), "closing-reopen", reason=" ")
    assert "等另一位确认" in press(as_(gao), "closing-reopen", reason="漏记一笔利息")
    step = PeriodStep.objects.get(kind="reopen")
    assert "要由另一个人确认" in press(as_(gao), "closing-confirm-reopen", step)
    assert "现在结账至 2026-08-31" in press(as_(xu), "closing-confirm-reopen", step)
    assert wall() == END
    post(date=dt.date(2026, 9, 5))
    close(SEPTEMBER)
    assert Closing.objects.count() == 4
    assert verify() == []


def test_january_is_reopened_into_the_year_before(fund, gao, xu, post, close):
    post(date=dt.date(2026, 1, 5))
    close(dt.date(2026, 1, 31))
    confirm_step(ask_reopening(fund, reason="错", by=gao), by=xu)
    assert wall() == dt.date(2025, 12, 31)
    assert verify() == []


def test_a_month_with_a_voucher_after_it_stays_closed(as_, fund, gao, post, close):
    post(date=AUGUST)
    close(END)
    post(date=dt.date(2026, 9, 2))
    assert "下一个月已经记了账" in press(as_(gao), "closing-reopen", reason="错")
    assert not PeriodStep.objects.filter(kind="reopen").exists()


def test_a_step_can_be_dropped_by_who_asked(as_, fund, chen, yun, guo, post):
    post(date=AUGUST)
    step = ask_closing(fund, through=END, on=DAY, by=chen, reason=LATE)
    assert "由审核确认" in press(as_(yun), "closing-drop", step)
    assert "不办了" in press(as_(chen), "closing-drop", step)
    assert "已经办过了" in press(as_(guo), "closing-confirm", step)


@pytest.mark.parametrize(
    "attack",
    [
        "UPDATE mutualfund_series SET closed_through = '2000-01-01'",
        "UPDATE mutualfund_periodstep SET confirmed_by_id = asked_by_id",
        "DELETE FROM mutualfund_periodstep",
        "INSERT INTO mutualfund_closing (fund_id, kind, year, through, at)"
        " SELECT id, 'reopen', 2026, '2026-07-31', now() FROM mutualfund_fund LIMIT 1",
        "UPDATE mutualfund_closing SET through = '2026-07-31'",
    ],
)
def test_the_database_keeps_the_wall(post, close, attack):
    post(date=AUGUST)
    close(END)
    with pytest.raises(DatabaseError, match="permission denied"):
        run(attack)


def test_the_database_wants_two_people_of_the_right_duties(fund, chen, guo, yun, gao, post):
    post(date=AUGUST)
    step = ask_closing(fund, through=END, on=DAY, by=chen, reason=LATE)
    move = "SELECT mutualfund_move_wall(%s, %s, now())"
    for person, words in ((chen, "second person"), (yun, "not theirs"), (gao, "not theirs")):
        with pytest.raises(DatabaseError, match=words):
            run(move, step.pk, person.pk)
    run(move, step.pk, guo.pk)
    assert wall() == END
    with pytest.raises(DatabaseError, match="not waiting"):
        run(move, step.pk, guo.pk)


def test_the_database_refuses_a_step_born_confirmed(fund, chen, guo):
    with pytest.raises(DatabaseError, match="begins unconfirmed"):
        run(
            "INSERT INTO mutualfund_periodstep (fund_id, kind, year, through, reason, asked_by_id,"
            " asked_at, confirmed_by_id, is_dropped)"
            " VALUES (%s, 'close', 2026, '2026-08-31', '', %s, now(), %s, false)",
            fund.pk, chen.pk, guo.pk,
        )  # fmt: skip


def test_verify_finds_a_voucher_slipped_in_behind_the_wall(post, close):
    post(date=AUGUST)
    close(END)
    run("UPDATE mutualfund_series SET closed_through = '2026-07-31'", role="")
    late = post(date=dt.date(2026, 8, 9))
    run("UPDATE mutualfund_series SET closed_through = '2026-08-31'", role="")
    assert [(p.place, p.code) for p in verify()] == [(f"凭证 {late}", "behind_closing")]


def test_the_page_asks_the_same_however_many_months(
    as_, chen, post, close, django_assert_num_queries
):
    client = as_(chen)
    post(date=dt.date(2026, 1, 3))
    close(dt.date(2026, 1, 31))
    client.get(PAGE)
    with django_assert_num_queries(29):
        client.get(PAGE)
    for month_end in (dt.date(2026, 2, 28), dt.date(2026, 3, 31), dt.date(2026, 4, 30)):
        close(month_end)
    with django_assert_num_queries(29):
        client.get(PAGE)

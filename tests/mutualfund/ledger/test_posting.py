"""Posting a voucher: by several hands, once, into an open month."""

import datetime as dt
from decimal import Decimal

import pytest

from mutualfund.actions.vouchers import (
    Line,
    draft_reversal,
    post_voucher,
    review_voucher,
    send_back,
)
from mutualfund.models import Account, Entry, Side, Voucher
from tests.people import DAY
from welfare.errors import Refused


def test_it_numbers_by_month_and_year(post):
    september = post(date=dt.date(2026, 9, 30))
    first, second = post(), post()
    assert [str(v) for v in (september, first, second)] == [
        "2026-09 记-001",
        "2026-10 记-001",
        "2026-10 记-002",
    ]
    assert [v.number for v in (september, first, second)] == [1, 2, 3]


def test_it_moves_the_balance(post):
    post("100.00")
    post("20.50")
    assert Entry.objects.of(Account.objects.of("bank")).up_to(DAY).balance() == Decimal("120.50")


def test_it_refuses_the_maker_as_reviewer(draft, chen):
    with pytest.raises(Refused, match="要由别人审核"):
        review_voucher(draft(), on=DAY, by=chen)


def test_it_refuses_a_draft_nobody_reviewed(draft, chen):
    with pytest.raises(Refused, match="还没有审核"):
        post_voucher(draft(), on=DAY, by=chen)


@pytest.mark.parametrize("duty", ["maker", "reviewer"])
def test_it_refuses_a_cashier_who_made_or_reviewed_it(draft, guo, chen, duty):
    made = draft()
    review_voucher(made, on=DAY, by=guo)
    with pytest.raises(Refused, match="出纳不能"):
        post_voucher(made, on=DAY, by=chen, cashier={"maker": chen, "reviewer": guo}[duty])


def test_it_posts_once(draft, guo, chen, yun):
    made = draft()
    review_voucher(made, on=DAY, by=guo)
    first = post_voucher(made, on=DAY, by=chen, cashier=yun)
    assert post_voucher(made, on=DAY, by=chen, cashier=yun) == first
    assert Voucher.objects.count() == 1


def test_it_refuses_a_second_draft_of_the_same_event(draft):
    draft(source="claim:17")
    with pytest.raises(Refused, match="已经制过单"):
        draft(source="claim:17")


def test_it_lets_a_sent_back_event_be_drafted_anew(draft, guo):
    send_back(draft(source="claim:17"), reason="附件少一张", by=guo)
    assert draft(source="claim:17").pk


def test_it_refuses_unequal_sides(draft):
    lines = [
        Line(Account.objects.of("bank"), Side.DEBIT, Decimal("100")),
        Line(Account.objects.of("donations"), Side.CREDIT, Decimal("90")),
    ]
    with pytest.raises(Refused, match="差 10 元"):
        draft(lines=lines)


def test_it_refuses_a_closed_month(draft, guo, chen, close, post):
    post(date=dt.date(2026, 9, 1))
    close(dt.date(2026, 9, 30))
    late = draft(date=dt.date(2026, 9, 15))
    review_voucher(late, on=DAY, by=guo)
    with pytest.raises(Refused, match="已经结账"):
        post_voucher(late, on=DAY, by=chen)


def test_it_does_not_close_over_waiting_drafts(draft, close, post):
    post(date=dt.date(2026, 9, 1))
    draft(date=dt.date(2026, 9, 2))
    with pytest.raises(Refused, match="1 张凭证没有记账"):
        close(dt.date(2026, 9, 30))


def test_it_answers_a_mistake_with_a_red_twin(post, chen, guo, yun):
    wrong = post("700.00")
    red = draft_reversal(wrong, reason="金额应为 500.00 元", on=DAY, by=chen)
    review_voucher(red, on=DAY, by=guo)
    twin = post_voucher(red, on=DAY, by=chen, cashier=yun)
    assert [e.amount for e in twin.entries.all()] == [Decimal("-700.00")] * 2
    assert [e.side for e in twin.entries.all()] == [Side.DEBIT, Side.CREDIT]
    assert Entry.objects.of(Account.objects.of("bank")).balance() == 0


def test_it_refuses_a_second_reversal_and_the_reversal_of_one(post, chen, guo, yun):
    wrong = post()
    red = draft_reversal(wrong, reason="重复入账", on=DAY, by=chen)
    review_voucher(red, on=DAY, by=guo)
    twin = post_voucher(red, on=DAY, by=chen, cashier=yun)
    with pytest.raises(Refused, match="已经冲销过"):
        draft_reversal(wrong, reason="再来", on=DAY, by=chen)
    with pytest.raises(Refused, match="不能再冲销"):
        draft_reversal(twin, reason="再来", on=DAY, by=chen)

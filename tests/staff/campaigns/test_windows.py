"""改期 and 取消: a campaign whose money does not come in time has a way on."""

import datetime as dt

import pytest
from django.db import DatabaseError
from django.urls import reverse

from mutualfund.actions.campaigns import cancel_before_money, make_campaign_voucher
from mutualfund.campaign_money import DRAW
from staff.actions.campaigns import plan_campaign, start_handing_out
from staff.actions.gifts import hand_out
from staff.actions.windows import decide_window, propose_window
from staff.models import Campaign, Festival
from tests.mutualfund.sql import run
from tests.people import DAY
from tests.staff.campaign import WINDOW, allot, announced, book, locked, plan_of
from welfare import clock
from welfare.errors import Refused

LATE = WINDOW[1] + dt.timedelta(days=3)
NEW = (LATE, LATE + dt.timedelta(days=4))
TOLD = {"reason": "拨款晚到", "notice": "微信群通知各站"}


@pytest.fixture
def waiting(campaign, zheng) -> Campaign:
    """Every station knows, the goods are bought, the money has not come."""
    return announced(campaign, zheng)


def test_it_is_cancelled_after_the_stations_were_told_and_frees_the_festival(files, zheng, gao):
    told = {"festival": Festival.NEW_YEAR, "year": 2027}
    campaign = announced(locked(zheng, gao, **told), zheng)
    cancel_before_money(campaign, reason="没有拨款", on=DAY, by=gao)
    step = campaign.steps.get(status="cancelled")
    assert step.facts["bought"] == {"大米（10 公斤）": 5, "食用油（5 升）": 5}
    assert plan_campaign(plan_of(**told), on=DAY, by=zheng).status == "draft"


def test_it_is_not_cancelled_while_its_money_is_on_the_way(as_, waiting, gao, chen, guo, yun):
    allot(10_000, maker=chen, reviewer=guo, cashier=yun)
    make_campaign_voucher(waiting, DRAW, on=DAY, by=chen)
    with pytest.raises(Refused, match="先请审核人退回"):
        cancel_before_money(waiting, reason="不办了", on=DAY, by=gao)
    assert "领出凭证正在办" in as_(gao).get(waiting.get_absolute_url()).content.decode()
    with pytest.raises(DatabaseError, match="money of campaign"):
        run(
            'INSERT INTO staff_campaignstep (campaign_id, status, "on", at, by_id, note, facts)'
            " VALUES (%s, 'cancelled', current_date, now(), %s, 'x', '{}')",
            waiting.pk, gao.pk,
        )  # fmt: skip


def test_money_that_comes_after_the_days_is_drawn_for_new_ones(
    as_, waiting, zheng, gao, chen, guo, yun
):
    with clock.travel(LATE):
        allot(10_000, maker=chen, reviewer=guo, cashier=yun)
        with pytest.raises(Refused, match="先报新的发放日期"):
            make_campaign_voucher(waiting, DRAW, on=LATE, by=chen)
        with pytest.raises(Refused, match="先报新的发放日期"):
            start_handing_out(waiting, on=LATE, by=zheng)
        told = {"first": NEW[0], "last": NEW[1], **TOLD}
        url = reverse("campaign-window", args=[waiting.pk])
        assert "等主任委员批" in as_(zheng).post(url, told, follow=True).content.decode()
        url = reverse("campaign-window-decide", args=[waiting.pk])
        page = as_(gao).post(url, {"go": "agree"}, follow=True).content.decode()
        assert "新的发放日期已批准" in page
        assert "微信群通知各站" in page
    with clock.travel(NEW[0]):
        make_campaign_voucher(waiting, DRAW, on=NEW[0], by=chen)
    waiting.refresh_from_db()
    assert (waiting.window_from, waiting.window_until) == NEW


def test_the_new_days_open_the_handing_out(waiting, zheng, gao, chen, guo, yun, liang, he):
    soon = (DAY, DAY + dt.timedelta(days=20))
    propose_window(waiting, window=soon, **TOLD, on=DAY, by=zheng)
    decide_window(waiting, agree=True, on=DAY, by=gao)
    allot(10_000, maker=chen, reviewer=guo, cashier=yun)
    running = book(waiting, DRAW, maker=chen, reviewer=guo, cashier=yun)
    later = WINDOW[1] + dt.timedelta(days=5)
    assert hand_out(running.gifts.first(), on=later, by=liang, paid_with=he).received_on == later


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"window": (DAY, DAY - dt.timedelta(days=1))}, "早于开始日期"),
        ({"window": (DAY - dt.timedelta(days=1), DAY)}, "从今天"),
        ({"window": (DAY, DAY + dt.timedelta(days=40))}, "最多发 31 天"),
        ({"reason": " "}, "写原因"),
        ({"notice": ""}, "怎样通知各站"),
    ],
)
def test_new_days_are_refused(waiting, zheng, changes, words):
    with pytest.raises(Refused, match=words):
        propose_window(waiting, **({"window": NEW, **TOLD} | changes), on=DAY, by=zheng)


def test_new_days_are_decided_once_by_the_chair(waiting, zheng, gao):
    with pytest.raises(Refused, match="没有等批的"):
        decide_window(waiting, agree=True, on=DAY, by=gao)
    window = propose_window(waiting, window=NEW, **TOLD, on=DAY, by=zheng)
    with pytest.raises(Refused, match="等主任委员批"):
        propose_window(waiting, window=NEW, **TOLD, on=DAY, by=zheng)
    with pytest.raises(Refused, match="由主任委员批"):
        decide_window(waiting, agree=True, on=DAY, by=zheng)
    with pytest.raises(Refused, match="不批准要写原因"):
        decide_window(waiting, agree=False, on=DAY, by=gao)
    with pytest.raises(DatabaseError, match="is decided once"):
        run(
            "UPDATE staff_campaignwindow SET agreed = true, decided_on = current_date,"
            " decided_by_id = %s WHERE id = %s",
            zheng.pk, window.pk,
        )  # fmt: skip
    decide_window(waiting, agree=False, words="再等等", on=DAY, by=gao)
    with pytest.raises(DatabaseError, match="is decided once"):
        run("UPDATE staff_campaignwindow SET agreed = true WHERE id = %s", window.pk)


def test_days_nobody_agreed_to_cannot_be_set_by_sql(running, zheng):
    with pytest.raises(DatabaseError, match="plan of campaign"):
        run("UPDATE staff_campaign SET window_until = window_until + 30")
    with pytest.raises(DatabaseError, match="are not open"):
        run(
            "INSERT INTO staff_campaignwindow (campaign_id, first, last, was_first, was_last,"
            " reason, notice, proposed_on, proposed_by_id, words)"
            " SELECT id, window_from, window_until, window_from, window_until, 'x', 'y',"
            " current_date, %s, '' FROM staff_campaign WHERE status = 'distributing'",
            zheng.pk,
        )

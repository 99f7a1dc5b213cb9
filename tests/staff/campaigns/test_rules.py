"""A campaign in a day: what each step refuses, and that it says why."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from threading import Barrier, Thread

import pytest
from django.db import connections

from staff.actions.campaigns import (
    acknowledge,
    approve_campaign,
    archive_campaign,
    cancel_campaign,
    finish_handing_out,
    notify_stations,
    plan_campaign,
    start_handing_out,
)
from staff.actions.gifts import hand_out, lock_list, note_unpaid, settle_sheet
from staff.actions.goods import buy_goods
from staff.actions.households import join_couples
from staff.actions.sheet_photos import attach_photo
from staff.campaign_plan import Settled
from staff.festivals import festival_day, next_festival
from staff.models import Campaign, CampaignStep, Festival, Gift, LeaveReason, SheetPhoto
from tests.mutualfund.fund import picture
from tests.people import DAY, make_station, make_worker
from tests.staff.campaign import avow_all, locked, make_file, plan_of
from tests.staff.people.test_on_date import leave
from welfare.errors import Refused
from welfare.models import AuditEntry


@pytest.mark.parametrize(
    ("festival", "year", "day"),
    [
        (Festival.NEW_YEAR, 2027, dt.date(2027, 1, 1)),
        (Festival.SPRING, 2026, dt.date(2026, 2, 17)),
        (Festival.MID_AUTUMN, 2025, dt.date(2025, 10, 6)),
        (Festival.MID_AUTUMN, 2026, dt.date(2026, 9, 25)),
        (Festival.OTHER, 2026, None),
    ],
)
def test_it_knows_when_a_festival_falls(festival, year, day):
    assert festival_day(festival, year) == day


def test_it_knows_the_next_festival():
    assert next_festival(DAY) == (Festival.NEW_YEAR, 2027, dt.date(2027, 1, 1))
    assert next_festival(dt.date(2027, 1, 1))[0] == Festival.SPRING


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"document_no": " "}, "方案文号"),
        ({"standards": []}, "每个等级的标准"),
        ({"window": (DAY, DAY - dt.timedelta(days=1))}, "早于开始日期"),
        ({"festival": Festival.MID_AUTUMN}, "要在节前发完"),
    ],
)
def test_it_plans_nothing_incomplete(zheng, changes, words):
    with pytest.raises(Refused, match=words):
        plan_campaign(plan_of(**changes), on=DAY, by=zheng)
    assert not Campaign.objects.exists()


def test_it_has_one_campaign_per_festival_and_year(zheng):
    plan = plan_of(festival=Festival.NEW_YEAR, year=2027)
    plan_campaign(plan, on=DAY, by=zheng)
    with pytest.raises(Refused, match="已有一次活动"):
        plan_campaign(plan, on=DAY, by=zheng)


def test_it_prices_a_standard_by_its_goods(zheng):
    campaign = plan_campaign(plan_of(), on=DAY, by=zheng)
    extreme = campaign.standards.get(tier__key="extreme")
    assert (extreme.goods, extreme.value) == ("大米 10 公斤×1、食用油 5 升×1", Decimal(530))


def test_it_approves_nobodys_own_plan(files, zheng, gao):
    campaign = plan_campaign(plan_of(), on=DAY, by=zheng)
    with pytest.raises(Refused, match="方案是您拟的"):
        approve_campaign(campaign, on=DAY, by=zheng)
    assert approve_campaign(campaign, on=DAY, by=gao).status == "approved"


@pytest.mark.parametrize("changes", [{"cash": Decimal(300)}, {"pieces": {0: 1}}])
def test_it_approves_no_standard_below_the_state_employed(zheng, gao, changes):
    plan = plan_of()
    plan = replace(plan, standards=[replace(plan.standards[0], **changes), *plan.standards[1:]])
    campaign = plan_campaign(plan, on=DAY, by=zheng)
    with pytest.raises(Refused, match="特困的标准和全民工不一样"):
        approve_campaign(campaign, on=DAY, by=gao)


def test_it_lists_live_files_once_per_household_without_leavers_and_dead(
    files, zheng, gao, zhang, zhou
):
    spouse = make_worker("王建军", zhang.station)
    join_couples([(zhang, spouse)])
    with pytest.raises(Refused, match="一户一档"):
        make_file(spouse, zheng, "severe")
    for name, reason in (("周桂芳", LeaveReason.RETIRED), ("吴老", LeaveReason.DIED)):
        gone = make_worker(name)
        make_file(gone, zheng)
        leave(gone, zhou, left_on=DAY, reason=reason, document="证明")
    campaign = locked(zheng, gao)
    names = set(campaign.gifts.values_list("file__worker__name", flat=True))
    assert names == {"张桂兰", "李秀英", "孙玉兰"}
    step = campaign.steps.get(status="list_locked")
    assert step.facts == {"files": 3, "left": 0, "same_home": 0, "listed": 3}


def test_it_makes_a_sheet_per_station_and_a_second_for_a_long_one(files, zheng, gao):
    for number in range(8):
        make_file(make_worker(f"钱{number}", make_station()), zheng, "general")
    campaign = locked(zheng, gao)
    rows = [(s.number, s.station.name, s.gifts.count()) for s in campaign.sheets.all()]
    assert sorted(rows) == rows
    assert sorted(count for _, _, count in rows) == [1, 2, 8]
    assert sorted(campaign.gifts.values_list("line", flat=True)) == list(range(1, 12))


def test_it_refuses_a_list_whose_tier_has_no_standard(files, zheng, gao):
    plan = plan_of()
    few = replace(plan, standards=[s for s in plan.standards if s.tier.key != "severe"])
    campaign = approve_campaign(plan_campaign(few, on=DAY, by=zheng), on=DAY, by=gao)
    with pytest.raises(Refused, match="方案里没有重困的标准"):
        lock_list(campaign, on=DAY, by=zheng)
    assert not Gift.objects.exists()


def test_it_starts_only_when_every_station_has_answered(campaign, zheng):
    notify_stations(campaign, notice="视频会", held_on=DAY, on=DAY, by=zheng)
    first = campaign.sheets.first().station
    acknowledge(campaign, {first: "小组长"}, on=DAY, by=zheng)
    with pytest.raises(Refused, match="已经回执"):
        acknowledge(campaign, {first: "小组长"}, on=DAY, by=zheng)
    with pytest.raises(Refused, match="没有人在名单上"):
        acknowledge(campaign, {make_station("别的站"): "小组长"}, on=DAY, by=zheng)
    with pytest.raises(Refused, match="1 个站还没有回执"):
        start_handing_out(campaign, on=DAY, by=zheng)


def test_it_buys_no_less_than_the_list_needs(campaign, zheng):
    notify_stations(campaign, notice="视频会", held_on=DAY, on=DAY, by=zheng)
    rice = campaign.goods_lines.first()
    with pytest.raises(Refused, match="还要 3 袋大米"):
        buy_goods(rice, quantity=2, invoice="示例", on=DAY, by=zheng)
    buy_goods(rice, quantity=3, invoice="示例", on=DAY, by=zheng)
    with pytest.raises(Refused, match="已经登记过"):
        buy_goods(rice, quantity=3, invoice="示例", on=DAY, by=zheng)


def test_it_pays_a_line_once(gift, liang, he):
    hand_out(gift, on=DAY, by=liang, paid_with=he)
    with pytest.raises(Refused, match="已签领过"):
        hand_out(gift, on=DAY, by=liang, paid_with=he)


@pytest.mark.django_db(transaction=True)
def test_two_cashiers_at_once_pay_a_line_once(gift, liang, he, yun):
    gate, paid, refused = Barrier(2), [], []

    def click(payer):
        gate.wait()
        try:
            paid.append(hand_out(gift, on=DAY, by=payer, paid_with=he).paid_by)
        except Refused as words:
            refused.append(str(words))
        finally:
            connections.close_all()

    clicks = [Thread(target=click, args=[payer]) for payer in (liang, yun)]
    for thread in clicks:
        thread.start()
    for thread in clicks:
        thread.join()
    assert (len(paid), len(refused)) == (1, 1)
    assert "已签领过" in refused[0]
    assert Gift.objects.get(pk=gift.pk).paid_by == paid[0]
    assert AuditEntry.objects.filter(action="gift.received").count() == 1


def test_it_takes_two_to_pay(gift, liang, zhao):
    with pytest.raises(Refused, match="发放要两个人"):
        hand_out(gift, on=DAY, by=liang, paid_with=liang)
    with pytest.raises(Refused, match="赵志强没有发放慰问的权限"):
        hand_out(gift, on=DAY, by=liang, paid_with=zhao)


def test_nobody_pays_himself_or_his_family(gift, liang, he, zhang):
    spouse = make_worker("梁家人", user=liang)
    join_couples([(zhang, spouse)])
    with pytest.raises(Refused, match="梁艳是张桂兰本人或一家人"):
        hand_out(gift, on=DAY, by=he, paid_with=liang)
    with pytest.raises(Refused, match="张桂兰是张桂兰本人"):
        hand_out(gift, on=DAY, by=zhang.user, paid_with=he)


@pytest.mark.parametrize("days", [-2, 6])
def test_it_pays_inside_the_window_alone(gift, liang, he, days):
    with pytest.raises(Refused, match="统一行动"):
        hand_out(gift, on=DAY + dt.timedelta(days=days), by=liang, paid_with=he)


def test_it_pays_no_one_who_has_died_since(gift, liang, he, zhang, zhou):
    leave(zhang, zhou, left_on=DAY, reason=LeaveReason.DIED, document="死亡证明")
    with pytest.raises(Refused, match="停发：职工死亡"):
        hand_out(gift, on=DAY, by=liang, paid_with=he)


def test_it_settles_a_whole_sheet_or_nothing(running, gift, liang, he):
    sheet = gift.sheet
    other = sheet.gifts.exclude(pk=gift.pk).get()
    half = [Settled(gift, received_on=DAY), Settled(other, unpaid_reason="")]
    with pytest.raises(Refused, match="为什么没有领"):
        settle_sheet(sheet, half, on=DAY, by=liang, paid_with=he)
    gift.refresh_from_db()
    assert gift.received_on is None
    whole = [Settled(gift, received_on=DAY), Settled(other, unpaid_reason="本人外出")]
    assert settle_sheet(sheet, whole, on=DAY, by=liang, paid_with=he) == 2


def test_it_settles_only_its_own_lines(running, gift, liang, he):
    other = running.sheets.exclude(pk=gift.sheet_id).get()
    with pytest.raises(Refused, match="不在这张签领表上"):
        settle_sheet(other, [Settled(gift, received_on=DAY)], on=DAY, by=liang, paid_with=he)


def test_it_believes_no_signature_of_tomorrow(gift, liang, he):
    tomorrow = DAY + dt.timedelta(days=1)
    with pytest.raises(Refused, match="还没到"):
        settle_sheet(
            gift.sheet, [Settled(gift, received_on=tomorrow)], on=DAY, by=liang, paid_with=he
        )


def test_someone_away_may_come_later(gift, liang, he):
    note_unpaid(gift, reason="本人外出", by=liang)
    assert hand_out(gift, on=DAY, by=liang, paid_with=he).unpaid_reason == ""
    with pytest.raises(Refused, match="已签领过"):
        note_unpaid(gift, reason="本人外出", by=liang)


def test_it_keeps_a_photograph_for_one_sheet(running, liang):
    first, second = running.sheets.all()
    content = picture()
    attach_photo(first, content, by=liang, by_hand=True)
    with pytest.raises(Refused, match="这张照片已经传过，是第 1 张"):
        attach_photo(second, content, by=liang, by_hand=True)
    with pytest.raises(Refused, match="不是照片或 PDF"):
        attach_photo(second, b"<html>", by=liang, by_hand=True)
    assert SheetPhoto.objects.count() == 1


def test_it_is_signed_when_every_line_and_every_sheet_is_in(running, liang, he, zheng):
    with pytest.raises(Refused, match="还有 3 户没有签领"):
        finish_handing_out(running, on=DAY, by=zheng)
    for gift in running.gifts.all():
        hand_out(gift, on=DAY, by=liang, paid_with=he)
    with pytest.raises(Refused, match="第 1、2 张签领表还没有传照片"):
        finish_handing_out(running, on=DAY, by=zheng)
    for sheet in running.sheets.all():
        attach_photo(sheet, picture(), by=liang, by_hand=True)
    with pytest.raises(Refused, match="3 户的签领还没有同去的发放人确认"):
        finish_handing_out(running, on=DAY, by=zheng)
    avow_all(running, he)
    assert finish_handing_out(running, on=DAY, by=zheng).status == "signed"


def test_every_step_has_its_signer(running, zheng, gao, yun):
    signed = CampaignStep.objects.filter(campaign=running).values_list("status", "by__name")
    assert list(signed) == [
        ("draft", "郑敏"), ("approved", "高丽"), ("list_locked", "郑敏"), ("notified", "郑敏"),
        ("distributing", "李芸"),
    ]  # fmt: skip


def test_it_goes_nowhere_out_of_turn(campaign, zheng, gao):
    with pytest.raises(Refused, match="不能改为「已批准」"):
        approve_campaign(campaign, on=DAY, by=gao)
    with pytest.raises(Refused, match="不能改为「归档」"):
        archive_campaign(campaign, summary="好", on=DAY, by=zheng)


def test_it_is_cancelled_with_a_reason(campaign, gao):
    with pytest.raises(Refused, match="写原因"):
        cancel_campaign(campaign, reason=" ", on=DAY, by=gao)
    assert cancel_campaign(campaign, reason="改期", on=DAY, by=gao).status == "cancelled"

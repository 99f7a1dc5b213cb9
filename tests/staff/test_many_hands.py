"""Two people press at once: one of them has done it, the other is told so, nothing is there twice."""

import datetime as dt
import uuid
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, transaction

from mutualfund.actions.campaigns import (
    make_campaign_voucher,
    post_campaign_voucher,
    review_campaign_voucher,
)
from mutualfund.campaign_money import DRAW, SETTLE
from staff.actions.approvals import approve_certification
from staff.actions.callbacks import confirm_own, draw_campaign_sample
from staff.actions.campaigns import (
    acknowledge,
    approve_campaign,
    finish_handing_out,
    notify_stations,
    plan_campaign,
)
from staff.actions.gift_avowals import avow_lines
from staff.actions.gifts import hand_out, lock_list
from staff.actions.goods import buy_goods, place_leftover
from staff.actions.handovers import accept_handover, propose_handover
from staff.actions.matters import answer_matter, assign_matter, rate_own
from staff.actions.sheet_photos import attach_photo
from staff.actions.visits import record_visit, waive_duty
from staff.models import (
    Callback,
    HardshipFile,
    Level,
    Matter,
    Mode,
    Need,
    Pairing,
    Rating,
    Visit,
    VisitConfirmation,
)
from tests.mutualfund.fund import picture
from tests.people import DAY, make_worker
from tests.staff.campaign import allot, make_file, plan_of
from tests.staff.care import make_cadre, make_lead, pair, visit
from tests.threads import at_once
from welfare import clock
from welfare.errors import Refused

pytestmark = pytest.mark.django_db(transaction=True)
FINE = dict.fromkeys(("living", "schooling", "medical", "belonging"), Level.FINE)


def both(act) -> list[str]:
    """The act twice at one moment; what each was told, empty for who did it."""
    gate = Barrier(2)

    def press() -> str:
        gate.wait()
        with clock.travel(DAY):
            try:
                act()
            except Refused as words:
                return str(words)
        return ""

    return at_once([press, press])


def once(act) -> None:
    """Exactly one of two has done it, the other was told why not."""
    told = both(act)
    assert sorted(map(bool, told)) == [False, True], told


def test_a_family_is_certified_and_led_once(walk, zheng):
    walk.reviewed()
    lead, run = make_lead(zheng), walk.run

    def approve():
        approve_certification(run, decision_no="8 号", lead=lead, on=walk.over, by=walk.chair)

    once(approve)
    assert Pairing.objects.count() == 1


def test_care_is_given_once(zhang, zheng, zhao, he, liang):
    pairing = pair(zhang, make_cadre(zhao, zheng), zheng, dt.date(2026, 7, 2))
    seen = visit(pairing, zhao, needs=[Need.HOUSING])
    once(lambda: confirm_own(seen, came=True, words="", on=DAY, by=zhang.user))
    assert VisitConfirmation.objects.count() == 1
    matter = assign_matter(Matter.objects.get(), liang, due_on=DAY, on=DAY, by=zheng)
    once(lambda: answer_matter(matter, answer="补好了", by=liang))
    once(lambda: rate_own(matter, rating=Rating.FAIR, words="", on=DAY, by=zhang.user))
    assert matter.steps.count() == 4
    other = pair(make_worker(), pairing.cadre, zheng)
    key = uuid.uuid4()

    def send():
        record_visit(
            other, visited_on=DAY, mode=Mode.HOME, levels=FINE, needs=[], note="", key=key, on=DAY,
            by=zhao,
        )  # fmt: skip

    assert both(send) == ["", ""]
    assert Visit.objects.filter(key=key).count() == 1
    third = pair(make_worker(), pairing.cadre, zheng)
    once(lambda: waive_duty(third.duties.get(), reason="住院", on=DAY, by=zheng))
    passed = propose_handover(
        third, make_cadre(he, zheng), note="都好", on=DAY, by=zheng, over_limit="示例"
    )
    once(lambda: accept_handover(passed, paper="", on=DAY + dt.timedelta(days=1), by=he))
    assert Pairing.objects.open().filter(file=third.file_id).count() == 1


def test_an_exit_and_a_handover_at_once_wait_in_one_order(zhang, zheng, zhao, he):
    """Who takes over holds nothing while he waits for the file that an exit has taken first."""
    own = pair(zhang, make_cadre(zhao, zheng), zheng, dt.date(2026, 7, 2))
    told = {"note": "都好", "over_limit": "示例", "no_leader": "示例"}
    passed = propose_handover(own, make_cadre(he, zheng), **told, on=DAY, by=zheng)

    def accept():
        with clock.travel(DAY):
            return accept_handover(passed, paper="", on=DAY, by=he)

    with ThreadPoolExecutor(1) as pool, transaction.atomic():
        HardshipFile.objects.select_for_update().get()
        taken = pool.submit(at_once, [accept])
        with connection.cursor() as cursor:
            for _ in range(500):
                cursor.execute("SELECT pg_sleep(0.02), count(*) FROM pg_locks WHERE NOT granted")
                if cursor.fetchone()[1]:
                    break
        assert Pairing.objects.select_for_update(nowait=True).get() == own
    assert taken.result()[0].cadre.user == he


def test_a_campaign_walks_each_step_once(zhang, zheng, gao, liang, chen, guo, yun):
    make_file(zhang, zheng)
    campaign = approve_campaign(plan_campaign(plan_of(), on=DAY, by=zheng), on=DAY, by=gao)
    once(lambda: lock_list(campaign, on=DAY, by=zheng))
    once(lambda: notify_stations(campaign, notice="视频会", held_on=DAY, on=DAY, by=zheng))
    acknowledge_all(campaign, zheng)
    allot(10_000, maker=chen, reviewer=guo, cashier=yun)
    make_campaign_voucher(campaign, DRAW, on=DAY, by=chen)
    review_campaign_voucher(campaign, DRAW, on=DAY, by=guo)
    told = both(lambda: post_campaign_voucher(campaign, DRAW, on=DAY, by=yun))
    assert told == ["", ""]  # the second click finds the voucher of the first
    gift = campaign.gifts.get()
    once(lambda: hand_out(gift, on=DAY, by=liang, paid_with=zheng))
    attach_photo(gift.sheet, picture(), by=liang, by_hand=True)
    once(lambda: avow_lines(gift.sheet, [gift.pk], went=True, by=zheng))
    once(lambda: finish_handing_out(campaign, on=DAY, by=zheng))
    once(lambda: draw_campaign_sample(campaign, on=DAY, by=zheng))
    assert Callback.objects.get().gift == gift
    for thing in campaign.goods_lines.all():
        place_leftover(thing, words="入库", on=DAY, by=zheng)
    make_campaign_voucher(campaign, SETTLE, on=DAY, by=chen)
    review_campaign_voucher(campaign, SETTLE, on=DAY, by=guo)
    assert both(lambda: post_campaign_voucher(campaign, SETTLE, on=DAY, by=yun)) == ["", ""]
    walked = list(campaign.steps.values_list("status", flat=True))
    assert walked == [
        "draft", "approved", "list_locked", "notified", "distributing", "signed", "reconciled",
    ]  # fmt: skip


def acknowledge_all(campaign, by) -> None:
    """The stations have answered, the goods are bought: two pieces more than the list needs."""
    for sheet in campaign.sheets.select_related("station"):
        acknowledge(campaign, {sheet.station: "小组长"}, on=DAY, by=by)
    for thing in campaign.goods_lines.all():
        buy_goods(thing, quantity=campaign.gifts.count() + 2, invoice="示例", on=DAY, by=by)

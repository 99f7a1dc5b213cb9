"""Leaving the count, staying in the register; a death stops what is pending; mistakes taken back."""

import datetime as dt

import pytest
from django.db import IntegrityError
from django.urls import reverse

from staff.actions.campaigns import finish_handing_out
from staff.actions.departures import leave_roster, return_worker, undo_departure
from staff.actions.gifts import hand_out
from staff.actions.sheet_photos import attach_photo
from staff.holdings import holding_of
from staff.models import (
    CampaignStatus,
    Departure,
    DutyStatus,
    FileStatus,
    LeaveReason,
    Pairing,
    Tenure,
    VisitDuty,
    Worker,
)
from tests.mutualfund.fund import picture
from tests.mutualfund.sql import run
from tests.people import DAY, SINCE, make_worker
from tests.staff.campaign import drawn, locked
from tests.staff.care import close, make_cadre, pair
from tests.staff.people.test_on_date import JUNE, leave
from welfare.errors import Refused

LEAVERS = reverse("departure-list")


@pytest.fixture
def pairing(zhang, zhao, zheng):
    """Zhao answers for Zhang since October."""
    return pair(zhang, make_cadre(zhao, zheng), zheng, dt.date(2026, 10, 8))


@pytest.fixture
def gift(pairing, liang, gao, chen, guo, yun):
    """A line of a campaign that is being handed out, not signed for."""
    return drawn(locked(liang, gao), liang, (chen, guo, yun)).gifts.get()


def die(worker, by, on=DAY):
    return leave(worker, by, left_on=on, reason=LeaveReason.DIED, document="死亡证明 3 号")


def test_a_leaver_leaves_the_count_and_stays_in_the_register(as_, zheng, zhang, li, zhou):
    leave(zhang, zhou)
    assert list(Worker.objects.on_roster(on=DAY)) == [li]
    client = as_(zheng)
    assert [row.worker.name for row in client.get(LEAVERS).context["page"]] == ["张桂兰"]
    page = client.get(zhang.get_absolute_url()).content.decode()
    assert "退休" in page
    assert "退休批复 12 号" in page


def test_the_counts_of_leavers_open_their_lists(as_, zheng, zhang, li, zhou):
    leave(zhang, zhou)
    leave(li, zhou, left_on=dt.date(2025, 3, 1), reason=LeaveReason.TRANSFERRED)
    client = as_(zheng)
    context = client.get(LEAVERS).context
    for reason, count in context["reasons"]:
        assert len(client.get(LEAVERS, {"reason": reason.value}).context["page"]) == count
    assert context["years"] == [(2026, 1), (2025, 1)]
    assert len(client.get(LEAVERS, {"year": "2025"}).context["page"]) == 1
    assert len(client.get(LEAVERS, {"q": "zgl"}).context["page"]) == 1


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"left_on": DAY + dt.timedelta(days=1)}, "还没到"),
        ({"left_on": SINCE}, "要晚于这一天"),
        ({"document": " "}, "证明或文号"),
    ],
)
def test_it_refuses_a_departure(zhang, zhou, told, words):
    with pytest.raises(Refused, match=words):
        leave(zhang, zhou, **told)
    zhang.refresh_from_db()
    assert zhang.left_on is None


def test_it_refuses_a_second_departure(zhang, zhou):
    leave(zhang, zhou)
    with pytest.raises(Refused, match="不用再登记"):
        leave(zhang, zhou)


def test_it_leaves_on_the_page(as_, zhou, zhang):
    url = reverse("worker-leave", args=[zhang.pk])
    page = as_(zhou).post(url, {"left_on": "去年", "reason": "bored"}).content.decode()
    for words in ("「离册日期」写成", "「离册原因」只能选", "「证明或文号」还没有填"):
        assert words in page
    told = {"left_on": JUNE.isoformat(), "reason": "retired", "document": "批复 12 号"}
    assert "已登记离册" in as_(zhou).post(url, told, follow=True).content.decode()


def test_a_death_ends_pairing_duty_file_and_gift_with_a_reason(
    pairing, gift, zhang, zhou, zheng, liang
):
    die(zhang, zhou)
    pairing.refresh_from_db()
    duty = VisitDuty.objects.get(pairing=pairing)
    gift.refresh_from_db()
    pairing.file.refresh_from_db()
    assert (duty.status, pairing.file.status) == (DutyStatus.WAIVED, FileStatus.EXITED)
    for words in (pairing.end_reason, duty.waived_reason, gift.stop_reason):
        assert words == f"职工死亡（{DAY}）"
    with pytest.raises(Refused, match="停发：职工死亡"):
        hand_out(gift, on=DAY, by=zheng, paid_with=liang)
    attach_photo(gift.sheet, picture(), by=zheng, by_hand=True)
    assert finish_handing_out(gift.campaign, on=DAY, by=zheng).status == CampaignStatus.SIGNED


@pytest.mark.parametrize(
    ("reason", "words"), [(LeaveReason.RETIRED, "退休"), (LeaveReason.TRANSFERRED, "调离")]
)
def test_every_departure_stops_a_gift_of_a_locked_list(
    pairing, gift, zhang, zhou, zheng, liang, reason, words
):
    leave(zhang, zhou, left_on=DAY, reason=reason)
    gift.refresh_from_db()
    assert gift.stopped_on == DAY
    with pytest.raises(Refused, match=f"停发：职工{words}"):
        hand_out(gift, on=DAY, by=zheng, paid_with=liang)


def test_a_closed_file_stops_its_gift(pairing, gift, zheng, gao, liang):
    close(pairing.file, zheng, gao, on=DAY)
    gift.refresh_from_db()
    assert gift.stopped_on == DAY
    with pytest.raises(Refused, match="停发：退档"):
        hand_out(gift, on=DAY, by=zheng, paid_with=liang)


def test_the_database_refuses_a_stopped_gift_that_is_signed_for(
    pairing, gift, zhang, zhou, liang, he
):
    die(zhang, zhou)
    with pytest.raises(IntegrityError, match="gift_stopped_is_not_received"):
        run(
            "UPDATE staff_gift SET received_on = %s, paid_by_id = %s, paid_with_id = %s"
            " WHERE id = %s",
            DAY, liang.pk, he.pk, gift.pk,
        )  # fmt: skip


def test_a_mistaken_leave_is_taken_back_whole(as_, pairing, gift, zhang, zhou, zheng):
    departure = die(zhang, zhou)
    with pytest.raises(Refused, match="要写原因"):
        undo_departure(departure, reason="", on=DAY, by=zhou)
    url = reverse("worker-leave-undo", args=[zhang.pk])
    page = as_(zhou).post(url, {"reason": "同名，不是她"}, follow=True).content.decode()
    assert "已撤销" in page
    for thing in (zhang, pairing, gift):
        thing.refresh_from_db()
    assert (zhang.left_on, pairing.until, gift.stopped_on) == (None, None, None)
    assert VisitDuty.objects.get(pairing=pairing).status == DutyStatus.PENDING
    assert Pairing.objects.get().file.status == FileStatus.ACTIVE
    assert Worker.objects.on_roster(on=DAY).filter(pk=zhang.pk).exists()
    assert Tenure.objects.get(worker=zhang).until is None
    departure.refresh_from_db()
    assert departure.undo_reason == "同名，不是她"
    with pytest.raises(Refused, match="不能再撤销"):
        undo_departure(departure, reason="再来", on=DAY, by=zhou)


def test_the_dead_do_not_return(zhang, zhou):
    die(zhang, zhou)
    zhang.refresh_from_db()
    with pytest.raises(Refused, match="撤销离册"):
        return_worker(zhang, holding_of(zhang), since=DAY, document="x", on=DAY, by=zhou)


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"since": SINCE}, "离册.*以后"),
        ({"since": DAY + dt.timedelta(days=1)}, "还没到"),
        ({"document": ""}, "证明或文号"),
    ],
)
def test_it_refuses_a_return(zhang, zhou, told, words):
    leave(zhang, zhou)
    zhang.refresh_from_db()
    facts = {"since": DAY, "document": "调令"} | told
    with pytest.raises(Refused, match=words):
        return_worker(zhang, holding_of(zhang), on=DAY, by=zhou, **facts)


def test_it_returns_on_the_page(as_, zhou, zhang):
    leave(zhang, zhou)
    told = {
        "since": DAY.isoformat(), "station": zhang.station_id, "job": "", "post": "on_post",
        "identity": "collective", "document": "调令 9 号",
    }  # fmt: skip
    url = reverse("worker-return", args=[zhang.pk])
    page = as_(zhou).post(url, told, follow=True).content.decode()
    assert "重新入册" in page
    assert Departure.objects.get().returned_on == DAY


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE staff_departure SET left_on = left_on - 300",
        "UPDATE staff_departure SET reason = 'retired'",
    ],
)
def test_a_departure_never_changes(zhang, zhou, statement):
    die(zhang, zhou)
    with pytest.raises(IntegrityError, match="never changes"):
        run(statement)


def test_a_departure_is_never_deleted(zhang, zhou):
    die(zhang, zhou)
    with pytest.raises(Exception, match="permission denied"):
        run("DELETE FROM staff_departure")


def test_the_database_lets_no_leaver_be_counted(zhang, zhou):
    leave(zhang, zhou)
    with pytest.raises(IntegrityError, match="has left the roster"):
        run("UPDATE staff_tenure SET until = NULL WHERE worker_id = %s", zhang.pk)


def test_the_database_lets_nobody_leave_with_a_row_open(zhang):
    with pytest.raises(IntegrityError, match="still holds a post"):
        run(
            "UPDATE staff_worker SET left_on = %s, leave_reason = 'died' WHERE id = %s",
            DAY,
            zhang.pk,
        )


def test_two_of_one_name_are_two_people(as_, zheng, zhang, zhou):
    other = make_worker("张桂兰")
    leave_roster(other, left_on=DAY, reason=LeaveReason.DIED, document="证明", on=DAY, by=zhou)
    zhang.refresh_from_db()
    assert zhang.left_on is None
    assert Worker.objects.filter(name="张桂兰").count() == 2
    told = {"name": "张桂兰", "id_number": other.id_number, "reason": "同一个人吧"}
    url = reverse("worker-edit", args=[zhang.pk])
    facts = dict.fromkeys(("birth_precision", "work_start_precision", "join_date_precision"), "day")
    facts["sex"] = "female"
    page = as_(zheng).post(url, told | facts | {"birth": "1970-03-12"}).content.decode()
    assert "同名不等于同一个人" in page
    assert Worker.objects.filter(name="张桂兰").count() == 2

"""委员: entered by the office with a document, confirmed by the chair, kept by the database."""

import datetime as dt

import pytest
from django.urls import reverse

from mutualfund.actions.meetings import open_meeting, plan_meeting, record_attendance
from mutualfund.actions.seats import confirm_seat, end_seat, seat_member
from mutualfund.models import CommitteeMember, Presence, SeatKind
from tests.mutualfund.conftest import FOUNDED
from tests.mutualfund.sql import as_app, run
from tests.people import DAY
from welfare.errors import Refused
from welfare.roles import Role

PAPER = "互助委〔2026〕3 号"


@pytest.fixture
def new(hire):
    """Somebody who may vote but holds no seat."""
    return hire("xin", "辛代表", Role.COMMITTEE)


@pytest.fixture
def asked(committee, new, zheng) -> CommitteeMember:
    """Entered by the office; the chair has not looked yet."""
    return seat_member(new, kind=SeatKind.WORKER_REP, since=DAY, document=PAPER, by=zheng)


def test_the_office_seats_a_member_and_the_chair_confirms(as_, committee, new, zheng, gao):
    sent = {"user": new.pk, "kind": "worker_rep", "since": DAY.isoformat(), "document": PAPER}
    with as_app():
        text = as_(zheng).post(reverse("committee-new"), sent, follow=True).content.decode()
    assert "已登记辛代表，请主任确认" in text
    seat = CommitteeMember.objects.get(user=new)
    assert seat not in CommitteeMember.objects.in_office(on=DAY)
    with as_app():
        text = as_(gao).post(reverse("committee-confirm", args=[seat.pk]), follow=True)
    assert "已确认辛代表" in text.content.decode()
    assert seat in CommitteeMember.objects.in_office(on=DAY)


def test_a_seat_ends_by_document_and_the_chairs_word(as_, committee, bai, zheng, gao):
    seat = CommitteeMember.objects.get(user=bai)
    sent = {"leaves_on": DAY.isoformat(), "document": PAPER}
    with as_app():
        as_(zheng).post(reverse("committee-end", args=[seat.pk]), sent)
    assert seat in CommitteeMember.objects.in_office(on=DAY)
    with as_app():
        as_(gao).post(reverse("committee-confirm", args=[seat.pk]))
    assert seat not in CommitteeMember.objects.in_office(on=DAY)
    with pytest.raises(Refused, match="已经登记过"):
        end_seat(seat, leaves_on=DAY, document=PAPER, by=zheng)


def test_a_seat_wants_its_document(committee, new, zheng):
    with pytest.raises(Refused, match="聘任委员要写文件"):
        seat_member(new, kind=SeatKind.MANAGER, since=DAY, document=" ", by=zheng)
    with pytest.raises(Refused, match="卸任要写文件"):
        end_seat(CommitteeMember.objects.all()[0], leaves_on=DAY, document="", by=zheng)


def test_who_entered_a_seat_does_not_confirm_it(asked, zheng):
    with pytest.raises(Refused, match="要由别人确认"):
        confirm_seat(asked, on=DAY, by=zheng)


def test_who_comes_and_goes_before_the_opening_is_on_the_roll_or_off_it(
    asked, committee, investigated, bai, gao, zheng
):
    chair = CommitteeMember.objects.get(user=gao)
    planned = plan_meeting(
        held_on=DAY, place="会议室", chair=chair, recorder=zheng, claims=[investigated], by=zheng
    )
    confirm_seat(asked, on=DAY, by=gao)
    left = CommitteeMember.objects.get(user=bai)
    end_seat(left, leaves_on=DAY, document=PAPER, by=zheng)
    confirm_seat(left, on=DAY, by=gao)
    with as_app():
        record_attendance(planned, presence={}, on=DAY, by=zheng)
    names = set(planned.attendance.values_list("member__user__name", flat=True))
    assert "辛代表" in names
    assert bai.name not in names
    everyone = dict.fromkeys(planned.attendance.values_list("member", flat=True), Presence.PRESENT)
    record_attendance(planned, presence=everyone, on=DAY, by=zheng)
    open_meeting(planned, on=DAY, by=zheng)
    with pytest.raises(Exception, match="roll is kept"):
        run("DELETE FROM mutualfund_attendance")


@pytest.mark.parametrize(
    "attack",
    [
        "UPDATE mutualfund_committeemember SET user_id = (SELECT max(id) FROM welfare_user)",
        "UPDATE mutualfund_committeemember SET kind = 'manager'",
        "UPDATE mutualfund_committeemember SET is_alternate = true",
        "DELETE FROM mutualfund_committeemember",
    ],
)
@pytest.mark.parametrize(("role", "words"), [("guanai_app", "permission denied"), ("", "is kept")])
def test_the_database_keeps_a_seat(committee, attack, role, words):
    with pytest.raises(Exception, match=words):
        run(attack, role=role)


@pytest.mark.parametrize(
    "attack",
    [
        "SET until = leaves_on + 1",
        "SET until = current_date + 400",
        "SET leaves_on = NULL, leave_document = ''",
        "SET confirmed_on = NULL",
    ],
)
def test_the_database_ends_a_seat_once_on_the_day_told(committee, bai, zheng, attack):
    seat = CommitteeMember.objects.get(user=bai)
    end_seat(seat, leaves_on=FOUNDED + dt.timedelta(days=300), document=PAPER, by=zheng)
    with pytest.raises(Exception, match="is kept"):
        run(f"UPDATE mutualfund_committeemember {attack} WHERE id = %s", seat.pk)


def test_a_seat_that_ended_stays_ended(committee, bai, gao, zheng):
    seat = CommitteeMember.objects.get(user=bai)
    end_seat(seat, leaves_on=DAY, document=PAPER, by=zheng)
    confirm_seat(seat, on=DAY, by=gao)
    with pytest.raises(Exception, match="is kept"):
        run("UPDATE mutualfund_committeemember SET until = NULL WHERE id = %s", seat.pk)

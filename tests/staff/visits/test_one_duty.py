"""One visit answers one duty; one made in time and sent late says so on the duty it came late for."""

import datetime as dt

import pytest
from django.core.management import call_command
from django.db import DatabaseError, transaction
from django.urls import reverse

from staff.actions.callbacks import confirm_own
from staff.actions.visits import open_duties
from staff.models import DutyAnswer, DutyStatus, VisitDuty
from tests.people import DAY
from tests.staff.care import make_cadre, make_lead, pair, visit
from tests.staff.visits.test_checking import call
from welfare import clock
from welfare.days import Quarter

NOW, THIRD = Quarter.of(DAY), Quarter(2026, 3)
PAIRED = dt.date(2026, 9, 21)  # the first visit is due on 21 October


def states(pairing) -> list[str]:
    return [duty.status for duty in pairing.duties.order_by("year", "quarter")]


@pytest.fixture
def late_pairing(zhang, zhao, zheng):
    """Paired nine days before the quarter's end: two duties reach into October."""
    own = pair(zhang, make_cadre(zhao, zheng), zheng, PAIRED)
    open_duties(NOW)
    return own


def test_one_visit_does_not_do_two_quarters(late_pairing, zhao):
    visit(late_pairing, zhao)
    assert states(late_pairing) == [DutyStatus.DONE, DutyStatus.PENDING]
    visit(late_pairing, zhao, on=DAY + dt.timedelta(days=7))
    assert states(late_pairing) == [DutyStatus.DONE, DutyStatus.DONE]


def test_the_database_lets_a_visit_answer_one_duty(late_pairing, zhao):
    made = visit(late_pairing, zhao)
    other = late_pairing.duties.of_quarter(NOW).get()
    with pytest.raises(DatabaseError, match="unique"), transaction.atomic():
        DutyAnswer.objects.create(visit=made, duty=other)
    with pytest.raises(DatabaseError, match="has no visit"), transaction.atomic():
        VisitDuty.objects.filter(pk=other.pk).update(status=DutyStatus.DONE)
    with pytest.raises(DatabaseError), transaction.atomic():
        DutyAnswer.objects.all().delete()


def test_the_database_lets_no_visit_answer_for_another_family(late_pairing, li, zhao, zheng):
    other = pair(li, make_lead(zheng), zheng, PAIRED)
    duty, made = other.duties.get(), visit(late_pairing, zhao)
    with pytest.raises(DatabaseError, match="cannot answer"), transaction.atomic():
        DutyAnswer.objects.create(visit=made, duty=duty)


def test_a_second_visit_stands_in_for_one_the_worker_knows_nothing_of(late_pairing, zhao, zhang):
    made = [visit(late_pairing, zhao, on=DAY + dt.timedelta(days=n)) for n in (0, 7, 8)]
    confirm_own(made[1], came=False, words="", on=DAY + dt.timedelta(days=9), by=zhang.user)
    assert states(late_pairing) == [DutyStatus.DONE, DutyStatus.DONE]


def test_a_visit_in_time_sent_after_the_night_is_no_forgotten_one(as_, zheng, zhang, zhao):
    pairing = pair(zhang, make_cadre(zhao, zheng), zheng, dt.date(2026, 6, 1))
    visit(pairing, zhao, on=dt.date(2026, 6, 3))
    made_on, sent_on = dt.date(2026, 9, 29), dt.date(2026, 10, 2)
    with clock.travel(dt.date(2026, 10, 1)):
        call_command("daily")
    assert pairing.duties.of_quarter(THIRD).get().status == DutyStatus.MISSED
    call(pairing, zhao, made_on, entered=sent_on)
    duty = pairing.duties.of_quarter(THIRD).get()
    assert duty.status == DutyStatus.LATE_DONE  # and so counted among the missed
    words = "09-29 走访，10-02 才录入（晚 3 天）"
    assert words in as_(zheng).get(pairing.get_absolute_url()).content.decode()
    asked = {"quarter": "2026-3", "state": "missed"}
    assert words in as_(zheng).get(reverse("duty-list"), asked).content.decode()
    assert "按时去了，逾期才录入" in as_(zheng).get(reverse("pairing-matrix")).content.decode()
    assert "没有走访" not in as_(zheng).get("/never-lets/").content.decode()

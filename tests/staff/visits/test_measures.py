"""How often a cadre calls and how late he may enter it are dated measures, and so are the waits."""

import datetime as dt

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from staff.actions.matters import answer_day
from staff.actions.visits import close_duties, open_duties
from staff.models import CareMeasure, DutyStatus, Mode, Visit, VisitDuty
from staff.reminding import recipients_on
from tests.mutualfund.sql import run
from tests.people import DAY
from tests.staff.care import visit
from tests.staff.visits.test_checking import call
from welfare.days import Quarter
from welfare.errors import Refused

AUTUMN = Quarter(2026, 4)


def measure(since: dt.date, **days) -> CareMeasure:
    """A resolution from a day on."""
    return CareMeasure.objects.create(valid_from=since, document_no="示例 8 号", **days)


def test_two_visits_a_quarter_fulfil_a_duty_of_two(pairing, zhao):
    measure(AUTUMN.first, visits_per_quarter=2)
    open_duties(AUTUMN)
    duty = VisitDuty.objects.of_quarter(AUTUMN).get()
    assert duty.needed == 2
    visit(pairing, zhao, on=DAY)
    duty.refresh_from_db()
    assert duty.status == DutyStatus.PENDING
    with pytest.raises(IntegrityError, match="has no visit"), transaction.atomic():
        VisitDuty.objects.filter(pk=duty.pk).update(status=DutyStatus.DONE)
    visit(pairing, zhao, on=DAY + dt.timedelta(days=1))
    duty.refresh_from_db()
    assert duty.status == DutyStatus.DONE


def test_one_visit_of_two_is_a_missed_quarter(pairing, zhao):
    measure(AUTUMN.first, visits_per_quarter=2)
    open_duties(AUTUMN)
    visit(pairing, zhao, on=DAY)
    close_duties(on=AUTUMN.last + dt.timedelta(days=8))
    assert VisitDuty.objects.of_quarter(AUTUMN).get().status == DutyStatus.MISSED


def test_a_running_quarter_keeps_its_number(pairing):
    open_duties(AUTUMN)
    measure(AUTUMN.first + dt.timedelta(days=1), visits_per_quarter=3)
    open_duties(AUTUMN)
    assert VisitDuty.objects.of_quarter(AUTUMN).get().needed == 1
    with pytest.raises(IntegrityError, match="as many visits"), transaction.atomic():
        VisitDuty.objects.update(needed=3)


def test_the_label_of_a_late_entry_is_that_of_its_day(pairing, zhao):
    early = call(pairing, zhao, dt.date(2026, 8, 3), entered=dt.date(2026, 8, 8))
    measure(dt.date(2026, 8, 9), late_entry_days=3)
    late = call(pairing, zhao, dt.date(2026, 8, 10), entered=dt.date(2026, 8, 15))
    assert [one.is_late_entry for one in (early, late)] == [False, True]
    with pytest.raises(Refused, match="又过了 3 天"):
        call(pairing, zhao, dt.date(2026, 9, 29), entered=dt.date(2026, 10, 4))
    with pytest.raises(IntegrityError, match="another measure"), transaction.atomic():
        Visit.objects.create(
            pairing=pairing, visited_on=late.visited_on, mode=Mode.HOME,
            recorded_at=late.recorded_at, recorded_by=zhao, late_after=15,
        )  # fmt: skip


def test_the_waits_are_dated_too(pairing):
    measure(DAY, answer_days=5, soon_days=90)
    assert answer_day(DAY) == DAY + dt.timedelta(days=5)
    assert answer_day(DAY - dt.timedelta(days=1)) == DAY + dt.timedelta(days=14)
    open_duties(AUTUMN)
    told = [len(recipients_on(day)[0].things) for day in (DAY - dt.timedelta(days=1), DAY)]
    assert told == [1, 2]  # the summer quarter nobody came in; the running one ends in 90 days


def test_a_measure_is_only_added_to(db):
    measure(DAY)
    with pytest.raises(DatabaseError, match="permission denied"):
        run("UPDATE staff_caremeasure SET late_entry_days = 15")


def test_a_measure_begins_today_or_later(as_, sysadmin):
    sent = {
        "valid_from": "2026-01-01", "document_no": "示例 9 号", "load_limit": 5,
        "callback_percent": 10, "visits_per_quarter": 2, "first_visit_days": 30,
        "late_entry_days": 7, "answer_days": 15, "again_days": 7, "soon_days": 14, "claim_days": 30,
    }  # fmt: skip
    client, at = as_(sysadmin), "/admin/staff/caremeasure/add/"
    assert "过去的按当时的尺度算" in client.post(at, sent).content.decode()
    client.post(at, sent | {"valid_from": f"{DAY}"})
    assert CareMeasure.objects.of(DAY).visits_per_quarter == 2
    assert CareMeasure.objects.of(DAY - dt.timedelta(days=1)).visits_per_quarter == 1

"""One visit answers one duty; one made in time and sent late says so on the duty it came late for."""

import datetime as dt

import pytest
from django.core.management import call_command
from django.db import DatabaseError, transaction

from staff.actions.callbacks import confirm_own
from staff.actions.handovers import accept_handover, propose_handover
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


@pytest.fixture
def since_june(zhang, zhao, zheng):
    """Paired in June and visited then; on 1 October the night has come."""
    pairing = pair(zhang, make_cadre(zhao, zheng), zheng, dt.date(2026, 6, 1))
    visit(pairing, zhao, on=dt.date(2026, 6, 3))
    with clock.travel(dt.date(2026, 10, 1)):
        call_command("daily")
    return pairing


def test_a_visit_in_time_sent_within_the_week_is_in_time(as_, zheng, zhao, since_june):
    """domain.md 6.3 gives seven days to enter a visit before it is even 补记: so long the duty waits."""
    duty = since_june.duties.of_quarter(THIRD).get()
    assert duty.status == DutyStatus.PENDING
    call(since_june, zhao, dt.date(2026, 9, 29), entered=dt.date(2026, 10, 2))
    duty.refresh_from_db()
    assert duty.status == DutyStatus.DONE
    words = "09-29 走访，10-02 才录入（晚 3 天）"
    assert words in as_(zheng).get(since_june.get_absolute_url()).content.decode()
    assert "没有走访" not in as_(zheng).get("/never-lets/").content.decode()


def test_a_visit_after_the_day_is_made_up_at_once(late_pairing, zhao):
    visit(late_pairing, zhao, on=dt.date(2026, 10, 22))
    assert states(late_pairing) == [DutyStatus.PENDING, DutyStatus.DONE]
    with clock.travel(dt.date(2026, 10, 29)):
        call_command("daily")
    assert states(late_pairing) == [DutyStatus.MISSED, DutyStatus.DONE]


def test_a_quarter_gone_by_unvisited_is_not_the_successors(late_pairing, zhao, he, zheng, liang):
    passed = propose_handover(
        late_pairing, make_cadre(he, zheng), note="都好", on=DAY, by=zheng, over_limit="示例"
    )
    accept_handover(passed, paper="单 1", on=dt.date(2026, 10, 23), by=liang)
    assert states(late_pairing)[0] == DutyStatus.PENDING
    call(late_pairing, zhao, DAY, entered=dt.date(2026, 10, 24))
    assert states(late_pairing)[0] == DutyStatus.DONE

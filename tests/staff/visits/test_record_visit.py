"""Logging a visit: three steps, once, by whom it concerns."""

import datetime as dt
import re
import uuid

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from staff.actions.visits import open_duties
from staff.models import DutyStatus, Visit, VisitDuty
from tests.people import DAY, make_worker
from tests.staff.care import make_cadre, pair
from welfare import clock
from welfare.days import Quarter

NEW = reverse("visit-new")
NOW, THIRD = Quarter.of(DAY), Quarter(2026, 3)
BEIJING = dt.timezone(dt.timedelta(hours=8))


def answers(pairing, **changes):
    """A whole form."""
    return {
        "pairing": pairing.pk, "mode": "home", "visited_on": DAY.isoformat(), "living": 0,
        "schooling": 1, "medical": 2, "belonging": 0, "needs": ["medical"], "note": "药费吃紧",
        "key": uuid.uuid4(), "go": "save", **changes,
    }  # fmt: skip


def duty(pairing, quarter=NOW):
    return VisitDuty.objects.of_quarter(quarter).get(pairing=pairing).status


def test_it_walks_through_three_steps_and_keeps_the_answers(as_, zhao, pairing):
    client = as_(zhao)
    assert "这次走访了谁" in client.get(NEW).content.decode()
    first = {
        "pairing": pairing.pk,
        "mode": "home",
        "visited_on": DAY.isoformat(),
        "key": uuid.uuid4(),
    }
    second = client.post(NEW, first | {"go": "2"}).content.decode()
    assert "四个决不让" in second
    third = client.post(NEW, answers(pairing, go="3")).content.decode()
    assert "药费吃紧" in third
    assert "有风险" in third
    assert Visit.objects.count() == 0


def test_the_last_look_says_what_a_risk_sets_off_and_leads_back_to_each_answer(as_, zhao, pairing):
    def last_look(**changes) -> str:
        answer = as_(zhao).post(NEW, answers(pairing, go="3", **changes))
        return " ".join(answer.content.decode().split())

    assert "data-risk hidden" not in last_look(medical=2)
    calm = last_look(medical=1)
    assert "data-risk hidden" in calm
    assert '更改<span class="visually-hidden">看得起病吗</span>' in calm


def test_it_records_the_visit_and_fulfils_the_duty(as_, zhao, pairing):
    open_duties(NOW)
    page = as_(zhao).post(NEW, answers(pairing), follow=True).content.decode()
    assert "已记下" in page
    assert duty(pairing) == DutyStatus.DONE


def test_it_records_once_however_often_it_is_sent(as_, zhao, pairing):
    sent = answers(pairing)
    first, second = as_(zhao).post(NEW, sent), as_(zhao).post(NEW, sent)
    assert first.url == second.url
    assert Visit.objects.count() == 1


@pytest.mark.parametrize("mode", ["phone", "video"])
def test_it_counts_only_face_to_face(as_, zhao, pairing, mode):
    open_duties(NOW)
    as_(zhao).post(NEW, answers(pairing, mode=mode))
    assert duty(pairing) == DutyStatus.PENDING


@pytest.mark.parametrize(
    ("changes", "step", "field"),
    [
        ({"visited_on": "2026-10-21"}, 1, "visited_on"),
        ({"visited_time": "23:59"}, 1, "visited_time"),
        ({"pairing": ""}, 1, "pairing"),
        ({"schooling": ""}, 2, "schooling"),
    ],
)
def test_what_is_wrong_stands_at_its_field_in_its_step_and_takes_the_focus(
    as_, zhao, pairing, changes, step, field
):
    sent = answers(pairing) | changes
    page = " ".join(as_(zhao).post(NEW, sent).content.decode().split())
    shown = page.split(f'<section data-step="{step}" >')[1].split("<section")[0]
    assert page.count("wf-errmsg") == 1
    assert f'id="id_{field}_error"' in shown
    control = next(tag for tag in re.findall("<[^>]+>", page) if "autofocus" in tag)
    assert f'name="{field}"' in control
    assert "药费吃紧" in page
    told = as_(zhao).post(reverse("visit-send"), sent).json()
    assert (told["outcome"], list(told["errors"])) == ("refused", [field])
    assert not Visit.objects.exists()


def test_it_refuses_a_day_to_come(as_, zhao, pairing):
    tomorrow = (DAY + dt.timedelta(days=1)).isoformat()
    page = as_(zhao).post(NEW, answers(pairing, visited_on=tomorrow)).content.decode()
    assert "还没到" in page
    assert Visit.objects.count() == 0


def test_it_refuses_an_hour_to_come(as_, zhao, pairing):
    later = (clock.now() + dt.timedelta(hours=1)).strftime("%H:%M")
    page = as_(zhao).post(NEW, answers(pairing, visited_time=later)).content.decode()
    assert f"走访时间 {later} 还没到" in page
    assert Visit.objects.count() == 0


def test_it_refuses_a_day_before_the_pairing(as_, zhao, pairing):
    page = as_(zhao).post(NEW, answers(pairing, visited_on="2026-06-30")).content.decode()
    assert "不在结对期间" in page


def test_it_refuses_a_worker_of_another_cadre(as_, he, pairing):
    page = as_(he).post(NEW, answers(pairing)).content.decode()
    assert "不由您包保" in page
    assert Visit.objects.count() == 0


def test_it_hides_visits_of_others(as_, zhao, he, pairing):
    url = as_(zhao).post(NEW, answers(pairing)).url
    assert as_(he).get(url).status_code == 404


@pytest.fixture
def missed(pairing):
    """The third quarter went by without a visit, and the days for late entry; it is 8 October."""
    with clock.travel(dt.date(2026, 10, 8)):
        call_command("daily")
        assert duty(pairing, THIRD) == DutyStatus.MISSED
        yield pairing


def test_it_keeps_a_missed_quarter_missed(as_, zhao, missed):
    """A visit of September that would reach us after the week for it."""
    page = as_(zhao).post(NEW, answers(missed, visited_on="2026-09-30")).content.decode()
    assert "在已经结束的季度" in page
    assert duty(missed, THIRD) == DutyStatus.MISSED


def test_it_refuses_to_date_a_visit_back_into_a_quarter_that_is_over(as_, zhao, missed):
    page = as_(zhao).post(NEW, answers(missed, visited_on="2026-09-22")).content.decode()
    assert "在已经结束的季度" in page
    assert Visit.objects.count() == 0
    assert duty(missed, THIRD) == DutyStatus.MISSED


def test_a_visit_of_the_next_quarter_does_not_mend_the_missed_one(as_, zhao, missed):
    as_(zhao).post(NEW, answers(missed, visited_on="2026-10-01"))
    assert (duty(missed, THIRD), duty(missed)) == (DutyStatus.MISSED, DutyStatus.DONE)


def test_it_labels_a_late_entry(as_, zhao, pairing):
    page = (
        as_(zhao).post(NEW, answers(pairing, visited_on="2026-10-05"), follow=True).content.decode()
    )
    assert "补记，晚了 15 天" in page


def test_it_stamps_the_server_clock(as_, zhao, pairing):
    with clock.travel(dt.datetime(2026, 10, 20, 17, 45, tzinfo=BEIJING)):
        as_(zhao).post(NEW, answers(pairing))
    assert f"{Visit.objects.get().recorded_at.astimezone(BEIJING):%H:%M}" == "17:45"


def test_it_opens_duties_once(pairing):
    assert open_duties(NOW) == 1
    assert open_duties(NOW) == 0
    assert [open_duties(q) for q in (NOW.shifted(1), NOW.shifted(2), NOW)] == [1, 1, 0]


@pytest.mark.parametrize("attack", ["UPDATE staff_visit SET note = 'x'", "DELETE FROM staff_visit"])
def test_it_can_never_be_changed(as_, zhao, pairing, attack):
    as_(zhao).post(NEW, answers(pairing))
    for role in ("guanai_owner", "guanai_app"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL ROLE {role}; {attack}")


def test_it_asks_the_same_of_the_database_for_one_and_for_twenty(
    as_, zheng, zhao, cadre, pairing, django_assert_num_queries
):
    client = as_(zheng)
    url = reverse("pairing-matrix")
    client.get(url)
    with django_assert_num_queries(12):  # what the issue allows
        client.get(url)
    for _ in range(19):
        pair(make_worker(), cadre, zheng)
    with django_assert_num_queries(12):
        client.get(url)


def test_it_shows_a_cadre_his_own_workers_only(as_, he, zheng, pairing):
    make_cadre(he, zheng)
    assert "张桂兰" not in as_(he).get(reverse("pairing-matrix")).content.decode()

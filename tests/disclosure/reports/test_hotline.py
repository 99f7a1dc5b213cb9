"""举报电话值班: planned ahead, told to everyone by the hour, logged once by whoever answered."""

import datetime as dt

import pytest
from django.db import DatabaseError
from django.urls import reverse

from disclosure.actions.handler_keys import make_key
from disclosure.actions.hotline import keep_log, logs_due, plan_duty
from disclosure.models import HotlineDuty
from tests.disclosure.reports.conftest import PASSPHRASE
from tests.mutualfund.sql import as_app, run
from tests.people import DAY
from welfare import clock
from welfare.errors import Refused
from welfare.roles import Role

PAGE = reverse("hotline-duties")
NINE, ELEVEN = dt.time(9), dt.time(11)
NEXT = DAY + dt.timedelta(days=1)


@pytest.fixture
def duty(handlers, sun, hu) -> HotlineDuty:
    """Hu answers today."""
    return plan_duty(hu, day=DAY, begins=NINE, ends=ELEVEN, on=DAY, by=sun)


def test_a_duty_is_planned_and_everyone_reads_the_hours_and_not_who_answers(
    as_, client, handlers, sun, hu
):
    plan = {"day": NEXT, "person": hu.pk, "begins": "09:00", "ends": "11:30"}
    with as_app():
        page = as_(sun).post(PAGE, plan, follow=True).content.decode()
    assert "09:00–11:30 由胡军值班" in page
    public = client.get(reverse("report-new")).content.decode()
    assert "10-21 09:00–11:30" in public
    assert "胡军" not in public


def test_only_who_answered_writes_the_log_once_and_reads_how_many_called(as_, duty, sun, hu):
    told = {"duty": duty.pk, "calls": 3, "words": "问补助几天到账"}
    assert as_(sun).post(PAGE, told).status_code == 400
    with pytest.raises(Refused, match="自己的账号"):
        keep_log(duty, calls=3, words="x", on=DAY, by=sun)
    with as_app():
        page = as_(hu).post(PAGE, told, follow=True).content.decode()
    assert "3 个电话。问补助几天到账" in page
    page = as_(sun).get(PAGE).content.decode()
    assert "只有值班人看" in page
    assert "3 个电话" not in page
    with pytest.raises(Refused, match="已经写过"):
        keep_log(duty, calls=0, words="没有来电", on=DAY, by=hu)
    with pytest.raises(Refused, match="不能再换人"):
        plan_duty(sun, day=DAY, begins=NINE, ends=ELEVEN, on=DAY, by=sun)


def test_the_log_of_one_who_cannot_any_more_is_written_for_him_by_another_who_is_named(
    as_, duty, sun, hu
):
    told = {"duty": duty.pk, "calls": 2, "words": "他说来过两个电话"}
    client = as_(sun)
    assert logs_due(sun, on=NEXT) == 0
    by_hand = (
        "UPDATE disclosure_hotlineduty SET calls = 0, words = 'x', kept_on = day, kept_by_id = {}"
    )
    with pytest.raises(DatabaseError, match="by who had the duty"):
        run(by_hand.format(sun.pk))
    hu.is_active = False
    hu.save(update_fields=["is_active"])
    assert client.post(PAGE, told).status_code == 400  # his day is not over
    with clock.travel(NEXT):
        assert logs_due(sun, on=NEXT) == 1
        assert "代胡军写" in client.get(PAGE).content.decode()
        with as_app():
            page = client.post(PAGE, told, follow=True).content.decode()
    assert "2 个电话。他说来过两个电话" in page
    assert "您代写" in page
    assert HotlineDuty.objects.get().kept_by == sun


def test_what_a_plan_may_not_say(handlers, hire, sun):
    one = {"begins": NINE, "ends": ELEVEN, "on": DAY, "by": sun}
    with pytest.raises(Refused, match="已经过了"):
        plan_duty(sun, day=DAY - dt.timedelta(days=1), **one)
    with pytest.raises(Refused, match="受理人"):
        plan_duty(hire("bare", "没钥匙", Role.SUPERVISOR), day=DAY, **one)
    with pytest.raises(Refused, match="要晚于"):
        plan_duty(sun, day=DAY, **one | {"ends": NINE})


def test_a_log_that_is_owed_stands_on_the_workbench(as_, duty, hu):
    assert logs_due(hu, on=DAY) == 0
    assert logs_due(hu, on=NEXT) == 1


def test_another_may_take_a_day_to_come(duty, hire, sun):
    third = hire("third", "何平", Role.SUPERVISOR)
    make_key(third, passphrase=PASSPHRASE, on=DAY)
    plan_duty(third, day=DAY, begins=NINE, ends=ELEVEN, on=DAY, by=sun)
    assert HotlineDuty.objects.get().person == third


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("DELETE FROM disclosure_hotlineduty", "permission denied"),
        ("UPDATE disclosure_hotlineduty SET calls = 0", "logged once"),
        ("UPDATE disclosure_hotlineduty SET person_id = {sun}", "logged once"),
    ],
)
def test_a_log_stays_as_it_was_written(duty, hu, sun, statement, words):
    keep_log(duty, calls=3, words="问补助", on=DAY, by=hu)
    with pytest.raises(DatabaseError, match=words):
        run(statement.format(sun=sun.pk))

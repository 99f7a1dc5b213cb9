"""录入时间 is the database's clock, whoever writes it."""

import datetime as dt

import pytest
from django.db import ProgrammingError, connection
from django.utils import timezone

from staff.models import Visit
from tests.mutualfund.sql import run
from tests.people import DAY
from tests.staff.care import visit


@pytest.fixture
def real_world(db):
    """As it is outside the invented world: the database's owner says so."""
    told = "CREATE OR REPLACE FUNCTION welfare_clock_is_told() RETURNS boolean LANGUAGE sql STABLE"
    with connection.cursor() as cursor:
        cursor.execute(f"{told} AS 'SELECT false'")


def test_a_visit_sent_by_hand_carries_the_clock_of_the_database(pairing, zhao, real_world):
    made = visit(pairing, zhao, on=timezone.localdate())
    assert abs(Visit.objects.get(pk=made.pk).recorded_at - timezone.now()) < dt.timedelta(minutes=5)
    fields = (
        "pairing_id, visited_on, mode, living, schooling, medical, belonging, needs, note_length"
    )
    run(
        f"INSERT INTO staff_visit ({fields}, code, key, recorded_at, recorded_by_id, late_after)"
        f" SELECT {fields}, 'ZZZZZZ', gen_random_uuid(), %s, recorded_by_id, late_after"
        " FROM staff_visit",
        dt.datetime.combine(DAY, dt.time(9), dt.UTC),
    )
    by_hand = Visit.objects.get(code="ZZZZZZ")
    assert abs(by_hand.recorded_at - timezone.now()) < dt.timedelta(minutes=5)


def test_the_application_cannot_tell_the_clock(db):
    with pytest.raises(ProgrammingError, match=r"must be owner|permission denied"):
        run(
            "CREATE OR REPLACE FUNCTION welfare_clock_is_told() RETURNS boolean"
            " LANGUAGE sql STABLE AS 'SELECT true'"
        )

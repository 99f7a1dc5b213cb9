"""录入时间: a day typed into the window does not make a signature timely."""

import datetime as dt

import pytest
from django.db import DatabaseError, connection
from django.urls import reverse
from django.utils import timezone

from staff.actions.gifts import hand_out, undo_line
from tests.mutualfund.sql import run
from tests.people import DAY
from tests.staff.campaign import WINDOW
from welfare import clock


def test_a_line_entered_after_the_days_is_late_and_paints_the_tick_red(
    as_, running, gift, liang, he, zheng
):
    with clock.travel(WINDOW[1] + dt.timedelta(days=2)):
        hand_out(gift, on=DAY, by=liang, paid_with=he)
    page = as_(zheng).get(running.get_absolute_url()).content.decode()
    assert "0 / 1 在期内，1 户过期补记" in page
    late = as_(zheng).get(reverse("campaign-gifts", args=[running.pk]), {"state": "late"})
    assert [line.pk for line in late.context["page"]] == [gift.pk]
    assert "补记，晚 7 天" in late.content.decode()
    assert "补记，晚 7 天" in as_(liang).get(gift.sheet.get_absolute_url()).content.decode()


def test_a_line_entered_within_the_days_is_timely(as_, running, gift, liang, he, zheng):
    with clock.travel(WINDOW[1]):
        hand_out(gift, on=DAY, by=liang, paid_with=he)
    page = as_(zheng).get(running.get_absolute_url()).content.decode()
    assert f"最晚录入 {WINDOW[1]:%m-%d}" in page
    assert "补记" not in page


def test_the_stamp_is_the_clock_of_the_database_and_stays(gift, liang, he):
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE OR REPLACE FUNCTION welfare_clock_is_told() RETURNS boolean"
            " LANGUAGE sql STABLE AS 'SELECT false'"
        )
    hand_out(gift, on=DAY, by=liang, paid_with=he)
    gift.refresh_from_db()
    stamp = gift.entered_at
    assert abs(stamp - timezone.now()) < dt.timedelta(minutes=5)
    run("UPDATE staff_gift SET entered_at = '2026-10-20' WHERE received_on IS NULL")
    with pytest.raises(DatabaseError, match="is fixed"):
        run("UPDATE staff_gift SET entered_at = '2026-10-20' WHERE received_on IS NOT NULL")
    gift.refresh_from_db()
    assert gift.entered_at == stamp


def test_a_line_taken_back_loses_its_stamp(gift, liang, he, zheng):
    hand_out(gift, on=DAY, by=liang, paid_with=he)
    assert undo_line(gift, reason="记错了人", by=zheng).entered_at is None

"""Working days across the long holidays, quarters, festivals."""

import datetime as dt

import pytest

from welfare.days import (
    Quarter,
    last_working_day,
    mid_autumn,
    next_working_day,
    spring_festival,
    working_days,
)

pytestmark = pytest.mark.usefixtures("house")


def test_it_ends_a_five_day_notice_after_the_national_holiday():
    """30 September, then 8, 9, the worked Saturday 10 and 12 October 2026."""
    assert last_working_day(dt.date(2026, 9, 30), 5) == dt.date(2026, 10, 12)


def test_it_counts_a_worked_saturday():
    assert working_days(dt.date(2026, 10, 8), dt.date(2026, 10, 11)) == [
        dt.date(2026, 10, 8),
        dt.date(2026, 10, 9),
        dt.date(2026, 10, 10),
    ]


def test_it_finds_the_next_working_day_over_a_weekend():
    assert next_working_day(dt.date(2026, 10, 16)) == dt.date(2026, 10, 19)


def test_it_takes_plain_weeks_for_a_year_without_a_table():
    assert working_days(dt.date(2040, 1, 2), dt.date(2040, 1, 8)) == [
        dt.date(2040, 1, day) for day in (2, 3, 4, 5, 6)
    ]


@pytest.mark.parametrize(
    ("day", "label", "first", "last"),
    [
        (dt.date(2026, 1, 1), "26Q1", dt.date(2026, 1, 1), dt.date(2026, 3, 31)),
        (dt.date(2026, 12, 31), "26Q4", dt.date(2026, 10, 1), dt.date(2026, 12, 31)),
    ],
)
def test_it_knows_the_quarter_of_a_day(day, label, first, last):
    quarter = Quarter.of(day)
    assert (quarter.label, quarter.first, quarter.last) == (label, first, last)


def test_it_walks_quarters_over_the_year():
    labels = [q.label for q in Quarter(2025, 3).until(Quarter(2026, 2))]
    assert labels == ["25Q3", "25Q4", "26Q1", "26Q2"]


def test_it_computes_lunar_festivals():
    assert mid_autumn(2026) == dt.date(2026, 9, 25)
    assert spring_festival(2027) == dt.date(2027, 2, 6)

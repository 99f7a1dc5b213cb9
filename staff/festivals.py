"""When a festival 节日 falls: 元旦 by the solar calendar, 春节 and 中秋 by the lunar one."""

import datetime as dt

from staff.models import Festival
from welfare.days import mid_autumn, spring_festival

FIRST_YEAR, LAST_YEAR = 2000, 2099  # what the lunar calendar package knows
OPENS_BEFORE, CLOSES_BEFORE = dt.timedelta(days=9), dt.timedelta(days=2)


def festival_day(festival: Festival, year: int) -> dt.date | None:
    """The day of the festival; None for 其他, which has no day of its own."""
    if festival == Festival.NEW_YEAR:
        return dt.date(year, 1, 1)
    if festival == Festival.SPRING:
        return spring_festival(year)
    if festival == Festival.MID_AUTUMN:
        return mid_autumn(year)
    return None


def coming_festivals(on: dt.date) -> list[tuple[Festival, int, dt.date]]:
    """The three festivals after a day, the next one first: which, its year, its day."""
    known: dict[Festival, tuple[dt.date, int]] = {}
    for year in (on.year, on.year + 1):
        for festival in Festival:
            day = festival_day(festival, year)
            if day is not None and day > on:
                known.setdefault(festival, (day, year))
    found = [(festival, year, day) for festival, (day, year) in known.items()]
    return sorted(found, key=lambda one: one[2])


def next_festival(on: dt.date) -> tuple[Festival, int, dt.date]:
    """The next of the three festivals after a day: which, its year, its day."""
    return coming_festivals(on)[0]


def usual_window(day: dt.date) -> tuple[dt.date, dt.date]:
    """The week before the festival, two days of rest before the day itself."""
    return day - OPENS_BEFORE, day - CLOSES_BEFORE

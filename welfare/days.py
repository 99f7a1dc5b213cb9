"""Days: working days 工作日, quarters 季度, festivals."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Self

import chinese_calendar
from lunardate import LunarDate

from welfare.models import Holiday

ONE = dt.timedelta(days=1)


def _is_working(day: dt.date, exceptions: dict[dt.date, bool]) -> bool:
    return exceptions.get(day, day.weekday() < 5)


def _exceptions(first: dt.date, last: dt.date) -> dict[dt.date, bool]:
    rows = Holiday.objects.filter(day__range=(first, last))
    return dict(rows.values_list("day", "is_working"))


def working_days(first: dt.date, last: dt.date) -> list[dt.date]:
    """The working days from first to last, both included, by the holiday table. One query."""
    exceptions = _exceptions(first, last)
    span = range((last - first).days + 1)
    return [d for d in (first + n * ONE for n in span) if _is_working(d, exceptions)]


def last_working_day(start: dt.date, count: int) -> dt.date:
    """The day on which the count-th working day falls, the start day counting when it is one.

    A notice of 5 working days from Friday ends on Thursday. One query.
    """
    if count < 1:
        return start
    reach = start + dt.timedelta(days=count * 2 + 30)
    return working_days(start, reach)[count - 1]


def next_working_day(day: dt.date) -> dt.date:
    """The first working day after the day. One query."""
    return last_working_day(day + ONE, 1)


def working_day_up_to(day: dt.date) -> dt.date:
    """The day itself when it is a working day, else the last one before it. One query."""
    return working_days(day - dt.timedelta(days=30), day)[-1]


@dataclass(frozen=True, order=True)
class Quarter:
    """A natural quarter 自然季度."""

    year: int
    number: int

    @classmethod
    def of(cls, day: dt.date) -> Self:
        """The quarter a day lies in."""
        return cls(day.year, (day.month + 2) // 3)

    @property
    def first(self) -> dt.date:
        """Its first day."""
        return dt.date(self.year, self.number * 3 - 2, 1)

    @property
    def last(self) -> dt.date:
        """Its last day."""
        return self.shifted(1).first - ONE

    @property
    def label(self) -> str:
        """22Q4."""
        return f"{self.year % 100:02d}Q{self.number}"

    @property
    def words(self) -> str:
        """第四季度."""
        return f"第{'一二三四'[self.number - 1]}季度"

    def shifted(self, by: int) -> "Quarter":
        """The quarter so many quarters later."""
        index = self.year * 4 + self.number - 1 + by
        return Quarter(index // 4, index % 4 + 1)

    def until(self, last: "Quarter") -> Iterator["Quarter"]:
        """This quarter and those after it up to the last."""
        quarter = self
        while quarter <= last:
            yield quarter
            quarter = quarter.shifted(1)


def mid_autumn(year: int) -> dt.date:
    """中秋, the 15th of the 8th lunar month."""
    day: dt.date = LunarDate(year, 8, 15).to_solar_date()
    return day


def spring_festival(year: int) -> dt.date:
    """春节, the first day of the lunar year."""
    day: dt.date = LunarDate(year, 1, 1).to_solar_date()
    return day


def seed_holidays(model: Any = Holiday) -> None:
    """Fill the holiday table for the years the calendar package knows; kept rows stay.

    Later years are maintained in the admin site: without rows a year has plain weeks.
    """
    rows = []
    for day, name in sorted(chinese_calendar.holidays.items()):
        if day.weekday() < 5:
            rows.append(model(day=day, name=HOLIDAY_WORDS.get(name, name), is_working=False))
    for day, name in sorted(chinese_calendar.workdays.items()):
        if day.weekday() >= 5:
            words = HOLIDAY_WORDS.get(name, name)
            rows.append(model(day=day, name=f"{words}调休", is_working=True))
    model.objects.bulk_create(rows, ignore_conflicts=True)


HOLIDAY_WORDS = {
    "New Year's Day": "元旦",
    "Spring Festival": "春节",
    "Tomb-sweeping Day": "清明节",
    "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节",
    "Mid-autumn Festival": "中秋节",
    "National Day": "国庆节",
    "Anti-Fascist 70th Day": "抗战胜利纪念日",
}

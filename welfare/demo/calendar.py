"""The demo world's time: the source report's years, moved to lie just behind today.

Dates of events move by whole years, so that the world's last day lies in the past twelve months.
Facts of persons (birth, start of work) stay: the ID numbers carry them.
"""

import datetime as dt
from dataclasses import dataclass

LAST_DAY = dt.date(2022, 10, 18)  # in the workbooks' own years


@dataclass(frozen=True)
class Calendar:
    """How far the workbooks' years are moved."""

    years: int

    @classmethod
    def ending_before(cls, today: dt.date) -> "Calendar":
        """The latest world that has already come to its last day."""
        years = today.year - LAST_DAY.year
        if LAST_DAY.replace(year=LAST_DAY.year + years) > today:
            years -= 1
        return cls(years)

    @property
    def last_day(self) -> dt.date:
        """The world's last day."""
        return self.moved(LAST_DAY)

    def moved(self, day: dt.date) -> dt.date:
        """A workbook's day in the world; 29 February becomes the 28th where there is none."""
        try:
            return day.replace(year=day.year + self.years)
        except ValueError:
            return day.replace(year=day.year + self.years, day=28)

"""Periods of reports 报表期间: a month, a quarter or a year around a day."""

import datetime as dt
from dataclasses import dataclass
from typing import Self

from welfare.days import Quarter

KINDS = {"month": "月报", "quarter": "季报", "year": "年报"}
ONE = dt.timedelta(days=1)


@dataclass(frozen=True)
class Period:
    """A calendar period, both days included."""

    kind: str
    first: dt.date
    last: dt.date

    @classmethod
    def of(cls, kind: str, day: dt.date) -> Self:
        """The period of that kind a day lies in."""
        if kind == "year":
            return cls(kind, dt.date(day.year, 1, 1), dt.date(day.year, 12, 31))
        if kind == "quarter":
            quarter = Quarter.of(day)
            return cls(kind, quarter.first, quarter.last)
        first = day.replace(day=1)
        return cls("month", first, (first + dt.timedelta(days=31)).replace(day=1) - ONE)

    @property
    def words(self) -> str:
        """2026 年 10 月, 2026 年第四季度, 2026 年度."""
        if self.kind == "year":
            return f"{self.first.year} 年度"
        if self.kind == "quarter":
            return f"{self.first.year} 年{Quarter.of(self.first).words}"
        return f"{self.first.year} 年 {self.first.month} 月"

    @property
    def title(self) -> str:
        """月报, 季报 or 年报."""
        return KINDS[self.kind]

    @property
    def before(self) -> dt.date:
        """A day of the period before."""
        return self.first - ONE

    @property
    def after(self) -> dt.date:
        """A day of the period after."""
        return self.last + ONE

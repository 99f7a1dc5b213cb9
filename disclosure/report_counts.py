"""How many reports came and how long they took, for everyone: whole quarters, nothing under five.

A quarter still running is not told: who waits for a report about himself learns nothing from it.
"""

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from disclosure.models.reports import ErasedReport, Report
from welfare.days import Quarter

FEW = 5  # fewer are not told
YEARS = 3


@dataclass(frozen=True)
class YearOfReports:
    """A calendar year as far as its quarters are over; None stands for fewer than five."""

    year: int
    until: int  # the last quarter counted
    received: int | None
    answered: int | None
    mean_days: int | None  # from receipt to answer


def report_years(*, on: dt.date) -> list[YearOfReports]:
    """The latest years with a quarter that is over, the newest first. Two queries."""
    last = Quarter.of(on).shifted(-1)
    rows = Report.objects.filter(received_on__lte=last.last)
    times = [
        (received.year, (answered - received).days if answered else None)
        for received, answered in rows.values_list("received_on", "answered_on")
    ]
    times += ErasedReport.objects.values_list("received_year", "days_taken")
    received = Counter(year for year, _ in times)
    return [
        _year(year, 4 if year < last.year else last.number, received[year], times)
        for year in range(last.year, last.year - YEARS, -1)
        if received[year]
    ]


def _year(
    year: int, until: int, received: int, times: list[tuple[int, int | None]]
) -> YearOfReports:
    taken = [days for one, days in times if one == year and days is not None]
    return YearOfReports(
        year,
        until,
        received if received >= FEW else None,
        len(taken) if len(taken) >= FEW else None,
        round(sum(taken) / len(taken)) if len(taken) >= FEW else None,
    )

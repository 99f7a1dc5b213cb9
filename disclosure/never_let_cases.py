"""The history of the four never-lets 四个决不让 by quarter: every number is a list of cases.

That nothing happened is a list too: it says what was looked at, so that an empty one is evidence.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from disclosure.never_lets import PROMISES, Case, NeverLets, Promise, never_lets
from staff.hardship_list import kept_in
from staff.models import DutyStatus, HardshipFile, Visit, VisitDuty
from welfare.days import Quarter


@dataclass(frozen=True)
class Looked:
    """What stood behind the lists in a quarter: files in force, duties, visits made."""

    quarter: Quarter
    files: int
    duties: int
    done: int
    visits: int


@dataclass(frozen=True)
class History:
    """Cases of one promise in some quarters, with what was looked at in each."""

    promise: Promise
    quarters: list[Quarter]
    cases: list[Case]
    looked: list[Looked]

    @property
    def open(self) -> int:
        """Cases not yet cleared."""
        return sum(case.until is None for case in self.cases)


def promise_of(key: str) -> Promise | None:
    """The promise of a key."""
    return next((promise for promise in PROMISES if promise.key == key), None)


def quarter_begun(year: int, number: int, *, on: dt.date) -> Quarter | None:
    """A quarter that has begun, of a year the calendar knows."""
    if not (dt.MINYEAR < year <= on.year and number in range(1, 5)):
        return None
    quarter = Quarter(year, number)
    return quarter if quarter.first <= on else None


def history_of(
    files: "QuerySet[HardshipFile]", promise: Promise, *, on: dt.date, quarter: Quarter | None
) -> History:
    """One quarter's cases, or those of all quarters shown on the board."""
    found = never_lets(files, on=on)
    quarters = [quarter] if quarter else [one.quarter for one in found.blocks[0].quarters]
    cases = [
        case for case in _all_cases(found)
        if case.promise == promise.key and Quarter.of(case.since) in quarters
    ]  # fmt: skip
    cases.sort(key=lambda case: (case.since, case.file.pk), reverse=True)
    told = next(block.promise for block in found.blocks if block.promise.key == promise.key)
    return History(told, quarters, cases, [_looked(files, one) for one in quarters])


def _all_cases(found: NeverLets) -> Iterable[Case]:
    for block in found.blocks:
        yield from block.open
    yield from found.settled


def _looked(files: "QuerySet[HardshipFile]", quarter: Quarter) -> Looked:
    """Three queries a quarter; there are eight of them at most."""
    first, last = quarter.first, quarter.last
    standing = kept_in(files, quarter)
    duties = VisitDuty.objects.of_quarter(quarter).filter(pairing__file__in=files)
    duties = duties.exclude(status=DutyStatus.WAIVED)
    visits = Visit.objects.filter(pairing__file__in=files, visited_on__range=(first, last))
    return Looked(
        quarter,
        standing.count(),
        duties.count(),
        duties.filter(status=DutyStatus.DONE).count(),
        visits.count(),
    )

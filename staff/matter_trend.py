"""诉求走势: what workers asked for, quarter by quarter, and what came of it (domain.md 57, 43)."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.db.models.functions import TruncQuarter

from staff.matter_list import conditions
from staff.models import Matter, MatterSource
from welfare.days import Quarter
from welfare.models import User

QUARTERS = 8
SHOWN = (
    "all",
    "closed",
    "",
    "overdue",
    "press",
    "bad",
)  # lists of matter_list.LISTS, in this order


@dataclass(frozen=True)
class Number:
    """A number with the query that opens its list."""

    many: int
    query: str


@dataclass(frozen=True)
class TrendLine:
    """A quarter: its numbers by source, then by what came of it."""

    quarter: Quarter
    sources: list[Number]
    shown: list[Number]


def matter_trend(user: User, *, on: dt.date) -> list[TrendLine]:
    """The latest quarters, the newest first, by the day a matter was raised. One query."""
    wanted, last = conditions(user, on), Quarter.of(on)
    first = last.shifted(1 - QUARTERS)
    counts = {f"n_{key}": Count("pk", filter=wanted[key]) for key in SHOWN}
    rows = Matter.objects.visible_to(user).filter(raised_on__gte=first.first).order_by()
    grouped = rows.annotate(began=TruncQuarter("raised_on")).values("began", "source")
    found: dict[Quarter, dict[str, Any]] = {}
    for row in grouped.annotate(**counts):
        found.setdefault(Quarter.of(row["began"]), {})[row["source"]] = row
    return [_line(quarter, found.get(quarter, {})) for quarter in reversed(list(first.until(last)))]


def _line(quarter: Quarter, rows: dict[str, Any]) -> TrendLine:
    asked = f"quarter={quarter.year}-{quarter.number}"
    return TrendLine(
        quarter,
        [
            Number(rows.get(source, {}).get("n_all", 0), f"{asked}&show=all&source={source.value}")
            for source in MatterSource
        ],
        [
            Number(sum(row[f"n_{key}"] for row in rows.values()), f"{asked}&show={key}")
            for key in SHOWN
        ],
    )

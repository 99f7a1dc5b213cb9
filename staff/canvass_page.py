"""What the page of a canvass 摸底普查 shows: each station, how many are left, and who."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from staff.models import Canvass, CanvassFinding, CanvassUnit, Seen, Worker
from welfare.models import User


@dataclass(frozen=True)
class UnitRow:
    """A station with who goes and how far they are."""

    unit: CanvassUnit
    names: str
    people: int
    seen: int

    @property
    def left(self) -> int:
        """Who has not been seen."""
        return self.people - self.seen


SHOWS = ("left", "all", *Seen.values)


def asked_of(query: Mapping[str, str]) -> dict[str, str]:
    """?show= and ?station=; who is left, at every station, for anything else."""
    show, station = query.get("show", ""), query.get("station", "")
    return {
        "show": show if show in SHOWS else "left",
        "station": station if station.isdecimal() and len(station) < 10 else "",
    }


def people_of(canvass: Canvass, *, show: str, station: str, on: dt.date) -> "QuerySet[Worker]":
    """The people asked for: who is left, those with a result, or all; of one station or all."""
    people = canvass.left(on=on) if show == "left" else canvass.workers(on=on)
    if station:
        people = people.filter(station=int(station))
    if show in Seen.values:
        found = CanvassFinding.objects.filter(canvass=canvass, result=show)
        people = people.filter(pk__in=found.values("worker"))
    return people.select_related("station").order_by("station", "pinyin", "pk")


def shown_of(canvass: Canvass, user: User, *, on: dt.date) -> dict[str, Any]:
    """Stations, results and sums. Five queries, however many people."""
    everyone = canvass.workers(on=on).order_by()
    seen = CanvassFinding.objects.filter(canvass=canvass).values("worker")
    found = Count("pk", filter=Q(pk__in=seen))
    counted = {
        station: (people, reached)
        for station, people, reached in everyone.values_list("station").annotate(
            n=Count("pk"), s=found
        )
    }
    units = list(canvass.units.select_related("station").prefetch_related("surveyors"))
    rows = [
        UnitRow(
            unit,
            "、".join(person.name for person in unit.surveyors.all()),
            *counted.get(unit.station_id, (0, 0)),
        )
        for unit in units
    ]
    results = canvass.findings.by_result()
    people, reached = sum(row.people for row in rows), sum(row.seen for row in rows)
    return {
        "units": rows,
        "totals": {"all": people, "left": people - reached},
        "seen": reached,
        "results": [(one.value, one.label, results.get(one.value, 0)) for one in Seen],
        "mine": {unit.station_id for unit in units if user in unit.surveyors.all()},
    }

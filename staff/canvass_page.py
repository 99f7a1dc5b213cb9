"""What the page of a canvass 摸底普查 shows: each station, how many are left, and who."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from staff.kinship import kin_of
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
    said = CanvassFinding.objects.filter(canvass=canvass, worker=OuterRef("pk"))
    people = people.annotate(
        seen_on=Subquery(said.values("seen_on")[:1]),
        seen_by=Subquery(said.values("recorded_by__name")[:1]),
        seen_with=Subquery(said.values("went_with__name")[:1]),
        seen_with_outsider=Subquery(said.values("companion")[:1]),
    )
    return people.select_related("station").order_by("station", "pinyin", "pk")


def companions_for(worker: Worker, by: User) -> "QuerySet[User]":
    """Who may go along to a worker's home: who surveys at all, neither he himself nor his kin."""
    kept = kin_of(worker).users | {by.pk, worker.user_id or by.pk}
    may = User.objects.filter(is_active=True, groups__permissions__codename="survey_hardship")
    return may.exclude(pk__in=kept).distinct().order_by("name", "pk")


def usual_companion(canvass: Canvass, worker: Worker, free: "QuerySet[User]") -> User | None:
    """The other one sent round the worker's station, when there is one other only."""
    asked = User.objects.filter(
        pk__in=canvass.units.filter(station=worker.station_id).values("surveyors")
    )
    others = list(free.filter(pk__in=asked)[:2])
    return others[0] if len(others) == 1 else None


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

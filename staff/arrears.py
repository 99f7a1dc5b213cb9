"""Who is behind with the three insurances 三金欠缴, on any day; every count opens its list."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Count, Exists, OuterRef, QuerySet

from staff.models import InsuranceEntry, InsuranceKind, Worker
from welfare.models import User

UNKNOWN = "unknown"


@dataclass(frozen=True)
class Asked:
    """A day, a kind and a station; the workers whose kind nobody has entered, when asked."""

    on: dt.date
    kind: InsuranceKind | None
    station: str
    is_unknown: bool
    is_today: bool

    def url(self, kind: str = "", *, unknown: bool = False) -> str:
        """The address of a list of this day and station."""
        told = {
            "on": "" if self.is_today else self.on.isoformat(),
            "kind": kind,
            "station": self.station,
            "state": UNKNOWN if unknown else "",
        }
        return "?" + urlencode({key: value for key, value in told.items() if value})


def asked_of(query: Mapping[str, str], kinds: Iterable[InsuranceKind], *, today: dt.date) -> Asked:
    """Read the address; a day to come or of no use is today, unknown values are dropped."""
    try:
        on = min(dt.date.fromisoformat(str(query.get("on", ""))), today)
    except ValueError:
        on = today
    kind = next((kind for kind in kinds if kind.key == query.get("kind")), None)
    station = str(query.get("station", ""))
    station = station if station.isdecimal() and len(station) < 10 else ""
    is_unknown = query.get("state") == UNKNOWN and kind is not None
    return Asked(on, kind, station, is_unknown, on == today)


def _people(user: User, asked: Asked) -> "QuerySet[Worker]":
    people = Worker.objects.visible_to(user).on_roster(on=asked.on)
    return people.filter(station=int(asked.station)) if asked.station else people


def late_rows(user: User, asked: Asked) -> "QuerySet[InsuranceEntry]":
    """The entries behind, the longest first."""
    seen = _people(user, asked).order_by().values("pk")
    late = InsuranceEntry.objects.in_arrears(on=asked.on).filter(worker__in=seen)
    if asked.kind is not None:
        late = late.filter(kind=asked.kind)
    ordered = late.order_by("paid_to", "worker__pinyin", "kind__rank")
    return ordered.select_related("worker__station", "kind")


def unknown_workers(user: User, asked: Asked) -> "QuerySet[Worker]":
    """Those on the roster of whom nobody has entered the kind."""
    known = InsuranceEntry.objects.filter(
        worker=OuterRef("pk"), kind=asked.kind, recorded_on__lte=asked.on
    )
    people = _people(user, asked).exclude(Exists(known))
    return people.select_related("station").order_by("pinyin", "pk")


@dataclass(frozen=True)
class Number:
    """A count that opens its list."""

    label: str
    count: int
    url: str
    is_on: bool


def counts_of(user: User, asked: Asked, kinds: list[InsuranceKind]) -> list[Number]:
    """All arrears (人次), those of each kind, and of how many the kind is not entered.

    A fixed number of queries for the kinds there are.
    """
    everyone = Asked(asked.on, None, asked.station, False, asked.is_today)
    late = dict(late_rows(user, everyone).order_by().values_list("kind").annotate(Count("pk")))
    people = _people(user, asked)
    total = people.count()
    seen = people.order_by().values("pk")
    current = InsuranceEntry.objects.current(on=asked.on).filter(worker__in=seen)
    known = dict(current.order_by().values_list("kind").annotate(Count("pk")))
    is_all = asked.kind is None
    counts = [Number("全部欠缴", sum(late.values()), asked.url(), is_all)]
    for kind in kinds:
        mine = asked.kind == kind
        counts.append(
            Number(
                f"{kind.name}欠缴",
                late.get(kind.pk, 0),
                asked.url(kind.key),
                mine and not asked.is_unknown,
            )
        )
    for kind in kinds:
        mine = asked.kind == kind and asked.is_unknown
        words, url = f"{kind.name}没登记", asked.url(kind.key, unknown=True)
        counts.append(Number(words, total - known.get(kind.pk, 0), url, mine))
    return counts

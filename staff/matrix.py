"""The quarter matrix 季度走访表: who was visited how often, who is still due, who was missed."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Case, Count, QuerySet, When

from staff.models import Cadre, CadreKind, DutyStatus, HardshipFile, Pairing, Visit, VisitDuty
from staff.models.visits import FACE_TO_FACE
from welfare.days import Quarter

QUARTERS = 8
FILTERS = {
    "kind": "cadre__kind",
    "station": "file__worker__station",
    "tier": "file__tier__key",
}


def narrowed_pairings(
    pairings: "QuerySet[Pairing]", query: Mapping[str, str]
) -> "QuerySet[Pairing]":
    """The pairings narrowed by ?kind=, ?station= and ?tier=."""
    for name, path in FILTERS.items():
        wanted = query.get(name, "")
        if wanted and (name != "station" or (wanted.isdecimal() and len(wanted) < 10)):
            pairings = pairings.filter(**{path: wanted})
    return pairings


@dataclass(frozen=True)
class Cell:
    """One pairing in one quarter."""

    css: str
    text: str
    words: str


@dataclass(frozen=True)
class Row:
    """A hardship worker with his quarters."""

    pairing: Pairing
    file: HardshipFile
    cells: list[Cell]
    last: dt.date | None

    @property
    def phone_cells(self) -> list[Cell]:
        """The last four, for a phone."""
        return self.cells[-4:]


@dataclass(frozen=True)
class CadreRows:
    """A cadre with the workers he answers for."""

    cadre: Cadre
    rows: list[Row]


@dataclass(frozen=True)
class Group:
    """A kind of cadre."""

    label: str
    cadres: list[CadreRows]
    people: int  # workers in the group, also those on other pages


@dataclass(frozen=True)
class Coverage:
    """A quarter's duties: how many, how many done."""

    quarter: Quarter
    done: int
    due: int
    missed: int
    is_running: bool
    days_left: int


@dataclass(frozen=True)
class Matrix:
    """The page's content."""

    quarters: list[Quarter]
    groups: list[Group]
    coverage: list[Coverage]


def _cell(duty: VisitDuty | None, visits: int) -> Cell:
    if duty is None:
        return Cell("na", "", "未结对")
    if duty.status in (DutyStatus.MISSED, DutyStatus.LATE_DONE):
        return Cell("miss", "!", "逾期未访" if not visits else "逾期后补访")
    if not visits:
        return Cell("due", "", "还没去")
    return Cell(f"c{min(visits, 3)}", str(visits), f"走访 {visits} 次")


def in_order(pairings: "QuerySet[Pairing]") -> "QuerySet[Pairing]":
    """As the page shows them: by kind of cadre, cadre, worker."""
    rank = Case(*[When(cadre__kind=kind, then=n) for n, kind in enumerate(CadreKind)])
    rows = pairings.select_related("cadre", "file__worker__station", "file__tier")
    return rows.order_by(rank, "cadre__number", "file__worker__pinyin", "pk")


def matrix_of(
    pairings: "QuerySet[Pairing]", *, on: dt.date, shown: Iterable[Pairing] | None = None
) -> Matrix:
    """Eight quarters up to the running one: rows of those shown (all, unless given), sums of all.

    Five queries, however many pairings.
    """
    last = Quarter.of(on)
    quarters = list(last.shifted(1 - QUARTERS).until(last))
    wanted = list(in_order(pairings) if shown is None else shown)
    keys = [pairing.pk for pairing in wanted]
    duties = {(d.pairing_id, d.period): d for d in VisitDuty.objects.filter(pairing__in=keys)}
    visits = list(
        Visit.objects.filter(pairing__in=keys).values_list("pairing", "visited_on", "mode")
    )
    counted = Counter(
        (pairing, Quarter.of(day)) for pairing, day, mode in visits if mode in FACE_TO_FACE
    )
    latest: dict[int, dt.date] = {}
    for pairing, day, _ in visits:
        latest[pairing] = max(day, latest.get(pairing, day))
    rows = [
        Row(
            pairing,
            pairing.file,
            [_cell(duties.get((pairing.pk, q)), counted[pairing.pk, q]) for q in quarters],
            latest.get(pairing.pk),
        )
        for pairing in wanted
    ]
    plain = pairings.order_by()
    people = dict(plain.values_list("cadre__kind").annotate(n=Count("pk")))
    return Matrix(quarters, _groups(rows, people), _coverage(quarters, plain, on))


def _groups(rows: list[Row], people: dict[str, int]) -> list[Group]:
    groups = []
    for kind in CadreKind:
        chosen = [row for row in rows if row.pairing.cadre.kind == kind]
        cadres = [
            CadreRows(cadre, list(own))
            for cadre, own in groupby(chosen, key=lambda row: row.pairing.cadre)
        ]
        if cadres:
            groups.append(Group(kind.label, cadres, people[kind]))
    return groups


def _coverage(
    quarters: list[Quarter], pairings: "QuerySet[Pairing]", on: dt.date
) -> list[Coverage]:
    duties = VisitDuty.objects.filter(pairing__in=pairings.values("pk")).order_by()
    counts = duties.values_list("year", "quarter", "status").annotate(n=Count("pk"))
    tally = Counter({(Quarter(year, number), status): n for year, number, status, n in counts})
    found = []
    for quarter in quarters:
        done = tally[quarter, DutyStatus.DONE]
        missed = tally[quarter, DutyStatus.MISSED] + tally[quarter, DutyStatus.LATE_DONE]
        due = done + missed + tally[quarter, DutyStatus.PENDING]
        running = quarter == quarters[-1]
        left = (quarter.last - on).days
        found.append(Coverage(quarter, done, due, missed, running, left))
    return found

"""The quarter matrix 季度走访表: who was visited how often, who is still due, who was missed."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from django.db.models import BigIntegerField, Case, CharField, Count, F, QuerySet, Value, When
from django.db.models.functions import Cast

from staff.models import (
    Cadre,
    CadreKind,
    DutyStatus,
    HardshipFile,
    Pairing,
    Station,
    Tier,
    Visit,
    VisitDuty,
)
from staff.models.pairings import PairingQuerySet
from welfare.days import Quarter

QUARTERS = 8
SENT_LATE = "sent_late"  # made by its day and entered after it: missed by the rule, not forgotten
FILTERS = {
    "kind": "cadre__kind",
    "station": "file__worker__station",
    "tier": "file__tier__key",
}


def _wanted(query: Mapping[str, str], prefix: str = "") -> dict[str, str]:
    """The paths that ?kind=, ?station= and ?tier= ask for, from a pairing or what leads to one."""
    asked = {name: query.get(name, "") for name in FILTERS}
    if not asked["station"].isdecimal() or len(asked["station"]) >= 10:
        asked["station"] = ""
    return {f"{prefix}{FILTERS[name]}": value for name, value in asked.items() if value}


def narrowed_pairings(
    pairings: PairingQuerySet, query: Mapping[str, str], *, on: dt.date
) -> PairingQuerySet:
    """Narrowed by ?kind=, ?station=, ?tier=, ?late=1 (behind with visits) and ?hard=1 (no leader)."""
    pairings = pairings.filter(**_wanted(query))
    if query.get("late") == "1":
        pairings = pairings.behind(Quarter.of(on))
    if query.get("hard") == "1":
        pairings = pairings.without_leader()
    return pairings


def narrowed_duties(
    duties: "QuerySet[VisitDuty]", query: Mapping[str, str]
) -> "QuerySet[VisitDuty]":
    """The duties of the pairings asked for by ?kind=, ?station= and ?tier=."""
    return duties.filter(**_wanted(query, "pairing__"))


_AS_RANKED = -Cast("rank", BigIntegerField())


def choices_asked(*, on: dt.date) -> dict[str, list[tuple[str, str]]]:
    """What the filters `station` and `tier` offer, as key and name, and which tier is the `hardest` of
    the scheme in force. One query."""
    stations = Station.objects.annotate(
        of=Value("station"), place=F("pk"), key=Cast("pk", CharField())
    )
    tiers = Tier.objects.given(on=on).annotate(of=Value("tier"), place=_AS_RANKED)
    hardest = Tier.objects.in_use(on=on).hardest().annotate(of=Value("hardest"), place=_AS_RANKED)
    told = ("of", "place", "key", "name")
    asked = (rows.order_by().values_list(*told) for rows in (tiers, hardest))
    rows = stations.order_by().values_list(*told).union(*asked, all=True)
    found: dict[str, list[tuple[str, str]]] = {"station": [], "tier": [], "hardest": []}
    for of, _, key, name in sorted(rows):
        if key not in dict(found[of]):  # two schemes may share a key
            found[of].append((key, name))
    return found


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

    is_late: bool = False  # a quarter missed after which nobody has come

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
    doubted: int  # done by a visit the worker knows nothing of, until the office has looked
    is_running: bool
    days_left: int


@dataclass(frozen=True)
class Matrix:
    """The page's content."""

    quarters: list[Quarter]
    groups: list[Group]
    coverage: list[Coverage]


def _missed_words(states: list[str], visits: int) -> str:
    """How a missed quarter is told, made up for or not; empty for any other."""
    if DutyStatus.MISSED in states or DutyStatus.LATE_DONE in states:
        return "逾期后补访" if visits else "逾期未访"
    return "按时去了，逾期才录入" if SENT_LATE in states else ""


def _cell(states: list[str], visits: int, waiting: int) -> Cell:
    """A quarter of one file: the duties of whoever led it, how often somebody came, and how many
    visits wait for the office's or the cadre's word.
    """
    if words := _missed_words(states, visits):
        return Cell("miss", "!", words)
    if DutyStatus.DOUBTED in states:
        return Cell("doubt", "?", "职工说没来过，待核实")
    if waiting and not visits:
        return Cell("doubt", "?", f"{waiting} 次走访等核实或等本人确认，还不算")
    if visits and DutyStatus.PENDING in states and DutyStatus.DONE not in states:
        return Cell("due", str(visits), f"走访 {visits} 次，还没够")
    if visits:
        return Cell(f"c{min(visits, 3)}", str(visits), f"走访 {visits} 次")
    if DutyStatus.PENDING in states:
        return Cell("due", "", "还没去")
    if DutyStatus.WAIVED in states:
        return Cell("waived", "免", "免走访")
    return Cell("na", "", "未结对")


def in_order(pairings: "QuerySet[Pairing]") -> "QuerySet[Pairing]":
    """As the page shows them: by kind of cadre, cadre, worker."""
    rank = Case(*[When(cadre__kind=kind, then=n) for n, kind in enumerate(CadreKind)])
    rows = pairings.select_related("cadre", "file__worker__station", "file__tier")
    return rows.order_by(rank, "cadre__number", "file__worker__pinyin", "pk")


def people_by_kind(pairings: "QuerySet[Pairing]") -> dict[str, int]:
    """How many workers each kind of cadre answers for. One query."""
    kinds = pairings.order_by().values_list("cadre__kind")
    return dict(kinds.annotate(n=Count("pk", distinct=True)))


def matrix_of(
    shown: list[Pairing],
    duties: "QuerySet[VisitDuty]",
    *,
    on: dt.date,
    people: dict[str, int] | None = None,
) -> Matrix:
    """Eight quarters up to the running one: a row for each pairing shown, sums over the duties.

    `people` are the workers of each kind of cadre, also on other pages (those shown, unless given).
    Three queries, however many pairings. A row is of the file: it keeps what former cadres did and missed.
    """
    last = Quarter.of(on)
    quarters = list(last.shifted(1 - QUARTERS).until(last))
    rows = _rows(shown, quarters)
    counts = people or dict(Counter(pairing.cadre.kind for pairing in shown))
    return Matrix(quarters, _groups(rows, counts), _coverage(quarters, duties, on))


def _rows(shown: list[Pairing], quarters: list[Quarter]) -> list[Row]:
    files = [pairing.file_id for pairing in shown]
    duties = VisitDuty.objects.filter(
        pairing__file__in=files, year__gte=quarters[0].year
    ).with_made_on()
    states: dict[tuple[int, Quarter], list[str]] = defaultdict(list)
    asked = duties.values_list("pairing__file", "year", "quarter", "status", "made_on")
    for file, year, number, status, made_on in asked:
        late = status == DutyStatus.LATE_DONE and made_on
        states[file, Quarter(year, number)].append(SENT_LATE if late else status)
    visits = Visit.objects.filter(pairing__file__in=files).with_standing().order_by("visited_on")
    latest: dict[int, dt.date] = {}
    counted: Counter[tuple[int, Quarter]] = Counter()
    waiting: Counter[tuple[int, Quarter]] = Counter()
    told = visits.values_list("pairing__file", "visited_on", "counts", "is_waiting")
    for file, day, counts, is_waiting in told:
        if counts:
            latest[file] = day
        counted[file, Quarter.of(day)] += counts
        waiting[file, Quarter.of(day)] += is_waiting
    tallies = (counted, waiting)
    return [
        _row(pairing, quarters, states, tallies, latest.get(pairing.file_id)) for pairing in shown
    ]


def _row(
    pairing: Pairing,
    quarters: list[Quarter],
    states: dict[tuple[int, Quarter], list[str]],
    tallies: "tuple[Counter[tuple[int, Quarter]], Counter[tuple[int, Quarter]]]",
    last: dt.date | None,
) -> Row:
    file = pairing.file_id
    counted, waiting = tallies
    cells = [_cell(states.get((file, q), []), counted[file, q], waiting[file, q]) for q in quarters]
    missed = [q for q in quarters if DutyStatus.MISSED in states.get((file, q), [])]
    is_late = bool(missed) and (last is None or last <= missed[-1].last)
    return Row(pairing, pairing.file, cells, last, is_late)


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
    quarters: list[Quarter], duties: "QuerySet[VisitDuty]", on: dt.date
) -> list[Coverage]:
    asked = duties.order_by().filter(year__gte=quarters[0].year)
    counts = asked.values_list("year", "quarter", "status").annotate(n=Count("pk"))
    tally = Counter({(Quarter(year, number), status): n for year, number, status, n in counts})
    found = []
    for quarter in quarters:
        done = tally[quarter, DutyStatus.DONE]
        missed = tally[quarter, DutyStatus.MISSED] + tally[quarter, DutyStatus.LATE_DONE]
        doubted = tally[quarter, DutyStatus.DOUBTED]
        due = done + missed + doubted + tally[quarter, DutyStatus.PENDING]
        running = quarter == quarters[-1]
        left = (quarter.last - on).days
        found.append(Coverage(quarter, done, due, missed, doubted, running, left))
    return found

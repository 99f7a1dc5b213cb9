"""The preview of a roster as its page shows it: tabs with counts, problems by cell, old → new."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Case, F, Func, IntegerField, QuerySet, Sum, When
from django.http import QueryDict

from staff.models import (
    ImportStatus,
    LeaveReason,
    RosterImport,
    RosterImportRow,
    RowOutcome,
    StagedWorker,
    Worker,
    station_names,
)
from staff.roster_copy import WORKER_COLUMNS
from staff.roster_fields import FIELD_LABELS, WRITES, words_of
from staff.roster_heads import MASKS
from welfare.crypto import Sealed
from welfare.paging import PAGE_SIZE

ORDER = (
    RowOutcome.ERROR, RowOutcome.NEW, RowOutcome.CHANGED, RowOutcome.LEFT, RowOutcome.UNCHANGED,
)  # fmt: skip
SHOWN_AT_FIRST = ORDER[:4]
COLUMNS = (
    "name",
    "id_number",
    "birth",
    "station",
    "post",
)  # the others where they say something new
PAINT = {
    RowOutcome.ERROR: ("e", "over", ""),
    RowOutcome.NEW: ("n", "ok", "plus-lg"),
    RowOutcome.CHANGED: ("c", "info", "pencil"),
    RowOutcome.LEFT: ("", "wait", ""),
    RowOutcome.UNCHANGED: ("", "done", ""),
}
LISTED = 20  # problems in the summary on top; all of them stand in the table


@dataclass(frozen=True)
class Tab:
    """One kind of row: how many, shown or not, and the address that turns it over."""

    outcome: RowOutcome
    count: int
    is_on: bool
    query: str


@dataclass(frozen=True)
class Trouble:
    """A line of the summary: what is wrong where, and the page its row is on."""

    row: int
    sheet: str
    column: str
    message: str
    query: str


@dataclass(frozen=True)
class Group:
    """Changes that are accepted together: newcomers, or one field; and the list behind them."""

    key: str
    label: str
    count: int
    query: str


@dataclass(frozen=True)
class Repair:
    """A button that mends a cell: where it is offered, what it says."""

    row: int
    problem: int
    fix: int
    label: str

    @property
    def short(self) -> str:
        """Inside the cell, which says already what is written there."""
        _, told, meaning = self.label.partition("算作")
        return told + meaning or self.label


@dataclass
class ShownCell:
    """A cell: what it says, what the registry says when that is different, what is wrong."""

    text: str
    was: str = ""
    wrong: list[str] = field(default_factory=list)
    repairs: list[Repair] = field(default_factory=list)


@dataclass(frozen=True)
class ShownRow:
    """A row of the table."""

    pk: int
    number: int
    sheet: str
    worker_id: int | None
    css: str
    kind: str
    icon: str
    label: str
    cells: list[ShownCell]
    others: list[tuple[str, ShownCell]]
    told: list[str]


def outcomes_asked(wanted: Iterable[str]) -> list[RowOutcome]:
    """The kinds of rows to show, from ?show=; unknown words narrow nothing."""
    asked = set(wanted)
    return [outcome for outcome in ORDER if outcome.value in asked] or list(SHOWN_AT_FIRST)


def tabs_of(counts: Mapping[str, int], shown: list[RowOutcome]) -> list[Tab]:
    """Tabs that show or hide their kind of row; leavers have one where there are any."""
    return [
        Tab(outcome, counts[outcome], outcome in shown, _query(set(shown) ^ {outcome}))
        for outcome in ORDER
        if outcome != RowOutcome.LEFT or counts[outcome]
    ]


def groups_of(roster: RosterImport) -> list[Group]:
    """What can be accepted by group, each with the list of its rows."""
    new = roster.counts["new"]
    groups = [Group("new", "新增", new, _query([RowOutcome.NEW]))] if new else []
    fields = roster.totals.get("fields", {})
    for name in WRITES:
        if fields.get(name):
            query = _query([RowOutcome.CHANGED]) + f"&field={name}"
            groups.append(Group(name, FIELD_LABELS[name], fields[name], query))
    return groups


def left_out(roster: RosterImport, groups: list[Group]) -> list[Group]:
    """What was not accepted when it was written."""
    if roster.status != ImportStatus.COMMITTED:
        return []
    return [group for group in groups if group.key not in roster.accepted]


def _query(outcomes: Iterable[RowOutcome], page: int = 0) -> str:
    query = QueryDict(mutable=True)
    query.setlist("show", sorted(outcome.value for outcome in outcomes))
    if page:
        query["page"] = str(page)
    return "?" + query.urlencode()


def rows_of(
    roster: RosterImport, shown: list[RowOutcome], changed: str = ""
) -> "QuerySet[RosterImportRow]":
    """The rows, problems first; `changed` narrows to those that change a field."""
    order = Case(
        *(When(outcome=outcome, then=place) for place, outcome in enumerate(ORDER)),
        output_field=IntegerField(),
    )
    rows = roster.rows.filter(outcome__in=shown)
    if changed in WRITES:
        rows = rows.filter(fields__contains=[changed])
    return rows.order_by(order, "id")


def trouble_count(roster: RosterImport) -> int:
    """How many cells must be mended. One query."""
    each = Func(F("problems"), function="jsonb_array_length", output_field=IntegerField())
    wrong = roster.rows.filter(outcome=RowOutcome.ERROR).order_by()
    return wrong.aggregate(count=Sum(each))["count"] or 0


def troubles_of(roster: RosterImport) -> list[Trouble]:
    """The first problems with the way to their rows; rows in error stand first. One query."""
    wrong = roster.rows.filter(outcome=RowOutcome.ERROR).order_by("id")[:LISTED]
    several = len(roster.heads) > 1
    found = [
        Trouble(
            row.number,
            roster.sheet_name(row.sheet) if several else "",
            problem["cell"].rstrip("0123456789"),
            problem["message"],
            _query(SHOWN_AT_FIRST, place // PAGE_SIZE + 1),
        )
        for place, row in enumerate(wrong)
        for problem in row.problems
    ]
    return found[:LISTED]


def column_titles(roster: RosterImport) -> list[tuple[str, str]]:
    """Letter and title of the shown columns, as the first sheet has them."""
    columns = roster.heads[0]["columns"] if roster.heads else []
    found = {column["key"]: (column["letter"], column["title"]) for column in columns}
    return [found.get(key, ("", FIELD_LABELS[key])) for key in COLUMNS]


def shown_rows(roster: RosterImport, rows: Iterable[RosterImportRow]) -> list[ShownRow]:
    """The rows of one page of the table, masked. Three queries."""
    page = list(rows)
    known = Worker.objects.filter(pk__in=[row.worker_id for row in page if row.worker_id])
    workers = known.select_related("station").in_bulk()
    staged = StagedWorker.objects.filter(row__in=page, row__outcome=RowOutcome.NEW).in_bulk()
    places = {place.pk: place.name for place in station_names().values()}
    return [
        _shown_row(roster, row, _told(row, workers, staged, places), row.worker_id in workers)
        for row in page
    ]


def _told(
    row: RosterImportRow,
    workers: Mapping[int, Worker],
    staged: Mapping[int, StagedWorker],
    places: Mapping[int, str],
) -> dict[str, str]:
    """What stands in the row: of a newcomer what will be written, else what the registry says."""
    if row.outcome == RowOutcome.ERROR:
        return {}
    if row.pk in staged:
        return _as_worker(staged[row.pk], places)
    worker = workers.get(row.worker_id or 0)
    return words_of(worker) if worker else {}


def _as_worker(staged: StagedWorker, places: Mapping[int, str]) -> dict[str, str]:
    """A newcomer in words; sealed columns open in the row they are sealed for."""
    facts = {column: getattr(staged, column) for column in WORKER_COLUMNS}
    facts |= {name: Sealed(v) for name, v in facts.items() if isinstance(v, (bytes, memoryview))}
    station = facts.pop("station_id")
    worker = Worker(uid=staged.uid, **facts)
    worker.__dict__["station_id"] = station
    return words_of(worker, places.get(station, staged.place or ""))


def _shown_row(
    roster: RosterImport, row: RosterImportRow, told: dict[str, str], is_known: bool
) -> ShownRow:
    outcome = RowOutcome(row.outcome)
    payload = json.loads(str(row.payload)) if row.payload else {}
    texts = told or payload.get("texts", {})
    cells = {key: ShownCell(_masked(key, text)) for key, text in texts.items()}
    for key, (old, new) in payload.get("changes", {}).items():
        cells[key] = ShownCell(_masked(key, new) or "—", _masked(key, old) or "空")
    _add_problems(row, payload, cells)
    others = [
        (FIELD_LABELS.get(key, ""), cell)
        for key, cell in cells.items()
        if key not in COLUMNS and (cell.was or cell.wrong)
    ]
    css, kind, icon = PAINT[outcome]
    shown = [cells.get(key, ShownCell("")) for key in COLUMNS]
    sheet = roster.sheet_name(row.sheet) if len(roster.heads) > 1 else ""
    return ShownRow(
        row.pk, row.number, sheet, row.worker_id if is_known else None, css, kind, icon,
        outcome.label, shown, others, _asides(row, payload, is_gone=outcome == RowOutcome.NEW and not told),
    )  # fmt: skip


def _add_problems(
    row: RosterImportRow, payload: dict[str, Any], cells: dict[str, ShownCell]
) -> None:
    fixes = payload.get("fixes", {})
    for place, problem in enumerate(row.problems):
        cell = cells.setdefault(problem.get("key", ""), ShownCell(""))
        cell.wrong.append(problem["message"])
        cell.repairs += [
            Repair(row.pk, place, number, fix[3])
            for number, fix in enumerate(fixes.get(str(place), []))
        ]


def _asides(row: RosterImportRow, payload: dict[str, Any], *, is_gone: bool) -> list[str]:
    """What else is to be known of a row: hidden, a comment, a warning, why he left."""
    told = ["隐藏行"] if row.hidden else []
    if is_gone:
        told.append("没有写入册里，这一行的资料没有留下")
    if "left" in payload:
        name, reason, day = payload["left"]
        told.append(f"{name}：{LeaveReason(reason).label}{' ' + day if day else ''}")
    if payload.get("comment"):
        told.append(f"批注：{payload['comment']}")
    return told + [f"{warning['cell']} {warning['message']}" for warning in row.warnings]


def _masked(key: str, text: str) -> str:
    return MASKS[key](text) if key in MASKS and key != "name" and text else text


def written_before(roster: RosterImport) -> RosterImport | None:
    """An earlier import of the very same file that reached the registry. One query."""
    same = RosterImport.objects.written().filter(digest=roster.digest).exclude(pk=roster.pk)
    return same.select_related("committed_by").order_by("committed_at").first()

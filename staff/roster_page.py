"""The preview of a roster as its page shows it: tabs with counts, problems by cell, old → new."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Case, Count, IntegerField, QuerySet, When
from django.http import QueryDict

from staff.models import RosterImport, RosterImportRow, RowOutcome
from staff.roster_compare import in_words, unpacked
from staff.roster_sheet.columns import LABELS
from welfare.masks import card_masked, id_masked, phone_masked
from welfare.paging import PAGE_SIZE

ORDER = (RowOutcome.ERROR, RowOutcome.NEW, RowOutcome.CHANGED, RowOutcome.UNCHANGED)
SHOWN_AT_FIRST = ORDER[:3]
COLUMNS = ("name", "id_number", "birth", "station", "post", "job", "disability_certificate")
MASKS = {
    "id_number": id_masked,
    "spouse_id_number": id_masked,
    "phone": phone_masked,
    "bank_card": card_masked,
    "disability_certificate": card_masked,
}
PAINT = {
    RowOutcome.ERROR: ("e", "over", ""),
    RowOutcome.NEW: ("n", "ok", "plus-lg"),
    RowOutcome.CHANGED: ("c", "info", "pencil"),
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
    column: str
    message: str
    query: str


@dataclass
class ShownCell:
    """A cell: what it says, what the registry says when that is different, what is wrong."""

    text: str
    was: str = ""
    wrong: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class ShownRow:
    """A row of the table."""

    number: int
    worker_id: int | None
    css: str
    kind: str
    icon: str
    label: str
    cells: list[ShownCell]
    others: list[tuple[str, ShownCell]]


def outcomes_asked(wanted: Iterable[str]) -> list[RowOutcome]:
    """The kinds of rows to show, from ?show=; unknown words narrow nothing."""
    asked = set(wanted)
    return [outcome for outcome in ORDER if outcome.value in asked] or list(SHOWN_AT_FIRST)


def counts_of(roster: RosterImport) -> dict[RowOutcome, int]:
    """Rows by what they would do. One query."""
    found = dict(roster.rows.order_by().values_list("outcome").annotate(Count("pk")))
    return {outcome: found.get(outcome.value, 0) for outcome in ORDER}


def tabs_of(counts: dict[RowOutcome, int], shown: list[RowOutcome]) -> list[Tab]:
    """Tabs that show or hide their kind of row."""
    return [
        Tab(outcome, counts[outcome], outcome in shown, _query(set(shown) ^ {outcome}))
        for outcome in ORDER
    ]


def _query(outcomes: Iterable[RowOutcome], page: int = 0) -> str:
    query = QueryDict(mutable=True)
    query.setlist("show", sorted(outcome.value for outcome in outcomes))
    if page:
        query["page"] = str(page)
    return "?" + query.urlencode()


def rows_of(roster: RosterImport, shown: list[RowOutcome]) -> "QuerySet[RosterImportRow]":
    """The rows, problems first."""
    order = Case(
        *(When(outcome=outcome, then=place) for place, outcome in enumerate(ORDER)),
        output_field=IntegerField(),
    )
    return roster.rows.filter(outcome__in=shown).order_by(order, "number")


def troubles_of(roster: RosterImport) -> list[Trouble]:
    """Every problem with the way to its row; rows in error stand first. One query."""
    wrong = roster.rows.filter(outcome=RowOutcome.ERROR).order_by("number")
    return [
        Trouble(
            number,
            problem["cell"].rstrip("0123456789"),
            problem["message"],
            _query(SHOWN_AT_FIRST, place // PAGE_SIZE + 1),
        )
        for place, (number, problems) in enumerate(wrong.values_list("number", "problems"))
        for problem in problems
    ]


def column_titles(roster: RosterImport) -> list[tuple[str, str]]:
    """Letter and title of the shown columns, as the sheet has them."""
    found = {column["key"]: (column["letter"], column["title"]) for column in roster.columns}
    return [found.get(key, ("", LABELS[key])) for key in COLUMNS]


def shown_rows(roster: RosterImport, rows: Iterable[RosterImportRow]) -> list[ShownRow]:
    """The rows of one page of the table, masked."""
    letters = {column["letter"]: column["key"] for column in roster.columns}
    return [_shown_row(row, letters) for row in rows]


def _shown_row(row: RosterImportRow, letters: dict[str, str]) -> ShownRow:
    outcome = RowOutcome(row.outcome)
    cells = _cells(row)
    for problem in row.problems:
        key = letters.get(problem["cell"].rstrip("0123456789"), "")
        cells.setdefault(key, ShownCell("")).wrong.append(problem["message"])
    others = [
        (LABELS.get(key, ""), cell)
        for key, cell in cells.items()
        if key not in COLUMNS and (cell.was or cell.wrong)
    ]
    css, kind, icon = PAINT[outcome]
    shown = [cells.get(key, ShownCell("")) for key in COLUMNS]
    return ShownRow(row.number, row.worker_id, css, kind, icon, outcome.label, shown, others)


def _cells(row: RosterImportRow) -> dict[str, ShownCell]:
    if row.outcome == RowOutcome.ERROR:
        texts: dict[str, str] = json.loads(str(row.values))
        return {key: ShownCell(_masked(key, text)) for key, text in texts.items()}
    told = unpacked(str(row.values))
    said = {name: in_words(name, getattr(told, name)) for name in told.__slots__}
    cells = {name: ShownCell(_masked(name, words)) for name, words in said.items()}
    changes: dict[str, Any] = json.loads(str(row.changes)) if row.changes else {}
    for key, (old, new) in changes.items():
        cells[key] = ShownCell(_masked(key, new) or "—", _masked(key, old) or "空")
    return cells


def _masked(key: str, text: str) -> str:
    return MASKS[key](text) if key in MASKS and text else text


def written_before(roster: RosterImport) -> RosterImport | None:
    """An earlier import of the very same file that reached the registry. One query."""
    same = RosterImport.objects.written().filter(digest=roster.digest).exclude(pk=roster.pk)
    return same.select_related("committed_by").order_by("committed_at").first()

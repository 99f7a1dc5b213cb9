"""The mapping page 对应列: what each column of a file became, and what it can become."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from staff.models import RosterImport, RosterTitle
from staff.roster_heads import unknown_titles
from staff.roster_sheet.columns import COLUMNS, INSURED, MEANINGS, NOT_READ
from welfare.sheets.writer import REASONS

LEFT_OUT = ""
MOST_TOLD = 5  # titles in a sentence
CHOICES = [(column.key, column.titles[0]) for column in COLUMNS if column.key not in NOT_READ]


@dataclass(frozen=True)
class AskedColumn:
    """A column on the page; its `place` names its field in the form."""

    place: int
    letter: str
    title: str
    samples: str
    key: str
    kind: str  # how it was recognised: ask, known, kept, off
    kind_words: str
    why: str = ""  # it is not imported


def columns_page(roster: RosterImport, chosen: Mapping[str, str] | None = None) -> dict[str, Any]:
    """What the page shows; unknown columns first, `chosen` when the form was refused. One query."""
    kept = dict(RosterTitle.objects.values_list("title", "column"))
    settled = {REASONS: LEFT_OUT} | kept | roster.mapping
    unknown = set(unknown_titles(roster.heads, settled))
    doubled = {title for head in roster.heads for _, *titles in head["doubled"] for title in titles}
    samples = json.loads(str(roster.samples)) if roster.samples else {}
    asked = [
        _asked(place, column, settled | dict(chosen or {}), kept, unknown | doubled, samples)
        for place, column in enumerate(_columns(roster))
    ]
    asked.sort(key=lambda column: (column.kind != "ask", column.kind == "off", column.place))
    return {
        "roster": roster,
        "columns": asked,
        "choices": CHOICES,
        "unknown_count": sum(column.kind == "ask" for column in asked),
        "missing": sorted({label for head in roster.heads for label in head["missing"]}),
        "doubled": [
            (label, "」、「".join(titles))
            for head in roster.heads
            for label, *titles in head["doubled"]
        ],
        "kept_count": sum(column.kind == "kept" for column in asked),
    }


def _columns(roster: RosterImport) -> list[dict[str, Any]]:
    """Every title once, in the order of the sheets."""
    seen: dict[str, dict[str, Any]] = {}
    for head in roster.heads:
        for column in head["columns"]:
            seen.setdefault(column["title"], column)
    return list(seen.values())


def insured_titles(roster: RosterImport) -> list[str]:
    """The titles of 三金, which a roster does not write."""
    told = [c["title"] for c in _columns(roster) if NOT_READ.get(c["key"]) == INSURED]
    return told[:MOST_TOLD]


def _asked(
    place: int,
    column: dict[str, Any],
    settled: Mapping[str, str],
    kept: Mapping[str, str],
    open_titles: set[str],
    told: Mapping[str, list[str]],
) -> AskedColumn:
    title = column["title"]
    key = settled.get(title, column["key"])
    if title in open_titles:
        kind, words = "ask", "要您认"
    elif title in kept:
        kind, words = "kept", "记得上次"
    elif not key or key in NOT_READ:
        kind, words = "off", "不导入"
    else:
        kind, words = "known", "认出"
    samples = " / ".join(told.get(title, []))
    why = NOT_READ.get(key, "")
    key = LEFT_OUT if key in NOT_READ else key
    return AskedColumn(place, column["letter"], title, samples, key, kind, words, why)


def chosen_columns(roster: RosterImport, posted: QueryDict) -> dict[str, str]:
    """Title → key from the form, where it differs from what we would have done ourselves."""
    chosen = {}
    for place, column in enumerate(_columns(roster)):
        key = posted.get(f"c{place}")
        if key is None:
            continue
        usual = MEANINGS.get(column["title"], "")
        if key != ("" if usual in NOT_READ else usual) or not usual:
            chosen[column["title"]] = key
    return chosen

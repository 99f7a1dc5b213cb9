"""The heads of a roster's sheets as the mapping page shows them: columns, and masked samples of
them, which are kept sealed: of a column we do not know they may tell anything."""

import json
import re
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from staff.roster_sheet.columns import LABELS, MEANINGS
from staff.roster_sheet.heads import RosterHead
from staff.roster_sheet.reading import RosterReading
from welfare.masks import address_masked, card_masked, id_masked, phone_masked
from welfare.names import masked
from welfare.sheets.cells import Cell

SAMPLES, SAMPLE_LENGTH = 3, 20


def _unsaid(text: str) -> str:
    """What somebody suffers from or lives on is no matter of the registrar (security.md 4.2)."""
    return "已填" if text else ""


MASKS = {
    "id_number": id_masked,
    "spouse_id_number": id_masked,
    "phone": phone_masked,
    "bank_card": card_masked,
    "disability_certificate": card_masked,
    "disability_type": _unsaid,
    "disability_grade": _unsaid,
    "family_income": _unsaid,
    "address": address_masked,
    "name": masked,
    "spouse_name": masked,
}
LONG_NUMBER = re.compile(r"\d{7,}[Xx]?")


def heads_of(reading: RosterReading) -> list[dict[str, Any]]:
    """What is kept of each sheet that has a roster."""
    return [_facts(head) for head in reading.heads]


def _facts(head: RosterHead) -> dict[str, Any]:
    return {
        "sheet": head.sheet,
        "title": head.title,
        "unit": head.unit,
        "columns": [asdict(column) for column in head.columns if column.title],
        "first_row": head.first_row,
        "missing": [LABELS[key] for key in head.missing],
        "doubled": [[LABELS[key], *titles] for key, titles in head.doubled.items()],
    }


def samples_of(reading: RosterReading) -> str:
    """The first cells of every column by its title, as JSON; of the first sheet that has it."""
    tops = {sheet.name: sheet.top for sheet in reading.book.sheets}
    found: dict[str, list[str]] = {}
    for head in reading.heads:
        people = tops.get(head.sheet, [])[head.first_row - 1 :][:SAMPLES]
        for place, column in enumerate(head.columns):
            if column.title:
                found.setdefault(column.title, _samples(column.key, place, people))
    return json.dumps(found, ensure_ascii=False)


def _samples(key: str, place: int, people: list[list[Cell]]) -> list[str]:
    texts = [row[place].text.strip() for row in people if place < len(row)]
    return [_masked(key, text)[:SAMPLE_LENGTH] for text in texts if text]


def _masked(key: str, text: str) -> str:
    """A sample identifies nobody, of a column we do not know neither."""
    if key in MASKS:
        return MASKS[key](text)
    return LONG_NUMBER.sub(lambda found: card_masked(found.group()), text)


def unknown_titles(heads: list[dict[str, Any]], known_titles: Mapping[str, str]) -> list[str]:
    """Titles that mean nothing to us and that nobody has settled."""
    titles = [column["title"] for head in heads for column in head["columns"] if not column["key"]]
    return [t for t in dict.fromkeys(titles) if t not in known_titles and t not in MEANINGS]

"""What the office already knows when it reads a roster, and the repairs a reader can offer."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from welfare.sheets.cells import Cell
from welfare.sheets.tables import Problem
from welfare.sheets.values import PaperDate


@dataclass(frozen=True)
class Known:
    """What is known before reading.

    `stations`: every spelling → the station's name; None lets any name pass (places are made).
    `titles`: a column title as the mapping page shows it → the column's key, "" to leave it out.
    `values`: (column key, raw text) → what it means in the code's words: a choice's value, a
    station's name, an ISO date (1975-10 for a month), "" to read the cell as empty. The raw text
    of an ID number is a digest. `on` is the day no date may lie after; None checks none.
    """

    stations: Mapping[str, str] | None = None
    titles: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[tuple[str, str], str] = field(default_factory=dict)
    on: dt.date | None = None


@dataclass(frozen=True)
class Fix:
    """One click: read `raw` in column `key` as `suggestion`, that is Known.values[key, raw].

    `lasting` fixes are words worth remembering for every roster (「清石站」→「青石站」); the others
    speak of one person, hold personal data and belong to this file alone.
    """

    key: str
    raw: str
    suggestion: str
    label: str
    lasting: bool = True


@dataclass(frozen=True)
class CellProblem(Problem):
    """A problem in a roster's cell: its column, and the repairs on offer, the likeliest first."""

    key: str = ""
    fixes: tuple[Fix, ...] = ()

    @property
    def fix(self) -> Fix | None:
        """The likeliest repair."""
        return self.fixes[0] if self.fixes else None


@dataclass(slots=True)
class Odd:
    """A cell that says its value, and something beside it.

    `later` cells are read once the rest of the row is known; `note` goes to the remark.
    """

    value: Any = None
    problem: tuple[str, str] = ("", "")
    fixes: tuple[Fix, ...] = ()
    warning: tuple[str, str] = ("", "")
    repairs: tuple[str, ...] = ()
    note: str = ""
    leave: str = ""
    left_on: PaperDate | None = None
    later: Cell | None = None
    aside: str = ""  # a name as it was written; why a row comes without its ID number

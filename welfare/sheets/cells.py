"""What a reader finds: plain cells with their kind. Knows nothing of files."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What Excel says the cell holds."""

    EMPTY = ""
    TEXT = "s"
    NUMBER = "n"
    DAY = "d"
    BOOL = "b"
    ERROR = "e"  # a formula that failed: #REF!


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its kind and its value as text (numbers in full, days as ISO dates)."""

    kind: Kind = Kind.EMPTY
    text: str = ""


EMPTY = Cell()


@dataclass(frozen=True)
class Sheet:
    """A worksheet from cell A1 on; merged ranges as (row, column, last row, last column) from 0."""

    name: str
    rows: list[list[Cell]]
    merged: list[tuple[int, int, int, int]]


def column_letters(index: int) -> str:
    """0 → A, 26 → AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def coordinate(row: int, column: int) -> str:
    """Row and column from 0 → J20."""
    return f"{column_letters(column)}{row + 1}"

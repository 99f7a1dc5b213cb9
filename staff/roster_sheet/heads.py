"""Finding the head of a roster sheet: title lines, one or two header rows, columns by meaning."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from staff.roster_sheet.columns import LABELS, MEANINGS, NOT_READ, REQUIRED
from staff.roster_sheet.known import Known
from welfare.sheets.cells import Cell, Kind, column_letters
from welfare.sheets.dates import paper_date
from welfare.sheets.tables import HEADER_WITHIN, clean_title
from welfare.sheets.values import BadValue, PaperDate
from welfare.sheets.writer import REASONS

ENOUGH = 3  # titles we know that make a row a header
UNIT_LINE = re.compile(r"(?:填报单位|编制单位|填表单位|单位名称|单位)[:：]\s*([^\s:：]+)")
DATE_LINE = re.compile(
    r"(?:时间|日期|截止|截至)[:：至到]?\s*([\d一二三四五六七八九〇零年月日./-]+)"
)
PLAIN_NAMES = re.compile(r"^(sheet|工作表|表|csv)\s*\d*$|花名册|名册|名单|职工|汇总|人员", re.IGNORECASE)  # fmt: skip


@dataclass(frozen=True)
class MappedColumn:
    """A column of the sheet and what it became; empty key when it is not imported."""

    letter: str
    title: str
    key: str
    label: str


@dataclass(frozen=True)
class RosterHead:
    """The head of one sheet.

    `title`, `unit` and `told_on` come from the lines above the header, the unit else from the
    sheet's name. `first_row` is the Excel row of the first person. Where columns are `missing`
    (keys) or `doubled` (key → titles) the sheet must be mapped by hand before its rows are read.
    """

    sheet: str
    title: str
    unit: str
    told_on: PaperDate | None
    columns: list[MappedColumn]
    first_row: int
    missing: list[str] = field(default_factory=list)
    doubled: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def places(self) -> dict[str, int]:
        """Where each column stands, from 0."""
        return {c.key: place for place, c in enumerate(self.columns) if c.key}

    @property
    def twins(self) -> list[MappedColumn]:
        """Columns of one meaning with one and the same title: nobody can say which is which."""
        titles = [c.title for c in self.columns]
        return [c for c in self.columns if c.key in self.doubled and titles.count(c.title) > 1]

    @property
    def is_ready(self) -> bool:
        """Whether its rows can be read."""
        return not self.missing and not self.doubled


def meaning_of(title: str, known: Known) -> str:
    """The key of a column title; empty when it is not imported."""
    return known.titles.get(title, MEANINGS.get(title, ""))


def find_head(sheet: str, rows: Sequence[Sequence[Cell]], known: Known) -> RosterHead | None:
    """The head in the first rows of a sheet; None where it has no roster."""
    header = _header_row(rows, known)
    if header is None:
        return None
    titles, first = _titles(rows, header, known)
    title, unit, told_on = _title_lines(rows[:header])
    unit = unit or ("" if PLAIN_NAMES.search(sheet) else sheet.strip())
    keys = [meaning_of(title, known) for title in titles]
    columns = [
        MappedColumn(column_letters(place), title, key, LABELS.get(key, ""))
        for place, (title, key) in enumerate(zip(titles, keys, strict=True))
    ]
    missing = [key for key in REQUIRED if key not in keys]
    if "station" in missing and default_station(unit, known):
        missing.remove("station")
    doubled = {
        key: tuple(c.title for c in columns if c.key == key)
        for key in dict.fromkeys(keys)
        if key and key not in NOT_READ and keys.count(key) > 1
    }
    return RosterHead(sheet, title, unit, told_on, columns, first + 1, missing, doubled)


def default_station(unit: str, known: Known) -> str:
    """The station a whole sheet belongs to, where it has no station column; else empty."""
    if not unit:
        return ""
    if ("station", unit) in known.values:
        return known.values["station", unit]
    return unit if known.stations is None else known.stations.get(unit, "")


def _header_row(rows: Sequence[Sequence[Cell]], known: Known) -> int | None:
    for number, row in enumerate(rows[:HEADER_WITHIN]):
        titles = [clean_title(cell) for cell in row]
        if sum(t in MEANINGS or t in known.titles for t in titles if t) >= ENOUGH:
            return number
    return None


def _titles(rows: Sequence[Sequence[Cell]], header: int, known: Known) -> tuple[list[str], int]:
    """The header's titles, two rows joined as 家庭情况-人口, and the first row of data."""
    upper = [clean_title(cell) for cell in rows[header]]
    if header + 1 >= len(rows):
        return upper, header + 1
    lower = [clean_title(cell) for cell in rows[header + 1]]
    width = max(len(upper), len(lower))
    upper += [""] * (width - len(upper))
    lower += [""] * (width - len(lower))
    spanned = _filled_right(upper)
    joined = [
        f"{a}-{b}" if b not in ("", REASONS) else b or u  # our own column belongs under no other
        for a, b, u in zip(spanned, lower, upper, strict=True)
    ]
    two = any(b and meaning_of(title, known) for title, b in zip(joined, lower, strict=True))
    return (joined, header + 2) if two else (upper, header + 1)


def _filled_right(titles: list[str]) -> list[str]:
    filled, last = [], ""
    for title in titles:
        last = title or last
        filled.append(last)
    return filled


def _title_lines(rows: Sequence[Sequence[Cell]]) -> tuple[str, str, PaperDate | None]:
    """The file's title, the reporting unit and the reporting date above the header."""
    lines = [" ".join(c.text.strip() for c in row if c.text.strip()) for row in rows]
    told = [line for line in lines if line]
    title = next((line for line in told if not UNIT_LINE.search(line)), "")
    unit = next((m.group(1) for line in told if (m := UNIT_LINE.search(line))), "")
    return title, "" if unit in ("元", "人", "万元") else unit, _told_on(told)


def _told_on(lines: Sequence[str]) -> PaperDate | None:
    for line in lines:
        if found := DATE_LINE.search(line):
            try:
                return paper_date(Cell(Kind.TEXT, found.group(1)))
            except BadValue:
                continue
    return None

"""A plain table in a workbook: known columns, typed values, problems by cell."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from welfare.errors import Refused
from welfare.sheets import values
from welfare.sheets.cells import EMPTY, Cell, Kind, Sheet, coordinate
from welfare.sheets.dates import paper_date
from welfare.sheets.reader import read_workbook

HEADER_WITHIN = 20
TOTAL_WORDS = ("合计", "总计", "共计", "小计")


def _day(cell: Cell) -> dt.date | None:
    found = paper_date(cell)
    if found is not None and found.precision != "day":
        raise values.BadValue("bad_date", f"「{cell.text}」要写到日，比如 2022-03-12")
    return found.day if found else None


PARSERS: dict[str, Callable[[Cell], Any]] = {
    "text": values.plain,
    "prose": lambda cell: cell.text.strip(),  # sentences keep their full-width punctuation
    "name": values.name_of,
    "id": values.id_number,
    "day": _day,
    "money": values.money,
    "whole": values.whole,
    "digits": values.digits,
}


@dataclass(frozen=True)
class Column:
    """A column we know: its key, its titles, and how to read it."""

    key: str
    titles: tuple[str, ...]
    kind: str = "text"
    required: bool = True
    choices: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Problem:
    """A cell that must be mended before anything is written."""

    sheet: str
    cell: str
    code: str
    message: str


@dataclass(frozen=True)
class TableRow:
    """A row: its number in Excel and its values by key."""

    number: int
    values: dict[str, Any]


@dataclass(frozen=True)
class Table:
    """What a sheet holds: rows, problems, and the total its last row claims."""

    sheet: str
    rows: list[TableRow]
    problems: list[Problem]
    claimed_total: Decimal | None

    def refuse_problems(self) -> None:
        """Raise Refused with every problem, each with its cell."""
        if self.problems:
            listed = "；".join(f"{p.sheet} {p.cell}：{p.message}" for p in self.problems[:10])
            more = f"；另有 {len(self.problems) - 10} 处" if len(self.problems) > 10 else ""
            raise Refused(f"有 {len(self.problems)} 处要改，一行也没有写入。{listed}{more}。")


def clean_title(cell: Cell) -> str:
    """A header as it is compared: no blanks, brackets folded."""
    return values.INVISIBLE.sub("", values.plain(cell)).replace("（", "(").replace("）", ")")


def find_columns(titles: Sequence[str], columns: Sequence[Column]) -> dict[str, int]:
    """Which column stands where. Raises Refused when two have one meaning or one is missing."""
    found: dict[str, int] = {}
    for index, title in enumerate(titles):
        for column in columns:
            if title not in column.titles:
                continue
            if column.key in found:
                first = titles[found[column.key]]
                raise Refused(
                    f"「{first}」和「{title}」两列是一个意思，不知道用哪一列。请删掉一列再上传。"
                )
            found[column.key] = index
    missing = [c.titles[0] for c in columns if c.required and c.key not in found]
    if missing:
        words = "、".join(f"「{title}」" for title in missing)
        raise Refused(f"缺 {words} 列。请在表头加上这一列再上传。")
    return found


def _header_row(sheet: Sheet, columns: Sequence[Column]) -> int:
    known = {title for column in columns for title in column.titles}
    hits = [
        (sum(clean_title(cell) in known for cell in row), -number)
        for number, row in enumerate(sheet.rows[:HEADER_WITHIN])
    ]
    best, number = max(hits, default=(0, 0))
    if best < 2:
        raise Refused(
            f"「{sheet.name}」前 {HEADER_WITHIN} 行里找不到表头。请检查是不是选错了文件。"
        )
    return -number


def read_table(
    source: "Path | UploadedFile", columns: Sequence[Column], *, sheet: int = 0
) -> Table:
    """Read one worksheet as a table of known columns.

    Raises Refused for a file that is no workbook, has no header, misses a column or has two of
    one meaning; problems of single cells are collected in the table.
    """
    sheets = read_workbook(source)
    if sheet >= len(sheets):
        raise Refused(f"文件里只有 {len(sheets)} 个工作表，要有 {sheet + 1} 个。")
    return table_of(sheets[sheet], columns)


def table_of(sheet: Sheet, columns: Sequence[Column]) -> Table:
    """The table in a worksheet; see read_table."""
    header = _header_row(sheet, columns)
    places = find_columns([clean_title(cell) for cell in sheet.rows[header]], columns)
    rows: list[TableRow] = []
    problems: list[Problem] = []
    claimed = None
    for number, cells in enumerate(sheet.rows[header + 1 :], start=header + 1):
        texts = [cell.text.strip() for cell in cells if cell.text.strip()]
        if not texts:
            continue
        if texts[0].startswith(TOTAL_WORDS):
            claimed = _claimed(cells, places, columns) if texts[0] != "小计" else claimed
            continue
        found = _row(sheet.name, number, cells, places, columns, problems)
        rows.append(TableRow(number + 1, found))
    if not rows:
        raise Refused(f"「{sheet.name}」只有表头，没有一行数据。")
    return Table(sheet.name, rows, problems, claimed)


def _row(
    sheet: str,
    number: int,
    cells: Sequence[Cell],
    places: Mapping[str, int],
    columns: Sequence[Column],
    problems: list[Problem],
) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for column in columns:
        place = places.get(column.key)
        cell = cells[place] if place is not None and place < len(cells) else EMPTY
        try:
            found[column.key] = _value(column, cell)
        except values.BadValue as bad:
            problems.append(Problem(sheet, coordinate(number, place or 0), bad.code, str(bad)))
    return found


def _value(column: Column, cell: Cell) -> Any:
    if cell.kind == Kind.ERROR:
        raise values.BadValue("formula_error", f"公式出错（{cell.text}）。请改成要填的内容")
    value = PARSERS[column.kind](cell)
    if value in (None, ""):
        if column.required:
            raise values.BadValue("required", f"「{column.titles[0]}」空着。请补上")
        return value
    if column.choices:
        if value not in column.choices:
            known = "、".join(column.choices)
            raise values.BadValue("unknown_choice", f"没有「{value}」这一项。请写 {known} 之一")
        return column.choices[value]
    return value


def _claimed(
    cells: Sequence[Cell], places: Mapping[str, int], columns: Sequence[Column]
) -> Decimal | None:
    for column in columns:
        place = places.get(column.key, len(cells))
        if column.kind == "money" and place < len(cells):
            try:
                return values.money(cells[place])
            except values.BadValue:
                return None
    return None

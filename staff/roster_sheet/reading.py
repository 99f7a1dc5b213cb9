"""A roster file into rows: title and header found, totals and signatures left out."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from django.core.files.uploadedfile import UploadedFile

from staff.roster_sheet.columns import COLUMNS, LABELS, TITLES
from staff.roster_sheet.rows import RosterRow, RowReader
from welfare.errors import Refused
from welfare.sheets.cells import EMPTY, Cell, Sheet, column_letters
from welfare.sheets.reader import read_workbook
from welfare.sheets.tables import HEADER_WITHIN, TOTAL_WORDS, clean_title, find_columns

FOOTERS = ("制表人", "审核人", "填表日期", "填表人", "注:", "注：", "说明")


@dataclass(frozen=True)
class MappedColumn:
    """A column of the sheet and what it became; empty key when it is not imported."""

    letter: str
    title: str
    key: str
    label: str


@dataclass(frozen=True)
class RosterSheet:
    """A roster as read: rows in the sheet's order, the head count its footer claims."""

    sheet: str
    title: str
    columns: list[MappedColumn]
    rows: list[RosterRow]
    claimed: int | None
    notes: list[str]

    @property
    def people(self) -> list[RosterRow]:
        """Rows that stand for a person: repeats of an earlier row are not counted."""
        return [row for row in self.rows if row.duplicate_of is None]


def read_roster(source: "Path | UploadedFile", stations: Mapping[str, str] | None) -> RosterSheet:
    """Read the first sheet that has a roster's header.

    `stations` maps every known spelling to the station; None lets any name pass (places are
    made). Raises Refused for a file without a roster, a missing column, or two of one meaning.
    """
    for sheet in read_workbook(source):
        header = _header_of(sheet)
        if header is not None:
            return _read_sheet(sheet, header, stations)
    raise Refused(
        "没有找到花名册的表头：前 20 行里要有姓名、身份证号、车站这些列。请检查是不是选错了文件。"
    )


def _header_of(sheet: Sheet) -> int | None:
    for number, row in enumerate(sheet.rows[:HEADER_WITHIN]):
        if sum(clean_title(cell) in TITLES for cell in row) >= 3:
            return number
    return None


def _titles(sheet: Sheet, header: int) -> tuple[list[str], int]:
    """The header's titles, two rows joined as 家庭情况-人口, and the first row of data."""
    upper = [clean_title(cell) for cell in sheet.rows[header]]
    if header + 1 >= len(sheet.rows):
        return upper, header + 1
    lower = [clean_title(cell) for cell in sheet.rows[header + 1]]
    lower += [""] * (len(upper) - len(lower))
    spanned = _filled_right(upper)
    joined = [f"{a}-{b}" if b else u for a, b, u in zip(spanned, lower, upper, strict=False)]
    two_rows = any(title in TITLES and low for title, low in zip(joined, lower, strict=False))
    return (joined, header + 2) if two_rows else (upper, header + 1)


def _filled_right(titles: list[str]) -> list[str]:
    filled, last = [], ""
    for title in titles:
        last = title or last
        filled.append(last)
    return filled


def _read_sheet(sheet: Sheet, header: int, stations: Mapping[str, str] | None) -> RosterSheet:
    titles, first = _titles(sheet, header)
    places = find_columns(titles, COLUMNS)
    keys = {place: key for key, place in places.items()}
    reader = RowReader(sheet.name, places, stations)
    rows, claimed = [], None
    for index, cells in enumerate(sheet.rows[first:], start=first):
        cells = _filled_down(sheet, index, cells)
        texts = [cell.text.strip() for cell in cells if cell.text.strip()]
        if not texts or texts[0].startswith(FOOTERS) or _repeats_header(cells, titles):
            continue
        if texts[0].startswith(TOTAL_WORDS):
            claimed = _number_in(texts) if texts[0] != "小计" else claimed
            continue
        rows.append(reader.read(index, cells))
    if not rows:
        raise Refused("花名册只有表头，没有一行职工。")
    _mark_duplicates(rows, reader)
    columns = [
        MappedColumn(column_letters(i), title, keys.get(i, ""), LABELS.get(keys.get(i, ""), ""))
        for i, title in enumerate(titles)
        if title
    ]
    heading = " ".join(c.text.strip() for c in sheet.rows[0] if c.text.strip()) if header else ""
    return RosterSheet(sheet.name, heading, columns, rows, claimed, _notes(reader))


def _filled_down(sheet: Sheet, index: int, cells: list[Cell]) -> list[Cell]:
    """The row with merged unit cells filled from their first row."""
    filled = list(cells)
    for top, left, bottom, right in sheet.merged:
        if top < index <= bottom and left == right and left < len(sheet.rows[top]):
            filled += [EMPTY] * (left + 1 - len(filled))
            filled[left] = sheet.rows[top][left]
    return filled


def _repeats_header(cells: list[Cell], titles: list[str]) -> bool:
    same = sum(
        bool(title) and clean_title(cell) == title
        for cell, title in zip(cells, titles, strict=False)
    )
    return same >= 3


def _number_in(texts: list[str]) -> int | None:
    found = re.search(r"\d+", " ".join(texts))
    return int(found.group()) if found else None


def _mark_duplicates(rows: list[RosterRow], reader: RowReader) -> None:
    seen: dict[str, int] = {}
    for row in rows:
        number = row.values.id_number if row.values else ""
        if not number:
            continue
        if number in seen:
            words = f"和第 {seen[number]} 行的身份证号重复。请删掉多出来的一行"
            row.problems.append(
                reader.problem("id_number", row.number - 1, "duplicate_in_file", words)
            )
            row.duplicate_of, row.values = seen[number], None
        else:
            seen[number] = row.number


REPAIRS = {
    "fullwidth_id": "{} 个身份证号的全角数字已转成半角",
    "spaced_id": "{} 个身份证号里的空格已去掉",
    "spaced_name": "{} 个姓名里的空格已去掉",
    "sex_word": "{} 处性别的写法已统一",
    "formula_remark": "{} 处备注以 = + - @ 开头，按文字保存，不会当公式",
}


def _notes(reader: RowReader) -> list[str]:
    return [
        words.format(reader.repairs[key]) for key, words in REPAIRS.items() if reader.repairs[key]
    ]

"""A roster file into rows, every sheet that has one, a row at a time."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from django.core.files.uploadedfile import UploadedFile

from staff.roster_sheet.columns import LABELS
from staff.roster_sheet.heads import MappedColumn, RosterHead, find_head
from staff.roster_sheet.known import Known
from staff.roster_sheet.rows import RosterRow, RowReader
from staff.roster_sheet.summary import ClaimedTotal, RosterSummary, SkippedLine
from welfare.errors import Refused
from welfare.sheets.cells import EMPTY, Cell, Sheet, coordinate
from welfare.sheets.reader import read_workbook
from welfare.sheets.tables import TOTAL_WORDS, clean_title

FOOTERS = ("制表人", "审核人", "填表日期", "填表人", "注:", "注：", "说明")
NO_ROSTER = (
    "没有找到花名册的表头：前 20 行里要有姓名、身份证号、车站这些列。请检查是不是选错了文件。"
)
NO_ROWS = "花名册只有表头，没有一行职工。"


class RosterReading:
    """An open roster: its heads at once, its rows when asked for, once, its summary after them.

    Use it in a `with`: the process that parses lives as long as the reading. Where a head is not
    ready the caller shows the mapping page and opens the file again with what it learned.
    """

    def __init__(self, sheets: list[Sheet], known: Known) -> None:
        self.known = known
        self.summary = RosterSummary()
        found = [(sheet, find_head(sheet.name, sheet.rows, known)) for sheet in sheets]
        self._sheets = [(sheet, head) for sheet, head in found if head is not None]
        if not self._sheets:
            raise Refused(NO_ROSTER)
        self._seen: dict[str, RosterRow] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the parsing process."""

    @property
    def heads(self) -> list[RosterHead]:
        """The sheets that have a roster, in the file's order."""
        return [head for _, head in self._sheets]

    def rows(self) -> Iterator[RosterRow]:
        """Every row of every sheet, in order. Raises Refused for a file that breaks off."""
        for sheet, head in self._sheets:
            yield from self._rows_of(sheet, head)
        if not self.summary.row_count:
            raise Refused(NO_ROWS)

    def _rows_of(self, sheet: Sheet, head: RosterHead) -> Iterator[RosterRow]:
        reader = RowReader(sheet.name, head.places, self.known.stations)
        titles = [column.title for column in head.columns]
        for index, raw in enumerate(sheet.rows[head.first_row - 1 :], start=head.first_row - 1):
            cells = _filled_down(sheet, index, raw)
            texts = [cell.text.strip() for cell in cells if cell.text.strip()]
            if not texts:
                continue
            if texts[0].startswith(FOOTERS) or _repeats_header(cells, titles):
                self._skip(sheet, index, "说明行或重复的表头", texts)
            elif texts[0].startswith(TOTAL_WORDS):
                self._skip(sheet, index, "合计行", texts)
                self._claim(sheet, index, cells, texts)
            else:
                row = reader.read(index, cells)
                self._count(row, reader)
                yield row
        self.summary.notes += _notes(reader)

    def _skip(self, sheet: Sheet, index: int, reason: str, texts: list[str]) -> None:
        line = SkippedLine(sheet.name, index + 1, reason, " ".join(texts)[:200])
        self.summary.skipped.append(line)

    def _claim(self, sheet: Sheet, index: int, cells: list[Cell], texts: list[str]) -> None:
        found = re.search(r"\d+", " ".join(texts))
        if found and texts[0] != "小计":
            place = next(i for i, cell in enumerate(cells) if found.group() in cell.text)
            self.summary.claimed.append(
                ClaimedTotal(
                    sheet.name,
                    coordinate(index, place),
                    texts[0],
                    int(found.group()),
                    self.summary.people,
                )
            )

    def _count(self, row: RosterRow, reader: RowReader) -> None:
        self.summary.row_count += 1
        number = row.values.id_number if row.values else ""
        if number in self._seen:
            first = self._seen[number].number
            words = f"和第 {first} 行的身份证号重复。请删掉多出来的一行"
            row.problems.append(
                reader.problem("id_number", row.number - 1, "duplicate_in_file", words)
            )
            row.duplicate_of, row.values = first, None
        elif number:
            self._seen[number] = row
        self.summary.people += row.duplicate_of is None


def open_roster(source: Path, name: str, known: Known) -> RosterReading:
    """Open a roster file that the user calls `name`.

    Raises Refused for a file that cannot be taken as a whole; missing and doubled columns do not
    raise, they stand in the heads.
    """
    return RosterReading(read_workbook(source), known)


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
    """Read a roster whole.

    `stations` maps every known spelling to the station; None lets any name pass (places are
    made). Raises Refused for a file without a roster, a missing column, or two of one meaning.
    """
    with RosterReading(read_workbook(source), Known(stations)) as reading:
        for head in reading.heads:
            refuse_unready(head)
        rows = list(reading.rows())
        first, summary = reading.heads[0], reading.summary
    claimed = summary.claimed[-1].claimed if summary.claimed else None
    columns = [column for column in first.columns if column.title]
    return RosterSheet(first.sheet, first.title, columns, rows, claimed, summary.notes)


def refuse_unready(head: RosterHead) -> None:
    """Raise Refused naming the columns that are missing or doubled."""
    for titles in head.doubled.values():
        first, second = titles[:2]
        raise Refused(
            f"「{first}」和「{second}」两列是一个意思，不知道用哪一列。请删掉一列再上传。"
        )
    if head.missing:
        words = "、".join(f"「{LABELS[key]}」" for key in head.missing)
        raise Refused(f"缺 {words} 列。请在表头加上这一列再上传。")


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

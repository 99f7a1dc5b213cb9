"""A roster file into rows, every sheet that has one, a row at a time."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from tempfile import NamedTemporaryFile
from types import TracebackType
from typing import Any, Self

from django.core.files.uploadedfile import UploadedFile

from staff.roster_sheet.columns import LABELS
from staff.roster_sheet.heads import MappedColumn, RosterHead, default_station, find_head
from staff.roster_sheet.known import Known
from staff.roster_sheet.lines import HAS_DITTO, FillDown, Lines, fill_dittos, head_count, is_total
from staff.roster_sheet.rows import Found, Meanings, Plain, RosterRow, RowReader
from staff.roster_sheet.summary import ClaimedTotal, RosterSummary, SkippedLine
from welfare.errors import Refused
from welfare.sheets import values
from welfare.sheets.cells import coordinate
from welfare.sheets.guard import check_size
from welfare.sheets.stream import CELL_END, SheetHead, Workbook
from welfare.sheets.writer import MENDED

NO_ROSTER = (
    "没有找到花名册的表头：前 20 行里要有姓名、身份证号、车站这些列。请检查是不是选错了文件。"
)
NO_ROWS = "花名册只有表头，没有一行职工。"
PERSON = re.compile("s[0-9]{17}[0-9X]").fullmatch
SKIPPED_KEPT = 1000
AHEAD = 2000  # lines the registry is asked about at once
# Asks the registry about lines; the answer is fetched when they are read, while the next are asked.
LookUp = Callable[[Sequence[Plain]], Callable[[], Sequence[Found]]]
Cut = list[tuple[int, str, list[str]]]
REPAIRS = {
    "fullwidth_id": "{} 个身份证号的全角数字已转成半角",
    "spaced_id": "{} 个身份证号里的空格已去掉",
    "spaced_name": "{} 个姓名里的空格已去掉",
    "sex_word": "{} 处性别的写法已统一",
    "formula_remark": "{} 处备注以 = + - @ 开头，按文字保存，不会当公式",
}


class RosterReading:
    """An open roster: its heads at once, its rows when asked for, once, its summary after them.

    Use it in a `with`: the process that parses lives as long as the reading. Where a head is not
    ready the caller shows the mapping page and opens the file again with what it learned.
    """

    def __init__(self, book: Workbook, known: Known) -> None:
        self.book, self.known = book, known
        self.summary = RosterSummary()
        self.repairs: Counter[str] = Counter()
        found = [(sheet, find_head(sheet.name, sheet.top, known)) for sheet in book.sheets]
        self._sheets = self._wanted([(sheet, head) for sheet, head in found if head is not None])
        if not self._sheets:
            raise Refused(NO_ROSTER)
        in_1904 = any(sheet.date1904 for sheet in book.sheets)
        self.meanings = Meanings(known, date1904=in_1904)
        self._seen: dict[str, tuple[str, int]] = {}

    def _wanted(
        self, found: list[tuple[SheetHead, RosterHead]]
    ) -> list[tuple[SheetHead, RosterHead]]:
        """The sheets that can be rosters: beside a ready one, a summary is left out."""
        if not any(head.is_ready for _, head in found):
            return found
        wanted = []
        for sheet, head in found:
            if "id_number" in head.missing:
                words = f"「{head.sheet}」页没有身份证号列，不是花名册，没有读"
                self.summary.notes.append(words)
            else:
                wanted.append((sheet, head))
        return wanted

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
        self.book.close()

    @property
    def heads(self) -> list[RosterHead]:
        """The sheets that have a roster, in the file's order."""
        return [head for _, head in self._sheets]

    def rows(self, look_up: LookUp | None = None) -> Iterator[RosterRow]:
        """Every row of every sheet, in order. Raises Refused for a file that breaks off.

        `look_up` is asked about plain lines before they are read: those found the same are not.
        """
        for _, head in self._sheets:
            refuse_unready(head)
        for sheet, head in self._sheets:
            yield from SheetRows(self, sheet, head, look_up).rows()
        if not self.summary.row_count:
            raise Refused(NO_ROWS)
        repairs = [
            words.format(self.repairs[key]) for key, words in REPAIRS.items() if self.repairs[key]
        ]
        wrong = [total.sentence for total in self.summary.claimed if not total.agrees]
        self.summary.notes[:0] = repairs
        self.summary.notes += wrong

    def repeated(self, row: RosterRow, number: str) -> tuple[str, int] | None:
        """Sheet and row of the same ID number before this one, an old number counting as new."""
        here = (row.sheet, row.number)
        whole = number if len(number) == 18 else values.id_meant(number)
        first = self._seen.setdefault(whole, here)
        return None if first is here else first


class SheetRows:
    """Walks through one sheet: drops what is no person, compares totals, fills down."""

    def __init__(
        self,
        reading: RosterReading,
        sheet: SheetHead,
        head: RosterHead,
        look_up: LookUp | None,
    ) -> None:
        self.reading, self.sheet, self.head = reading, sheet, head
        self.look_up = None if sheet.merged else look_up  # filled cells come line by line
        self.summary = reading.summary
        self.lines = Lines(head)
        self.reader = RowReader(head, reading.meanings)
        self.filler = FillDown(sheet.merged)
        self.id_place = head.places["id_number"]
        self.comments: dict[int, list[str]] = {}
        for row, column, text in sheet.comments:
            if text.startswith(MENDED):
                continue  # we wrote it
            where = coordinate(row, column)
            self.comments.setdefault(row, []).append(f"{where} {text}" if text else where)
        self.hidden_from = [first for first, _ in sheet.hidden]
        # people and leavers since the sheet began, and since the last 小计
        self.people = self.leavers = self.group_people = self.group_leavers = 0
        self.hidden_rows = 0

    def rows(self) -> Iterator[RosterRow]:
        """The sheet's people."""
        before: list[str] = []
        for index, line, tokens, plain in self._lines():
            is_person = PERSON(tokens[self.id_place])
            if not is_person and self._dropped(index, tokens):
                continue
            if self.sheet.merged:
                self.filler.fill(index, tokens)
            if HAS_DITTO(line):
                fill_dittos(tokens, before)
            yield self._row(index, tokens, plain)
            before = tokens
        self._tell_marks()
        self.reading.repairs.update(self.reader.repairs)

    def _lines(self) -> Iterator[tuple[int, str, list[str], tuple[Plain, Found] | None]]:
        """The lines that say something, cut into cells, with what the registry has to plain ones."""
        for cut, answer in _one_ahead(self._asked()):
            found = answer()
            for index, line, tokens in cut:
                yield index, line, tokens, found.get(index)

    def _asked(self) -> Iterator[tuple[Cut, Callable[[], dict[int, tuple[Plain, Found]]]]]:
        width, first = self.reader.width, self.head.first_row - 1
        lines = enumerate(self.reading.book.lines(self.sheet))
        while batch := list(islice(lines, AHEAD)):
            cut = []
            for index, line in batch:
                if index >= first and line:
                    tokens = line.split(CELL_END)
                    if len(tokens) < width:
                        tokens += [""] * (width - len(tokens))
                    cut.append((index, line, tokens))
            yield cut, self._looked_up(cut)

    def _looked_up(self, lines: Cut) -> Callable[[], dict[int, tuple[Plain, Found]]]:
        if self.look_up is None:
            return dict
        plain = {}
        for index, line, tokens in lines:
            is_person = PERSON(tokens[self.id_place])
            if is_person and index not in self.comments and not HAS_DITTO(line):
                told = self.reader.plain(tokens)
                if told is not None:
                    plain[index] = told
        answer = self.look_up(list(plain.values()))
        return lambda: dict(zip(plain, zip(plain.values(), answer(), strict=True), strict=True))

    def _row(self, index: int, tokens: list[str], plain: tuple[Plain, Found] | None) -> RosterRow:
        if plain is not None and plain[1].is_same:
            row = self.reader.glance(index + 1, tokens, *plain)
        else:
            comment = "；".join(self.comments.get(index, ())) if self.comments else ""
            row = self.reader.read(index + 1, tokens, comment)
            row.comment, row.found = comment, plain[1] if plain is not None else None
        if self.hidden_from:
            row.hidden = self._is_hidden(index)
            self.hidden_rows += row.hidden
        self._mark_repeated(row, tokens)
        self.summary.row_count += 1
        counts = row.duplicate_of is None
        self.summary.people += counts and not row.is_leaver
        self.people += counts and not row.is_leaver
        self.leavers += counts and row.is_leaver
        return row

    def _mark_repeated(self, row: RosterRow, tokens: list[str]) -> None:
        number = row.values.id_number if row.values else ""
        if not number or (first := self.reading.repeated(row, number)) is None:
            return
        sheet, at = first
        where = f"第 {at} 行" if sheet == row.sheet else f"「{sheet}」页第 {at} 行"
        words = f"和{where}的身份证号重复。请删掉多出来的一行"
        row.problems.append(
            self.reader.problem("id_number", row.number, "duplicate_in_file", words)
        )
        row.duplicate_of, row.values = at, None
        self.reader.keep_texts(row, tokens)

    def _is_hidden(self, index: int) -> bool:
        place = bisect_right(self.hidden_from, index) - 1
        return place >= 0 and index <= self.sheet.hidden[place][1]

    # -- lines that stand for no person -----------------------------------------------------------

    def _dropped(self, index: int, tokens: list[str]) -> bool:
        texts = [
            (place, text)
            for place, token in enumerate(tokens)
            if token and (text := token[1:].strip())
        ]
        if not texts:
            return True
        if label := is_total(texts):
            self._claim(index, label, texts)
            reason = "合计行"
        else:
            reason = self.lines.reason_to_skip(texts)
        if reason and len(self.summary.skipped) < SKIPPED_KEPT:
            words = " ".join(text for _, text in texts)[:200]
            self.summary.skipped.append(SkippedLine(self.sheet.name, index + 1, reason, words))
        return bool(reason)

    def _claim(self, index: int, label: str, texts: list[tuple[int, str]]) -> None:
        is_group = "小计" in label
        people = self.people - self.group_people * is_group
        leavers = self.leavers - self.group_leavers * is_group
        if is_group:
            self.group_people, self.group_leavers = self.people, self.leavers
        found = head_count(self.head, texts)
        if found is None:
            return
        claimed, place = found
        # A sheet may count its leavers in, and the last total may speak of every sheet.
        others = (people + leavers, self.summary.people if not is_group else people)
        counted = claimed if claimed in others else people
        self.summary.claimed.append(
            ClaimedTotal(self.sheet.name, coordinate(index, place), label, claimed, counted)
        )

    def _tell_marks(self) -> None:
        sheet, told = self.sheet, []
        if self.hidden_rows:
            told.append(f"{self.hidden_rows} 行在表里是隐藏的，也读了，标了「隐藏行」")
        if self.comments:
            told.append(f"{len(sheet.comments)} 个批注已读到备注里")
        if sheet.red:
            told.append("有红字，颜色不导入；红字的意思请写进备注列")
        if not sheet.marked:
            told.append("隐藏行和批注在这种文件里读不到；要读请另存为 .xlsx")
        if not sheet.visible:
            told.append("这一页是隐藏的，也读了")
        if "station" not in self.head.places:
            place = default_station(self.head.unit, self.reading.known)
            told.append(f"没有车站列，{self.people} 人都算作「{place}」")
        self.summary.notes += [f"「{sheet.name}」页：{words}" for words in told]


def _one_ahead(asked: Iterator[Any]) -> Iterator[Any]:
    """Each of them after the next was asked for."""
    before = next(asked, None)
    while before is not None:
        coming = next(asked, None)
        yield before
        before = coming


def open_roster(source: Path, name: str, known: Known) -> RosterReading:
    """Open a roster file that the user calls `name`.

    Raises Refused for a file that cannot be taken as a whole; missing and doubled columns do not
    raise, they stand in the heads.
    """
    book = Workbook(source, name, "roster")
    try:
        return RosterReading(book, known)
    except BaseException:
        book.close()
        raise


def refuse_unready(head: RosterHead) -> None:
    """Raise Refused naming the columns that are missing or doubled."""
    if head.twins:
        one, other = head.twins[:2]
        raise Refused(
            f"{one.letter} 列和 {other.letter} 列都叫「{one.title}」，不知道用哪一列。"
            "请删掉一列再上传。"
        )
    for titles in head.doubled.values():
        first, second = titles[:2]
        raise Refused(
            f"「{first}」和「{second}」两列是一个意思，不知道用哪一列。请删掉一列再上传。"
        )
    if head.missing:
        words = "、".join(f"「{LABELS[key]}」" for key in head.missing)
        raise Refused(f"缺 {words} 列。请在表头加上这一列再上传。")


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
    """Read a roster whole; leavers kept in the table are left out and told in the notes.

    `stations` maps every known spelling to the station; None lets any name pass (places are
    made). Raises Refused for a file without a roster, a missing column, or two of one meaning.
    """
    with ExitStack() as stack:
        name, path = Path(source.name or "文件").name, source
        if not isinstance(path, Path):
            check_size(path.size or 0, name)
            copy = stack.enter_context(NamedTemporaryFile(suffix=Path(name).suffix))
            copy.writelines(path.chunks())
            copy.flush()
            path = Path(copy.name)
        reading = stack.enter_context(open_roster(path, name, Known(stations)))
        found = list(reading.rows())
        first, summary = reading.heads[0], reading.summary
    rows = [row for row in found if not row.is_leaver]
    if len(rows) < len(found):
        summary.notes.append(f"{len(found) - len(rows)} 人写着离册，没有读进来")
    totals = [total.claimed for total in summary.claimed if "小计" not in total.label]
    columns = [column for column in first.columns if column.title]
    claimed = totals[-1] if totals else None
    return RosterSheet(first.sheet, first.title, columns, rows, claimed, summary.notes)

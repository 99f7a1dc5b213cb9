"""One row of a roster into values, with what was repaired and what must be mended."""

import difflib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from staff.roster_sheet.columns import POSTS, SEXES, TIERS
from staff.roster_sheet.known import CellProblem
from welfare.sheets import values
from welfare.sheets.cells import EMPTY, Cell, coordinate
from welfare.sheets.values import BadValue, PaperDate


@dataclass(slots=True)
class RosterValues:
    """A worker as the roster has him; None or empty where it says nothing.

    `id_number` is empty only where Known.values says so (domain.md 4.3 I7). A leaver has a
    `leave_reason` and may have no `post`; he is not counted.
    """

    name: str
    sex: str
    id_number: str
    birth: PaperDate | None
    ethnicity: str
    political_status: str
    education: str
    branch: str
    station: str
    job: str
    post: str
    work_start: PaperDate | None
    phone: str
    bank_card: str
    family_size: int | None
    family_income: Decimal | None
    tier: str
    cause: str
    disability_certificate: str
    spouse_name: str
    spouse_id_number: str
    remark: str
    address: str = ""
    marital_status: str = ""
    household_type: str = ""
    leave_reason: str = ""
    left_on: PaperDate | None = None


@dataclass(slots=True)
class RosterRow:
    """A row: its sheet and number in Excel, its values when it could be read, its problems.

    A row with problems keeps what its cells say in `texts`, so that it can be shown; warnings
    do not stand in the way. `duplicate_of` is the row of the same ID number before it.
    """

    sheet: str
    number: int
    values: RosterValues | None
    problems: list[CellProblem] = field(default_factory=list)
    warnings: list[CellProblem] = field(default_factory=list)
    duplicate_of: int | None = None
    texts: dict[str, str] = field(default_factory=dict)
    hidden: bool = False
    comment: str = ""


class RowReader:
    """Reads rows of one sheet; counts the repairs it makes."""

    def __init__(
        self, sheet: str, places: Mapping[str, int], stations: Mapping[str, str] | None
    ) -> None:
        self.sheet = sheet
        self.places = places
        self.stations = stations
        self.repairs: Counter[str] = Counter()

    def read(self, index: int, cells: Sequence[Cell]) -> RosterRow:
        """The row at a place counted from 0."""
        row = RosterRow(self.sheet, index + 1, None)
        row.texts = {key: self.cell(key, cells).text for key in FIELDS}
        found = {key: self._value(key, index, cells, row) for key in FIELDS}
        self._check_against_id(found, index, row)
        if not row.problems:
            row.values = RosterValues(**found)
        return row

    def cell(self, key: str, cells: Sequence[Cell]) -> Cell:
        """The cell of a column; empty where the row is short."""
        place = self.places.get(key)
        return cells[place] if place is not None and place < len(cells) else EMPTY

    def problem(self, key: str, index: int, code: str, message: str) -> CellProblem:
        """A problem at the row's cell of a column."""
        cell = coordinate(index, self.places.get(key, 0))
        return CellProblem(self.sheet, cell, code, message, key)

    def _value(self, key: str, index: int, cells: Sequence[Cell], row: RosterRow) -> Any:
        cell = self.cell(key, cells)
        self._count_repair(key, cell)
        try:
            return FIELDS[key](self, cell)
        except BadValue as bad:
            row.problems.append(self.problem(key, index, bad.code, str(bad)))
            return None

    def _count_repair(self, key: str, cell: Cell) -> None:
        text = cell.text
        if key == "id_number" and text:
            self.repairs["fullwidth_id"] += any("０" <= c <= "９" or c == "Ｘ" for c in text)
            self.repairs["spaced_id"] += any(c in " \u00a0\u3000" for c in text)
        elif key == "name" and text != values.name_of(cell):
            self.repairs["spaced_name"] += 1
        elif key == "sex" and text and text not in ("男", "女"):
            self.repairs["sex_word"] += 1
        elif key == "remark" and text.startswith(("=", "+", "-", "@")):
            self.repairs["formula_remark"] += 1

    def _check_against_id(self, found: dict[str, Any], index: int, row: RosterRow) -> None:
        number, birth, sex = found["id_number"], found["birth"], found["sex"]
        if not number:
            return
        inside = values.birth_of(number)
        if birth is not None and not birth.agrees_with(inside):
            words = f"与身份证号里的 {inside:%Y-%m-%d} 不一致。请核对哪一个对"
            row.problems.append(self.problem("birth", index, "birth_mismatch", words))
        else:
            found["birth"] = PaperDate(inside, "day")
        if sex and (sex == "male") != values.is_male(number):
            right = "男" if values.is_male(number) else "女"
            words = f"按身份证号应为{right}。请核对哪一个对"
            row.problems.append(self.problem("sex", index, "sex_mismatch", words))

    # -- one method per kind of column ---------------------------------------------------------

    def name(self, cell: Cell) -> str:
        """姓名."""
        if not (name := values.name_of(cell)):
            raise BadValue("required", "姓名空着。请补上")
        return name

    def sex(self, cell: Cell) -> str:
        """性别."""
        return self._choice(cell, SEXES, "unknown_sex", "性别", "男、女")

    def id_number(self, cell: Cell) -> str:
        """公民身份号码."""
        if not (number := values.id_number(cell)):
            raise BadValue("required", "身份证号空着。请补上")
        return number

    def post(self, cell: Cell) -> str:
        """用工状态."""
        return self._choice(cell, POSTS, "unknown_status", "用工状态", "在岗、息岗、内部退养")

    def tier(self, cell: Cell) -> str:
        """困难等级."""
        if not (text := values.plain(cell)):
            return ""
        if text not in TIERS:
            raise BadValue("unknown_tier", f"没有「{text}」这个等级。写特困、重困或一般困难")
        return TIERS[text]

    def station(self, cell: Cell) -> str:
        """车站, by its own name or an alias."""
        text = values.INVISIBLE.sub("", values.plain(cell))
        if not text:
            raise BadValue("required", "车站空着。请补上")
        if self.stations is None:
            return text
        if text not in self.stations:
            near = difflib.get_close_matches(text, self.stations, n=1, cutoff=0.6)
            guess = f"，是不是「{near[0]}」" if near else "。请改成已有的车站"
            raise BadValue("unknown_station", f"没有「{text}」{guess}")
        return self.stations[text]

    def text(self, cell: Cell) -> str:
        """A plain word."""
        return values.plain(cell)

    def remark(self, cell: Cell) -> str:
        """备注: kept as it stands, it is text and nothing else."""
        return cell.text.strip()[:200]

    def date(self, cell: Cell) -> PaperDate | None:
        """A date of any spelling."""
        return values.paper_date(cell)

    def spouse(self, cell: Cell) -> str:
        """配偶姓名."""
        return values.name_of(cell)

    def spouse_id(self, cell: Cell) -> str:
        """配偶身份证号."""
        return values.id_number(cell)

    def digits(self, cell: Cell) -> str:
        """A phone or card number."""
        return values.digits(cell)

    def size(self, cell: Cell) -> int | None:
        """家庭人口."""
        return values.whole(cell)

    def income(self, cell: Cell) -> Decimal | None:
        """家庭月收入, yuan."""
        return values.money(cell)

    def _choice(
        self, cell: Cell, known: Mapping[str, str], code: str, title: str, words: str
    ) -> str:
        text = values.INVISIBLE.sub("", values.plain(cell))
        if not text:
            raise BadValue("required", f"{title}空着。填{words}")
        if text not in known:
            raise BadValue(code, f"没有「{text}」这种{title}。填{words}")
        return known[text]


FIELDS: dict[str, Callable[[RowReader, Cell], Any]] = {
    "name": RowReader.name,
    "sex": RowReader.sex,
    "id_number": RowReader.id_number,
    "birth": RowReader.date,
    "ethnicity": RowReader.text,
    "political_status": RowReader.text,
    "education": RowReader.text,
    "branch": RowReader.text,
    "station": RowReader.station,
    "job": RowReader.text,
    "post": RowReader.post,
    "work_start": RowReader.date,
    "phone": RowReader.digits,
    "bank_card": RowReader.digits,
    "family_size": RowReader.size,
    "family_income": RowReader.income,
    "tier": RowReader.tier,
    "cause": RowReader.text,
    "disability_certificate": RowReader.digits,
    "spouse_name": RowReader.spouse,
    "spouse_id_number": RowReader.spouse_id,
    "remark": RowReader.remark,
}

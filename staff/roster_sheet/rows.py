"""One row of a roster into values, with what was repaired and what must be mended.

Rosters of 100,000 rows must be checked in seconds: what a cell means is remembered per column,
and cells without anything odd take a short way.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, fields
from decimal import Decimal
from operator import itemgetter
from typing import Any

from staff.roster_sheet.heads import RosterHead, default_station
from staff.roster_sheet.known import CellProblem, Fix, Known, Odd
from staff.roster_sheet.words import READERS, REMARK_LENGTH, WordReader, day_fixes, raw_of
from welfare.sheets import values
from welfare.sheets.cells import Cell, coordinate
from welfare.sheets.dates import lost_zero, paper_date
from welfare.sheets.stream import CELL_END, cell_of
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
    marital_status: str = ""  # 已婚, 未婚, 离异, 丧偶
    household_type: str = ""  # 非农业, 农业, 农转居
    identity: str = ""  # collective or state
    is_disabled: bool | None = None
    join_date: PaperDate | None = None  # 进入集体单位时间
    disability_type: str = ""  # 视力 听力 言语 智力 肢体 精神 多重
    disability_grade: str = ""  # 一级 (gravest) to 四级
    model_worker_type: str = ""  # 全国 省部级 地市级 其他
    leave_reason: str = ""
    left_on: PaperDate | None = None
    name_raw: str = ""  # the name as it is written, where that is not the name
    id_state: str = ""  # why the row comes without its ID number (IdState)


@dataclass(slots=True)
class Plain:
    """A line before its cells are read: its ID number and station, and all it says as one text."""

    number: str
    station: str
    said: str


@dataclass(slots=True)
class Found:
    """What the registry has to a plain line: the blind index of its number, the digest of its
    text, the number's worker, and whether he was written from a line that said the same."""

    index: bytes
    digest: bytes
    worker: Any
    is_same: bool


@dataclass(slots=True)
class RosterRow:
    """A row: its sheet and number in Excel, its values when it could be read, its problems.

    A row with problems keeps what its cells say in `texts`, so that it can be shown; warnings
    do not stand in the way. `duplicate_of` is the row of the same ID number before it. `is_plain`
    where no cell says more than its value; of a row that is `found.is_same` only what is counted
    was read.
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
    is_leaver: bool = False
    is_plain: bool = False
    found: Found | None = None


NAMES = tuple(f.name for f in fields(RosterValues))
SLOTS = {key: slot for slot, key in enumerate((*NAMES, "is_extreme", "spouse"))}
WORDLESS = {"birth", "work_start", "join_date", "left_on", "family_size", "family_income", "is_disabled",
            "is_extreme"}  # fmt: skip
NAME, SEX, ID, BIRTH, POST = (SLOTS[k] for k in ("name", "sex", "id_number", "birth", "post"))
STATION = SLOTS["station"]
COUNTED = {"sex", "post", "is_disabled", "disability_certificate", "disability_type",
           "disability_grade", "spouse_id_number"}  # fmt: skip
TIER, SPOUSE_NAME, REMARK = SLOTS["tier"], SLOTS["spouse_name"], SLOTS["remark"]
LEAVE, LEFT_ON = SLOTS["leave_reason"], SLOTS["left_on"]
ASIDES = {NAME: SLOTS["name_raw"], ID: SLOTS["id_state"]}
FRESH = {"station", "tier"}  # asked anew every time; written nowhere
EXTREME, SPOUSE = SLOTS["is_extreme"], SLOTS["spouse"]
MEMORY = 20_000  # cells remembered per column
SHORT_WAY = {
    "name": re.compile("s[\u3400-\u9fff]{2,8}"),
    "phone": re.compile("[sn][0-9]{7,12}"),
    "bank_card": re.compile("s[0-9]{12,24}"),
    "spouse_name": re.compile("s[\u3400-\u9fff]{2,8}|"),
}
ID_SHAPE = re.compile("s[1-9][0-9]{16}[0-9X]")
ODD_DIGITS = frozenset("13579")


class Memory(dict[str, Any]):
    """What the cells of one column mean, each read once; cells of a plain shape need no reading."""

    def __init__(self, read: Callable[[Cell], Any], shape: re.Pattern[str] | None = None) -> None:
        self.read, self.shape = read, shape

    def __missing__(self, token: str) -> Any:
        if self.shape is not None and self.shape.fullmatch(token):
            return token[1:]
        value = self.read(cell_of(token))
        if len(self) < MEMORY:
            self[token] = value
        return value


class IdMemory(Memory):
    """ID numbers: those written as they should be are checked by sums of their parts."""

    def __init__(self, read: Callable[[Cell], Any], known: Known) -> None:
        super().__init__(read)
        self.known = known
        self.areas: dict[str, int] = {}
        self.births: dict[str, tuple[PaperDate | None, int]] = {}
        self.orders = {f"{n:03d}": _weighed(f"{n:03d}", 14) for n in range(1000)}

    def __missing__(self, token: str) -> Any:
        if not ID_SHAPE.fullmatch(token):
            return super().__missing__(token)
        area = self.areas.get(token[1:7])
        if area is None:
            area = self.areas[token[1:7]] = _weighed(token[1:7], 0)
        born, birth = self.born(token[7:15])
        rest = (area + birth + self.orders[token[15:18]]) % 11
        if born is None or values.CHECK_DIGITS[rest] != token[18]:
            return super().__missing__(token)
        return token[1:]

    def born(self, digits: str) -> tuple[PaperDate | None, int]:
        """The birthday in 8 digits, None for one that cannot be, and the digits' weight."""
        if digits not in self.births:
            self.births[digits] = (self._birthday(digits), _weighed(digits, 6))
        return self.births[digits]

    def _birthday(self, digits: str) -> PaperDate | None:
        try:
            day = values.birth_of(f"000000{digits}0000")
        except ValueError:
            return None
        late = self.known.on is not None and day > self.known.on
        return None if late or day.year < 1900 else PaperDate(day, "day")


def _weighed(digits: str, begin: int) -> int:
    weights = values.WEIGHTS[begin:]
    return sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=False))


class Meanings:
    """What is known of the cells of one workbook, column by column."""

    def __init__(self, known: Known, *, date1904: bool = False) -> None:
        self.known = known
        self.words = WordReader(known, date1904=date1904)
        self.date1904 = date1904
        self.ids = IdMemory(self.words.reader_of("id_number"), known)
        self.memories: dict[str, Memory] = {"id_number": self.ids}

    def of(self, key: str) -> Memory:
        """The memory of a column."""
        if key not in self.memories:
            memory = Memory(self.words.reader_of(key), SHORT_WAY.get(key))
            if key == "sex":
                memory.update({"s男": "male", "s女": "female"})
            self.memories[key] = memory
        return self.memories[key]

    def taught(self, key: str) -> Memory | None:
        """Which cells of a column somebody gave a meaning; None where there are none."""
        raws = {raw for column, raw in self.known.values if column == key}
        return Memory(lambda cell: raw_of(key, cell) in raws) if raws else None


class RowReader:
    """Reads the rows of one sheet; counts the repairs it makes."""

    def __init__(self, head: RosterHead, meanings: Meanings) -> None:
        self.sheet, self.places = head.sheet, head.places
        self.words, self.ids = meanings.words, meanings.ids
        self.repairs: Counter[str] = Counter()
        self.width = len(head.columns)
        self.blank: list[Any] = [None if key in WORDLESS else "" for key in SLOTS]
        self.blank[SLOTS["station"]] = default_station(head.unit, meanings.known)
        read = {key: place for key, place in head.places.items() if key in READERS}
        self.plan = [(SLOTS[key], place, meanings.of(key)) for key, place in read.items()]
        self.counted = [step for step in self.plan if KEYS[step[0]] in COUNTED]
        self.stations = next((step[1:] for step in self.plan if step[0] == STATION), None)
        self.cells = itemgetter(*(read[key] for key in sorted(read)))
        self.columns = f"{','.join(sorted(read))} {meanings.date1904}"
        lasting = ((key, place) for key, place in read.items() if key not in FRESH)
        taught = ((place, meanings.taught(key)) for key, place in lasting)
        self.taught = [(place, memory) for place, memory in taught if memory is not None]

    def plain(self, tokens: Sequence[str]) -> Plain | None:
        """A line with an ID number of the usual shape as one text, whatever order its columns have;
        None where a cell was given its meaning by somebody, who may think otherwise one day."""
        station = self.blank[STATION]
        if self.stations is not None:
            place, memory = self.stations
            station = memory[tokens[place]]
        if station.__class__ is Odd or any(memory[tokens[place]] for place, memory in self.taught):
            return None
        said = CELL_END.join((self.columns, *self.cells(tokens)))
        return Plain(tokens[self.places["id_number"]][1:], station, said)

    def glance(self, number: int, tokens: Sequence[str], plain: Plain, found: Found) -> RosterRow:
        """A row that changes nothing: only what is counted of it."""
        values = self.blank[:]
        for slot, place, memory in self.counted:
            if token := tokens[place]:
                values[slot] = memory[token]
        values[ID], values[STATION] = plain.number, plain.station
        row = RosterRow(self.sheet, number, RosterValues(*values[: len(NAMES)]))
        row.is_plain, row.found = True, found
        return row

    def read(self, number: int, tokens: Sequence[str], comment: str = "") -> RosterRow:
        """The row of an Excel number; it has a token for every column."""
        found, row = self.blank[:], RosterRow(self.sheet, number, None)
        odd: list[tuple[int, Odd]] = []
        for slot, place, memory in self.plan:
            value = memory[tokens[place]]
            if value.__class__ is Odd:
                odd.append((slot, value))
                value = self.blank[slot] if value.value is None else value.value
            found[slot] = value
        if odd or comment:
            self._settle(row, found, odd, comment)
        else:
            row.is_plain = True
        return self._ended(row, found, tokens)

    def _ended(self, row: RosterRow, found: list[Any], tokens: Sequence[str]) -> RosterRow:
        if found[ID]:
            self._check_against_id(row, found, tokens)
        if found[EXTREME] and not found[TIER]:
            found[TIER] = "extreme"
        if found[SPOUSE]:
            found[SPOUSE_NAME] = found[SPOUSE_NAME] or found[SPOUSE]
        row.is_leaver = bool(found[LEAVE])
        if row.problems:
            row.problems.sort(key=lambda problem: self.places.get(problem.key, 0))
            self.keep_texts(row, tokens)
        else:
            row.values = RosterValues(*found[: len(NAMES)])
        return row

    def keep_texts(self, row: RosterRow, tokens: Sequence[str]) -> None:
        """What the cells say, for a row that cannot be taken."""
        row.texts = {key: cell_of(tokens[p]).text for key, p in self.places.items() if key}

    def problem(
        self, key: str, number: int, code: str, message: str, fixes: tuple[Fix, ...] = ()
    ) -> CellProblem:
        """A problem at the row's cell of a column."""
        cell = coordinate(number - 1, self.places.get(key, 0))
        return CellProblem(self.sheet, cell, code, message, key, fixes)

    # -- cells that say more than their value --------------------------------------------------

    def _settle(
        self, row: RosterRow, found: list[Any], odd: list[tuple[int, Odd]], comment: str
    ) -> None:
        notes = [f"批注：{comment}"] if comment else []
        for slot, cell in odd:
            self.repairs.update(cell.repairs)
            if cell.later is not None:
                self._read_later(row, found, slot, cell.later)
            if cell.note:
                notes.append(cell.note)
            if cell.aside:
                found[ASIDES[slot]] = cell.aside
            if cell.leave:
                found[LEAVE] = found[LEAVE] or cell.leave
                found[LEFT_ON] = found[LEFT_ON] or cell.left_on
        for slot, cell in odd:
            self._tell(row, found, slot, cell)
        if notes:
            found[REMARK] = "；".join(filter(None, [found[REMARK], *notes]))[:REMARK_LENGTH]

    def _tell(self, row: RosterRow, found: list[Any], slot: int, cell: Odd) -> None:
        key = KEYS[slot]
        code, words = cell.problem
        if code and not (slot == POST and code == "required" and found[LEAVE]):
            row.problems.append(self.problem(key, row.number, code, words, cell.fixes))
        code, words = cell.warning
        if code:
            row.warnings.append(self.problem(key, row.number, code, words, cell.fixes))

    def _read_later(self, row: RosterRow, found: list[Any], slot: int, cell: Cell) -> None:
        """A date without century, or 1975.1: the ID number knows more."""
        key, number = KEYS[slot], found[ID]
        inside = values.birth_of(number) if number else None
        try:
            if slot == BIRTH:
                date = paper_date(cell, like=inside)
            else:
                date = self.words.checked(paper_date(cell, born=inside))
        except BadValue as bad:
            row.problems.append(self.problem(key, row.number, bad.code, str(bad)))
            return
        if date is None:
            return
        found[slot] = date
        undecided = inside is None or inside.month not in (1, 10)
        if lost_zero(cell) and (slot != BIRTH or undecided):
            words = f"「{cell.text}」可能是 1 月，也可能是 10 月（Excel 去掉了末尾的 0）。请选一个"
            fixes = day_fixes(key, cell, date)
            row.problems.append(self.problem(key, row.number, "ambiguous_date", words, fixes))

    def _check_against_id(self, row: RosterRow, found: list[Any], tokens: Sequence[str]) -> None:
        number, birth, sex = found[ID], found[BIRTH], found[SEX]
        digits = number[6:14] if len(number) == 18 else f"19{number[6:12]}"
        inside, _ = self.ids.born(digits)
        if inside is None:
            return
        if birth is None or birth == inside or birth.agrees_with(inside.day):
            found[BIRTH] = inside
        elif not any(problem.key == "birth" for problem in row.problems):
            said = cell_of(tokens[self.places["birth"]]).text
            words = f"「{said}」与身份证号里的 {inside.day:%Y-%m-%d} 不一致。请核对哪一个对"
            row.problems.append(self.problem("birth", row.number, "birth_mismatch", words))
        if not sex:
            return
        is_male = (number[16] if len(number) == 18 else number[14]) in ODD_DIGITS
        if (sex == "male") != is_male:
            said, right = ("男", "女") if sex == "male" else ("女", "男")
            words = f"「{said}」和身份证号不一致，按身份证号应为{right}。请核对哪一个对"
            row.problems.append(self.problem("sex", row.number, "sex_mismatch", words))


KEYS = tuple(SLOTS)

"""What a cell of a roster means: one method per kind of column (domain.md 4.3 to 4.6)."""

import difflib
import hashlib
import re
from collections.abc import Callable, Mapping
from typing import Any

from staff.roster_sheet.columns import (
    DISABILITIES,
    GRADES,
    HOUSEHOLDS,
    IDENTITIES,
    LABELS,
    LEAVES,
    MARRIAGES,
    MODELS,
    POSTS,
    SEXES,
    TIERS,
    WORDS,
    YES_OR_NO,
)
from staff.roster_sheet.known import Fix, Known, Odd
from welfare.masks import id_masked
from welfare.sheets import values
from welfare.sheets.cells import Cell, Kind
from welfare.sheets.dates import lost_zero, paper_date, two_digit_year
from welfare.sheets.values import BadValue, PaperDate
from welfare.sheets.writer import armed

LENGTHS = {"name": 60, "ethnicity": 20, "political_status": 20, "education": 20, "job": 40,
           "branch": 40, "station": 40, "cause": 100, "spouse_name": 60, "address": 200,
           "model_worker_type": 20}  # fmt: skip
RAW_LENGTH = 80  # of a name as the roster writes it
LONGEST, REMARK_LENGTH = 40, 200
MOST_AT_HOME = 99
NAME_AND_MORE = re.compile(r"^([^(（★☆*※△▲#]+)([(（].*[)）]|[★☆*※△▲#]+)$")
LEFT = re.compile(
    r"^(?:(?P<on>[\d年月日./-]+)?)(?:已|因病|正常)?"
    rf"(?P<why>{'|'.join(sorted(LEAVES, key=len, reverse=True))}|已故)(?P<after>[\d年月日./-]+)?$"
)
FULL_WIDTH = re.compile("[０-９Ｘｘ]")
BLANKS = re.compile("[ \u00a0\u3000]")


def secret_raw(text: str) -> str:
    """What stands for a personal text as a key of Known.values: it cannot be read back."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


class WordReader:
    """Reads single cells; knows the stations, the remembered words and the workbook's calendar."""

    def __init__(self, known: Known, *, date1904: bool) -> None:
        self.known = known
        self.date1904 = date1904

    def reader_of(self, key: str) -> Callable[[Cell], Any]:
        """How to read the cells of a column. A reader raises BadValue or returns a value or Odd."""
        remembered = {raw: v for (k, raw), v in self.known.values.items() if k == key}
        read = READERS[key]

        def reads(cell: Cell) -> Any:
            if cell.kind == Kind.ERROR:
                words = f"公式出错（{cell.text}）。请改成要填的内容"
                return Odd(problem=("formula_error", words))
            try:
                if remembered and (said := remembered.get(raw_of(key, cell))) is not None:
                    left_out = key == "id_number" and not said
                    return self.without_number(cell) if left_out else self.remembered(key, said)
                return read(self, key, cell)
            except BadValue as bad:
                return Odd(problem=(bad.code, str(bad)), fixes=self.fixes(key, cell, bad.code))

        return reads

    def remembered(self, key: str, said: str) -> Any:
        """What an officer said the cell means. Raises BadValue for a number that cannot be."""
        if key in ("birth", "work_start", "join_date", "left_on"):
            return paper_date(Cell(Kind.TEXT, said))
        if key == "id_number":
            number = values.id_number(Cell(Kind.TEXT, said), on=self.known.on)
            return Odd(number, warning=("id_mended", "按改正后的号码导入"))
        if key == "post" and said in LEAVES.values():
            return Odd("", leave=said)
        if key in ("is_disabled", "is_extreme"):
            return {"true": True, "false": False}.get(said)
        return said

    def without_number(self, cell: Cell) -> Odd:
        """A row that comes without its ID number, and why (domain.md 3.1)."""
        state = "missing"
        try:
            values.id_number(cell, on=self.known.on)
        except BadValue as bad:
            state = "precision_lost" if bad.code == "id_lost_digits" else "checksum_failed"
        words = "这一行先不带身份证号导入，请尽快补上"
        return Odd("", warning=("id_mended", words), aside=state)

    # -- one method per kind of column ---------------------------------------------------------

    def text(self, key: str, cell: Cell) -> str:
        """A plain word, no longer than its column. Raises BadValue too_long."""
        return _short(key, values.plain(cell))

    def name(self, key: str, cell: Cell) -> Any:
        """姓名; what stands in brackets or as a star behind it becomes a remark."""
        whole = values.name_of(cell)
        name, note = _short(key, whole), ""
        if found := NAME_AND_MORE.match(name):
            name, note = found[1], found[2].strip("()（）")
        if not name or name in values.NOTHING:
            raise BadValue("required", "姓名空着。请补上")
        repairs = ("spaced_name",) if whole != cell.text else ()
        words = ("name_note", f"姓名后面的「{note}」已移到备注") if note else ("", "")
        if name == cell.text:
            return name
        return Odd(name, note=note, warning=words, repairs=repairs, aside=cell.text[:RAW_LENGTH])

    def sex(self, key: str, cell: Cell) -> Any:
        """性别."""
        return Odd(self._choice(key, cell, SEXES, "unknown_sex", "男、女"), repairs=("sex_word",))

    def id_number(self, key: str, cell: Cell) -> Any:
        """公民身份号码."""
        number = values.id_number(cell, on=self.known.on)
        if not number:
            raise BadValue("required", "身份证号空着。请补上")
        if len(number) == 15:
            last = values.id_meant(number)[-1:]
            words = f"15 位旧号，按旧号登记。18 位号的最后一位应为 {last}，请核对身份证"
            return Odd(number, warning=("id_legacy", words), fixes=self.fixes(key, cell, ""))
        repairs = []
        if FULL_WIDTH.search(cell.text):
            repairs.append("fullwidth_id")
        if BLANKS.search(cell.text):
            repairs.append("spaced_id")
        if cell.text.strip()[-1:] in "×*":
            words = f"身份证号末位「{cell.text.strip()[-1]}」按 X 读"
            return Odd(number, repairs=tuple(repairs), warning=("id_sign", words))
        return Odd(number, repairs=tuple(repairs)) if repairs else number

    def date(self, key: str, cell: Cell) -> Any:
        """A date; without century or with a lost zero it waits for the rest of the row."""
        if lost_zero(cell) or two_digit_year(cell):
            return Odd(later=cell)
        return self.checked(paper_date(cell, date1904=self.date1904))

    def checked(self, found: PaperDate | None) -> PaperDate | None:
        """A date that is not to come. Raises BadValue bad_date."""
        if found and self.known.on and found.day > self.known.on:
            raise BadValue("bad_date", f"「{found.day:%Y-%m-%d}」还没有到。请核对年份")
        return found

    def post(self, key: str, cell: Cell) -> Any:
        """用工状态; leavers kept in the same table say why they left."""
        text = values.INVISIBLE.sub("", values.plain(cell))
        if left := LEFT.match(text):
            return self._left("", left)
        return self._choice(key, cell, POSTS, "unknown_status", "在岗、息岗、内部退养")

    def _left(self, value: str, left: re.Match[str]) -> Odd:
        """A leaver; the day he left where it is written beside the reason."""
        on = None
        if said := left["on"] or left["after"]:
            on = paper_date(Cell(Kind.TEXT, said), date1904=self.date1904)
        return Odd(value, leave=LEAVES.get(left["why"], "died"), left_on=on)

    def leave_reason(self, key: str, cell: Cell) -> str:
        """离册原因."""
        text = values.INVISIBLE.sub("", values.plain(cell))
        left = LEFT.match(text)
        if text and not left:
            raise BadValue("unknown_leave", f"没有「{text}」这种离册原因。填退休、调离、解除、死亡")
        return LEAVES.get(left["why"], "died") if left else ""

    def tier(self, key: str, cell: Cell) -> str:
        """困难等级."""
        text = values.plain(cell)
        if text and text not in TIERS:
            raise BadValue("unknown_tier", f"没有「{text}」这个等级。写特困、重困或一般困难")
        return TIERS.get(text, "")

    def station(self, key: str, cell: Cell) -> str:
        """车站, by its own name or an alias."""
        text = _short(key, values.INVISIBLE.sub("", values.plain(cell)))
        if not text:
            raise BadValue("required", "车站空着。请补上")
        if self.known.stations is None:
            return text
        if text not in self.known.stations:
            near = self._near(text)
            guess = f"，是不是「{near[0]}」" if near else "。请改成已有的车站"
            raise BadValue("unknown_station", f"没有「{text}」{guess}")
        return self.known.stations[text]

    def _near(self, text: str) -> list[str]:
        return difflib.get_close_matches(text, self.known.stations or (), n=1, cutoff=0.6)

    def yes_or_no(self, key: str, cell: Cell) -> bool | None:
        """是/否, √/×, 有/无."""
        text = values.INVISIBLE.sub("", cell.text).removesuffix(".0")
        if text in YES_OR_NO:
            return YES_OR_NO[text]
        if text in values.NOTHING:
            return None
        raise BadValue("unknown_choice", f"「{text}」看不出是还是否。{LABELS[key]}填是或否")

    def word(self, key: str, cell: Cell) -> str:
        """A word of a short list that need not be filled in; an unknown one stays as it is."""
        text = self.text(key, cell)
        return LISTS[key].get(text, text)

    def identity(self, key: str, cell: Cell) -> Any:
        """用工性质: there are two (domain.md 3.1); of another the registry keeps what it has."""
        text = self.text(key, cell)
        if text not in values.NOTHING and text not in IDENTITIES:
            words = f"用工性质写着「{text}」，不是集体工也不是全民工，这一格没有导入"
            return Odd("", warning=("unknown_choice", words))
        return IDENTITIES.get(text, "")

    def listed(self, key: str, cell: Cell) -> str:
        """A word of a list that admits no other, blank for none. Raises BadValue unknown_choice."""
        text = values.INVISIBLE.sub("", values.plain(cell)).removesuffix(".0")
        if text in values.NOTHING or (YES_OR_NO.get(text) is False and text not in LISTS[key]):
            return ""
        if text not in LISTS[key]:
            words = "、".join(dict.fromkeys(LISTS[key].values()))
            raise BadValue("unknown_choice", f"没有「{text}」这种{LABELS[key]}。填{words}")
        return LISTS[key][text]

    def remark(self, key: str, cell: Cell) -> Any:
        """备注: kept as it stands, it is text and nothing else; 已退休 makes a leaver."""
        text = armed(cell.text.strip())
        if left := LEFT.match(values.plain(cell)):
            try:
                found = self._left(text, left)
            except BadValue:
                return text
            found.warning = ("left", f"备注写着「{text}」，按离册算，不计入在册人数")
            return found
        repairs = ("formula_remark",) if text.startswith(("=", "+", "-", "@")) else ()
        if len(text) > REMARK_LENGTH:
            words = f"备注有 {len(text)} 个字，只留前 {REMARK_LENGTH} 个"
            return Odd(text[:REMARK_LENGTH], repairs=repairs, warning=("too_long", words))
        return Odd(text, repairs=repairs) if repairs else text

    def spouse(self, key: str, cell: Cell) -> Any:
        """爱人姓名及单位: the name first, the rest goes to the remark."""
        name, _, unit = values.plain(cell).partition(" ")
        found = re.match(r"^(.+?)[(,，、/;；]\s*(.+?)\)?$", name + " " + unit if unit else name)
        if found:
            name, unit = found[1], found[2]
        note = f"爱人单位：{unit.strip()}" if unit.strip() else ""
        return Odd(_short("spouse_name", values.INVISIBLE.sub("", name)), note=note)

    def spouse_name(self, key: str, cell: Cell) -> str:
        """配偶姓名."""
        name = _short(key, values.name_of(cell))
        return "" if name in values.NOTHING else name

    def spouse_id(self, key: str, cell: Cell) -> str:
        """配偶身份证号."""
        return values.id_number(cell, on=self.known.on)

    def digits(self, key: str, cell: Cell) -> str:
        """A telephone, card or certificate number. Raises BadValue digits_lost."""
        text = values.digits(cell)
        if cell.kind == Kind.NUMBER and (len(text) > 15 or "e" in text.lower()):
            words = f"{LABELS[key]}被 Excel 存成数字，后几位丢了。请按文本格式重新填写"
            raise BadValue("digits_lost", words)
        return _short(key, text)

    def size(self, key: str, cell: Cell) -> int | None:
        """家庭人口, 3人 as well. Raises BadValue bad_number."""
        text = values.plain(cell).removesuffix("人")
        number = values.whole(Cell(cell.kind, text))
        if number is not None and number > MOST_AT_HOME:
            raise BadValue("bad_number", f"家庭人口 {number} 人太多了。请核对")
        return number

    def income(self, key: str, cell: Cell) -> Any:
        """家庭月收入, yuan; what was written roughly is noted."""
        amount, note = values.rough_money(cell)
        if amount is not None and amount < 0:
            raise BadValue("bad_amount", "家庭月收入是负数。请核对")
        if not note:
            return amount
        words = ("rough_amount", "家庭月收入写的是约数，按读出的数导入")
        return Odd(amount, note="家庭月收入写的是约数", warning=words)

    # -- repairs on offer ------------------------------------------------------------------------

    def fixes(self, key: str, cell: Cell, code: str) -> tuple[Fix, ...]:
        """The repairs for a cell that could not be read, the likeliest first."""
        text = values.INVISIBLE.sub("", values.plain(cell))
        if code == "required" or not text:
            return ()
        if key == "station" and self.known.stations:
            near = [self.known.stations[name] for name in self._near(text)]
            return _choices(key, text, {name: name for name in near})
        if key == "post":
            return _choices(key, text, {WORDS[v]: v for v in [*POSTS.values(), *LEAVES.values()]})
        if key == "tier":
            wanted = [word for word in ("特困", "重困", "一般困难") if set(word) & set(text)]
            return _choices(key, text, {word: TIERS[word] for word in wanted or TIERS})
        if key == "leave_reason":
            return _choices(key, text, {WORDS[v]: v for v in LEAVES.values()})
        if key in STRICT:
            wanted = [word for word in dict.fromkeys(LISTS[key].values()) if word[0] in text]
            return _choices(key, text, {word: word for word in wanted})
        return self._id_fixes(cell) if key == "id_number" else ()

    def _id_fixes(self, cell: Cell) -> tuple[Fix, ...]:
        raw = raw_of("id_number", cell)
        meant = values.id_meant(values.clean_id(cell)) if cell.kind != Kind.NUMBER else ""
        label = f"改成 {id_masked(meant)}"  # it stands on a button, and in what the page says after
        repair = [Fix("id_number", raw, meant, label, lasting=False)] if meant else []
        return (*repair, Fix("id_number", raw, "", "先不带身份证号导入", lasting=False))

    def _choice(self, key: str, cell: Cell, known: Mapping[str, str], code: str, words: str) -> str:
        text = values.INVISIBLE.sub("", values.plain(cell)).removesuffix(".0")
        if not text:
            raise BadValue("required", f"{LABELS[key]}空着。填{words}")
        if text not in known:
            raise BadValue(code, f"没有「{text}」这种{LABELS[key]}。填{words}")
        return known[text]


def raw_of(key: str, cell: Cell) -> str:
    """How Known.values calls a cell's text: an ID number stands there as a digest."""
    if key == "id_number":
        return secret_raw(cell.text)
    return values.INVISIBLE.sub("", values.plain(cell))


def day_fixes(key: str, cell: Cell, found: PaperDate) -> tuple[Fix, ...]:
    """January or October, for 1975.1 whose zero may be lost."""
    raw, year = raw_of(key, cell), found.day.year
    return tuple(
        Fix(key, raw, f"{year}-{month:02d}", f"「{raw}」是 {year} 年 {month} 月", lasting=False)
        for month in (1, 10)
    )


def _choices(key: str, raw: str, wanted: Mapping[str, str]) -> tuple[Fix, ...]:
    return tuple(Fix(key, raw, v, f"「{raw}」算作「{label}」") for label, v in wanted.items())


def _short(key: str, text: str) -> str:
    most = LENGTHS.get(key, LONGEST)
    if len(text) > most:
        raise BadValue("too_long", f"{LABELS[key]}最多 {most} 个字，这里有 {len(text)} 个。请缩短")
    return text


STRICT = {"disability_type": DISABILITIES, "disability_grade": GRADES, "model_worker_type": MODELS}
LISTS = {"marital_status": MARRIAGES, "household_type": HOUSEHOLDS, **STRICT}
READERS: dict[str, Callable[[WordReader, str, Cell], Any]] = {
    "name": WordReader.name,
    "sex": WordReader.sex,
    "id_number": WordReader.id_number,
    "birth": WordReader.date,
    "station": WordReader.station,
    "post": WordReader.post,
    "work_start": WordReader.date,
    "join_date": WordReader.date,
    "phone": WordReader.digits,
    "bank_card": WordReader.digits,
    "family_size": WordReader.size,
    "family_income": WordReader.income,
    "tier": WordReader.tier,
    "is_extreme": WordReader.yes_or_no,
    "disability_certificate": WordReader.digits,
    "is_disabled": WordReader.yes_or_no,
    **dict.fromkeys(STRICT, WordReader.listed),
    "spouse_name": WordReader.spouse_name,
    "spouse": WordReader.spouse,
    "spouse_id_number": WordReader.spouse_id,
    "marital_status": WordReader.word,
    "household_type": WordReader.word,
    "identity": WordReader.identity,
    "leave_reason": WordReader.leave_reason,
    "left_on": WordReader.date,
    "remark": WordReader.remark,
    "ethnicity": WordReader.text,
    "political_status": WordReader.text,
    "education": WordReader.text,
    "branch": WordReader.text,
    "job": WordReader.text,
    "cause": WordReader.text,
    "address": WordReader.text,
}

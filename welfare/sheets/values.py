"""Turning cells into values: text, money, dates with their precision, ID numbers."""

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from welfare.sheets.cells import Cell, Kind

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK_DIGITS = "10X98765432"
NOTHING = {"", "-", "—", "－", "/", "无", "不详", "未知"}
EXCEL_EPOCH = dt.date(1899, 12, 30)
LIKE_X = str.maketrans({"х": "X", "Х": "X", "×": "X", "*": "X", "x": "X"})
INVISIBLE = re.compile(r"[\s\u200b-\u200f\u2060\ufeff\u00a0\u3000]+")
CHINESE_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")
DATE = re.compile(r"^(\d{4}|\d{2})(?:\D+(\d{1,2}))?(?:\D+(\d{1,2}))?\D*$")


class BadValue(ValueError):
    """The cell does not say what its column asks for; the text is a Chinese sentence."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True)
class PaperDate:
    """A date as precise as the paper gave it: day, month or year; never an invented first."""

    day: dt.date
    precision: str

    def agrees_with(self, other: dt.date) -> bool:
        """Whether a full date lies in what the paper says."""
        if self.precision == "year":
            return self.day.year == other.year
        if self.precision == "month":
            return (self.day.year, self.day.month) == (other.year, other.month)
        return self.day == other


def plain(cell: Cell) -> str:
    """The text with full-width forms folded and blanks at the ends gone; empty for 无 and —."""
    text = unicodedata.normalize("NFKC", cell.text).strip(" \t\r\n\u00a0\u3000\u200b\ufeff'")
    return "" if text in NOTHING else text


def name_of(cell: Cell) -> str:
    """A name without blanks inside, middle dots unified."""
    text = INVISIBLE.sub("", unicodedata.normalize("NFC", cell.text))
    return re.sub("[•・‧∙]", "·", text)


def check_digit(body: str) -> str:
    """The 18th character for 17 digits (GB 11643)."""
    rest = sum(int(d) * w for d, w in zip(body, WEIGHTS, strict=True)) % 11
    return CHECK_DIGITS[rest]


def id_number(cell: Cell) -> str:
    """A resident ID number of 18 characters, or of 15 from an old card; empty when there is none.

    Raises BadValue: id_lost_digits for a numeric cell (Excel keeps 15 digits), id_length,
    id_checksum, id_birth.
    """
    text = INVISIBLE.sub("", unicodedata.normalize("NFKC", cell.text)).translate(LIKE_X)
    text = text.replace("-", "").replace("'", "").upper()
    if text in NOTHING:
        return ""
    numeric = cell.kind == Kind.NUMBER and len(text) > 15
    if numeric or re.fullmatch(r"\d(\.\d+)?E\+?\d+", cell.text.strip().upper()):
        raise BadValue(
            "id_lost_digits", "身份证号被 Excel 存成数字，后几位丢了。请按文本格式重新填写"
        )
    if re.fullmatch(r"\d{15}", text):
        return text
    if not re.fullmatch(r"\d{17}[\dX]", text):
        raise BadValue("id_length", f"身份证号应有 18 位，这里是 {len(text)} 位。请对照身份证改")
    try:
        birth_of(text)
    except ValueError:
        raise BadValue("id_birth", "身份证号里的出生日期不存在。请对照身份证改") from None
    if text[17] != check_digit(text[:17]):
        right = check_digit(text[:17])
        raise BadValue("id_checksum", f"身份证号最后一位应为 {right}。请对照身份证改")
    return text


def birth_of(number: str) -> dt.date:
    """The birthday inside an ID number. Raises ValueError for an impossible one."""
    digits = number[6:14] if len(number) == 18 else f"19{number[6:12]}"
    return dt.date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))


def is_male(number: str) -> bool:
    """The sex inside an ID number."""
    return int(number[16] if len(number) == 18 else number[14]) % 2 == 1


def paper_date(cell: Cell, *, like: dt.date | None = None) -> PaperDate | None:
    """A date of any spelling in domain.md 4.5; None for an empty cell.

    `like` decides 1975.1 in a numeric cell: January, or October that lost its zero. Raises
    BadValue bad_date.
    """
    if cell.kind == Kind.DAY:
        return PaperDate(dt.date.fromisoformat(cell.text), "day")
    text = plain(cell).translate(CHINESE_DIGITS)
    if not text:
        return None
    try:
        if cell.kind == Kind.NUMBER and re.fullmatch(r"\d{5}", text):
            return PaperDate(EXCEL_EPOCH + dt.timedelta(days=int(text)), "day")
        return _spelled(text, numeric=cell.kind == Kind.NUMBER, like=like)
    except ValueError:
        raise BadValue("bad_date", f"「{text}」不是一个日期。写成 1998-03 或 1998-03-12") from None


def _spelled(text: str, *, numeric: bool, like: dt.date | None) -> PaperDate:
    if re.fullmatch(r"\d{8}", text):
        return PaperDate(dt.date(int(text[:4]), int(text[4:6]), int(text[6:])), "day")
    if re.fullmatch(r"\d{6}", text):
        return PaperDate(dt.date(int(text[:4]), int(text[4:]), 1), "month")
    found = DATE.match(text)
    if found is None:
        raise ValueError(text)
    raw_year, month, day = found.groups()
    year = int(raw_year) + (1900 if len(raw_year) == 2 else 0)
    if month is None:
        return PaperDate(dt.date(year, 1, 1), "year")
    if numeric and month == "1" and like is not None and like.month == 10:
        month = "10"
    if day is None:
        return PaperDate(dt.date(year, int(month), 1), "month")
    return PaperDate(dt.date(year, int(month), int(day)), "day")


def money(cell: Cell) -> Decimal | None:
    """An amount in yuan; None for an empty cell. Raises BadValue bad_amount."""
    text = plain(cell).replace(",", "").removesuffix("元").strip()
    if not text:
        return None
    try:
        amount = Decimal(text)
    except InvalidOperation:
        raise BadValue("bad_amount", f"「{text}」不是金额。只写数字，比如 1200.50") from None
    if not amount.is_finite() or amount != amount.quantize(Decimal("0.01")):
        raise BadValue("bad_amount", f"「{text}」不是金额。最多写到分")
    return amount


def whole(cell: Cell) -> int | None:
    """A whole number; None for an empty cell. Raises BadValue bad_number."""
    text = plain(cell).removesuffix(".0")
    if not text:
        return None
    if not text.isdigit():
        raise BadValue("bad_number", f"「{text}」不是整数")
    return int(text)


def digits(cell: Cell) -> str:
    """A phone or card number without blanks and dashes."""
    return re.sub(r"[\s-]", "", plain(cell)).removesuffix(".0")

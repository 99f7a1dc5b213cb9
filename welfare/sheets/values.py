"""Turning cells into values: text, money, dates with their precision, ID numbers."""

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from welfare.sheets.cells import Cell, Kind

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK_DIGITS = "10X98765432"
NOTHING = {"", "-", "--", "—", "——", "－", "/", "无", "不详", "未详", "未知", "暂无"}
LIKE_X = str.maketrans({"х": "X", "Х": "X", "×": "X", "*": "X", "x": "X"})
INVISIBLE = re.compile(r"[\s\u200b-\u200f\u2060\ufeff\u00a0\u3000]+")
COMPATIBILITY = re.compile(
    "[\uf900-\ufaff\U0002f800-\U0002fa1f]"
)  # rare characters, kept as they are
MAX_DIGITS = 9
MAX_AMOUNT = Decimal(100_000_000)


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
    text = INVISIBLE.sub("", cell.text)
    if not COMPATIBILITY.search(text):
        text = unicodedata.normalize("NFC", text)
    return re.sub("[•・‧∙]", "·", text)


def check_digit(body: str) -> str:
    """The 18th character for 17 digits (GB 11643)."""
    rest = sum(int(d) * w for d, w in zip(body, WEIGHTS, strict=True)) % 11
    return CHECK_DIGITS[rest]


def clean_id(cell: Cell) -> str:
    """The characters of an ID number: half-width, no blanks, no hyphens, an upper-case X."""
    text = INVISIBLE.sub("", unicodedata.normalize("NFKC", cell.text)).translate(LIKE_X)
    return re.sub("[-'’‘`]", "", text).upper()


def id_number(cell: Cell, *, on: dt.date | None = None) -> str:
    """A resident ID number of 18 characters, or of 15 from an old card; empty when there is none.

    Raises BadValue: id_lost_digits for a numeric cell (Excel keeps 15 digits), id_length,
    id_checksum, id_birth for a birthday that is none or lies after `on`.
    """
    text = clean_id(cell)
    if not text or cell.text.strip() in NOTHING:
        return ""
    numeric = cell.kind == Kind.NUMBER and len(text) > 15
    if numeric or re.fullmatch(r"\d(\.\d+)?E\+?\d+", cell.text.strip().upper()):
        raise BadValue(
            "id_lost_digits", "身份证号被 Excel 存成数字，后几位丢了。请按文本格式重新填写"
        )
    if not re.fullmatch(r"[0-9]{17}[0-9X]|[0-9]{15}", text):
        raise BadValue("id_length", f"身份证号应有 18 位，这里是 {len(text)} 位。请对照身份证改")
    try:
        born = birth_of(text)
    except ValueError:
        raise BadValue("id_birth", "身份证号里的出生日期不存在。请对照身份证改") from None
    if born.year < 1900 or (on is not None and born > on):
        raise BadValue("id_birth", f"身份证号里的出生日期 {born:%Y-%m-%d} 不可能。请对照身份证改")
    if len(text) == 18 and text[17] != check_digit(text[:17]):
        right = check_digit(text[:17])
        raise BadValue("id_checksum", f"身份证号最后一位应为 {right}。请对照身份证改")
    return text


def id_meant(text: str) -> str:
    """The full number of one that lost its X (17 digits) or comes from an old card (15); else empty."""
    if re.fullmatch(r"[0-9]{15}", text):
        body = f"{text[:6]}19{text[6:]}"
        return body + check_digit(body)
    if re.fullmatch(r"[0-9]{17}", text) and check_digit(text) == "X":
        return f"{text}X"
    return ""


def birth_of(number: str) -> dt.date:
    """The birthday inside an ID number. Raises ValueError for an impossible one."""
    digits = number[6:14] if len(number) == 18 else f"19{number[6:12]}"
    return dt.date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))


def is_male(number: str) -> bool:
    """The sex inside an ID number."""
    return int(number[16] if len(number) == 18 else number[14]) % 2 == 1


def money(cell: Cell) -> Decimal | None:
    """An amount in yuan; None for an empty cell. Raises BadValue bad_amount."""
    text = plain(cell).replace(",", "").removesuffix("元").strip()
    if not text:
        return None
    try:
        amount = Decimal(text)
    except InvalidOperation:
        raise BadValue("bad_amount", f"「{text}」不是金额。只写数字，比如 1200.50") from None
    if not amount.is_finite() or abs(amount) >= MAX_AMOUNT:
        raise BadValue("bad_amount", f"「{text}」不是金额，或者大得不可能")
    if amount != amount.quantize(Decimal("0.01")):
        raise BadValue("bad_amount", f"「{text}」不是金额。最多写到分")
    return amount


HAN_DIGITS = {han: value for value, han in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
HAN_UNITS = {"十": 10, "百": 100, "千": 1000, "万": 10_000}


def han_number(text: str) -> int | None:
    """一千二 → 1200, 两千三百五十 → 2350; None for what is no number."""
    total = section = digit = 0
    last = 1
    for place, han in enumerate(text):
        if han in HAN_DIGITS:
            digit = HAN_DIGITS[han]
            if place == len(text) - 1 and last > 10 and text[place - 1] in HAN_UNITS:
                digit *= last // 10  # 一千二: two of the next unit
        elif han == "万":
            total, section, digit, last = (total + section + digit) * 10_000, 0, 0, 10_000
        elif han in HAN_UNITS:
            last = HAN_UNITS[han]
            section, digit = section + (digit or 1) * last, 0
        else:
            return None
    return total + section + digit if text else None


def rough_money(cell: Cell) -> tuple[Decimal | None, str]:
    """An amount as people write it, and what to note of it: 800-900, 约800, 一千二 (domain.md 4.6).

    Of a range the lower end counts. Raises BadValue bad_amount.
    """
    text = plain(cell).replace(",", "").replace(" ", "")
    found = re.fullmatch(
        r"(约|大约|不到|左右)?(\d+(?:\.\d+)?)(?:[-~—至到](\d+(?:\.\d+)?))?元?(左右|以上|以下|多|余)?元?",
        text,
    )
    if found and (found[1] or found[3] or found[4]):
        return money(Cell(Kind.TEXT, found[2])), text
    han = han_number(text.removesuffix("元").removesuffix("块"))
    if han is not None and han < MAX_AMOUNT:
        return Decimal(han), text
    return money(cell), ""


def whole(cell: Cell) -> int | None:
    """A whole number; None for an empty cell. Raises BadValue bad_number."""
    text = plain(cell).removesuffix(".0")
    if not text:
        return None
    if not text.isdecimal() or len(text) > MAX_DIGITS:
        raise BadValue("bad_number", f"「{text[:40]}」不是整数，或者大得不可能")
    return int(text)


def digits(cell: Cell) -> str:
    """A phone or card number without blanks and dashes."""
    return re.sub(r"[\s-]", "", plain(cell)).removesuffix(".0")

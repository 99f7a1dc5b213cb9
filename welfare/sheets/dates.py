"""Dates as people write them, as precise as they were written (domain.md 4.5)."""

import datetime as dt
import re

from welfare.sheets.cells import Cell, Kind
from welfare.sheets.values import BadValue, PaperDate, plain

EPOCH, EPOCH_1904 = dt.date(1899, 12, 30), dt.date(1904, 1, 1)
SERIALS = range(20_000, 60_001)
YEARS = range(1900, 2101)
WORKING_AGES = range(14, 66)
CHINESE_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
TENS = re.compile(r"(\d)?十(\d)?")
CLOCK = re.compile(r"[T ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?$")
DATE = re.compile(r"^(\d{4}|\d{2})(?:\D+(\d{1,2}))?(?:\D+(\d{1,2}))?\D*$")
TWO_DIGITS = re.compile(r"^\d{2}\D")
LOST_ZERO = re.compile(r"^\d{4}\.1$")


def paper_date(
    cell: Cell,
    *,
    like: dt.date | None = None,
    born: dt.date | None = None,
    date1904: bool = False,
) -> PaperDate | None:
    """A date of any spelling in domain.md 4.5; None for an empty cell.

    `like` decides 1975.1 in a numeric cell: January, or October that lost its zero. `born` gives
    two-digit years the century in which the person was of working age; else they are 19xx.
    `date1904` is the workbook's flag. Raises BadValue bad_date.
    """
    if cell.kind == Kind.DAY:
        return PaperDate(dt.date.fromisoformat(cell.text), "day")
    text = TENS.sub(_tens, plain(cell).translate(CHINESE_DIGITS))
    text = CLOCK.sub("", text)
    if not text:
        return None
    try:
        if cell.kind == Kind.NUMBER and re.fullmatch(r"\d{5}(\.\d+)?", text):
            return _serial(int(text[:5]), date1904=date1904)
        found = _spelled(text, born=born)
    except ValueError:
        raise BadValue("bad_date", f"「{text}」不是一个日期。写成 1998-03 或 1998-03-12") from None
    if lost_zero(cell) and like is not None and like.month == 10:
        return PaperDate(found.day.replace(month=10), "month")
    return found


def lost_zero(cell: Cell) -> bool:
    """Whether a numeric cell says 1975.1, which is January or October."""
    return cell.kind == Kind.NUMBER and bool(LOST_ZERO.match(cell.text))


def two_digit_year(cell: Cell) -> bool:
    """Whether a date is written like 75-03-12, without a century."""
    return cell.kind in (Kind.TEXT, Kind.NUMBER) and bool(TWO_DIGITS.match(plain(cell)))


def _tens(found: re.Match[str]) -> str:
    return str(int(found[1] or 1) * 10 + int(found[2] or 0))


def _serial(days: int, *, date1904: bool) -> PaperDate:
    if days not in SERIALS:
        raise ValueError(days)
    return PaperDate((EPOCH_1904 if date1904 else EPOCH) + dt.timedelta(days=days), "day")


def _spelled(text: str, *, born: dt.date | None) -> PaperDate:
    if re.fullmatch(r"\d{8}", text):
        year, month, day = text[:4], text[4:6], text[6:]
    elif re.fullmatch(r"\d{6}", text):
        year, month, day = text[:4], text[4:], None
    else:
        found = DATE.match(text)
        if found is None:
            raise ValueError(text)
        year, month, day = found.groups()
    number = int(year) if len(year) == 4 else _century(int(year), born) + int(year)
    if number not in YEARS:
        raise ValueError(text)
    precision = "day" if day else "month" if month else "year"
    return PaperDate(dt.date(number, int(month or 1), int(day or 1)), precision)


def _century(year: int, born: dt.date | None) -> int:
    if born is None or 1900 + year - born.year in WORKING_AGES:
        return 1900
    if 2000 + year - born.year in WORKING_AGES:
        return 2000
    raise ValueError(year)

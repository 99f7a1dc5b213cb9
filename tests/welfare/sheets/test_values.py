"""Cells into values: every spelling of domain.md 4.3 to 4.6."""

import datetime as dt
from decimal import Decimal

import pytest

from welfare.sheets import values
from welfare.sheets.cells import Cell, Kind
from welfare.sheets.dates import paper_date
from welfare.sheets.values import BadValue, PaperDate


def text(value: str) -> Cell:
    return Cell(Kind.TEXT, value)


def number(value: str) -> Cell:
    return Cell(Kind.NUMBER, value)


DAY, MONTH = PaperDate(dt.date(1975, 3, 12), "day"), PaperDate(dt.date(1975, 3, 1), "month")


@pytest.mark.parametrize(
    ("cell", "date"),
    [
        (Cell(Kind.DAY, "1975-03-12"), DAY),
        (number("27465"), DAY),
        (text("1975-03-12"), DAY),
        (text("1975.3.12"), DAY),
        (text("1975.03.12"), DAY),
        (text("19750312"), DAY),
        (text("1975年3月12日"), DAY),
        (text("１９７５年３月１２日"), DAY),
        (text("75-03-12"), DAY),
        (text("75.3.12"), DAY),
        (text("1975.3"), MONTH),
        (text("1975年3月"), MONTH),
        (text("1975/3"), MONTH),
        (text("197503"), MONTH),
        (text("75.3"), MONTH),
        (text("一九七五年三月"), MONTH),
        (number("1975.3"), MONTH),
        (text("1975"), PaperDate(dt.date(1975, 1, 1), "year")),
        (text("不详"), None),
        (text("—"), None),
        (Cell(), None),
    ],
)
def test_it_reads_a_date_as_precisely_as_it_is_written(cell, date):
    assert paper_date(cell) == date


def test_it_gives_october_its_lost_zero_back_when_the_id_says_so():
    assert paper_date(number("1975.1"), like=dt.date(1975, 10, 3)).day.month == 10
    assert paper_date(number("1975.1"), like=dt.date(1975, 1, 3)).day.month == 1


@pytest.mark.parametrize("wrong", ["1975-02-30", "1998.13", "某年某月"])
def test_it_refuses_a_date_that_is_none(wrong):
    with pytest.raises(BadValue, match="不是一个日期") as bad:
        paper_date(text(wrong))
    assert bad.value.code == "bad_date"


@pytest.mark.parametrize(
    "spelling",
    [
        "11010519491231002X",
        " 110105 19491231 002X ",
        "１１０１０５１９４９１２３１００２Ｘ",
        "'11010519491231002x",
        "110105-19491231-002X",
        "11010519491231002х",
        "11010519491231002*",
        "11010519491231002×",
    ],
)
def test_e9_it_cleans_an_id_number(spelling):
    assert values.id_number(text(spelling)) == "11010519491231002X"


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        (number("431021197610045000"), "id_lost_digits"),
        (number("4.31021197610045e+17"), "id_lost_digits"),
        (text("4.31E+17"), "id_lost_digits"),
        (text("1101051949123100"), "id_length"),
        (text("11010519491231002"), "id_length"),
        (text("110105194902310021"), "id_birth"),
        (text("110105194912310021"), "id_checksum"),
    ],
)
def test_e9_it_refuses_an_id_number_that_cannot_be(cell, code):
    with pytest.raises(BadValue) as bad:
        values.id_number(cell)
    assert bad.value.code == code


def test_it_keeps_an_old_number_of_fifteen_digits():
    assert values.id_number(text("110105491231002")) == "110105491231002"


@pytest.mark.parametrize("raw", ["张 三", "张　三", " 张\u00a0三 ", "张\u200b三"])
def test_it_takes_blanks_out_of_a_name(raw):
    assert values.name_of(text(raw)) == "张三"


def test_it_writes_every_middle_dot_alike():
    assert values.name_of(text("阿卜杜•热合曼")) == "阿卜杜·热合曼"


@pytest.mark.parametrize(
    ("raw", "amount"), [("1,200元", "1200"), ("1200.5", "1200.5"), ("—", None), ("０", "0")]
)
def test_it_reads_money(raw, amount):
    assert values.money(text(raw)) == (Decimal(amount) if amount else None)


@pytest.mark.parametrize("raw", ["800-900", "约800", "1.005", "NaN", "Infinity"])
def test_it_refuses_what_is_no_amount(raw):
    with pytest.raises(BadValue, match="不是金额"):
        values.money(text(raw))

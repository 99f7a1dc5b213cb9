"""ID numbers in a roster, domain.md 4.3 I1 to I9."""

import datetime as dt

import pytest

from staff.roster_sheet.known import Known
from tests.staff.roster_sheet.conftest import HEADER, LI, WANG, ZHANG

GOOD = "11010519491231002X"


def person(number, sex="女"):
    return ["张桂兰", sex, number, "青石站", "在岗"]


@pytest.mark.parametrize("cell", [110105194912310021, 430124195710159016, "1.10101E+17"])
def test_i1_i2_it_trusts_no_number_that_excel_rounded(read, cell):
    assert read(HEADER, person(cell)).problems == [("C2", "id_lost_digits")]


@pytest.mark.parametrize(
    "spelling",
    [
        " 110105 19491231 002X ",
        "110105\u00a019491231\u3000002X",
        "１１０１０５１９４９１２３１００２Ｘ",
        "'11010519491231002X",
        "110105-19491231-002X",
        "11010519491231002x",
        "11010519491231002х",
    ],
)
def test_i3_i4_it_cleans_a_number(read, spelling):
    roster = read(HEADER, person(spelling))
    assert (roster.values[0].id_number, roster.warnings) == (GOOD, [])


@pytest.mark.parametrize("sign", ["×", "*"])
def test_i4_it_reads_a_sign_for_x_with_a_warning(read, sign):
    roster = read(HEADER, person(GOOD[:17] + sign))
    assert (roster.values[0].id_number, roster.warnings) == (GOOD, [("C2", "id_sign")])


def test_i5_it_suggests_the_x_of_17_digits(read):
    (row,) = read(HEADER, person(GOOD[:17])).rows
    assert (row.problems[0].code, row.problems[0].fix.suggestion) == ("id_length", GOOD)


def test_i5_it_suggests_nothing_where_the_last_digit_is_no_x(read):
    (row,) = read(HEADER, person(LI[2][:17], "男")).rows
    assert [fix.suggestion for fix in row.problems[0].fixes] == [""]


def test_i5_it_takes_a_suggestion_when_told_to(read):
    (row,) = read(HEADER, person(GOOD[:17])).rows
    fix = row.problems[0].fix
    assert GOOD[:17] not in fix.raw
    roster = read(HEADER, person(GOOD[:17]), known=Known(values={(fix.key, fix.raw): GOOD}))
    assert (roster.values[0].id_number, roster.warnings) == (GOOD, [("C2", "id_mended")])


def test_i6_it_keeps_15_digits_and_proposes_18(read):
    (row,) = read(HEADER, person("110105491231002", "女")).rows
    assert (row.values.id_number, row.values.birth.day) == (
        "110105491231002",
        dt.date(1949, 12, 31),
    )
    assert (row.warnings[0].code, row.warnings[0].fix.suggestion) == ("id_legacy", GOOD)


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("110105194912310021", "id_checksum"),
        ("110105194902310021", "id_birth"),
        ("110105184912310021", "id_birth"),
        ("11010519491231002", "id_length"),
    ],
)
def test_i7_it_refuses_a_number_that_cannot_be(read, number, code):
    assert read(HEADER, person(number)).problems == [("C2", code)]


def test_i7_it_refuses_a_birthday_to_come(read):
    roster = read(HEADER, person(GOOD), known=Known(on=dt.date(1949, 12, 30)))
    assert roster.problems == [("C2", "id_birth")]


def test_i7_it_takes_the_row_without_its_number_when_told_to(read):
    wrong = "110105194912310021"
    fix = read(HEADER, person(wrong)).rows[0].problems[0].fixes[-1]
    assert (fix.label, fix.lasting) == ("先不带身份证号导入", False)
    roster = read(HEADER, person(wrong), known=Known(values={(fix.key, fix.raw): fix.suggestion}))
    assert (roster.values[0].id_number, roster.warnings) == ("", [("C2", "id_mended")])


def test_i8_it_finds_a_number_given_twice(read):
    roster = read(HEADER, ZHANG, LI, ["张桂花", *ZHANG[1:]])
    assert roster.problems == [("C4", "duplicate_in_file")]
    assert roster.rows[2].duplicate_of == 2
    assert roster.rows[2].problems[0].message == "和第 2 行的身份证号重复。请删掉多出来的一行"


def test_i8_it_finds_an_old_number_given_again_as_a_new_one(read):
    roster = read(HEADER, ZHANG, person("110105491231002"))
    assert roster.problems == [("C3", "duplicate_in_file")]


def test_i8_it_finds_a_number_on_another_sheet(drawn):
    def draw(book, page):
        for sheet in (page, book.add_worksheet("东岭站")):
            sheet.write_row(0, 0, HEADER)
            sheet.write_row(1, 0, ZHANG)

    words = [p.message for row in drawn(draw).rows for p in row.problems]
    assert words == ["和「花名册」页第 2 行的身份证号重复。请删掉多出来的一行"]


def test_i9_it_shows_both_birthdays(read):
    roster = read([*HEADER, "出生日期"], [*WANG, "1990-12-07"])
    assert roster.rows[0].problems[0].message == (
        "「1990-12-07」与身份证号里的 1990-12-06 不一致。请核对哪一个对"
    )


def test_i9_it_shows_both_sexes(read):
    roster = read(HEADER, ["王秀英", "男", *WANG[2:]])
    assert roster.problems == [("B2", "sex_mismatch")]
    assert "按身份证号应为女" in roster.rows[0].problems[0].message


def test_it_takes_the_birthday_from_the_number(read):
    assert read(HEADER, WANG).values[0].birth.day == dt.date(1990, 12, 6)

"""Names, dates and other words in a roster, domain.md 4.4 to 4.6, and what was learned before."""

import datetime as dt
from decimal import Decimal

import pytest

from staff.roster_sheet.known import Known
from tests.staff.roster_sheet.conftest import HEADER, LI, WANG, ZHANG

OCTOBER = ["赵军", "男", "430124195710159016", "东岭站", "在岗"]


def codes(row):
    return [problem.code for problem in row.problems]


# -- names ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("raw", ["张 三", "张　三", " 张\u00a0三 ", "张\u200b三"])
def test_4_4_it_takes_blanks_out_of_a_name(read, raw):
    assert read(HEADER, [raw, *ZHANG[1:]]).values[0].name == "张三"


@pytest.mark.parametrize(
    ("raw", "name", "note"),
    [("王芳(大)", "王芳", "大"), ("李丽（女）", "李丽", "女"), ("赵军★", "赵军", "★")],
)
def test_4_4_it_moves_what_stands_behind_a_name_to_the_remark(read, raw, name, note):
    (row,) = read([*HEADER, "备注"], [raw, *ZHANG[1:], "劳模"]).rows
    assert (row.values.name, row.values.remark) == (name, f"劳模；{note}")
    assert [warning.code for warning in row.warnings] == ["name_note"]


@pytest.mark.parametrize("raw", ["阿卜杜•热合曼", "阿卜杜・热合曼", "阿卜杜‧热合曼"])
def test_4_4_it_writes_every_middle_dot_alike(read, raw):
    assert read(HEADER, [raw, *ZHANG[1:]]).values[0].name == "阿卜杜·热合曼"


@pytest.mark.parametrize("rare", ["\U00020bb7野", "\uf9f4海"])
def test_4_4_it_keeps_rare_characters_as_they_are(read, rare):
    assert read(HEADER, [rare, *ZHANG[1:]]).values[0].name == rare


def test_4_4_it_merges_nobody_by_name(read):
    roster = read(HEADER, ["王芳", *ZHANG[1:]], ["王芳", *WANG[1:]])
    assert len({row.values.id_number for row in roster.rows}) == 2


# -- dates ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "day", "precision"),
    [
        ("1975-03-12", "1975-03-12", "day"),
        (27465, "1975-03-12", "day"),
        ("1975.3", "1975-03-01", "month"),
        ("1975年3月", "1975-03-01", "month"),
        ("1975/3", "1975-03-01", "month"),
        ("197503", "1975-03-01", "month"),
        ("75.3", "1975-03-01", "month"),
        ("75-03-12", "1975-03-12", "day"),
        ("75.3.12", "1975-03-12", "day"),
        ("1975年3月12日", "1975-03-12", "day"),
        ("1975.03.12", "1975-03-12", "day"),
        ("19750312", "1975-03-12", "day"),
        ("一九七五年三月", "1975-03-01", "month"),
        ("一九七五年十二月", "1975-12-01", "month"),
        ("一九七五年三月十二日", "1975-03-12", "day"),
        ("1975-03-12 00:00:00", "1975-03-12", "day"),
        ("1975", "1975-01-01", "year"),
    ],
)
def test_4_5_it_reads_a_day_of_work_as_precisely_as_it_is_written(one, cell, day, precision):
    found = one("参加工作时间", cell).values.work_start
    assert (found.day.isoformat(), found.precision) == (day, precision)


def test_4_5_it_reads_a_cell_that_is_a_date(drawn):
    def draw(book, page):
        page.write_row(0, 0, [*HEADER, "参加工作时间"])
        page.write_row(1, 0, ZHANG)
        page.write_datetime(1, 5, dt.date(1975, 3, 12), book.add_format({"num_format": "yyyy-m-d"}))

    found = drawn(draw).values[0].work_start
    assert (found.day, found.precision) == (dt.date(1975, 3, 12), "day")


@pytest.mark.parametrize("cell", ["49.12", "49-12-31", "1949.12", "1949"])
def test_4_5_a_birthday_of_two_digits_lies_in_the_last_century(one, cell):
    row = one("出生日期", cell)
    assert (codes(row), row.values.birth.day) == ([], dt.date(1949, 12, 31))


def test_4_5_it_lets_the_id_decide_between_january_and_october(one):
    found = one("出生年月", 1957.1, OCTOBER)
    assert (codes(found), found.values.birth.day) == ([], dt.date(1957, 10, 15))


def test_4_5_it_asks_when_nothing_decides_between_january_and_october(one):
    row = one("参加工作时间", 1975.1)
    assert codes(row) == ["ambiguous_date"]
    assert [fix.suggestion for fix in row.problems[0].fixes] == ["1975-01", "1975-10"]


def test_4_5_it_remembers_the_answer(one):
    row = one("参加工作时间", 1975.1, known=Known(values={("work_start", "1975.1"): "1975-10"}))
    assert (row.values.work_start.day, row.values.work_start.precision) == (
        dt.date(1975, 10, 1),
        "month",
    )


def test_4_5_it_does_not_ask_where_the_zero_is_there(one):
    assert one("参加工作时间", "1975.10").values.work_start.day.month == 10


@pytest.mark.parametrize(("cell", "year"), [("75.3", 1975), ("05.3", 2005), ("12-03-01", 2012)])
def test_4_5_it_finds_the_century_in_which_one_could_work(one, cell, year):
    assert (
        one("参加工作时间", cell, WANG if year > 2000 else ZHANG).values.work_start.day.year == year
    )


def test_4_5_it_refuses_a_century_in_which_nobody_could_work(one):
    assert codes(one("参加工作时间", "80.3", WANG)) == ["bad_date"]


@pytest.mark.parametrize("cell", ["1975-02-30", "1998.13", "某年某月", 3_000_000, "7503"])
def test_4_5_it_refuses_a_date_that_is_none(one, cell):
    assert codes(one("参加工作时间", cell)) == ["bad_date"]


def test_4_5_it_refuses_a_date_to_come(one):
    row = one("参加工作时间", "2022-10-01", known=Known(on=dt.date(2022, 9, 30)))
    assert codes(row) == ["bad_date"]


@pytest.mark.parametrize("word", ["不详", "无", "—", "/", ""])
def test_4_5_it_reads_no_date_where_none_is_given(one, word):
    assert one("参加工作时间", word).values.work_start is None


@pytest.mark.parametrize("ditto", ["同上", "〃"])
def test_4_5_it_fills_dittos_down(read, ditto):
    roster = read(
        [*HEADER, "参加工作时间"], [*ZHANG, "1975.3"],
        [*LI[:3], ditto, *LI[4:], ditto], [*WANG[:3], ditto, *WANG[4:], ditto],
    )  # fmt: skip
    assert {(v.station, v.work_start.day) for v in roster.values} == {
        ("青石站", dt.date(1975, 3, 1))
    }


# -- other values -----------------------------------------------------------------------------------


@pytest.mark.parametrize("word", ["男", "1", "M", "ｍ", 1, " 男 "])
def test_4_6_it_reads_every_word_for_a_man(read, word):
    assert read(HEADER, ["李建国", word, *LI[2:]]).values[0].sex == "male"


@pytest.mark.parametrize("word", ["女", "2", "F", 2])
def test_4_6_it_reads_every_word_for_a_woman(read, word):
    assert read(HEADER, ["张桂兰", word, *ZHANG[2:]]).values[0].sex == "female"


@pytest.mark.parametrize(
    ("word", "said"),
    [("是", True), ("√", True), ("有", True), ("Y", True), ("否", False), ("×", False), ("无", False),
     ("", None), ("—", None)],
)  # fmt: skip
def test_4_6_it_reads_yes_and_no(one, word, said):
    assert one("是否残疾", word).values.is_disabled is said


@pytest.mark.parametrize(
    ("word", "post"),
    [
        ("内退", "early_retired"),
        ("内养", "early_retired"),
        ("歇岗", "off_post"),
        ("待岗", "off_post"),
    ],
)
def test_4_6_it_knows_the_old_words_for_a_post(read, word, post):
    assert read(HEADER, [*ZHANG[:4], word]).values[0].post == post


def test_4_6_it_asks_for_an_unknown_post_once(read):
    (row,) = read(HEADER, [*ZHANG[:4], "长休"]).rows
    fix = next(fix for fix in row.problems[0].fixes if fix.suggestion == "off_post")
    assert (codes(row), fix.label, fix.lasting) == (
        ["unknown_status"],
        "「长休」算作「息岗」",
        True,
    )
    learned = Known(values={(fix.key, fix.raw): fix.suggestion})
    assert read(HEADER, [*ZHANG[:4], "长 休"], known=learned).values[0].post == "off_post"


@pytest.mark.parametrize(
    ("word", "tier"), [("特", "extreme"), ("重", "severe"), ("一般", "general")]
)
def test_4_6_it_knows_short_words_for_a_tier(one, word, tier):
    assert one("困难等级", word).values.tier == tier


def test_4_6_it_asks_which_of_two_tiers_is_meant(one):
    row = one("困难等级", "特重困")
    assert [fix.suggestion for fix in row.problems[0].fixes][:2] == ["extreme", "severe"]


def test_4_6_it_reads_yes_in_the_column_for_extreme_hardship(one):
    assert one("是否特困", "√").values.tier == "extreme"


ROUGH = "家庭月收入写的是约数"  # the income is not a registrar's matter: a remark tells no amount


@pytest.mark.parametrize(
    ("cell", "amount", "note"),
    [
        ("1,200元", 1200, ""),
        ("一千二", 1200, ROUGH),
        ("两千三百五十", 2350, ROUGH),
        ("800-900", 800, ROUGH),
        ("约800", 800, ROUGH),
        ("800左右", 800, ROUGH),
    ],
)
def test_4_6_it_reads_a_rough_amount_and_notes_that_it_was_one(one, cell, amount, note):
    values = one("月收入", cell).values
    assert (values.family_income, values.remark) == (Decimal(amount), note)


@pytest.mark.parametrize("cell", ["很少", "-500", "99999999999"])
def test_4_6_it_refuses_what_is_no_amount(one, cell):
    assert codes(one("月收入", cell)) == ["bad_amount"]


@pytest.mark.parametrize("cell", ["13812345678.0", 13812345678, "138 1234 5678", "138-1234-5678"])
def test_4_6_it_keeps_a_telephone_number_as_text(one, cell):
    assert one("联系电话", cell).values.phone == "13812345678"


def test_4_6_it_refuses_a_card_number_that_excel_rounded(one):
    assert codes(one("银行卡号", 6217004936110037491)) == ["digits_lost"]


def test_4_6_it_parts_a_husbands_name_from_his_place_of_work(one):
    values = one("爱人姓名及单位", "崔建军 东岭站").values
    assert (values.spouse_name, values.remark) == ("崔建军", "爱人单位：东岭站")


@pytest.mark.parametrize("title", ["岗位", "民族", "家庭住址"])
def test_4_6_it_refuses_a_text_longer_than_its_column(one, title):
    assert codes(one(title, "很" * 400)) == ["too_long"]


def test_4_6_it_reads_the_columns_of_a_full_roster(one):
    assert one("家庭住址", "青石路 12 号").values.address == "青石路 12 号"
    assert one("婚姻状况", "离婚").values.marital_status == "离异"
    assert one("户口性质", "非农").values.household_type == "非农业"
    assert one("用工性质", "集体").values.identity == "collective"


@pytest.mark.parametrize(
    ("title", "cell", "key", "value"),
    [
        ("残疾类别", "肢体残疾", "disability_type", "肢体"),
        ("残疾类别", "语言", "disability_type", "言语"),
        ("残疾类别", "无", "disability_type", ""),
        ("残疾等级", "2", "disability_grade", "二级"),
        ("残疾级别", "Ⅳ级", "disability_grade", "四级"),
        ("劳模类型", "省劳模", "model_worker_type", "省部级"),
        ("劳模", "否", "model_worker_type", ""),
    ],
)
def test_4_6_it_reads_disability_and_honours_by_their_lists(one, title, cell, key, value):
    row = one(title, cell)
    assert (codes(row), getattr(row.values, key)) == ([], value)


def test_4_6_it_asks_about_a_grade_there_is_not_and_offers_the_nearest(one):
    row = one("残疾等级", "二级半")
    assert codes(row) == ["unknown_choice"]
    assert [fix.suggestion for fix in row.problems[0].fixes] == ["二级"]


def test_4_6_it_reads_the_day_of_joining_the_unit_as_precisely_as_it_is_written(one):
    joined = one("进入集体单位时间", "1993.7").values.join_date
    assert (joined.day.isoformat(), joined.precision) == ("1993-07-01", "month")


# -- what was learned before ------------------------------------------------------------------------


def test_it_uses_a_title_mapped_by_hand(read):
    header = ["姓名", "性别", "身份证号", "落脚点", "用工状态"]
    assert read(header, ZHANG, known=Known(titles={"落脚点": "station"})).problems == []


def test_it_leaves_out_a_column_when_told_to(read):
    roster = read([*HEADER, "单位"], [*ZHANG, "车务段"], known=Known(titles={"单位": ""}))
    assert roster.values[0].station == "青石站"


def test_it_offers_the_station_that_was_meant_and_takes_it(read):
    stations = {"青石站": "青石站"}
    wrong = [*ZHANG[:3], "清石站", "在岗"]
    fix = read(HEADER, wrong, known=Known(stations)).rows[0].problems[0].fix
    assert (fix.suggestion, fix.label) == ("青石站", "「清石站」算作「青石站」")
    learned = Known(stations, values={(fix.key, fix.raw): fix.suggestion})
    assert read(HEADER, wrong, known=learned).values[0].station == "青石站"


def test_it_keeps_the_texts_of_a_row_that_cannot_be_taken(read):
    (row,) = read(HEADER, [*ZHANG[:4], "长休"]).rows
    assert (row.values, row.texts["name"], row.texts["post"]) == (None, "张桂兰", "长休")

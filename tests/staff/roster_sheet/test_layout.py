"""The mess of real sheets, domain.md 4.2 L1 to L13."""

import datetime as dt

import pytest

from staff.roster_sheet.known import Known
from tests.books import HERE, ods, ods_row
from tests.staff.roster_sheet.conftest import HEADER, LI, WANG, ZHANG, look
from welfare.errors import Refused

TITLE = "XX车务段集体职工花名册"


def names(roster):
    return [row.values.name for row in roster.rows]


def test_l1_it_skips_title_rows_and_keeps_the_title(read):
    roster = read([TITLE], ["(二〇二二年第三季度)"], HEADER, ZHANG)
    assert (names(roster), roster.heads[0].title) == (["张桂兰"], TITLE)


def test_l2_it_offers_unit_and_day_of_the_line_under_the_title(read):
    roster = read(
        [TITLE], ["填报单位：青石站", None, None, "填报时间：2022年9月30日"], HEADER, ZHANG
    )
    head = roster.heads[0]
    assert (head.unit, head.told_on.day, head.told_on.precision) == (
        "青石站",
        dt.date(2022, 9, 30),
        "day",
    )


def test_l2_it_takes_the_unit_of_money_for_no_place(read):
    assert read([TITLE], ["单位：元"], HEADER, ZHANG).heads[0].unit == ""


def test_l2_it_puts_people_without_a_station_column_where_the_sheet_says(read):
    titles = [title for title in HEADER if title != "车站"]
    person = [word for word in ZHANG if word != "青石站"]
    roster = read(["填报单位：青石站"], titles, person, known=Known({"青石站": "青石站"}))
    assert roster.values[0].station == "青石站"
    assert roster.summary.notes == ["「花名册」页：没有车站列，1 人都算作「青石站」"]


def test_l3_it_joins_two_header_rows(read):
    upper = [*HEADER, "家庭情况", None]
    lower = [None] * len(HEADER) + ["人口(人)", "月收入(元)"]
    (row,) = read(upper, lower, [*ZHANG, 3, 1200]).rows
    assert (row.values.family_size, row.values.family_income) == (3, 1200)


def write(page, *rows):
    for number, row in enumerate(rows):
        page.write_row(number, 0, row)


def test_l4_it_reads_every_sheet_and_offers_its_name_as_the_unit(drawn):
    titles = [title for title in HEADER if title != "车站"]

    def draw(book, page):
        page.write_row(0, 0, ["填表说明"])
        for station, person in (("青石站", ZHANG), ("东岭站", LI)):
            write(book.add_worksheet(station), titles, [w for w in person if not w.endswith("站")])

    roster = drawn(draw, Known({"青石站": "青石站", "东岭站": "东岭站"}))
    assert [(row.sheet, row.values.station) for row in roster.rows] == [
        ("青石站", "青石站"),
        ("东岭站", "东岭站"),
    ]


def test_l4_it_asks_for_the_station_when_the_sheet_is_called_anything(tmp_path, read):
    titles = [title for title in HEADER if title != "车站"]
    with pytest.raises(Refused, match="缺 「车站」 列"):
        read(titles, [w for w in ZHANG if w != "青石站"], sheet="Sheet1", known=Known())


def test_l4_it_leaves_out_a_summary_sheet_and_says_so(drawn):
    def draw(book, page):
        write(page, HEADER, ZHANG)
        write(book.add_worksheet("汇总"), ["车站", "性别", "用工状态"], ["青石站", "女", "1"])

    roster = drawn(draw)
    assert names(roster) == ["张桂兰"]
    assert roster.summary.notes == ["「汇总」页没有身份证号列，不是花名册，没有读"]


def test_l5_it_drops_headers_repeated_on_each_printed_page(read):
    roster = read([TITLE], HEADER, ZHANG, [TITLE], HEADER, LI)
    assert names(roster) == ["张桂兰", "李建国"]
    assert [(s.number, s.reason) for s in roster.summary.skipped] == [
        (4, "重复的标题"),
        (5, "重复的表头"),
    ]


def test_l6_it_fills_merged_units_down(drawn):
    def draw(book, page):
        write(page, HEADER, ZHANG, [*WANG[:3], None, "在岗"], LI)
        page.merge_range(1, 3, 2, 3, "青石站")

    assert [v.station for v in drawn(draw).values] == ["青石站", "青石站", "东岭站"]


@pytest.mark.parametrize("label", ["合计", "总计", "共计", "合 计"])
def test_l7_it_drops_the_total_and_finds_it_right(read, label):
    roster = read(HEADER, ZHANG, LI, [None], [label.replace(" ", ""), "2人"])
    (total,) = roster.summary.claimed
    assert (len(roster.rows), total.claimed, total.counted, total.agrees) == (2, 2, 2, True)


def test_l7_it_reads_a_total_written_as_text(read):
    (total,) = read(HEADER, ZHANG, ["共1人"]).summary.claimed
    assert total.agrees


def test_l7_it_names_the_cell_of_a_total_that_does_not_agree(read):
    roster = read(HEADER, ZHANG, LI, ["合计", "3人"])
    assert roster.summary.notes == [
        "「花名册」B4 合计写着 3 人，读到 2 人，对不上。请核对这一段有没有漏行或多行"
    ]


def test_l7_it_compares_a_subtotal_with_its_group_alone(read):
    roster = read(
        HEADER, ZHANG, WANG, ["青石站小计", None, 2], LI, ["东岭站小计", None, 2], ["合计", 3]
    )
    told = [(t.label, t.cell, t.claimed, t.counted) for t in roster.summary.claimed]
    assert told == [("青石站小计", "C4", 2, 2), ("东岭站小计", "C6", 2, 1), ("合计", "B7", 3, 3)]


def test_l7_it_takes_a_sum_of_money_for_no_head_count(read):
    roster = read([*HEADER, "家庭月收入"], [*ZHANG, 1200], ["合计", None, None, None, None, 1200])
    assert roster.summary.claimed == []


def test_l8_it_drops_signatures(read):
    roster = read(
        HEADER, ZHANG, ["制表人：", None, "审核人："], ["填表日期：2022-09-30"], ["注：按文本填写"]
    )
    assert names(roster) == ["张桂兰"]
    assert len(roster.summary.skipped) == 3


def test_it_drops_group_titles_and_rows_numbered_in_advance(read):
    roster = read(["序号", *HEADER], [1, *ZHANG], ["一、东岭分公司"], [2], [3])
    assert names(roster) == ["张桂兰"]


def test_l9_it_reads_hidden_rows_and_marks_them(drawn):
    def draw(book, page):
        write(page, HEADER, ZHANG, LI, WANG)
        page.set_row(2, None, None, {"hidden": True})

    roster = drawn(draw)
    assert [row.hidden for row in roster.rows] == [False, True, False]
    assert roster.summary.notes == ["「花名册」页：1 行在表里是隐藏的，也读了，标了「隐藏行」"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("parted", [",", "\t", ";"])
def test_l10_it_reads_text_tables(tmp_path, encoding, parted):
    path = tmp_path / "a.csv"
    path.write_text("\r\n".join(map(parted.join, [HEADER, ZHANG, LI])), encoding=encoding)
    assert names(look(path)) == ["张桂兰", "李建国"]


def test_l10_it_reads_an_open_document(tmp_path):
    path = tmp_path / "a.ods"
    path.write_bytes(
        ods(ods_row(*HEADER), ods_row(*ZHANG), ods_row(*LI, hidden=True, note="长期病假"))
    )
    roster = look(path)
    assert [(row.values.name, row.hidden, row.values.remark) for row in roster.rows] == [
        ("张桂兰", False, ""),
        ("李建国", True, "批注：A3 长期病假"),
    ]


def test_l9_l11_l12_it_finds_hidden_rows_errors_and_comments_in_an_old_file_too():
    roster = look(HERE / "marks.xls")
    assert [row.hidden for row in roster.rows] == [False, False, True]
    assert roster.problems == [("F3", "formula_error")]
    assert roster.values[0].remark == "批注：A2 今年十月退养"


def test_l11_it_reads_what_a_formula_came_to(drawn):
    def draw(book, page):
        write(page, [*HEADER, "岗位"], ZHANG)
        page.write_formula(1, 5, '="客运"&"员"', None, "客运员")

    assert drawn(draw).values[0].job == "客运员"


def test_l11_it_lists_cells_whose_formula_failed(drawn):
    def draw(book, page):
        write(page, [*HEADER, "岗位"], ZHANG)
        page.write_formula(1, 5, "=Z99", None, "#REF!")

    roster = drawn(draw)
    assert roster.problems == [("F2", "formula_error")]
    assert roster.rows[0].problems[0].message == "公式出错（#REF!）。请改成要填的内容"


def test_l12_it_reads_comments_into_the_remark(drawn):
    def draw(book, page):
        write(page, [*HEADER, "备注"], [*ZHANG, "劳模"])
        page.write_comment(1, 0, "今年十月退养")

    roster = drawn(draw)
    assert roster.values[0].remark == "劳模；批注：A2 今年十月退养"
    assert roster.rows[0].comment == "A2 今年十月退养"


def test_l12_it_says_that_red_text_is_not_read(drawn):
    def draw(book, page):
        write(page, HEADER, ZHANG)
        page.write_string(1, 0, "张桂兰", book.add_format({"font_color": "#FF0000"}))

    (note,) = drawn(draw).summary.notes
    assert note == "「花名册」页：有红字，颜色不导入；红字的意思请写进备注列"


@pytest.mark.parametrize(
    ("word", "reason"),
    [
        ("退休", "retired"),
        ("已退休", "retired"),
        ("调离", "transferred"),
        ("解除合同", "dismissed"),
        ("死亡", "died"),
        ("已故", "died"),
    ],
)
def test_l13_it_keeps_leavers_out_of_the_count(read, word, reason):
    roster = read(HEADER, ZHANG, [*LI[:4], word], ["合计", "1人"])
    assert [row.is_leaver for row in roster.rows] == [False, True]
    assert roster.values[1].leave_reason == reason
    assert (roster.summary.people, roster.summary.claimed[0].agrees) == (1, True)


def test_l13_it_finds_a_leaver_and_his_day_in_the_remark(read):
    roster = read([*HEADER, "备注"], [*ZHANG, "2022年5月退休"], [*LI, "爱人已退休在家"])
    gone, here = roster.values
    assert (gone.leave_reason, gone.left_on.day, gone.left_on.precision) == (
        "retired",
        dt.date(2022, 5, 1),
        "month",
    )
    assert (here.leave_reason, roster.warnings) == ("", [("F2", "left")])


def test_l13_it_reads_columns_for_reason_and_day(read):
    roster = read([*HEADER, "离册原因", "离册日期"], [*ZHANG[:4], None, "调离", "2022-03-01"])
    (gone,) = roster.values
    assert (gone.leave_reason, gone.left_on.day, gone.post) == (
        "transferred",
        dt.date(2022, 3, 1),
        "",
    )


@pytest.mark.parametrize("height", [0, 7, 17])
def test_it_finds_the_header_anywhere_in_the_first_twenty_rows(read, height):
    assert names(read(*[["封面"]] * height, HEADER, ZHANG)) == ["张桂兰"]


def test_it_honours_the_calendar_of_1904(drawn):
    def draw(book, page):
        write(page, [*HEADER, "参加工作时间"], [*ZHANG, 27465 - 1462])

    assert drawn(draw, date_1904=True).values[0].work_start.day == dt.date(1975, 3, 12)


def test_it_reads_a_hidden_sheet_and_says_so(drawn):
    def draw(book, page):
        write(page, HEADER, ZHANG)
        other = book.add_worksheet("旧表")
        write(other, HEADER, LI)
        other.hide()

    roster = drawn(draw)
    assert names(roster) == ["张桂兰", "李建国"]
    assert roster.summary.notes == ["「旧表」页：这一页是隐藏的，也读了"]

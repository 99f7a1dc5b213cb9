"""Real rosters: the clean one in four formats, the messy one cell by cell."""

import json

import pytest

from staff.roster_sheet.reading import read_roster
from tests.books import HERE, ROSTER, workbook
from welfare.errors import Refused

EXPECTED = json.loads((HERE / "expected.json").read_text(encoding="utf-8"))
HEADER = ["序号", "姓名", "性别", "公民身份号码", "车站", "用工状态", "参加工作时间", "备注"]
ZHANG = [1, "张桂兰", "女", "11010519491231002X", "青石站", "在岗", "1970.3", None]


@pytest.fixture(scope="module")
def clean():
    return read_roster(ROSTER, None)


@pytest.fixture(scope="module")
def stations(clean):
    return {row.values.station: row.values.station for row in clean.rows}


def read(tmp_path, *rows, stations=None):
    path = tmp_path / "a.xlsx"
    path.write_bytes(workbook(*rows))
    return read_roster(path, stations)


def problems(roster):
    return [[p.cell, p.code] for row in roster.rows for p in row.problems]


def test_it_reads_579_people_without_a_problem(clean):
    assert (len(clean.rows), problems(clean)) == (579, [])


@pytest.mark.parametrize("name", ["roster_579.xls", "roster_579_gb18030.csv"])
def test_e11_l10_it_reads_the_same_from_other_formats(clean, stations, name):
    other = read_roster(HERE / name, stations)
    assert [row.values for row in other.rows] == [row.values for row in clean.rows]


def test_it_finds_exactly_the_wrong_cells_of_the_messy_roster(stations):
    messy, expected = (
        read_roster(HERE / "roster_579_messy.xlsx", stations),
        EXPECTED["roster_messy"],
    )
    assert problems(messy) == expected["errors"]
    assert len(messy.people) == expected["rows"] == messy.claimed
    assert sum(row.values is not None for row in messy.rows) == expected["good"]
    assert [int(note.split()[0]) for note in messy.notes] == [6, 9, 12, 8, 4]


def test_it_suggests_the_station_meant(stations):
    messy = read_roster(HERE / "roster_579_messy.xlsx", stations)
    words = [p.message for row in messy.rows for p in row.problems if p.cell == "J169"]
    assert words == ["没有「东岑站」，是不是「东岭站」"]


def test_it_skips_title_total_signature_and_repeated_header(tmp_path):
    roster = read(
        tmp_path,
        ["XX车务段集体职工花名册"], ["填报单位：集经办"], HEADER, ZHANG, [None], HEADER,
        ["小计", "1人"], ["合计", "1人"], ["制表人：", None, "审核人："],
    )  # fmt: skip
    assert [row.values.name for row in roster.rows] == ["张桂兰"]
    assert (roster.claimed, roster.title) == (1, "XX车务段集体职工花名册")


def test_it_joins_two_header_rows(tmp_path):
    upper = [*HEADER, "家庭情况", None]
    lower = [None] * len(HEADER) + ["人口(人)", "月收入(元)"]
    roster = read(tmp_path, upper, lower, [*ZHANG, 3, 1200])
    assert (roster.rows[0].values.family_size, roster.rows[0].values.family_income) == (3, 1200)


def test_it_names_a_missing_column(tmp_path):
    with pytest.raises(Refused, match="缺 「性别」 列"):
        read(tmp_path, [t for t in HEADER if t != "性别"], ZHANG)


def test_it_names_two_columns_of_one_meaning(tmp_path):
    with pytest.raises(Refused, match="「公民身份号码」和「身份证号」两列是一个意思"):
        read(tmp_path, [*HEADER, "身份证号"], [*ZHANG, "11010519491231002X"])


def test_it_says_when_there_is_no_roster(tmp_path):
    with pytest.raises(Refused, match="没有找到花名册的表头"):
        read(tmp_path, ["甲", "乙"], ["1", "2"])


def test_it_says_when_there_is_only_a_header(tmp_path):
    with pytest.raises(Refused, match="没有一行职工"):
        read(tmp_path, HEADER)


def test_it_leaves_leavers_out_of_a_roster_read_whole(tmp_path):
    gone = [2, "李建国", "男", "430124195710159016", "东岭站", "退休", None, None]
    roster = read(tmp_path, HEADER, ZHANG, gone)
    assert [row.values.name for row in roster.rows] == ["张桂兰"]
    assert roster.notes == ["1 人写着离册，没有读进来"]

"""Columns nobody knows are mapped by hand once and remembered."""

import pytest
from django.urls import reverse

from staff.models import ImportStatus, InsuranceEntry, RosterImport, RosterTitle, Worker
from tests.books import workbook
from tests.people import make_station
from tests.staff.rosters.desk import commit, upload
from tests.staff.rosters.test_rules import FIRST

TITLES = ["姓名", "性别", "公民身份号码", "所在地方", "用工状态", "手边电话"]
ROW = ["钱春兰", "女", FIRST, "青石站", "在岗", "13800000417"]


@pytest.fixture
def waiting(desk) -> RosterImport:
    """A roster whose station and telephone have titles of their own."""
    make_station()
    upload(desk, workbook(TITLES, ROW), name="a.xlsx")
    return RosterImport.objects.get()


def settle(desk, roster, *keys, remember=True):
    """Choose what the columns are, in the order of the sheet."""
    data = {f"c{place}": key for place, key in enumerate(keys)}
    data |= {"remember": "on"} if remember else {}
    return desk.post(reverse("roster-import-columns", args=[roster.pk]), data, follow=True)


CHOSEN = ("name", "sex", "id_number", "station", "post", "phone")


def test_it_asks_for_the_columns_it_does_not_know(desk, waiting):
    page = desk.get(waiting.get_absolute_url()).content.decode()
    assert waiting.status == ImportStatus.MAPPING
    assert "这 2 列要您认一认" in page
    assert "还缺「车站」列" in page
    assert "13800000417" not in page
    assert "没有变化" not in desk.get(reverse("roster-imports")).content.decode()
    assert "有的列要您认一认" in desk.get(reverse("home")).content.decode()


def test_it_goes_on_with_what_was_chosen(desk, waiting):
    page = settle(desk, waiting, *CHOSEN).content.decode()
    assert "导入前看一遍" in page
    commit(desk, waiting)
    worker = Worker.objects.get()
    assert (worker.station.name, worker.phone) == ("青石站", "13800000417")


def test_it_asks_no_second_time(desk, waiting):
    settle(desk, waiting, *CHOSEN)
    upload(desk, workbook(TITLES, ROW), name="b.xlsx")
    assert RosterImport.objects.latest("pk").status == ImportStatus.PREVIEW
    assert dict(RosterTitle.objects.values_list("title", "column")) == {
        "所在地方": "station", "手边电话": "phone",
    }  # fmt: skip


def test_it_remembers_nothing_when_told_so(desk, waiting):
    settle(desk, waiting, *CHOSEN, remember=False)
    assert not RosterTitle.objects.exists()


def test_it_leaves_out_what_nobody_wants(desk, waiting):
    settle(desk, waiting, *CHOSEN[:5], "")
    commit(desk, waiting)
    assert Worker.objects.get().phone == ""


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ((*CHOSEN[:5], "station"), "都对到了「车站」"),
        ((*CHOSEN[:5], "nonsense"), "没有这一列"),
    ],
)
def test_it_refuses_what_cannot_be(desk, waiting, keys, words):
    answer = settle(desk, waiting, *keys)
    assert answer.status_code == 400
    assert words in answer.content.decode()
    assert not RosterTitle.objects.exists()


def test_it_still_asks_while_a_column_is_missing(desk, waiting):
    page = settle(desk, waiting, *CHOSEN[:3], "", "post", "phone", remember=False)
    assert "还缺「车站」列" in page.content.decode()


def test_it_asks_which_of_two_columns_of_one_meaning(desk):
    make_station()
    upload(
        desk,
        workbook([*TITLES[:3], "车站", "用工状态", "身份证号"], [*ROW[:5], FIRST]),
        name="a.xlsx",
    )
    roster = RosterImport.objects.get()
    assert (
        "「公民身份号码」、「身份证号」是一个意思"
        in desk.get(roster.get_absolute_url()).content.decode()
    )
    page = settle(desk, roster, *CHOSEN[:5], "", remember=False)
    assert "导入前看一遍" in page.content.decode()


def test_it_asks_which_of_three_columns_of_one_meaning(desk):
    titles = [*TITLES[:3], "车站", "用工状态", "身份证号", "身份证号码"]
    upload(desk, workbook(titles, [*ROW[:5], FIRST, FIRST]), name="a.xlsx")
    page = desk.get(RosterImport.objects.get().get_absolute_url()).content.decode()
    assert "「公民身份号码」、「身份证号」、「身份证号码」是一个意思" in page


def test_it_refuses_two_columns_of_one_name(desk):
    titles = [*TITLES[:3], "车站", "用工状态", TITLES[0]]
    answer = upload(desk, workbook(titles, [*ROW[:5], ROW[0]]), name="a.xlsx")
    page = answer.content.decode()
    assert f"A 列和 F 列都叫「{TITLES[0]}」，不知道用哪一列。请删掉一列再上传" in page
    assert not RosterImport.objects.exists()


def test_it_asks_for_no_columns_once_they_are_written(desk, waiting):
    settle(desk, waiting, *CHOSEN)
    commit(desk, waiting)
    page = desk.get(waiting.get_absolute_url(), {"columns": ""}).content.decode()
    assert "这次导入已写入" in page
    assert "现在还没有写入" not in page


def test_it_lets_columns_be_changed_from_the_preview(desk, waiting):
    settle(desk, waiting, *CHOSEN)
    page = desk.get(waiting.get_absolute_url(), {"columns": ""}).content.decode()
    assert "记得上次" in page
    settle(desk, waiting, *CHOSEN[:5], "remark")
    commit(desk, waiting)
    assert Worker.objects.get().remark == "13800000417"


def test_the_months_of_the_insurances_are_left_out_and_that_is_said(desk):
    make_station()
    titles = [
        "姓名",
        "性别",
        "公民身份号码",
        "车站",
        "用工状态",
        "养老保险",
        "养老保险缴至",
        "三金",
        "工号",
    ]
    row = ["钱春兰", "女", FIRST, "青石站", "在岗", "已缴", "2026-09", "欠 3 个月", "JT-0001"]
    page = upload(desk, workbook(titles, row), name="三金.xlsx").content.decode()
    assert "导入前看一遍" in page
    assert "「养老保险」「养老保险缴至」「三金」不导入。三金只登记、不改写" in page
    page = desk.get(RosterImport.objects.get().get_absolute_url() + "?columns").content.decode()
    assert "工号是系统编的" in page
    commit(desk)
    assert (Worker.objects.count(), InsuranceEntry.objects.count()) == (1, 0)

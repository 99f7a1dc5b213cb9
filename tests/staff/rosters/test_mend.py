"""The same workbook comes back with the wrong cells red; mended, only those rows move."""

import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from staff.models import RosterImport, Worker
from tests.books import HERE, ROSTER
from tests.people import id_number, make_station
from tests.staff.rosters.desk import TITLES, commit, line, upload
from tests.staff.rosters.test_rules import BORN, FIRST, SECOND

THIRD = id_number(BORN, serial=13)


def fetch(desk, roster) -> bytes:
    """Download the marked workbook."""
    answer = desk.get(reverse("roster-import-mend", args=[roster.pk]))
    assert answer.status_code == 200
    return answer.content


@pytest.fixture
def wrong(desk) -> RosterImport:
    """Three people, one at a station nobody knows; the others are written."""
    make_station()
    rows = [line("钱春兰", FIRST), line("孙小英", SECOND, 车站="东沟站"), line("李秀英", THIRD)]
    upload(desk, rows)
    commit(desk)
    return RosterImport.objects.get()


def test_it_marks_the_cell_and_says_why(desk, wrong):
    page = load_workbook(io.BytesIO(fetch(desk, wrong)))["花名册"]
    cell = page["F3"]
    assert (cell.value, cell.fill.start_color.rgb) == ("东沟站", "FFFFC7CE")
    assert "没有「东沟站」" in cell.comment.text
    last = len(TITLES) + 1
    assert page.cell(1, last).value == "错误说明"
    assert page.cell(3, last).value.startswith("F 列：没有「东沟站」")
    assert page.cell(2, last).value is None
    assert page["C2"].value == FIRST


def test_it_moves_only_the_mended_row(desk, wrong):
    book = load_workbook(io.BytesIO(fetch(desk, wrong)))
    book["花名册"]["F3"].value = "青石站"
    out = io.BytesIO()
    book.save(out)
    upload(desk, out.getvalue(), name="改好.xlsx")
    roster = RosterImport.objects.latest("pk")
    assert roster.status == "preview"
    assert {key: n for key, n in roster.counts.items() if n} == {"new": 1, "unchanged": 2}
    commit(desk)
    assert Worker.objects.get(name="孙小英").remark == ""


def test_it_marks_anew_what_is_still_wrong(desk, wrong):
    upload(desk, fetch(desk, wrong), name="没改.xlsx")
    page = load_workbook(io.BytesIO(fetch(desk, RosterImport.objects.latest("pk"))))["花名册"]
    assert page.max_column == len(TITLES) + 1
    assert page["F3"].comment.text.count("东沟站") == 1


def test_it_keeps_title_and_layout_of_the_messy_roster(desk):
    upload(desk, ROSTER, places=True)
    commit(desk)
    upload(desk, HERE / "roster_579_messy.xlsx")
    was = load_workbook(HERE / "roster_579_messy.xlsx").active
    now = load_workbook(io.BytesIO(fetch(desk, RosterImport.objects.latest("pk")))).active
    assert now["A1"].value == was["A1"].value
    assert now.merged_cells.ranges == was.merged_cells.ranges
    assert sum(cell.comment is not None for row in now.iter_rows() for cell in row) == 19
    upload(desk, fetch(desk, RosterImport.objects.latest("pk")), name="没改.xlsx")
    again = RosterImport.objects.latest("pk")  # two header rows, and ours beside them: known
    assert (again.status, again.counts["error"]) == ("preview", 19)


@pytest.mark.parametrize("name", ["roster_579.xls", "roster_579_gb18030.csv"])
def test_it_gives_other_formats_back_as_xlsx(desk, name):
    make_station()
    upload(desk, HERE / name)
    page = load_workbook(io.BytesIO(fetch(desk, RosterImport.objects.get()))).active
    titles = [cell.value for row in page.iter_rows(max_row=6) for cell in row]
    assert "公民身份号码" in titles
    assert "错误说明" in titles


def test_it_gives_nothing_back_when_nothing_is_wrong(desk):
    make_station()
    upload(desk, [line("钱春兰", FIRST)])
    url = reverse("roster-import-mend", args=[RosterImport.objects.get().pk])
    assert "没有要改的格子" in desk.get(url, follow=True).content.decode()

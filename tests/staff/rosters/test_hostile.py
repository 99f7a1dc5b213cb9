"""Hostile files at the roster page: a sentence, no row, and the site goes on."""

import io
import os
import zipfile

import pytest
from django.urls import reverse

from staff.models import RosterImport, Worker
from tests.books import ROSTER, repacked, workbook
from tests.people import make_station
from tests.staff.rosters.desk import upload
from tests.staff.rosters.test_rules import FIRST
from tests.welfare.sheets.attacks import ATTACKS, SHEET, written
from welfare.sheets.reader import read_workbook

PLACES = int(os.environ.get("BAD_PLACES", "3"))  # of the 579 in which a bad row is tried


@pytest.mark.parametrize("attack", ATTACKS)
def test_e1_e4_it_refuses_with_a_sentence_and_writes_no_row(desk, tmp_path, attack):
    path = written(tmp_path, attack)
    answer = upload(desk, path)
    assert answer.status_code == 400
    assert path.name in answer.content.decode() or "表头" in answer.content.decode()
    assert (RosterImport.objects.count(), Worker.objects.count()) == (0, 0)
    assert desk.get(reverse("roster-imports")).status_code == 200


def test_d8_a_number_that_is_none_is_told_at_its_cell(desk, tmp_path):
    make_station()
    titles = ["姓名", "性别", "公民身份号码", "车站", "用工状态", "家庭人口"]
    content = workbook(titles, ["钱春兰", "女", FIRST, "青石站", "在岗", 3.25])
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        part = book.read("xl/worksheets/sheet1.xml").replace(b"3.25", b"NaN")
    page = upload(desk, repacked(content, **{SHEET: part}))
    assert page.status_code in (200, 400)
    assert Worker.objects.count() == 0


@pytest.fixture(scope="module")
def people():
    """Title rows and people of the roster of 579."""
    (sheet,) = read_workbook(ROSTER)
    return [[cell.text for cell in row] for row in sheet.rows]


@pytest.mark.parametrize("place", range(PLACES))
def test_e7_one_bad_row_is_named_and_nothing_is_written(desk, people, place):
    head = next(n for n, row in enumerate(people) if "公民身份号码" in row)
    column = people[head].index("公民身份号码")
    at = head + 1 + place * 578 // max(PLACES - 1, 1)
    rows = [row[:] for row in people]
    rows[at][column] = rows[at][column][:17] + ("0" if rows[at][column][17] != "0" else "1")
    page = upload(desk, workbook(*rows), places=True).content.decode()
    letter = chr(ord("A") + column)
    assert f"第 {at + 1} 行 {letter} 列：身份证号最后一位应为" in page
    assert RosterImport.objects.get().counts["error"] == 1
    assert Worker.objects.count() == 0

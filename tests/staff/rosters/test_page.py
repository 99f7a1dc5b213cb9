"""The roster page: look first, then write exactly that, and say when nothing changes."""

import json

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from staff.models import Household, Post, RosterImport, RosterImportRow, Sex, Tenure, Worker
from tests.books import HERE, ROSTER, workbook
from tests.staff.rosters.desk import commit, upload

EXPECTED = json.loads((HERE / "expected.json").read_text(encoding="utf-8"))


@pytest.fixture
def imported(desk):
    """The 579 of the first roster."""
    upload(desk, ROSTER, places=True)
    commit(desk)
    return desk


def test_it_writes_nothing_before_the_look(desk):
    page = upload(desk, ROSTER, places=True).content.decode()
    assert "导入前看一遍" in page
    assert Worker.objects.count() == 0


def test_it_writes_the_579(imported):
    people = Worker.objects
    assert people.count() == 579
    assert [people.filter(sex=sex).count() for sex in (Sex.MALE, Sex.FEMALE)] == [101, 478]
    posts = [Post.ON_POST, Post.OFF_POST, Post.EARLY_RETIRED]
    assert [people.filter(post=post).count() for post in posts] == [399, 29, 151]
    assert people.filter(is_disabled=True).count() == 10
    assert Household.objects.double().count() == 24
    assert Tenure.objects.filter(until__isnull=True).count() == 579


def test_e8_it_says_when_the_same_file_changes_nothing(imported):
    page = upload(imported, ROSTER).content.decode()
    assert "579 人的资料和档案完全一样，没有要写入的" in page
    assert "已经导入过，内容一个字都没变" in page
    assert "等确认写入" not in imported.get(reverse("home")).content.decode()
    assert set(RosterImport.objects.latest("pk").rows.values_list("outcome", flat=True)) == {
        "unchanged"
    }


def test_it_shows_exactly_the_wrong_cells_of_the_messy_roster(imported):
    page = upload(imported, HERE / "roster_579_messy.xlsx").content.decode()
    rows = RosterImportRow.objects.filter(roster=RosterImport.objects.latest("pk"), outcome="error")
    found = [[p["cell"], p["code"]] for row in rows for p in row.problems]
    assert found == EXPECTED["roster_messy"]["errors"]
    assert "第 280 行 D 列：身份证号最后一位应为" in page
    assert "和表尾一致" in page


def test_it_compares_the_next_quarter(imported):
    upload(imported, HERE / "roster_next_quarter.xlsx")
    roster, expected = RosterImport.objects.latest("pk"), EXPECTED["roster_next_quarter"]
    counts = {o: roster.rows.filter(outcome=o).count() for o in ("new", "changed", "unchanged")}
    assert counts == {key: expected[key] for key in counts}
    assert roster.totals["missing"] == expected["missing"]
    commit(imported)
    assert Worker.objects.count() == 579 + expected["new"]


def test_it_is_written_once(imported):
    page = commit(imported, RosterImport.objects.get()).content.decode()
    assert "不能再写入" in page
    assert Worker.objects.count() == 579


def test_e10_it_refuses_to_write_over_a_registry_that_moved(imported):
    upload(imported, HERE / "roster_next_quarter.xlsx")
    early, late = RosterImport.objects.latest("pk"), None
    upload(imported, HERE / "roster_next_quarter.xlsx")
    late = RosterImport.objects.latest("pk")
    commit(imported, late)
    assert "重新读一遍" in commit(imported, early).content.decode()


def test_it_forgets_a_dropped_preview(desk):
    upload(desk, ROSTER, places=True)
    roster = RosterImport.objects.get()
    desk.post(reverse("roster-import-drop", args=[roster.pk]))
    assert "不能再写入" in commit(desk, roster).content.decode()
    assert Worker.objects.count() == 0


GOOD = ["姓名", "性别", "公民身份号码", "车站", "用工状态"]
BAD = {
    "empty": ("a.xlsx", b"", "空文件"),
    "pdf": ("a.pdf", b"%PDF-1.7", "只收 Excel"),
    "password": (
        "a.xlsx",
        bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504) + "EncryptedPackage".encode("utf-16-le"),
        "取消密码",
    ),
    "fifty megabytes": ("a.xlsx", bytes(50 * 1024 * 1024), "最大收 25 MB"),
    "missing column": ("a.xlsx", workbook(GOOD[:-1], ["甲"] * 4), "缺 「用工状态」 列"),
}


@pytest.mark.parametrize("case", BAD)
def test_it_refuses_a_bad_file_with_one_sentence(desk, case):
    name, content, words = BAD[case]
    answer = upload(desk, content, name=name)
    assert answer.status_code == 400
    assert words in answer.content.decode()
    assert RosterImport.objects.count() == 0


def test_it_asks_the_same_of_the_database_for_few_rows_and_for_many(imported):
    url = reverse("roster-import-preview", args=[RosterImport.objects.get().pk])
    asked = []
    for page in ("1", "12"):  # 50 rows, 29 rows
        with CaptureQueriesContext(connection) as queries:
            imported.get(url, {"show": "new", "page": page})
        asked.append(len(queries))
    assert asked[0] == asked[1] <= 16


def test_it_takes_the_same_road_from_the_command_line(db, capsys):
    call_command("import_roster", str(ROSTER), "--create-places", "--commit", "--json")
    report = json.loads(capsys.readouterr().out)
    assert set(report) == {"rows", "new", "changed", "unchanged", "missing", "errors", "notes"}
    assert (report["rows"], report["new"], Worker.objects.count()) == (579, 579, 579)


@pytest.mark.parametrize(
    ("file", "code"), [(HERE / "roster_579_messy.xlsx", 2), (HERE / "expected.json", 3)]
)
def test_it_ends_the_command_with_the_agreed_code(imported, capsys, file, code):
    capsys.readouterr()
    with pytest.raises(SystemExit) as ended:
        call_command("import_roster", str(file), "--json")
    assert ended.value.code == code
    report = json.loads(capsys.readouterr().out)
    if code == 2:
        assert [[e["cell"], e["code"]] for e in report["errors"]] == EXPECTED["roster_messy"][
            "errors"
        ]
        assert report["rows"] == EXPECTED["roster_messy"]["rows"]

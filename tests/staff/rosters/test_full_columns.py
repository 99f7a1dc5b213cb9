"""Every column of domain.md 3.1 goes from a roster into the registry, and back when undone."""

import datetime as dt

import pytest
from django.db import connection
from django.urls import reverse

from staff.models import RosterImport, RowOutcome, Worker
from staff.provenance import sources_of
from tests.books import workbook
from tests.people import make_station
from tests.staff.rosters.desk import commit, upload
from tests.staff.rosters.test_rules import FIRST, LATER
from welfare import clock

TITLES = ["姓名", "性别", "公民身份号码", "车站", "用工状态", "婚姻状况", "户口性质", "进入集体单位时间",
          "残疾类别", "残疾等级", "劳模类型", "是否残疾"]  # fmt: skip
WHO = ["钱春兰", "女", FIRST, "青石站", "在岗"]
FULL = ["已婚", "农转居", "1993.7", "肢体残疾", "二级", "省级", "是"]
NAMES = ("marital_status", "household_type", "model_worker_type", "disability_type",
         "disability_grade", "is_disabled", "join_date", "join_date_precision")  # fmt: skip
SAID = ["已婚", "农转居", "省部级", "肢体", "二级", True, dt.date(1993, 7, 1), "month"]


def facts() -> list:
    """What the registry says of the only worker."""
    worker = Worker.objects.get()
    return [
        value if isinstance(value, (bool, dt.date)) else str(value or "")
        for value in (getattr(worker, name) for name in NAMES)
    ]


@pytest.fixture
def take(desk):
    """Hand in one row and write it."""
    make_station()

    def takes(*cells: str) -> RosterImport:
        upload(desk, workbook(TITLES, [*WHO, *cells]), name=f"{len(cells)}{cells}.xlsx"[-40:])
        commit(desk)
        return RosterImport.objects.latest("pk")

    return takes


def test_a_newcomer_has_every_column(take):
    take(*FULL)
    assert facts() == SAID


def test_what_he_suffers_from_lies_sealed(take):
    take(*FULL)
    with connection.cursor() as cursor:
        cursor.execute("SELECT disability_type, disability_grade FROM staff_worker")
        for sealed in cursor.fetchone():
            assert "肢体".encode() not in bytes(sealed)
            assert "二级".encode() not in bytes(sealed)


def test_an_unchanged_row_changes_nothing(take):
    take(*FULL)
    roster = take(*FULL[:-1], "√")
    assert [row.outcome for row in roster.rows.all()] == [RowOutcome.UNCHANGED]


def test_a_changed_row_names_each_column_and_undo_puts_it_back(desk, take):
    take("未婚", "农业", "", "", "", "", "否")
    before = facts()
    with clock.travel(LATER):
        roster = take(*FULL)
        assert facts() == SAID
        assert set(roster.rows.get().fields) == {
            "marital_status", "household_type", "join_date", "disability_type",
            "disability_grade", "model_worker_type", "is_disabled",
        }  # fmt: skip
        desk.post(reverse("roster-import-undo", args=[roster.pk]))
    assert facts() == before


def test_the_preview_does_not_say_what_he_suffers_from(desk, take):
    take("", "", "", "", "", "", "")
    page = upload(desk, workbook(TITLES, [*WHO, *FULL]), name="b.xlsx").content.decode()
    assert "残疾类别" in page
    assert "肢体" not in page
    assert "省部级" in page


def test_each_column_knows_where_it_came_from(take):
    take(*FULL)
    told = {source.label for source in sources_of(Worker.objects.get())}
    assert {"进入集体单位时间", "残疾类别", "残疾等级", "劳模类型", "婚姻状况", "户口性质"} <= told


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("model_worker_type", "全国"), ("join_date", dt.date(1990, 1, 1)),
        ("join_date_precision", "year"), ("is_disabled", False), ("disability_grade", "一级"),
    ],
)  # fmt: skip
def test_no_edit_by_hand_hides_from_the_next_roster(take, column, value):
    take(*FULL)
    worker = Worker.objects.get()
    setattr(worker, column, value)
    worker.save(update_fields=[column])
    worker.refresh_from_db()
    assert worker.roster_digest is None
    assert column.removesuffix("_precision") in worker.roster_edited


def test_the_page_of_the_worker_shows_them(desk, take):
    take(*FULL)
    page = desk.get(Worker.objects.get().get_absolute_url()).content.decode()
    for words in ("农转居", "1993-07", "省部级"):
        assert words in page


def test_neither_the_columns_nor_the_preview_tell_what_a_family_lives_on(desk, take):
    take(*FULL)
    titles, row = [*TITLES, "家庭月收入"], [*WHO, *FULL]
    upload(desk, workbook(titles, [*row, "3217.50"]), name="收入.xlsx")
    commit(desk)
    page = upload(desk, workbook(titles, [*row, "4806.00"]), name="收入二.xlsx").content.decode()
    page += desk.get(
        RosterImport.objects.latest("pk").get_absolute_url() + "?columns"
    ).content.decode()
    assert RosterImport.objects.latest("pk").rows.get().fields == ["family_income"]
    assert "家庭月收入" in page
    assert "3217" not in page
    assert "4806" not in page

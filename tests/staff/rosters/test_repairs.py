"""One click mends a cell, for this file or for every later one; and it can be taken back."""

import pytest
from django.urls import reverse

from staff.models import RosterImport, RosterWord, StationAlias, Worker
from tests.people import id_number, make_station
from tests.staff.rosters.desk import commit, line, upload
from tests.staff.rosters.test_rules import BORN, FIRST, SECOND
from welfare.models import AuditEntry

THIRD = id_number(BORN, serial=13)


@pytest.fixture
def misspelt(desk) -> RosterImport:
    """Two rows that call 青石站 清石站."""
    make_station()
    rows = [line("钱春兰", FIRST, 车站="清石站"), line("孙小英", SECOND, 车站="清石站")]
    upload(desk, [*rows, line("李秀英", THIRD)])
    return RosterImport.objects.get()


def repair(desk, roster, fix="0.0"):
    """Press the first row's button."""
    row = roster.rows.filter(outcome="error").first()
    url = reverse("roster-import-repair", args=[roster.pk, row.pk])
    return desk.post(url, {"fix": fix}, follow=True)


def test_it_offers_the_station_meant(desk, misspelt):
    page = desk.get(misspelt.get_absolute_url()).content.decode()
    assert "算作「青石站」</button>" in page


def test_it_mends_every_row_by_one_click(desk, misspelt):
    page = repair(desk, misspelt).content.decode()
    assert "重新读了一遍" in page
    misspelt.refresh_from_db()
    assert (misspelt.counts["new"], misspelt.counts["error"]) == (3, 0)
    assert StationAlias.objects.get().name == "清石站"
    commit(desk, misspelt)
    assert Worker.objects.filter(station__name="青石站").count() == 3


def test_it_keeps_who_taught_the_alias_and_lets_it_be_taken_back(desk, misspelt, zhou):
    repair(desk, misspelt)
    alias = StationAlias.objects.get()
    assert AuditEntry.objects.about(alias).get().actor == zhou
    url = reverse("admin:staff_stationalias_delete", args=[alias.pk])
    desk.post(url, {"post": "yes"})
    assert not StationAlias.objects.exists()
    assert AuditEntry.objects.filter(action="roster.forgotten").exists()
    upload(desk, [line("钱春兰", FIRST, 车站="清石站")])
    assert RosterImport.objects.latest("pk").counts["error"] == 1


def test_it_remembers_a_word(desk):
    make_station()
    upload(desk, [line("钱春兰", FIRST, 用工状态="在冈")])
    roster = RosterImport.objects.get()
    repair(desk, roster)
    assert RosterWord.objects.get().meaning == "on_post"
    upload(desk, [line("孙小英", SECOND, 用工状态="在冈")])
    assert RosterImport.objects.latest("pk").counts["error"] == 0


@pytest.mark.parametrize("fix", ["9.0", "0.9", "", "a.b", "-1.0"])
def test_it_refuses_a_repair_nobody_offered(desk, misspelt, fix):
    page = repair(desk, misspelt, fix).content.decode()
    assert "wf-note" in page
    assert not StationAlias.objects.exists()


def test_it_repairs_nothing_that_is_written(desk, misspelt):
    commit(desk, misspelt)
    repair(desk, misspelt)
    assert Worker.objects.count() == 1
    misspelt.refresh_from_db()
    assert misspelt.status == "committed"


def test_nobody_is_known_by_his_name_alone(desk):
    make_station()
    upload(desk, [line("王芳", "123"), line("王芳", "123", 出生日期="1975-06-01")])
    roster = RosterImport.objects.get()
    page = repair(desk, roster).content.decode()
    assert "才分得清同名的人" in page
    roster.refresh_from_db()
    assert (roster.counts["new"], roster.counts["error"]) == (1, 1)
    commit(desk)
    upload(desk, [line("王芳", "123", 出生日期="1980-06-01")])
    repair(desk, RosterImport.objects.latest("pk"))
    assert RosterImport.objects.latest("pk").counts["new"] == 1

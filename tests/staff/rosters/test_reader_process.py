"""A long roster is read by a process of its own: it may die, be stopped, and be started again."""

import os
import signal
import time

import pytest
from django.urls import reverse

from staff import roster_job
from staff.actions import roster_repairs
from staff.models import ImportStatus, RosterImport, RosterImportRow, StagedWorker, Worker
from staff.views import rosters
from tests.people import id_number, make_station
from tests.staff.rosters.desk import commit, line, upload
from tests.staff.rosters.test_rules import BORN
from tests.welfare.sheets.attacks import sheet

pytestmark = pytest.mark.django_db(transaction=True)
ROWS = [line("钱春兰", id_number(BORN, serial=step)) for step in range(100, 130)]


@pytest.fixture
def everything_is_long(monkeypatch):
    """No file is read in the request."""
    for module in (rosters, roster_repairs):
        monkeypatch.setattr(module, "SHORT", 0)
    yield
    for child in roster_job._children:
        child.kill()
        child.wait()
    roster_job._children.clear()


@pytest.fixture
def clerk(everything_is_long, desk):
    """Zhou with a station to import to."""
    make_station()
    return desk


def patiently(roster, *, until, seconds=60):
    """Wait for the reader; fails when it takes too long."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        roster.refresh_from_db()
        if until(roster):
            return roster
        time.sleep(0.1)
    pytest.fail(f"still {roster.status}")


def not_reading(roster) -> bool:
    """The reader has come to an end."""
    return roster.status != ImportStatus.READING


def test_it_reads_while_the_page_shows_progress(clerk):
    page = upload(clerk, ROWS).content.decode()
    assert "正在读花名册" in page
    assert 'http-equiv="refresh"' in page
    roster = patiently(RosterImport.objects.get(), until=not_reading)
    assert (roster.status, roster.counts["new"]) == (ImportStatus.PREVIEW, 30)
    assert "导入前看一遍" in clerk.get(roster.get_absolute_url()).content.decode()
    asked = clerk.get(roster.get_absolute_url(), headers={"HX-Request": "true"})
    assert asked.headers["HX-Redirect"] == roster.get_absolute_url()  # no page within the page
    commit(clerk)
    assert Worker.objects.count() == 30


def test_e6_it_is_known_when_a_reader_was_killed_and_read_again(clerk, monkeypatch):
    upload(clerk, ROWS)
    os.kill(roster_job._children[-1].pid, signal.SIGKILL)
    roster_job._children[-1].wait()
    roster = RosterImport.objects.get()
    RosterImport.objects.update(read_rows=0)  # it had begun
    page = clerk.get(roster.get_absolute_url()).content.decode()
    assert "读到一半停了" in page
    assert not RosterImportRow.objects.exists()
    assert not StagedWorker.objects.exists()
    clerk.post(reverse("roster-import-read", args=[roster.pk]))
    assert patiently(roster, until=not_reading).counts["new"] == 30


def test_it_can_be_stopped(clerk):
    upload(clerk, ROWS)
    roster = RosterImport.objects.get()
    clerk.post(reverse("roster-import-drop", args=[roster.pk]))
    roster_job._children[-1].wait()
    roster.refresh_from_db()
    assert roster.status == ImportStatus.DROPPED
    assert not RosterImportRow.objects.exists()


def test_it_says_why_a_file_could_not_be_read(clerk):
    upload(clerk, sheet(b'<row r="1"><c r="A1"'), name="a.xlsx")  # a whole zip, half a sheet
    roster = patiently(RosterImport.objects.get(), until=not_reading)
    page = clerk.get(roster.get_absolute_url()).content.decode()
    assert "读不出来" in page
    assert "再读一遍" in page
    assert "正在读" not in page
    assert "没读成，看看原因" in clerk.get(reverse("home")).content.decode()


def test_a_file_of_another_kind_is_refused_before_any_reader_starts(clerk):
    page = upload(clerk, b"not a workbook at all", name="a.xlsx").content.decode()
    assert "里面却不是" in page
    assert not RosterImport.objects.exists()
    assert not roster_job._children


def test_it_is_read_by_one_at_a_time(clerk):
    upload(clerk, ROWS)
    roster = RosterImport.objects.get()
    clerk.post(reverse("roster-import-read", args=[roster.pk]))
    for child in list(roster_job._children):
        child.wait()
    patiently(roster, until=not_reading)
    assert roster.rows.count() == 30

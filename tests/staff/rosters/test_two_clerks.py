"""Two people press 写入 at the same moment."""

import threading

import pytest
from django.db import connection, connections
from django.urls import reverse

from staff.actions.roster_commit import commit_roster
from staff.actions.rosters import READER_LOCK
from staff.models import ImportStatus, RosterImport, StagedWorker, Worker
from tests.people import DAY, make_station
from tests.staff.rosters.desk import commit, line, upload
from tests.staff.rosters.test_repairs import repair
from tests.staff.rosters.test_rules import FIRST, SECOND
from welfare.errors import Refused

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*rosters) -> list[str]:
    """Write each in a thread of its own; what each came to."""
    gate, told = threading.Barrier(len(rosters)), []

    def write(roster):
        gate.wait()
        try:
            commit_roster(roster, on=DAY, by=None)
            told.append("written")
        except Refused:
            told.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=write, args=[roster]) for roster in rosters]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(told)


def test_e8_it_writes_one_preview_once(desk):
    make_station()
    upload(desk, [line("钱春兰", FIRST), line("孙小英", SECOND)])
    roster = RosterImport.objects.get()
    assert at_once(roster, RosterImport.objects.get()) == ["refused", "written"]
    assert Worker.objects.count() == 2


def test_e8_it_writes_one_person_once(desk):
    make_station()
    for _ in range(2):
        upload(desk, [line("钱春兰", FIRST)])
    assert at_once(*RosterImport.objects.all()) == ["refused", "written"]
    assert Worker.objects.count() == 1


def test_it_writes_one_person_without_an_id_number_once(desk):
    make_station()
    for _ in range(2):
        upload(desk, [line("钱春兰", "123", 出生日期="1975-06-01")])
        repair(desk, RosterImport.objects.latest("pk"))  # 先不带身份证号导入
    assert at_once(*RosterImport.objects.all()) == ["refused", "written"]
    assert Worker.objects.count() == 1


@pytest.fixture
def reader():
    """Another connection that reads an import, its rows not yet committed; nobody waits long."""
    aside = connections.create_connection("default")
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = '3s'")
    with aside.cursor() as cursor:
        cursor.execute("BEGIN")
        yield cursor
        cursor.execute("ROLLBACK")
    aside.close()
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = 0")


def read(cursor, roster) -> None:
    """Begin to read the import."""
    cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [READER_LOCK, roster.pk])
    cursor.execute("DELETE FROM staff_stagedworker WHERE roster_id = %s", [roster.pk])
    cursor.execute(
        "INSERT INTO staff_rosterimportrow"
        " (roster_id, sheet, number, outcome, problems, warnings, hidden)"
        " VALUES (%s, 0, 99, 'error', '[]', '[]', false)",
        [roster.pk],
    )


def test_it_writes_nothing_of_what_is_being_read_again(desk, reader):
    make_station()
    upload(desk, [line("钱春兰", FIRST)])
    roster = RosterImport.objects.get()
    read(reader, roster)
    assert "正在读" in commit(desk, roster).content.decode()
    assert Worker.objects.count() == 0


def test_it_is_stopped_at_once_while_it_is_read(desk, reader):
    make_station()
    upload(desk, [line("钱春兰", FIRST)])
    roster = RosterImport.objects.get()
    StagedWorker.objects.all().delete()  # as a long reading begins
    read(reader, roster)
    desk.post(reverse("roster-import-drop", args=[roster.pk]))
    roster.refresh_from_db()
    assert roster.status == ImportStatus.DROPPED


def test_it_gives_every_newcomer_a_number_of_his_own(desk):
    make_station()
    upload(desk, [line("钱春兰", FIRST)])
    upload(desk, [line("孙小英", SECOND)])
    assert at_once(*RosterImport.objects.all()) == ["written", "written"]
    assert sorted(Worker.objects.values_list("number", flat=True)) == ["JT-0001", "JT-0002"]

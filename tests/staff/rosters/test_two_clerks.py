"""Two people press 写入 at the same moment."""

import threading

import pytest
from django.db import connection

from staff.actions.roster_commit import commit_roster
from staff.models import RosterImport, Worker
from tests.people import DAY, make_station
from tests.staff.rosters.desk import line, upload
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


def test_it_writes_one_preview_once(desk):
    make_station()
    upload(desk, [line("钱春兰", FIRST), line("孙小英", SECOND)])
    roster = RosterImport.objects.get()
    assert at_once(roster, RosterImport.objects.get()) == ["refused", "written"]
    assert Worker.objects.count() == 2


def test_it_writes_one_person_once(desk):
    make_station()
    for _ in range(2):
        upload(desk, [line("钱春兰", FIRST)])
    assert at_once(*RosterImport.objects.all()) == ["refused", "written"]
    assert Worker.objects.count() == 1


def test_it_gives_every_newcomer_a_number_of_his_own(desk):
    make_station()
    upload(desk, [line("钱春兰", FIRST)])
    upload(desk, [line("孙小英", SECOND)])
    assert at_once(*RosterImport.objects.all()) == ["written", "written"]
    assert sorted(Worker.objects.values_list("number", flat=True)) == ["JT-0001", "JT-0002"]

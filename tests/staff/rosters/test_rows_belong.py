"""The rows of an import belong to it, whoever writes the SQL."""

import pytest
from django.db import IntegrityError, connection, transaction

from staff.models import ImportStatus, RosterImport, Worker
from tests.mutualfund.sql import run
from tests.people import make_station
from tests.staff.rosters.desk import commit, line, upload
from tests.staff.rosters.test_rules import FIRST

ROW = (
    "INSERT INTO staff_rosterimportrow"
    " (roster_id, sheet, number, outcome, problems, warnings, hidden)"
    " SELECT r, 0, 1, 'unchanged', '[]', '[]', false FROM unnest(%s::bigint[]) AS r"
)


@pytest.fixture
def roster(desk) -> RosterImport:
    """A preview of one row."""
    make_station()
    upload(desk, [line("钱春兰", FIRST)])
    return RosterImport.objects.get()


def failed(like: RosterImport) -> RosterImport:
    """Another import, without rows."""
    return RosterImport.objects.create(
        filename="x", status=ImportStatus.FAILED, uploaded_at=like.uploaded_at
    )


def test_rows_of_an_import_are_taken_by_the_statement(roster):
    run(ROW, [roster.pk, roster.pk])
    assert roster.rows.count() == 3


def test_one_row_of_no_import_stops_the_whole_statement(roster):
    with pytest.raises(IntegrityError, match="no import"):
        run(ROW, [roster.pk, roster.pk + 1])
    assert roster.rows.count() == 1


def test_a_row_stays_with_its_import(roster):
    other = failed(roster)
    with pytest.raises(IntegrityError, match="stays"):
        run("UPDATE staff_rosterimportrow SET roster_id = %s", other.pk)


def test_an_import_with_rows_is_not_deleted_nor_renumbered(roster):
    for statement in (
        "DELETE FROM staff_rosterimport",
        "UPDATE staff_rosterimport SET id = id + 9",
    ):
        with pytest.raises(IntegrityError, match="has rows"):
            run(statement)


def test_whoever_adds_a_row_holds_its_import(roster):
    other = failed(roster)
    with transaction.atomic(), connection.cursor() as cursor:
        asked = "SELECT xmax <> 0 FROM staff_rosterimport WHERE id = %s"
        cursor.execute(asked, [other.pk])
        assert cursor.fetchone() == (False,)
        cursor.execute(ROW, [[other.pk]])
        cursor.execute(asked, [other.pk])
        assert cursor.fetchone() == (True,)


def test_two_workers_never_share_an_account(desk, roster, zhou):
    commit(desk, roster)
    first = Worker.objects.get()
    other = Worker.objects.create(
        number="JT-9", name="李", pinyin="li", initials="l", sex="female", post="on_post",
        station=first.station,
    )  # fmt: skip
    run("UPDATE staff_worker SET user_id = %s WHERE id = %s", zhou.pk, first.pk)
    with pytest.raises(IntegrityError, match="worker_one_per_account"):
        run("UPDATE staff_worker SET user_id = %s WHERE id = %s", zhou.pk, other.pk)

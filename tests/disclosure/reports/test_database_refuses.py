"""What the actions refuse for a report 举报, the database refuses by direct SQL too."""

import datetime as dt

import pytest
from django.db import DatabaseError

from disclosure.actions.report_steps import step_back, take_step
from disclosure.actions.reports import rate_report
from disclosure.models.reports import Report, StepKind
from disclosure.report_telling import Chosen
from tests.disclosure.reports.conftest import walk
from tests.mutualfund.sql import OWNER, run
from tests.people import DAY

K = StepKind
STEP = (
    'INSERT INTO disclosure_reportstep (id, report_id, turn, kind, status, by_id, "on")'
    " SELECT gen_random_uuid(), id, {turn}, '{kind}', '{status}', {by}, current_date"
    " FROM disclosure_report"
)


def step(kind: str, status: str, by: object, turn: int = 2) -> str:
    return STEP.format(kind=kind, status=status, by=by, turn=turn)


@pytest.mark.parametrize("part", ["reportstep", "reportmessage"])
def test_what_was_said_and_done_only_grows(report, part):
    for statement in (f"DELETE FROM disclosure_{part}", f"UPDATE disclosure_{part} SET id = id"):
        with pytest.raises(DatabaseError, match="permission denied"):
            run(statement)
        with pytest.raises(DatabaseError, match="append-only"):
            run(statement, role=OWNER)


@pytest.mark.parametrize("table", ["report", "reportshare", "handlerkey", "erasedreport"])
def test_nothing_is_deleted_by_hand(report, table):
    with pytest.raises(DatabaseError, match="permission denied"):
        run(f"DELETE FROM disclosure_{table}")


def test_who_may_not_see_it_takes_no_step_and_says_nothing(report, zheng):
    with pytest.raises(DatabaseError, match="takes no step in it"):
        run(step("seen", "received", zheng.pk))
    with pytest.raises(DatabaseError, match="does not answer it"):
        run(
            'INSERT INTO disclosure_reportmessage (id, report_id, turn, side, by_id, "on", words)'
            f" SELECT gen_random_uuid(), id, 2, 'handler', {zheng.pk}, current_date, ''"
            " FROM disclosure_report"
        )


def test_who_stepped_back_takes_no_step(report, sun, hu):
    step_back(report, "邻居", on=DAY, by=hu)
    with pytest.raises(DatabaseError, match="takes no step in it"):
        run(step("seen", "received", hu.pk, turn=3))


def test_one_alone_registers_nothing(report, sun):
    with pytest.raises(DatabaseError, match="registered by two"):
        run(step("registered", "registered", sun.pk))
    take_step(report, Chosen(StepKind.REGISTERED), on=DAY, by=sun)
    with pytest.raises(DatabaseError, match="registered by two"):
        run(step("registered", "registered", sun.pk, turn=3))


def test_the_reporter_takes_no_step_of_the_handlers(report):
    with pytest.raises(DatabaseError, match="taken by somebody"):
        run(step("seen", "received", "NULL"))


def test_nobody_rates_an_answer_for_the_reporter_nor_twice(report, sun, hu):
    walk(report, sun, hu, K.REGISTERED, K.ACCEPTED, K.DECIDED, K.ANSWERED)
    turn = report.steps.count() + 1
    with pytest.raises(DatabaseError, match="rated once, by who reported"):
        run(step("rated", "answered", sun.pk, turn=turn))
    rate_report(report, satisfied=True, on=DAY)
    with pytest.raises(DatabaseError, match="rated once, by who reported"):
        run(step("rated", "answered", "NULL", turn=turn + 1))


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("UPDATE disclosure_report SET status = 'accepted'", "without its step"),
        ("UPDATE disclosure_report SET told = 'x'", "never changes"),
        ("UPDATE disclosure_report SET receipt = 'x'", "never changes"),
        ("UPDATE disclosure_reportshare SET sealed = 'x'", "only ends"),
        ("UPDATE disclosure_report SET answer_by = answer_by + 90", "only with its step"),
        ("UPDATE disclosure_report SET answered_on = received_on", "only with its step"),
        ("UPDATE disclosure_report SET outcome = 'unfounded'", "only with its step"),
        ("UPDATE disclosure_report SET secrecy = 'strict'", "only with its step"),
        ("UPDATE disclosure_report SET satisfied = true", "only with its step"),
        ("UPDATE disclosure_report SET erase_on = received_on", "only with its step"),
        ("UPDATE disclosure_handlerkey SET public = 'mine'", "not exchanged"),
    ],
)
def test_the_state_follows_its_steps_and_the_telling_stays(report, statement, words):
    with pytest.raises(DatabaseError, match=words):
        run(statement)


def test_the_last_handler_stays(report, sun, hu):
    step_back(report, "邻居", on=DAY, by=hu)
    run(step("shut", "received", "NULL", turn=3))
    with pytest.raises(DatabaseError, match="the last handler of a report stays"):
        run("UPDATE disclosure_reportshare SET until = current_date WHERE until IS NULL")


SHARE = (
    "INSERT INTO disclosure_reportshare (id, report_id, handler_id, key_id, sealed, since)"
    " SELECT gen_random_uuid(), report_id, {who}, key_id, sealed, since FROM disclosure_reportshare"
    " WHERE handler_id = {of}"
)


def test_the_key_is_given_and_taken_only_with_a_step(report, zheng, sun, hu):
    with pytest.raises(DatabaseError, match="shared only with its step"):
        run(SHARE.format(who=zheng.pk, of=sun.pk))
    ended = f"UPDATE disclosure_reportshare SET until = current_date WHERE handler_id = {hu.pk}"
    with pytest.raises(DatabaseError, match="ends only with its step"):
        run(ended)
    with pytest.raises(DatabaseError, match="follows from the words of the reporter"):
        run(step("shut", "received", sun.pk))
    step_back(report, "邻居", on=DAY, by=hu)
    run(step("shared", "received", sun.pk, turn=3))
    with pytest.raises(DatabaseError, match="stays out"):
        run(SHARE.format(who=hu.pk, of=sun.pk))


def test_one_kept_strictly_goes_to_nobody_new(report, zheng, sun):
    take_step(report, Chosen(K.GRADED, "几个站"), on=DAY, by=sun)
    run(step("shared", "received", sun.pk, turn=3))
    with pytest.raises(DatabaseError, match="goes to nobody new"):
        run(SHARE.format(who=zheng.pk, of=sun.pk))


@pytest.fixture
def real_world(db):
    """As it is outside the invented world: the database's owner says so."""
    told = "CREATE OR REPLACE FUNCTION welfare_clock_is_told() RETURNS boolean LANGUAGE sql STABLE"
    return lambda: run(f"{told} AS 'SELECT false'", role=OWNER)


def test_a_day_to_come_erases_nothing_and_no_step_is_of_another_day(report, sun, hu, real_world):
    walk(report, sun, hu, K.REGISTERED, K.ACCEPTED, K.DECIDED, K.ANSWERED)
    take_step(report, Chosen(K.ARCHIVED), on=DAY + dt.timedelta(days=31), by=hu)
    real_world()
    run("SELECT disclosure_erase_reports('2099-01-01')")
    assert Report.objects.filter(pk=report.pk).exists()
    printed = step("printed", "archived", sun.pk, turn=report.steps.count() + 1)
    for day in ("1999-01-01", "2099-01-01"):
        with pytest.raises(DatabaseError, match="of its own day"):
            run(printed.replace("current_date", f"'{day}'"))
    run(printed)


def test_only_what_is_archived_is_erased(report):
    run("SELECT disclosure_erase_reports('2099-01-01')")
    assert Report.objects.filter(pk=report.pk).exists()


def test_no_second_delay_no_early_archive_and_no_early_end(report, sun, hu):
    walk(report, sun, hu, K.REGISTERED, K.ACCEPTED, K.EXTENDED)
    turn = report.steps.count() + 1
    with pytest.raises(DatabaseError, match="prolonged once"):
        run(step("extended", "accepted", hu.pk, turn=turn))
    walk(report, sun, hu, K.DECIDED, K.ANSWERED)
    by_hu, by_sun = (step("archived", "archived", one.pk, turn=turn + 2) for one in (hu, sun))
    with pytest.raises(DatabaseError, match="may still ask again"):
        run(by_hu.replace("current_date", f"'{DAY}'"))
    with pytest.raises(DatabaseError, match="archived by another"):
        run(by_sun.replace("current_date", "'2026-12-01'"))
    take_step(report, Chosen(K.ARCHIVED), on=DAY + dt.timedelta(days=31), by=hu)
    with pytest.raises(DatabaseError, match="only with its step"):
        run("UPDATE disclosure_report SET erase_on = '2026-12-31'")

"""What the actions refuse for an inspection 监督检查, the database refuses by direct SQL too."""

import pytest
from django.db import DatabaseError

from disclosure.actions.rectifications import report_order
from disclosure.models import InspectionItem
from staff.actions.workers import link_login
from tests.disclosure.inspections.conftest import find
from tests.mutualfund.sql import OWNER, run
from tests.people import make_worker
from welfare.models import User

CHECK = (
    "UPDATE disclosure_inspectionitem SET result = 'fits', checked_by_id = %s, checked_at = now()"
    " WHERE notice_id IS NOT NULL"
)
STEP = (
    "INSERT INTO disclosure_rectificationstep (order_id, kind, status, words, by_id, at)"
    " SELECT id, %s, %s, '', %s, now() FROM disclosure_rectification"
)
FIND = (
    "INSERT INTO disclosure_finding (inspection_id, quality, points, reason, source, by_id, at)"
    " SELECT id, 'standard', %s, 'x', 'site', %s, now() FROM disclosure_inspection"
)
PHASE = (
    "INSERT INTO disclosure_inspectionstep (inspection_id, kind, status, by_id, at)"
    " SELECT id, %s, %s, %s, now() FROM disclosure_inspection"
)
JOIN = (
    "INSERT INTO disclosure_inspector (inspection_id, user_id)"
    " SELECT id, %s FROM disclosure_inspection"
)


@pytest.mark.parametrize(
    "part", ["inspectiondraw", "finding", "inspectionstep", "rectificationstep"]
)
def test_what_was_drawn_found_and_done_only_grows(order, part):
    for statement in (f"DELETE FROM disclosure_{part}", f"UPDATE disclosure_{part} SET id = id"):
        with pytest.raises(DatabaseError, match="permission denied"):
            run(statement)
        with pytest.raises(DatabaseError, match="append-only"):
            run(statement, role=OWNER)


def test_who_inspects_is_named_at_the_beginning_and_not_of_the_unit(inspection, zheng, hu):
    with pytest.raises(DatabaseError, match="at the beginning"):
        run(JOIN, zheng.pk)
    link_login(make_worker("胡军"), zheng, by=zheng)
    run("ALTER TABLE disclosure_inspectionstep DISABLE TRIGGER append_only", role=OWNER)
    run("DELETE FROM disclosure_inspectionstep", role=OWNER)
    with pytest.raises(DatabaseError, match="his own unit"):
        run(JOIN, zheng.pk)
    run("ALTER TABLE disclosure_inspectionstep ENABLE ALWAYS TRIGGER append_only", role=OWNER)


def test_nobody_looks_at_his_own_nor_twice_nor_a_stranger(inspection, sun, hu, zheng):
    with pytest.raises(DatabaseError, match="had a hand in"):
        run(CHECK, sun.pk)
    with pytest.raises(DatabaseError, match="only an inspector"):
        run(CHECK, zheng.pk)
    run(CHECK, hu.pk)
    with pytest.raises(DatabaseError, match="looked at once"):
        run(CHECK, hu.pk)


def test_who_decided_had_a_hand_in_it(inspection, committee):
    voter = committee[1]
    run("ALTER TABLE disclosure_inspectionstep DISABLE TRIGGER append_only", role=OWNER)
    run("DELETE FROM disclosure_inspectionstep", role=OWNER)
    run(JOIN, voter.pk)
    run("ALTER TABLE disclosure_inspectionstep ENABLE ALWAYS TRIGGER append_only", role=OWNER)
    with pytest.raises(DatabaseError, match="had a hand in"):
        run(CHECK.replace("notice_id", "decision_id"), voter.pk)


def test_only_what_the_draw_gave_is_looked_at(inspection):
    item = InspectionItem.objects.filter(notice__isnull=False).first()
    with pytest.raises(DatabaseError, match="the draw gave"):
        run(
            "INSERT INTO disclosure_inspectionitem (draw_id, decision_id, result, note)"
            " SELECT %s, id, '', '' FROM mutualfund_decision",
            item.draw_id,
        )


def test_points_come_off_by_inspectors_up_to_twenty_before_they_sign(inspection, sun, hu, zheng):
    with pytest.raises(DatabaseError, match="only an inspector takes points off"):
        run(FIND, 1, zheng.pk)
    find(inspection, sun, 15)
    with pytest.raises(DatabaseError, match="has 20 points"):
        run(FIND, 6, sun.pk)


def test_a_signed_sheet_stands(signed, sun):
    with pytest.raises(DatabaseError, match="signed sheet"):
        run(FIND, 1, sun.pk)
    with pytest.raises(DatabaseError, match="signs once"):
        run("UPDATE disclosure_inspector SET signed_at = NULL")


def test_it_is_signed_by_all_after_looking_and_the_state_follows(inspection, sun):
    with pytest.raises(DatabaseError, match="everything drawn was looked at"):
        run("UPDATE disclosure_inspector SET signed_at = now()")
    with pytest.raises(DatabaseError, match="signed by all"):
        run(PHASE, "signed", "signed", sun.pk)
    with pytest.raises(DatabaseError, match="does not follow"):
        run(PHASE, "closed", "closed", sun.pk)
    with pytest.raises(DatabaseError, match="without its step"):
        run("UPDATE disclosure_inspection SET status = 'signed'")


def test_it_is_not_closed_over_something_found(order, inspection, hu, sun, zheng):
    run("UPDATE disclosure_inspectionitem SET result = 'fits', checked_by_id = %s,"
        " checked_at = now()", hu.pk)  # fmt: skip
    run("UPDATE disclosure_inspector SET signed_at = now()")
    run(
        "WITH step AS (" + PHASE % ("'signed'", "'signed'", sun.pk) + " RETURNING inspection_id)"
        " UPDATE disclosure_inspection SET status = 'signed' FROM step"
    )
    with pytest.raises(DatabaseError, match="put right"):
        run(PHASE, "closed", "closed", sun.pk)


def test_an_order_is_done_by_who_owes_it_with_a_paper_and_rechecked_by_another(
    order, zheng, sun, liang, photographed
):
    with pytest.raises(DatabaseError, match="by who owes it"):
        run(STEP, "done", "done", sun.pk)
    with pytest.raises(DatabaseError, match="with a paper"):
        run(STEP, "done", "done", zheng.pk)
    report_order(order, words="", files=photographed, by=zheng)
    for hand in (zheng, liang):
        with pytest.raises(DatabaseError, match="does not owe it"):
            run(STEP, "closed", "closed", hand.pk)
    with pytest.raises(DatabaseError, match="without its step"):
        run("UPDATE disclosure_rectification SET status = 'closed', closed_on = current_date")
    with pytest.raises(DatabaseError, match="never changes"):
        run("UPDATE disclosure_rectification SET owner_id = %s", User.objects.get(pk=liang.pk).pk)

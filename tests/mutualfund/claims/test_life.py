"""The life of a claim in the database: steps are kept, the state follows them, as many look into it."""

from itertools import product

import pytest
from django.db import DatabaseError, connection

from mutualfund.actions.investigations import assign_investigators
from mutualfund.actions.meetings import open_meeting, plan_meeting, record_attendance
from mutualfund.models import ClaimKind, ClaimStatus, CommitteeMember, Presence
from mutualfund.models.claim_life import NEXT
from tests.mutualfund.fund import file_claim, investigate
from tests.mutualfund.sql import as_app, note_and_move, rewrite, run
from tests.people import DAY
from welfare.errors import Refused
from welfare.roles import Role


def test_the_database_knows_the_same_life(db):
    with connection.cursor() as cursor:
        for was, now in product(ClaimStatus.values, ClaimStatus.values):
            cursor.execute("SELECT mutualfund_claim_leads(%s, %s)", [was, now])
            assert cursor.fetchone()[0] == (now in NEXT.get(was, set())), (was, now)


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("UPDATE mutualfund_claimstep SET words = 'x'", "permission denied"),
        ("DELETE FROM mutualfund_claimstep", "permission denied"),
        ("UPDATE mutualfund_claim SET status = 'withdrawn'", "has no step from accepted"),
        ("UPDATE mutualfund_claim SET received_by_id = NULL", "keeps its facts|received"),
        ("UPDATE mutualfund_claim SET requested_amount = 9999", "keeps its facts"),
        ("UPDATE mutualfund_claim SET signed_way = 'code'", "keeps its facts"),
    ],
)
def test_the_application_cannot_rewrite_it(accepted, statement, words):
    with pytest.raises(DatabaseError, match=words):
        run(statement)


@pytest.mark.parametrize(
    ("was", "now", "words"),
    [
        ("accepted", "payable", "does not go from accepted to payable"),
        ("investigating", "deliberating", "stands at accepted"),
        ("accepted", "investigating", ""),
    ],
)
def test_a_step_begins_where_the_claim_stands(accepted, was, now, words):
    if not words:
        with as_app():
            note_and_move(accepted, "assigned", was, now)
        return
    with pytest.raises(DatabaseError, match=words), as_app():
        note_and_move(accepted, "assigned", was, now)


def test_nobody_reaches_the_committee_before_the_findings_are_signed(accepted, zheng, liang, he):
    assign_investigators(accepted, people=[liang, he], on=DAY, by=zheng)
    with pytest.raises(DatabaseError, match="was looked into by 0 of 2"), as_app():
        note_and_move(accepted, "investigated", "investigating", "deliberating")


def test_above_the_band_three_look_into_it(zhang_joined, coop, zheng, liang, he, hire):
    rewrite(coop.benefit_of(ClaimKind.EDUCATION), amount=1500, cap_per_year=3000)
    claim = file_claim(zhang_joined.worker, by=zheng)
    with pytest.raises(Refused, match="要指派 3 名不同的调查人"):
        assign_investigators(claim, people=[liang, he], on=DAY, by=zheng)
    third = hire("wu", "吴干事", Role.OFFICER)
    assert investigate(claim, [liang, he, third], by=zheng).status == ClaimStatus.DELIBERATING


def test_the_quorum_is_the_charters(coop, investigated, committee, gao, zheng, lin):
    rewrite(coop, present_parts=1, present_whole=1)
    seats = {seat.user_id: seat for seat in CommitteeMember.objects.all()}
    meeting = plan_meeting(
        held_on=DAY, place="x", chair=seats[gao.pk], recorder=zheng, claims=[investigated], by=zheng
    )
    presence = {seat.pk: Presence.PRESENT for seat in seats.values()}
    presence[seats[lin.pk].pk] = Presence.LEAVE
    record_attendance(meeting, presence=presence, on=DAY, by=zheng)
    with pytest.raises(Refused, match="应到 4 人，至少要到 4 人，现在 3 人"):
        open_meeting(meeting, on=DAY, by=zheng)

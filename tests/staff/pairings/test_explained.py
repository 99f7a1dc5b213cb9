"""One more than a cadre bears, or 特困 past a leader with room: the database asks for the reason too."""

import pytest
from django.db import DatabaseError

from staff.actions.pairings import register_cadre
from staff.models import Cadre, CadreKind, CareMeasure, Pairing
from tests.mutualfund.sql import run
from tests.people import DAY, make_worker
from tests.staff.care import make_cadre, pair

INSERT = (
    "INSERT INTO staff_pairing (uid, file_id, cadre_id, since, end_reason, over_limit, no_leader)"
    " VALUES (gen_random_uuid(), %s, %s, CURRENT_DATE, '', %s, %s)"
)
LED = "pairing_one_lead_at_a_time"  # the guard let it pass, the family has a lead already


@pytest.fixture
def leader(zheng) -> Cadre:
    """A member of the depot's leadership."""
    return register_cadre(
        "D001", name="丁段长", kind=CadreKind.LEADERSHIP, title="副段长", phone="13800000000",
        user=None, by=zheng,
    )  # fmt: skip


@pytest.fixture
def own(zhang, zhao, zheng) -> Pairing:
    """Zhao answers for Zhang, who is in 特困; no leader was there."""
    return pair(zhang, make_cadre(zhao, zheng), zheng)


def test_above_the_limit_nobody_leads_without_a_reason(own, he, zheng):
    busy = make_cadre(he, zheng)
    for number in range(CareMeasure.objects.of(DAY).load_limit):
        pair(make_worker(f"工{number}"), busy, zheng)
    for words in (None, b""):
        with pytest.raises(DatabaseError, match="nobody says why one more"):
            run(INSERT, own.file_id, busy.pk, words, None)
    with pytest.raises(DatabaseError, match=LED):
        run(INSERT, own.file_id, busy.pk, b"x", None)


def test_past_a_leader_with_room_nobody_leads_without_a_reason(own, leader, he, zheng):
    other = make_cadre(he, zheng)
    for words in (None, b""):
        with pytest.raises(DatabaseError, match="nobody says why not he"):
            run(INSERT, own.file_id, other.pk, None, words)
    for cadre, words in ((other, b"x"), (leader, None)):
        with pytest.raises(DatabaseError, match=LED):
            run(INSERT, own.file_id, cadre.pk, None, words)


def test_a_leader_who_left_or_is_kin_is_not_waited_for(own, leader, he, zheng):
    other = make_cadre(he, zheng)
    run("UPDATE staff_cadre SET user_id = %s WHERE id = %s", own.file.worker.user_id, leader.pk)
    with pytest.raises(DatabaseError, match=LED):
        run(INSERT, own.file_id, other.pk, None, None)
    run(
        "UPDATE staff_cadre SET user_id = NULL, left_on = CURRENT_DATE - 1,"
        " leave_reason = 'retired' WHERE id = %s",
        leader.pk,
    )
    with pytest.raises(DatabaseError, match=LED):
        run(INSERT, own.file_id, other.pk, None, None)

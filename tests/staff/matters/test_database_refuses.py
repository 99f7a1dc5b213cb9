"""What the actions refuse, the database refuses by direct SQL too."""

import pytest
from django.db import DatabaseError

from tests.mutualfund.sql import OWNER, run

STEP = (
    "INSERT INTO staff_matterstep (uid, matter_id, kind, status, owner_id, due_on, rating, heard,"
    " at, by_id) SELECT gen_random_uuid(), id, '{kind}', '{status}', owner_id, due_on, '{rating}',"
    " '{heard}', now(), {by} FROM staff_matter"
)


def step(kind: str, status: str, by: str = "owner_id", rating: str = "", heard: str = "") -> str:
    return STEP.format(kind=kind, status=status, by=by, rating=rating, heard=heard)


def test_steps_only_grow(answered):
    for statement in ("DELETE FROM staff_matterstep", "UPDATE staff_matterstep SET id = id"):
        with pytest.raises(DatabaseError, match="permission denied"):
            run(statement)
        with pytest.raises(DatabaseError, match="append-only"):
            run(statement, role=OWNER)


def test_the_owner_does_not_judge_his_own(answered):
    with pytest.raises(DatabaseError, match="does not judge it"):
        run(step("rated", "closed", rating="satisfied", heard="phone"))


def test_a_bad_word_closes_nothing(answered, zheng):
    with pytest.raises(DatabaseError, match="does not follow"):
        run(step("rated", "closed", by=str(zheng.pk), rating="unsatisfied", heard="phone"))


def test_a_word_of_nobody_closes_nothing(answered, zheng):
    with pytest.raises(DatabaseError, match="matter_closed_by_a_good_word"):
        run(step("rated", "closed", by=str(zheng.pk)))
    with pytest.raises(DatabaseError, match="matter_step_rated_by_the_worker"):
        run(step("rated", "closed", by=str(zheng.pk), rating="satisfied"))


def test_nobody_answers_for_the_owner(doing, zheng):
    with pytest.raises(DatabaseError, match="answered by its owner"):
        run(step("answered", "answered", by=str(zheng.pk)))


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("UPDATE staff_matter SET status = 'closed'", "without its step"),
        ("UPDATE staff_matter SET due_on = due_on + 99", "without its step"),
        ("UPDATE staff_matter SET need = 'job'", "never changes"),
        ("UPDATE staff_matter SET content = NULL", "never changes"),
    ],
)
def test_a_matter_is_what_its_steps_say(answered, statement, words):
    with pytest.raises(DatabaseError, match=words):
        run(statement)


def test_a_matter_stays(answered):
    with pytest.raises(DatabaseError, match="permission denied"):
        run("DELETE FROM staff_matter")
    with pytest.raises(DatabaseError, match="stays"):
        run("DELETE FROM staff_matter", role=OWNER)

"""What the actions refuse for a suggestion 合理化建议, the database refuses by direct SQL too."""

import pytest
from django.db import DatabaseError, connection, transaction

from disclosure.actions.suggestion_work import accept_suggestion
from disclosure.models import Suggestion
from tests.disclosure.suggestions.conftest import collect
from tests.mutualfund.sql import OWNER, run

STEP = (
    "INSERT INTO disclosure_suggestionstep (suggestion_id, kind, status, rating, heard, words, by_id, at)"
    " SELECT id, %s, %s, %s, %s, '', %s, now() FROM disclosure_suggestion"
)
SCORE = (
    "INSERT INTO disclosure_suggestionscore"
    " (suggestion_id, by_id, technical, gain, scope, practical, words, at)"
    " SELECT id, %s, 1, 1, 1, 1, '', now() FROM disclosure_suggestion"
)


def step(kind, status, by, rating="", heard=""):
    run(STEP, kind, status, rating, heard, by.pk)


@pytest.mark.parametrize("part", ["suggestionstep", "suggestionscore", "suggestion_proposers"])
def test_what_was_done_only_grows(adopted, part):
    for statement in (f"DELETE FROM disclosure_{part}", f"UPDATE disclosure_{part} SET id = id"):
        with pytest.raises(DatabaseError, match="permission denied"):
            run(statement)
        with pytest.raises(DatabaseError, match="append-only"):
            run(statement, role=OWNER)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("status = 'in_review'", "without its step"),
        ("excellent_year = 2026, circular_no = 'x'", "without its step"),
        ("published_on = current_date", "without its step"),
        ("title = 'x'", "never changes"),
    ],
)
def test_the_state_follows_its_steps_and_the_asking_stays(suggestion, change, words):
    with pytest.raises(DatabaseError, match=words):
        run(f"UPDATE disclosure_suggestion SET {change}")


def take_over(by, *, before: int) -> None:
    """A row of an old register, made so many days before the one of the tests."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO disclosure_suggestion (number, field, title, present, measure, made_on,"
            " source, status, reply, owner, evidence, circular_no) SELECT 'X', field, title, '',"
            " measure, made_on - %s, source, 'deferred', '等等看', '', '', '' FROM disclosure_suggestion",
            [before],
        )
        cursor.execute(f"{STEP} WHERE number = 'X'", ["taken_over", "deferred", "", "", by.pk])


def test_nothing_is_taken_over_that_is_no_old_paper(suggestion, zheng, gao):
    for by, before in ((zheng, -1), (gao, 9)):
        with pytest.raises(DatabaseError, match="before the first one collected here"):
            take_over(by, before=before)
    take_over(zheng, before=9)


def test_an_answer_is_not_rewritten(adopted):
    with pytest.raises(DatabaseError, match="without its step"):
        run("UPDATE disclosure_suggestion SET reply = '改过'")


def test_a_step_out_of_turn_is_refused(suggestion, zheng):
    with pytest.raises(DatabaseError, match="does not follow"):
        step("answered", "implementing", zheng)


def test_it_is_not_answered_unscored(suggestion, zheng):
    step("screened", "in_review", zheng)
    with pytest.raises(DatabaseError, match="after two have scored"):
        step("answered", "implementing", zheng)


def test_who_proposed_it_takes_no_step_and_does_not_score(suggestion, zhang):
    with pytest.raises(DatabaseError, match="takes no step in it"):
        step("screened", "in_review", zhang.user)
    with pytest.raises(DatabaseError, match="scores his own"):
        run(SCORE, zhang.user.pk)


def test_a_suggestion_out_of_review_is_not_scored_nor_twice_by_one(suggestion, judges, review):
    with pytest.raises(DatabaseError, match="in its review"):
        run(SCORE, judges[0].pk)
    review(suggestion)
    with pytest.raises(DatabaseError, match="suggestion_score_once"):
        run(SCORE, judges[0].pk)


def test_done_needs_a_paper(adopted, zheng):
    with pytest.raises(DatabaseError, match="with a paper"):
        step("reported", "reported_done", zheng)


def test_nobody_accepts_publishes_or_rates_his_own_work(reported, zheng, sun):
    for kind, status in (("accepted", "accepted"), ("published", "reported_done")):
        with pytest.raises(DatabaseError, match="judges his own work"):
            step(kind, status, zheng)
    accept_suggestion(reported, by=sun)
    for hand in (zheng, sun):
        with pytest.raises(DatabaseError, match="judges his own work"):
            step("rated", "implemented", hand, "satisfied", "phone")


def test_only_a_proposer_rates_for_himself(reported, li, sun, zhang):
    accept_suggestion(reported, by=sun)
    with pytest.raises(DatabaseError, match="rated by who proposed it"):
        step("rated", "implemented", li.user, "satisfied", "own")
    with pytest.raises(DatabaseError, match="does not follow"):
        step("rated", "implemented", zhang.user, "unsatisfied", "own")


def test_nobody_is_made_a_proposer_afterwards(suggestion, li):
    with pytest.raises(DatabaseError, match="who proposed suggestion"):
        suggestion.proposers.add(li)


def test_a_merged_one_names_another(suggestion, li, zheng):
    collect(li, zheng, "候工室备急救箱")
    with pytest.raises(DatabaseError, match="suggestion_merged_into_another"):
        Suggestion.objects.update(status="merged")


BENEFIT = (
    "INSERT INTO disclosure_suggestionbenefit (suggestion_id, kind, amount, basis, state, claimed_by_id,"
    " claimed_on, decided_by_id, decided_on, reason)"
    " SELECT id, 'direct', 1, 'x', %s, %s, current_date, %s, %s, '' FROM disclosure_suggestion"
)


def test_a_benefit_is_decided_once_by_another_than_claimed_it(suggestion, zhang, zheng, chen):
    with pytest.raises(DatabaseError, match="before it is decided"):
        run(BENEFIT, "confirmed", zheng.pk, chen.pk, "2026-10-20")
    run(BENEFIT, "claimed", zheng.pk, None, None)
    confirm = (
        "UPDATE disclosure_suggestionbenefit"
        " SET state = 'confirmed', decided_by_id = %s, decided_on = '2026-10-20'"
    )
    with pytest.raises(DatabaseError, match="decided_by_another"):
        run(confirm, zheng.pk)
    with pytest.raises(DatabaseError, match="his own suggestion"):
        run(confirm, zhang.user.pk)
    run(confirm, chen.pk)
    with pytest.raises(DatabaseError, match="decided once"):
        run("UPDATE disclosure_suggestionbenefit SET amount = 2")

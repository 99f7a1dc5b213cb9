"""What a vote rests on cannot be changed with the application's rights."""

import pytest
from django.db import DatabaseError

from mutualfund.actions.meeting_papers import close_meeting
from mutualfund.models import Decision
from tests.mutualfund.fund import vote_all
from tests.mutualfund.sql import OWNER, run
from tests.people import DAY

DECIDE = """
INSERT INTO mutualfund_decision (item_id, outcome, amount, article, facts, entitled, present, agreed,
  refused, abstained, recused, reason, reason_code, decided_on, signed_by_id, signed_at)
SELECT i.id, 'approved', {amount}, '第十条', '{{}}', {entitled}, {present}, 4, 0, 0, {recused}, '', '',
  '2026-10-20', c.user_id, now()
FROM mutualfund_agendaitem i JOIN mutualfund_meeting m ON m.id = i.meeting_id
  JOIN mutualfund_committeemember c ON c.id = m.chair_id
"""


def refused(statement: str, words: str, *, role: str = "guanai_app") -> None:
    with pytest.raises(DatabaseError, match=words):
        run(statement, role=role)


@pytest.mark.parametrize(
    "change",
    [
        "received_by_id = NULL", "asked_amount = asked_amount + 1", "total_cost = total_cost + 1",
        "arithmetic = '{}'", "event_date = event_date - 1", "kind = 'medical'", "checks = '[]'",
        "member_id = member_id + 1", "article = 'x'", "beneficiary = ''", "number = 'HZ-2026-9999'",
    ],
)  # fmt: skip
@pytest.mark.parametrize("role", ["guanai_app", OWNER])
def test_it_keeps_the_facts_of_a_claim(accepted, change, role):
    refused(f"UPDATE mutualfund_claim SET {change}", "keeps its facts", role=role)


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("DELETE FROM mutualfund_evidence", "is kept"),
        ("UPDATE mutualfund_evidence SET sha256 = 'x'", "is kept"),
        ("UPDATE mutualfund_evidence SET original_seen_by_id = NULL, original_seen_at = NULL", "is kept"),
        ("UPDATE mutualfund_benefit SET amount = 9000", "is in use"),
        ("UPDATE mutualfund_charter SET publicity_days = 0", "is in use"),
        ("DELETE FROM mutualfund_article", "is in use"),
        ("INSERT INTO mutualfund_article (charter_id, topic, number, text) SELECT id, 'x', '', '' FROM mutualfund_charter", "is in use"),
    ],
)  # fmt: skip
def test_it_keeps_papers_and_charter(accepted, statement, words):
    refused(statement, words)


def test_it_lets_a_charter_end_and_no_more_even_for_the_owner(accepted):
    run("UPDATE mutualfund_charter SET valid_to = '2027-01-01'")
    refused("UPDATE mutualfund_charter SET valid_to = NULL", "is in use")
    refused("UPDATE mutualfund_benefit SET amount = 9000", "is in use", role=OWNER)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE mutualfund_meeting SET status = 'planned'",
        "UPDATE mutualfund_meeting SET held_on = '2026-01-01'",
        "DELETE FROM mutualfund_attendance",
        "DELETE FROM mutualfund_agendaitem",
        "UPDATE mutualfund_agendaitem SET claim_id = claim_id + 1",
    ],
)
def test_it_keeps_an_open_meeting(meeting, statement):
    refused(statement, "goes forward only|is kept")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE mutualfund_meeting SET status = 'open'",
        "UPDATE mutualfund_attendance SET presence = 'leave'",
        "UPDATE mutualfund_agendaitem SET is_postponed = true",
        'INSERT INTO mutualfund_agendaitem (meeting_id, claim_id, "order", is_postponed)'
        " SELECT meeting_id, claim_id, 9, true FROM mutualfund_agendaitem",
    ],
)
def test_it_keeps_a_closed_meeting(approved, meeting, zheng, statement):
    close_meeting(meeting, on=DAY, by=zheng)
    refused(statement, "goes forward only|is kept")


def test_it_keeps_whoever_voted_on_the_roll(meeting, committee):
    vote_all(meeting, committee)
    refused("UPDATE mutualfund_attendance SET presence = 'absent'", "has voted")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"amount": 5000}, "does not grant what was asked"),
        ({"present": 9}, "no quorum"),
        ({"entitled": 2}, "no quorum"),
        ({"recused": 3}, "no quorum"),
    ],
)
def test_it_refuses_a_decision_that_does_not_fit(meeting, committee, changes, words):
    vote_all(meeting, committee)
    facts = {"amount": 500, "entitled": 4, "present": 4, "recused": 0}
    refused(DECIDE.format(**facts | changes), words)
    run(DECIDE.format(**facts))
    assert Decision.objects.count() == 1


def test_it_refuses_a_decision_without_a_quorum(meeting, committee):
    vote_all(meeting, committee)
    run("ALTER TABLE mutualfund_attendance DISABLE TRIGGER kept", role=OWNER)
    run("UPDATE mutualfund_attendance SET presence = 'absent'"
        " WHERE member_id > (SELECT min(member_id) FROM mutualfund_attendance)", role=OWNER)  # fmt: skip
    refused(DECIDE.format(amount=500, entitled=4, present=1, recused=0), "no quorum|counts_add_up")

"""Two people at once before one claim: one of them is told, nothing breaks, nothing is done twice."""

import pytest

from mutualfund.actions.claims import withdraw_claim
from mutualfund.actions.decisions import finalise_item
from mutualfund.actions.meetings import cast_vote
from mutualfund.actions.payments import pay_claim
from mutualfund.models import Choice, Claim, ClaimStatus, Decision, Payment, Vote
from tests.mutualfund.fund import vote_all
from tests.people import DAY
from tests.threads import at_once
from welfare.errors import Refused

pytestmark = pytest.mark.django_db(transaction=True)


def told(act):
    """What the act says: its result, or the refusal's words."""
    try:
        return act()
    except Refused as refusal:
        return str(refusal)


def test_a_withdrawal_and_a_signature_at_once_leave_one_of_them(meeting, committee, gao, zheng):
    vote_all(meeting, committee)
    item, claim = meeting.items.get(), Claim.objects.get()
    at_once(
        [
            lambda: told(lambda: finalise_item(item, on=DAY, by=gao)),
            lambda: told(lambda: withdraw_claim(claim, reason="不要了", on=DAY, by=zheng)),
        ]
        * 4
    )
    claim.refresh_from_db()
    assert claim.status == ClaimStatus.WITHDRAWN
    assert Decision.objects.count() in (0, 1)


def test_a_member_who_presses_sixteen_times_votes_once(meeting, bai):
    item = meeting.items.get()
    at_once([lambda: told(lambda: cast_vote(item, choice=Choice.AGREE, on=DAY, by=bai))] * 16)
    assert Vote.objects.count() == 1


def test_sixteen_signatures_make_one_decision(meeting, committee, gao):
    vote_all(meeting, committee)
    item = meeting.items.get()
    at_once([lambda: told(lambda: finalise_item(item, on=DAY, by=gao))] * 16)
    assert Decision.objects.count() == 1


def test_sixteen_clicks_on_pay_pay_once(reviewed, yun):
    answers = at_once([lambda: told(lambda: pay_claim(reviewed, on=DAY, by=yun))] * 16)
    assert {answer.pk for answer in answers} == {Payment.objects.get().pk}

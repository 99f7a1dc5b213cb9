"""One meeting, two claims: every claim that is paid stood on the notice, and no other."""

import pytest

from disclosure.actions.notices import (
    draft_claims_notice,
    release_notice,
    return_notice,
    send_for_release,
)
from disclosure.models import NoticeStatus
from mutualfund.actions.claims import withdraw_claim
from mutualfund.actions.decisions import finalise_item, finalise_ripe_items
from mutualfund.actions.meeting_papers import close_meeting
from mutualfund.models import Claim, ClaimStatus
from tests.mutualfund.fund import convene, enrol, file_claim, investigate, vote_all
from tests.people import DAY
from welfare.errors import Refused


@pytest.fixture
def two(zhang_joined, li, committee, gao, zheng, liang, he):
    """Claims of Zhang and Li before one meeting, all votes in."""
    enrol(li, joined_on=zhang_joined.joined_on)
    claims = [
        investigate(file_claim(worker, by=zheng), [liang, he], by=zheng)
        for worker in (zhang_joined.worker, li)
    ]
    meeting = convene(claims, chair=gao, recorder=zheng)
    vote_all(meeting, committee)
    return meeting


@pytest.fixture
def sent(two, gao, zheng, bian):
    """Both agreed to, the notice waits for release."""
    finalise_ripe_items(two, on=DAY, by=gao)
    close_meeting(two, on=DAY, by=zheng)
    return send_for_release(draft_claims_notice(two, on=DAY, by=bian), on=DAY, by=bian)


def test_it_is_drafted_only_after_the_meeting(two, gao, bian):
    finalise_item(two.items.first(), on=DAY, by=gao)
    with pytest.raises(Refused, match="会议还没有结束"):
        draft_claims_notice(two, on=DAY, by=bian)


def test_it_announces_every_claim_of_its_table(sent, sun):
    notice = release_notice(sent, on=DAY, by=sun)
    public = Claim.objects.filter(status=ClaimStatus.PUBLICITY)
    assert len(notice.rows) == 2
    assert sorted(notice.claims) == sorted(public.values_list("pk", flat=True))


def test_it_never_announces_a_claim_withdrawn_in_between(sent, zheng, bian, sun):
    first = Claim.objects.order_by("pk").first()
    withdraw_claim(first, reason="不要了", on=DAY, by=zheng)
    with pytest.raises(Refused, match="名单和现在的决定对不上了"):
        release_notice(sent, on=DAY, by=sun)
    back = return_notice(sent, reason="有人撤回", on=DAY, by=sun)
    assert back.status == NoticeStatus.DRAFT
    notice = release_notice(send_for_release(back, on=DAY, by=bian), on=DAY, by=sun)
    assert (len(notice.rows), notice.claims) == (1, [Claim.objects.order_by("pk").last().pk])


def test_it_goes_back_only_with_a_reason_and_by_another(sent, bian, sun):
    with pytest.raises(Refused, match="退回要写明"):
        return_notice(sent, reason=" ", on=DAY, by=sun)
    with pytest.raises(Refused, match="这件公示是您拟的"):
        return_notice(sent, reason="x", on=DAY, by=bian)

"""复核: the worker reads why, appeals in time, and is heard by people who had no part in it."""

import datetime as dt

import pytest
from django.db import IntegrityError
from django.urls import reverse

from mutualfund.actions.appeals import file_appeal
from mutualfund.actions.claims import receive_claim
from mutualfund.actions.decisions import Refusal, finalise_item, finalise_ripe_items
from mutualfund.actions.investigations import assign_investigators
from mutualfund.actions.meetings import cast_vote
from mutualfund.actions.seats import seat_member
from mutualfund.models import (
    Choice,
    Claim,
    ClaimStatus,
    CommitteeMember,
    Presence,
    RefusalCode,
    SeatKind,
)
from tests.mutualfund.conftest import FOUNDED
from tests.mutualfund.fund import convene, enrol, file_claim, investigate, vote_all
from tests.mutualfund.sql import run
from tests.people import DAY, make_worker
from welfare.errors import Refused
from welfare.roles import Role

VOTE = (
    "INSERT INTO mutualfund_vote (item_id, member_id, choice, opinion, proof, at)"
    " VALUES (%s, %s, 'agree', '', '', now())"
)


@pytest.fixture
def refused(meeting, committee, gao, investigated) -> Claim:
    """All four refused; the chair wrote the reason."""
    vote_all(meeting, committee, Choice.REFUSE)
    words = "通知书上的学校不是国家承认的"
    finalise_item(
        meeting.items.get(), refusal=Refusal(RefusalCode.NOT_COVERED, words), on=DAY, by=gao
    )
    return Claim.objects.get(pk=investigated.pk)


@pytest.fixture
def appeal(refused, zhang) -> Claim:
    """Zhang does not agree."""
    return file_appeal(refused, words="学校是国家承认的，附了查询", on=DAY, by=zhang.user)


@pytest.fixture
def others(hire) -> list:
    """A second chair and seats of people who have not voted yet, and two more who investigate."""
    kinds = {"yi": SeatKind.MANAGER, "er": SeatKind.WORKER_REP, "san": SeatKind.WORKER_REP}
    people = [hire("yi", "易主任", Role.CHAIR), hire("er", "尔代表", Role.COMMITTEE)]
    people.append(hire("san", "桑代表", Role.COMMITTEE))
    for person in people:
        seat_member(person, kind=kinds[person.username], since=FOUNDED, is_alternate=True, by=None)
    return people


def test_she_reads_why_and_appeals_on_her_phone(as_, refused, zhang):
    client = as_(zhang.user)
    text = client.get(reverse("own-claim-detail", args=[refused.pk])).content.decode()
    assert "不在章程的出险范围" in text
    assert "通知书上的学校不是国家承认的" in text
    assert "可以在 2026-11-10 以前申请复核" in text  # 15 working days
    answer = client.post(
        reverse("own-claim-appeal", args=[refused.pk]), {"words": "学校是承认的"}, follow=True
    )
    assert "由没有办过原来那件的人来办" in answer.content.decode()
    appeal = Claim.objects.get(appeal_of=refused)
    assert (appeal.status, appeal.asked_amount) == (ClaimStatus.SUBMITTED, refused.asked_amount)
    kept = [paper.sha256 for paper in refused.evidence.all()]
    assert [paper.sha256 for paper in appeal.evidence.all()] == kept
    again = client.post(reverse("own-claim-appeal", args=[refused.pk]), {"words": "x"}, follow=True)
    assert "已经申请过复核" in again.content.decode()


@pytest.mark.parametrize(("days", "fine"), [(21, True), (22, False)])
def test_the_term_is_the_charters(refused, zhang, days, fine):
    on = DAY + dt.timedelta(days=days)
    if fine:
        assert file_appeal(refused, words="不服", on=on, by=zhang.user).pk
    else:
        with pytest.raises(Refused, match="要在 2026-11-10 以前提出"):
            file_appeal(refused, words="不服", on=on, by=zhang.user)


def test_only_a_refusal_is_appealed(accepted, zhang):
    with pytest.raises(Refused, match="没有同意的申请才能申请复核"):
        file_appeal(accepted, words="不服", on=DAY, by=zhang.user)


def test_it_is_heard_by_others(appeal, zheng, liang, he, hire, gao, bai, others, zhang):
    claim = receive_claim(appeal, on=DAY, by=zheng)
    with pytest.raises(Refused, match="原来那件的经办人"):
        assign_investigators(claim, people=[liang, he], on=DAY, by=zheng)
    fresh = [hire("wu", "吴干事", Role.OFFICER), hire("liu", "柳干事", Role.OFFICER)]
    claim = investigate(claim, fresh, by=zheng)
    meeting = convene([claim], chair=others[0], recorder=zheng)
    item = meeting.items.get()
    called = set(meeting.attendance.values_list("member__user__name", flat=True))
    assert called == {"易主任", "尔代表", "桑代表"}  # nobody who voted on the refused claim
    with pytest.raises(Refused, match="没有记您到会"):
        cast_vote(item, choice=Choice.AGREE, on=DAY, by=bai)
    judge = CommitteeMember.objects.get(user=bai)
    meeting.attendance.create(member=judge, presence=Presence.PRESENT)
    with pytest.raises(Refused, match="白丽君是原来那件的经办人，这件要回避"):
        cast_vote(item, choice=Choice.AGREE, on=DAY, by=bai)
    seat = meeting.attendance.get(member__user=bai).member_id
    with pytest.raises(IntegrityError, match="decided what claim"):
        run(VOTE, item.pk, seat)
    meeting.attendance.filter(member=judge).update(presence=Presence.LEAVE)
    vote_all(meeting, others)
    with pytest.raises(Refused, match="您都要回避"):
        finalise_ripe_items(meeting, on=DAY, by=gao)
    finalise_ripe_items(meeting, on=DAY, by=others[0])
    assert Claim.objects.get(pk=claim.pk).status == ClaimStatus.APPROVED


def test_an_appeal_sits_alone_with_the_alternates(appeal, others, zheng, hire, gao, liang, he):
    fresh = [hire("wu", "吴干事", Role.OFFICER), hire("liu", "柳干事", Role.OFFICER)]
    again = investigate(receive_claim(appeal, on=DAY, by=zheng), fresh, by=zheng)
    worker = make_worker("社员甲")
    enrol(worker, joined_on=DAY.replace(month=2))
    plain = investigate(file_claim(worker, by=zheng, beneficiary="甲"), [liang, he], by=zheng)
    with pytest.raises(Refused, match=f"{again.number}要请候补委员到会，单独排一次会"):
        convene([again, plain], chair=gao, recorder=zheng)
    seats = convene([plain], chair=gao, recorder=zheng).attendance
    assert not seats.filter(member__is_alternate=True).exists()


def test_the_database_takes_no_appeal_against_somebody_elses_refusal(refused, li):
    with pytest.raises(IntegrityError, match="appeals against no refusal of its own"):
        run(
            "INSERT INTO mutualfund_claim (uid, number, member_id, charter_id, kind, relation,"
            " event_key, event_date, total_cost, other_aid, article, arithmetic, checks,"
            " asked_amount, status, applied_on, signed_on, signed_way, code,"
            " appeal_of_id)"
            " SELECT gen_random_uuid(), 'HZ-X', member_id, charter_id, 'medical', relation, event_key,"
            " event_date, total_cost, other_aid, article, arithmetic, checks, asked_amount,"
            " 'submitted', applied_on, signed_on, signed_way, '', id FROM mutualfund_claim"
        )

"""Votes: by person, once, never changed; proxies say that they are."""

import pytest
from django.db import DatabaseError
from django.urls import reverse

from mutualfund.actions.decisions import finalise_item
from mutualfund.actions.meetings import cast_vote, record_proxy_vote
from mutualfund.models import Choice, Meeting, Presence, Vote
from tests.mutualfund.sql import APP, OWNER, run
from tests.people import DAY
from welfare.errors import Refused
from welfare.roles import Role


@pytest.fixture
def item(meeting):
    """The claim before the committee."""
    return meeting.items.get()


@pytest.fixture
def scribe(meeting, hire):
    """An officer who records the meeting and has nothing to do with its claim."""
    person = hire("scribe", "何文", Role.OFFICER)
    Meeting.objects.filter(pk=meeting.pk).update(recorder=person)
    return person


def seat_of(meeting, person):
    """The person's seat at the meeting."""
    return meeting.attendance.get(member__user=person).member


def vote(client, item, choice="agree", opinion="", back=""):
    """Press a button of the bar."""
    sent = {"choice": choice, "opinion": opinion, "back": back}
    return client.post(reverse("vote-cast", args=[item.pk]), sent, follow=True)


def test_it_casts_a_members_vote(as_, item, bai):
    text = vote(as_(bai), item, back="claim").content.decode()
    assert "已表决：同意。" in text
    assert "我已表决：同意" in text
    kept = Vote.objects.get()
    assert (kept.member.user, kept.choice, kept.proxied_by) == (bai, Choice.AGREE, None)


def test_it_keeps_the_first_vote_when_it_is_cast_twice(as_, item, bai):
    vote(as_(bai), item)
    text = vote(as_(bai), item, "refuse", "改主意了").content.decode()
    assert "表决了就不能改" in text
    assert Vote.objects.get().choice == Choice.AGREE


def test_it_wants_a_reason_for_no(as_, item, bai):
    assert "不同意或回避要写一句原因" in vote(as_(bai), item, "refuse").content.decode()
    assert not Vote.objects.exists()


def test_it_takes_a_members_own_recusal(as_, item, bai):
    vote(as_(bai), item, "recuse", "和申请人是表姐妹")
    assert Vote.objects.get().choice == Choice.RECUSE


def test_it_refuses_someone_who_is_not_there(meeting, item, bai):
    meeting.attendance.filter(member__user=bai).update(presence=Presence.LEAVE)
    with pytest.raises(Refused, match="没有记您到会"):
        cast_vote(item, choice=Choice.AGREE, on=DAY, by=bai)


def test_it_refuses_someone_without_a_seat(item, hire):
    with pytest.raises(Refused, match="不是现任委员"):
        cast_vote(item, choice=Choice.AGREE, on=DAY, by=hire("new", "新人"))


def test_it_refuses_a_choice_nobody_offered(as_, item, bai):
    assert "再提交一次" in vote(as_(bai), item, "maybe").content.decode()


def test_it_records_a_proxy_with_its_proof(as_, scribe, item, meeting, lin):
    sent = {
        "member": seat_of(meeting, lin).pk,
        "choice": "agree",
        "proof": "纪要签字第 1 页",
        "opinion": "",
    }
    text = (
        as_(scribe).post(reverse("vote-proxy", args=[item.pk]), sent, follow=True).content.decode()
    )
    assert "已代录林晓燕的表决。" in text
    assert "林晓燕的表决由何文代录，凭据：纪要签字第 1 页" in text


def test_it_refuses_a_proxy_by_a_member_of_the_committee(item, meeting, gao, lin):
    Meeting.objects.filter(pk=meeting.pk).update(recorder=gao)
    item.refresh_from_db()
    with pytest.raises(Refused, match="您自己是委员"):
        record_proxy_vote(item, seat_of(meeting, lin), choice=Choice.AGREE, proof="第 1 页", by=gao)


def test_it_refuses_a_proxy_by_the_officer_who_took_the_claim_in(item, meeting, zheng, lin):
    with pytest.raises(Refused, match="您是这件的受理人"):
        record_proxy_vote(
            item, seat_of(meeting, lin), choice=Choice.AGREE, proof="第 1 页", by=zheng
        )


PROXY = """
INSERT INTO mutualfund_vote (item_id, member_id, choice, opinion, proof, at, proxied_by_id)
VALUES (%s, %s, 'agree', '', 'x', now(), %s)
"""


@pytest.mark.parametrize("who", ["gao", "zheng", "liang"])
def test_it_refuses_such_a_proxy_by_sql(item, meeting, lin, who, request):
    person = request.getfixturevalue(who)
    with pytest.raises(DatabaseError, match=r"enters no proxies|took the step"):
        run(PROXY, item.pk, seat_of(meeting, lin).pk, person.pk)


def test_it_refuses_the_signature_of_whoever_entered_a_vote(item, meeting, scribe, gao, lin):
    record_proxy_vote(item, seat_of(meeting, lin), choice=Choice.AGREE, proof="第 1 页", by=scribe)
    with pytest.raises(Refused, match="有您代录的票"):
        finalise_item(item, on=DAY, by=scribe)


def test_it_refuses_a_proxy_without_proof_or_by_another(item, meeting, zheng, liang, lin):
    seat = seat_of(meeting, lin)
    with pytest.raises(Refused, match="代录要写明凭据"):
        record_proxy_vote(item, seat, choice=Choice.AGREE, proof=" ", by=zheng)
    with pytest.raises(Refused, match="记录人"):
        record_proxy_vote(item, seat, choice=Choice.AGREE, proof="第 1 页", by=liang)


UPDATES = [
    "UPDATE mutualfund_vote SET choice = 'refuse'",
    "DELETE FROM mutualfund_vote",
    "UPDATE mutualfund_decision SET amount = 9999",
    "DELETE FROM mutualfund_decision",
]


@pytest.mark.parametrize("statement", UPDATES)
@pytest.mark.parametrize("role", [APP, OWNER])
def test_it_cannot_be_changed_by_sql(approved, statement, role):
    with pytest.raises(DatabaseError, match=r"append-only|permission denied"):
        run(statement, role=role)
    assert approved.items.get().decision.agreed == 4


def test_it_cannot_be_emptied_by_the_application(approved):
    with pytest.raises(DatabaseError, match="permission denied"):
        run("TRUNCATE mutualfund_vote CASCADE")


def test_it_refuses_a_decision_that_is_not_what_the_votes_say(item, gao):
    wrong = (
        "INSERT INTO mutualfund_decision (item_id, outcome, amount, article, facts, entitled, present,"
        " agreed, refused, abstained, recused, reason, decided_on, signed_by_id, signed_at)"
        " VALUES (%s, 'approved', 500, '', '{}', 4, 4, 4, 0, 0, 0, '', now(), %s, now())"
    )
    with pytest.raises(DatabaseError, match="does not say what the votes say"):
        run(wrong, item.pk, gao.pk)

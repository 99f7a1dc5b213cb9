"""A meeting from the agenda to the minutes."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mutualfund.actions.decisions import Refusal, finalise_item, finalise_ripe_items
from mutualfund.actions.meeting_papers import close_meeting
from mutualfund.actions.meetings import (
    cancel_meeting,
    cast_vote,
    open_meeting,
    plan_meeting,
    record_attendance,
)
from mutualfund.actions.postponing import postpone_item
from mutualfund.books_claims import check_decisions
from mutualfund.models import (
    Choice,
    Claim,
    ClaimStatus,
    CommitteeMember,
    Decision,
    Fund,
    Meeting,
    Presence,
    RefusalCode,
)
from tests.mutualfund.fund import convene, enrol, file_claim, investigate, spend, vote_all
from tests.mutualfund.sql import OWNER, as_app, force, rewrite, run
from tests.people import DAY, make_worker
from welfare.errors import Refused


@pytest.fixture
def planned(investigated, committee, gao, zheng) -> Meeting:
    """A meeting nobody has come to yet."""
    chair = CommitteeMember.objects.get(user=gao)
    return plan_meeting(
        held_on=DAY,
        place="工会会议室",
        chair=chair,
        recorder=zheng,
        claims=[investigated],
        by=zheng,
    )


def test_it_is_planned_from_the_waiting_claims(as_, zheng, investigated, committee, gao):
    client, address = as_(zheng), reverse("meeting-new")
    assert "排会议，1 件等着" in client.get(address).content.decode()
    sent = {
        "held_on": DAY.isoformat(), "starts_at": "14:00", "place": "工会会议室",
        "chair": CommitteeMember.objects.get(user=gao).pk, "recorder": zheng.pk, "claims": [investigated.pk],
    }  # fmt: skip
    answer = client.post(address, sent, follow=True)
    assert "已排好委员会第 1 次会议，1 件。" in answer.content.decode()
    assert Meeting.objects.get().number == "HY-2026-01"


def test_it_takes_a_claim_on_one_agenda_only(planned, investigated, gao, zheng):
    with pytest.raises(Refused, match="已经排进委员会第 1 次会议"):
        convene([investigated], chair=gao, recorder=zheng)


def test_it_takes_no_claim_before_both_have_signed(accepted, committee, gao, zheng):
    with pytest.raises(Refused, match="调查签字以后才能上会"):
        convene([accepted], chair=gao, recorder=zheng)


def test_it_opens_only_with_a_quorum(as_, zheng, planned, committee, gao, wang, bai):
    seats = {seat.user_id: seat.pk for seat in CommitteeMember.objects.all()}
    client = as_(zheng)

    def tick(*people):
        sent = {"present": [seats[person.pk] for person in people]}
        client.post(reverse("meeting-attendance", args=[planned.pk]), sent)
        return client.post(reverse("meeting-open", args=[planned.pk]), follow=True).content.decode()

    assert "应到 4 人，至少要到 3 人，现在 2 人" in tick(gao, wang)
    assert planned.attendance.filter(presence=Presence.LEAVE).count() == 2
    assert "已开会" in tick(gao, wang, bai)


def test_it_does_not_open_before_its_day(planned, zheng):
    planned.held_on = DAY.replace(day=DAY.day + 1)
    planned.save()
    with pytest.raises(Refused, match="到那天才能开"):
        open_meeting(planned, on=DAY, by=zheng)


def test_it_keeps_a_voter_present(meeting, bai, zheng):
    item = meeting.items.get()
    vote_all(meeting, [bai])
    seat = meeting.attendance.get(member__user=bai).member_id
    with pytest.raises(Refused, match="已经表决，不能改为没到会"):
        record_attendance(meeting, presence={seat: Presence.LEAVE}, on=DAY, by=zheng)
    assert item.votes.count() == 1


def test_it_signs_nothing_while_votes_are_missing(meeting, gao, wang, bai):
    vote_all(meeting, [gao, wang, bai])
    with pytest.raises(Refused, match="还等林晓燕表决"):
        finalise_item(meeting.items.get(), on=DAY, by=gao)


def test_it_approves_by_more_than_half(as_, gao, meeting, committee, wang, bai, lin):
    vote_all(meeting, [gao, wang, bai])
    vote_all(meeting, [lin], Choice.REFUSE)
    text = (
        as_(gao).post(reverse("meeting-finalise", args=[meeting.pk]), follow=True).content.decode()
    )
    assert "已签发 1 件。" in text
    claim = Claim.objects.get()
    assert (claim.status, claim.approved_amount) == (ClaimStatus.APPROVED, 500)
    assert "3 票同意，1 票不同意，通过，补助 500.00 元" in text


def test_it_rejects_half_and_half_with_the_reason(meeting, gao, wang, bai, lin):
    vote_all(meeting, [gao, wang])
    vote_all(meeting, [bai, lin], Choice.REFUSE)
    with pytest.raises(Refused, match="HZ-2026-0001 没有通过"):
        finalise_ripe_items(meeting, on=DAY, by=gao)
    item = meeting.items.get()
    with pytest.raises(Refused, match="选一个原因，写一句给本人看的话"):
        finalise_item(item, on=DAY, by=gao)
    refusal = Refusal(RefusalCode.PAPERS, "入学通知书上不是您女儿的名字")
    decision = finalise_item(item, refusal=refusal, on=DAY, by=gao)
    claim = Claim.objects.get()
    assert (claim.status, claim.approved_amount) == (ClaimStatus.REJECTED, None)
    assert (decision.reason_code, decision.reason) == ("papers", refusal.words)


def test_it_decides_nothing_with_too_few_voters(meeting, gao, wang, bai, lin):
    item = meeting.items.get()
    for person in (bai, lin):
        cast_vote(item, choice=Choice.RECUSE, opinion="认识", on=DAY, by=person)
    vote_all(meeting, [gao, wang])
    with pytest.raises(Refused, match="至少要 3 人"):
        finalise_item(item, on=DAY, by=gao)


def test_it_decides_nothing_when_the_quorum_has_left(meeting, gao, wang, bai, lin):
    vote_all(meeting, [gao, wang])
    vote_all(meeting, [bai, lin], Choice.ABSTAIN)
    run("ALTER TABLE mutualfund_attendance DISABLE TRIGGER kept", role=OWNER)
    for person in (bai, lin):
        meeting.attendance.filter(member__user=person).update(presence=Presence.LEAVE)
    with pytest.raises(Refused, match="到会的人不够了"):
        finalise_item(meeting.items.get(), on=DAY, by=gao)


def test_it_does_not_grant_beyond_the_years_limit(meeting, committee, gao, coop):
    vote_all(meeting, committee)
    rewrite(coop, payout_guard=Decimal("0.01"))
    with pytest.raises(Refused, match="全年补助不能超过上限"):
        finalise_item(meeting.items.get(), on=DAY, by=gao)


def test_it_does_not_grant_more_than_the_fund_holds(meeting, committee, gao, chen, guo, yun):
    vote_all(meeting, committee)
    spend(9600, maker=chen, reviewer=guo, cashier=yun)
    words = "按章程第九条，补助不能超过基金可用余额。应补 500.00 元，可用 400.00 元"
    with pytest.raises(Refused, match=words):
        finalise_item(meeting.items.get(), on=DAY, by=gao)
    assert not Decision.objects.exists()


def test_it_closes_when_all_is_decided_or_put_off(meeting, zheng):
    with pytest.raises(Refused, match="还有 1 件没有结果"):
        close_meeting(meeting, on=DAY, by=zheng)
    postpone_item(meeting.items.get(), on=DAY, by=zheng)
    assert close_meeting(meeting, on=DAY, by=zheng).status == "closed"


def test_it_does_not_put_off_what_was_voted_on(meeting, bai, zheng):
    vote_all(meeting, [bai])
    with pytest.raises(Refused, match="已经有人表决"):
        postpone_item(meeting.items.get(), on=DAY, by=zheng)


def test_what_the_fund_cannot_bear_is_put_off_with_its_votes_and_the_meeting_closes(
    as_, meeting, committee, gao, chen, guo, yun, zheng, investigated
):
    vote_all(meeting, committee)
    spend(9600, maker=chen, reviewer=guo, cashier=yun)
    item = meeting.items.get()
    with as_app():
        as_(zheng).post(reverse("agenda-postpone", args=[item.pk]))
    item.refresh_from_db()
    assert (item.is_postponed, item.votes.count()) == (True, 4)
    assert close_meeting(meeting, on=DAY, by=zheng).status == "closed"
    again = convene([investigated], chair=gao, recorder=zheng)
    vote_all(again, committee)
    assert again.items.get().votes.count() == 4


def test_with_too_few_voters_it_is_put_off(meeting, gao, wang, bai, lin, zheng):
    item = meeting.items.get()
    for person in (bai, lin):
        cast_vote(item, choice=Choice.RECUSE, opinion="认识", on=DAY, by=person)
    vote_all(meeting, [gao, wang])
    assert postpone_item(item, on=DAY, by=zheng).is_postponed


def test_what_can_be_signed_is_not_put_off(meeting, committee, zheng):
    vote_all(meeting, committee)
    with pytest.raises(Refused, match="要在这次会上定下来"):
        postpone_item(meeting.items.get(), on=DAY, by=zheng)


DECIDE = (
    "INSERT INTO mutualfund_decision (item_id, outcome, amount, article, facts, entitled, present,"
    " agreed, refused, abstained, recused, reason_code, reason, decided_on, signed_by_id, signed_at)"
    " SELECT i.id, 'approved', c.asked_amount, '', '{{}}', 4, 4, 3, 0, 0, {recused}, '', '',"
    " current_date, %s, now() FROM mutualfund_agendaitem i JOIN mutualfund_claim c ON c.id = i.claim_id"
)


@pytest.mark.parametrize("recused", [0, 1])
def test_the_database_lets_nobody_be_written_down_as_recused_who_was_not_heard(
    meeting, gao, wang, bai, recused
):
    vote_all(meeting, [gao, wang, bai])
    with pytest.raises(IntegrityError, match="does not say who was recused"):
        run(DECIDE.format(recused=recused), gao.pk)


def test_the_database_wants_the_recusals_the_votes_tell(meeting, gao, wang, bai, lin):
    vote_all(meeting, [gao, wang, bai])
    cast_vote(meeting.items.get(), choice=Choice.RECUSE, opinion="认识", on=DAY, by=lin)
    with pytest.raises(IntegrityError, match="does not say who was recused"):
        run(DECIDE.format(recused=0), gao.pk)


def test_the_self_check_sees_recusals_nobody_told(approved):
    force("mutualfund_decision", "UPDATE mutualfund_decision SET recused = 1, agreed = agreed")
    problems = check_decisions(Fund.objects.mutual_aid())
    assert [problem.code for problem in problems] == ["recused_differs"]


def test_it_prints_the_minutes(as_, xu, approved, meeting):
    text = as_(xu).get(reverse("meeting-minutes", args=[meeting.pk])).content.decode()
    assert "互助补充保险委员会第 1 次会议纪要" in text
    assert "应到 4 人，实到 4 人，其中管理人员 2 人、职工代表 2 人，符合章程规定" in text
    assert "张桂兰，子女入学 500.00 元。4 票同意，通过，补助 500.00 元。" in text


def test_it_asks_the_same_of_the_database_for_one_claim_and_for_twenty(
    as_, zheng, liang, he, gao, coop, committee, django_assert_num_queries
):
    def sit(names):
        claims = []
        for name in names:
            worker = make_worker(name)
            enrol(worker, joined_on=DAY.replace(month=2))
            claim = file_claim(worker, by=zheng, beneficiary=name)
            claims.append(investigate(claim, [liang, he], by=zheng))
        return convene(claims, chair=gao, recorder=zheng)

    client = as_(zheng)
    small, large = sit(["社员甲"]), sit([f"社员{n}" for n in range(20)])
    with CaptureQueriesContext(connection) as few:
        client.get(small.get_absolute_url())
    with django_assert_num_queries(len(few)):
        assert "表决 20 件申领" in client.get(large.get_absolute_url()).content.decode()


# -- called off before it opened ----------------------------------------------------------------


def test_a_meeting_planned_wrongly_is_called_off_and_its_claims_wait_again(
    as_, planned, investigated, zheng, gao
):
    client = as_(zheng)
    sent = {"reason": "日期排错了"}
    with as_app():
        page = client.post(reverse("meeting-cancel", args=[planned.pk]), sent, follow=True)
    text = page.content.decode()
    assert "取消：日期排错了" in text
    assert "1 件退回等候" in text
    assert "排会议，1 件等着" in client.get(reverse("meeting-new")).content.decode()
    again = plan_meeting(
        held_on=DAY, place="工会会议室", chair=planned.chair, recorder=zheng,
        claims=[investigated], by=zheng,
    )  # fmt: skip
    assert again.number == "HY-2026-02"
    assert "已取消" in client.get(reverse("meeting-list")).content.decode()


def test_calling_off_asks_why_and_only_before_it_opens(planned, meeting_of, zheng):
    with pytest.raises(Refused, match="要写原因"):
        cancel_meeting(planned, reason=" ", on=DAY, by=zheng)
    opened = meeting_of(planned)
    with pytest.raises(Refused, match="不能取消。还没开的会才能取消"):
        cancel_meeting(opened, reason="不开了", on=DAY, by=zheng)


@pytest.fixture
def meeting_of(gao, zheng):
    """Open a planned meeting with everyone there."""

    def opened(planned: Meeting) -> Meeting:
        presence = dict.fromkeys(
            planned.attendance.values_list("member", flat=True), Presence.PRESENT
        )
        record_attendance(planned, presence=presence, on=DAY, by=zheng)
        return open_meeting(planned, on=DAY, by=zheng)

    return opened


def test_a_meeting_called_off_stays_so(planned, zheng):
    off = cancel_meeting(planned, reason="日期排错了", on=DAY, by=zheng)
    with pytest.raises(Refused, match="不能再开"):
        open_meeting(off, on=DAY, by=zheng)
    with pytest.raises(Refused, match="到会情况不能再改"):
        record_attendance(off, presence={}, on=DAY, by=zheng)


CANCEL = (
    "INSERT INTO mutualfund_cancellation (meeting_id, reason, cases, cancelled_by_id, cancelled_at)"
    " SELECT id, '{reason}', {cases}, recorder_id, now() FROM mutualfund_meeting"
)
DROP = "UPDATE mutualfund_meeting SET status = 'dropped'"


@pytest.mark.parametrize(
    ("attack", "words"),
    [
        (DROP, "by halves"),
        (CANCEL.format(reason="x", cases=1), "by halves"),
        (CANCEL.format(reason="x", cases=1) + f"; {DROP}", "by halves"),
        (CANCEL.format(reason="x", cases=0), "is not called off"),
        (CANCEL.format(reason=" ", cases=1), "is not called off"),
    ],
)
def test_the_database_calls_a_meeting_off_whole_or_not(planned, attack, words):
    with pytest.raises(Exception, match=words):
        run(attack)


@pytest.mark.parametrize(
    ("attack", "words"),
    [
        ("UPDATE mutualfund_meeting SET status = 'planned'", "goes forward only"),
        ("UPDATE mutualfund_agendaitem SET is_postponed = false", "is kept"),
        ("UPDATE mutualfund_cancellation SET reason = 'y'", "permission denied"),
        ("DELETE FROM mutualfund_cancellation", "permission denied"),
    ],
)
def test_the_database_keeps_a_meeting_called_off(planned, zheng, attack, words):
    cancel_meeting(planned, reason="日期排错了", on=DAY, by=zheng)
    with pytest.raises(Exception, match=words):
        run(attack)


def test_the_database_calls_off_no_meeting_that_was_opened(planned, meeting_of):
    meeting_of(planned)
    with pytest.raises(Exception, match="is not called off"):
        run(CANCEL.format(reason="x", cases=1))
    with pytest.raises(Exception, match="goes forward only"):
        run(DROP)

"""Committee meetings 委员会会议: agenda, attendance, quorum, votes by person."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from mutualfund.actions.claim_steps import locked_claim
from mutualfund.actions.evidence import unseen_papers
from mutualfund.actions.seats import call_up, renew_roll
from mutualfund.ballot import Ballot, ballot_of, sitting_of
from mutualfund.duties import Step, may
from mutualfund.models import (
    AdvanceStatus,
    AgendaItem,
    Cancellation,
    Choice,
    Claim,
    ClaimStatus,
    CommitteeMember,
    Fund,
    Meeting,
    MeetingStatus,
    Presence,
    Vote,
)
from welfare import audit, clock
from welfare.errors import Refused
from welfare.models import User
from welfare.serials import last_serial


def locked_meeting(meeting: Meeting) -> Meeting:
    """The meeting's row, locked."""
    return Meeting.objects.select_for_update().get(pk=meeting.pk)


@transaction.atomic
def plan_meeting(
    *,
    held_on: dt.date,
    place: str,
    chair: CommitteeMember,
    recorder: User,
    claims: Sequence[Claim],
    by: User,
    starts_at: dt.time = dt.time(14),
) -> Meeting:
    """Plan a meeting with its agenda; every member in office on the day gets a line of attendance.

    Raises Refused when a claim is not waiting for the committee, or stands on another agenda.
    """
    Fund.objects.locked()  # numbers are given behind this lock
    if not claims:
        raise Refused("议题还空着，先选要研究的申请。")
    if left := advances_left_out(claims):
        raise Refused(f"{left}已经紧急垫付，要在这次会上追认，不能不上会。把它勾上再排。")
    prefix = f"HY-{held_on.year}-"
    meeting = Meeting.objects.create(
        number=f"{prefix}{last_serial(Meeting.objects.all(), prefix) + 1:02d}",
        held_on=held_on,
        starts_at=starts_at,
        place=place,
        chair=chair,
        recorder=recorder,
        status=MeetingStatus.PLANNED,
    )
    call_up(meeting, claims)
    for order, claim in enumerate(claims, start=1):
        _put_on_agenda(meeting, claim, order)
    audit.record("meeting.planned", meeting, by=by, held_on=held_on, claims=len(claims))
    return meeting


def advances_left_out(claims: Sequence[Claim]) -> str:
    """The claims whose advance waits for a meeting and that stand on no agenda, but for these."""
    waiting = Claim.objects.filter(
        advances__status=AdvanceStatus.PAID, status=ClaimStatus.DELIBERATING, held_reason=None
    )
    planned = AgendaItem.objects.standing().exclude(meeting__status=MeetingStatus.CLOSED)
    left = waiting.exclude(pk__in=planned.values("claim")).exclude(pk__in=[c.pk for c in claims])
    return "、".join(left.order_by("number").values_list("number", flat=True))


def _put_on_agenda(meeting: Meeting, claim: Claim, order: int) -> None:
    claim = locked_claim(claim)
    if claim.status != ClaimStatus.DELIBERATING:
        raise Refused(f"{claim.number} 是「{claim.get_status_display()}」，调查签字以后才能上会。")
    if claim.held_reason:
        raise Refused(f"{claim.number} 暂缓办理：{claim.held_reason!s}。解除暂缓以后再上会。")
    if unseen := unseen_papers(claim):
        raise Refused(f"{claim.number} 的{unseen}还没有核对原件。看过原件再上会。")
    if other := AgendaItem.objects.standing().filter(claim=claim).first():
        raise Refused(f"{claim.number} 已经排进{other.meeting}。")
    AgendaItem.objects.create(meeting=meeting, claim=claim, order=order)


@transaction.atomic
def record_attendance(
    meeting: Meeting, *, presence: dict[int, Presence], on: dt.date, by: User
) -> Meeting:
    """点名: presence by committee member's id. A member who has voted stays marked present."""
    meeting = locked_meeting(meeting)
    if meeting.status in {MeetingStatus.CLOSED, MeetingStatus.DROPPED}:
        raise Refused(f"会议{meeting.get_status_display()}，到会情况不能再改。")
    renew_roll(meeting)
    voted = set(Vote.objects.filter(item__meeting=meeting).values_list("member", flat=True))
    for row in meeting.attendance.select_related("member__user"):
        wanted = presence.get(row.member_id, row.presence)
        if row.member_id in voted and wanted != Presence.PRESENT:
            raise Refused(f"{row.member.user.name}已经表决，不能改为没到会。")
        if wanted != row.presence:
            row.presence = wanted
            row.save(update_fields=["presence"])
    facts = {str(key): value for key, value in presence.items()}
    audit.record("meeting.attendance", meeting, by=by, presence=facts, on=on)
    return meeting


@transaction.atomic
def open_meeting(meeting: Meeting, *, on: dt.date, by: User) -> Meeting:
    """开会. Raises Refused without a quorum (charter's article on 会议人数)."""
    meeting = locked_meeting(meeting)
    if not meeting.can_become(MeetingStatus.OPEN):
        raise Refused(f"会议是「{meeting.get_status_display()}」，不能再开。")
    if on < meeting.held_on:
        raise Refused(f"会议定在 {meeting.held_on}，到那天才能开。")
    renew_roll(meeting)
    if missing := sitting_of(meeting).quorum.missing:
        raise Refused(f"人数不够，还不能开会：{missing}。")
    if left := advances_left_out([]):
        raise Refused(f"{left}已经紧急垫付，还没排上议程。先排一次会把它列上，再开这次会。")
    meeting.status = MeetingStatus.OPEN
    meeting.save(update_fields=["status"])
    audit.record("meeting.opened", meeting, by=by, on=on)
    return meeting


@transaction.atomic
def cancel_meeting(meeting: Meeting, *, reason: str, on: dt.date, by: User) -> Meeting:
    """取消会议 that was planned wrongly; its claims wait for another, its number stays taken.

    Raises Refused without a reason, or once it has opened.
    """
    meeting = locked_meeting(meeting)
    if not reason.strip():
        raise Refused("取消会议要写原因。")
    if not meeting.can_become(MeetingStatus.DROPPED):
        raise Refused(f"会议是「{meeting.get_status_display()}」，不能取消。还没开的会才能取消。")
    items = AgendaItem.objects.select_for_update().filter(meeting=meeting, is_postponed=False)
    Cancellation.objects.create(
        meeting=meeting, reason=reason.strip(), cases=items.count(), cancelled_by=by,
        cancelled_at=clock.now(),
    )  # fmt: skip
    items.update(is_postponed=True)
    meeting.status = MeetingStatus.DROPPED
    meeting.save(update_fields=["status"])
    audit.record("meeting.cancelled", meeting, by=by, on=on, reason=reason.strip())
    return meeting


def _refuse_vote(ballot: Ballot, member: CommitteeMember, choice: Choice, opinion: str) -> None:
    seat = ballot.seat_of(member.user_id)
    if ballot.item.meeting.status != MeetingStatus.OPEN:
        raise Refused("会议没有开着，现在不能表决。")
    if ballot.decision is not None:
        raise Refused("这件已经签发结果，不能再表决。")
    if seat is None or not seat.is_present:
        raise Refused("没有记您到会，先请记录人点名。")
    if seat.vote is not None:
        raise Refused(f"已经表决过「{seat.vote.get_choice_display()}」，表决了就不能改。")
    if seat.recusal and choice != Choice.RECUSE:
        raise Refused(f"{member.user.name}是{seat.recusal}，这件要回避。")
    if choice in {Choice.REFUSE, Choice.RECUSE} and not opinion.strip():
        raise Refused("不同意或回避要写一句原因，会写进纪要。")


def locked_item(item: AgendaItem) -> AgendaItem:
    """The item with its meeting, locked. Raises Refused when it was put off."""
    meeting = locked_meeting(item.meeting)
    rows = AgendaItem.objects.select_related(
        "claim__member__worker", "claim__received_by", "claim__charter"
    )
    item = rows.select_for_update(of=("self",)).get(pk=item.pk)
    item.meeting = meeting
    if item.is_postponed:
        raise Refused("这件已改到下次再议。")
    return item


@transaction.atomic
def cast_vote(
    item: AgendaItem, *, choice: Choice, opinion: str = "", on: dt.date, by: User
) -> Vote:
    """表决: a member's own vote with his own login, once.

    Raises Refused when he holds no seat, is not present, must stay out, has voted, or the meeting
    is not open.
    """
    item = locked_item(item)
    member = CommitteeMember.objects.in_office(on=on).filter(user=by).select_related("user").first()
    if member is None:
        raise Refused("您不是现任委员，不能表决。")
    return _write_vote(item, member, choice, opinion, by=by)


@transaction.atomic
def record_proxy_vote(
    item: AgendaItem,
    member: CommitteeMember,
    *,
    choice: Choice,
    proof: str,
    opinion: str = "",
    by: User,
) -> Vote:
    """代录: the recorder enters the vote of a present member without a device; the vote says so.

    Raises Refused without the proof (纪要签字页), and for a recorder who sits on the committee or
    took a step of this claim himself: one login never decides alone.
    """
    item = locked_item(item)
    if not proof.strip():
        raise Refused("代录要写明凭据，例如「纪要签字第 1 页」。")
    if member.user_id == by.pk:
        raise Refused("自己的票用自己的账号投，不用代录。")
    if item.meeting.recorder_id != by.pk:
        raise Refused("代录只能由这次会议的记录人来办。")
    if item.meeting.attendance.filter(member__user=by).exists():
        raise Refused("您自己是委员，不能替别的委员代录。开会前请换一位不是委员的记录人。")
    if reason := may(by, Step.VOTE, item.claim):
        raise Refused(reason)
    return _write_vote(item, member, choice, opinion, by=by, proof=proof.strip())


def _write_vote(
    item: AgendaItem,
    member: CommitteeMember,
    choice: Choice,
    opinion: str,
    *,
    by: User,
    proof: str = "",
) -> Vote:
    _refuse_vote(ballot_of(item), member, choice, opinion)
    vote = Vote.objects.create(
        item=item,
        member=member,
        choice=choice,
        opinion=opinion.strip(),
        proxied_by=by if proof else None,
        proof=proof,
        at=clock.now(),
    )
    audit.record(
        "vote.cast", item.claim, by=by, choice=choice, member=member.user.name, proof=proof
    )
    return vote

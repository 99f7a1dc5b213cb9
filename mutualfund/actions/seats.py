"""Seats on the committee 委员: entered by the office with their document, confirmed by the chair.

Also who is called up 应到 to a meeting: those in office on its day; alternates 候补 where too few
of the others may vote, and to an appeal nobody who decided the refused claim.
"""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from mutualfund.duties import Step, actors_of, reason_against, ties_of
from mutualfund.models import (
    Attendance,
    Charter,
    Claim,
    CommitteeMember,
    Meeting,
    MeetingStatus,
    Presence,
    SeatKind,
)
from mutualfund.rules import QuorumTerms
from welfare import audit
from welfare.errors import Refused
from welfare.models import User


@transaction.atomic
def seat_member(
    user: User,
    *,
    kind: SeatKind,
    since: dt.date,
    by: User | None,
    document: str = "",
    is_alternate: bool = False,
) -> CommitteeMember:
    """聘任委员 or a 候补: waits for the chair. The founding committee (`by` None) sits at once.

    Raises Refused when the login holds a seat already, or without the document.
    """
    if by is not None and not document.strip():
        raise Refused("聘任委员要写文件，例如「互助委〔2026〕3 号」。")
    user = User.objects.select_for_update().get(pk=user.pk)  # two clicks give one seat
    if CommitteeMember.objects.filter(user=user, until__isnull=True).exists():
        raise Refused(f"{user.name}已经是委员。")
    member = CommitteeMember.objects.create(
        user=user, kind=kind, since=since, is_alternate=is_alternate, document=document.strip(),
        seated_by=by, confirmed_on=since if by is None else None,
    )  # fmt: skip
    audit.record("committee.seated", member, by=by, kind=kind, since=since, document=document)
    return member


def _locked(seat: CommitteeMember) -> CommitteeMember:
    rows = CommitteeMember.objects.select_for_update(of=("self",)).select_related("user")
    return rows.get(pk=seat.pk)


@transaction.atomic
def end_seat(seat: CommitteeMember, *, leaves_on: dt.date, document: str, by: User) -> None:
    """卸任: waits for the chair. Raises Refused without the document, twice, or too early."""
    seat = _locked(seat)
    if not document.strip():
        raise Refused("卸任要写文件，例如「互助委〔2026〕3 号」。")
    if seat.leaves_on is not None or seat.until is not None:
        raise Refused(f"{seat.user.name}的卸任已经登记过。")
    if seat.confirmed_on is None:
        raise Refused(f"{seat.user.name}的聘任还没有确认，确认以后才能卸任。")
    if leaves_on <= seat.since:
        raise Refused(f"卸任日期要晚于任期开始的 {seat.since}。")
    seat.leaves_on, seat.leave_document, seat.ended_by = leaves_on, document.strip(), by
    seat.save(update_fields=["leaves_on", "leave_document", "ended_by"])
    audit.record("committee.leaving", seat, by=by, leaves_on=leaves_on, document=document)


def may_confirm(user: User, seat: CommitteeMember) -> str:
    """Why this person may not confirm what waits on the seat; empty when he may."""
    if seat.confirmed_on is None:
        return "这个委员是您登记的，要由别人确认。" if user.pk == seat.seated_by_id else ""
    if not seat.is_leaving:
        return "没有等着确认的事。"
    return "卸任是您登记的，要由别人确认。" if user.pk == seat.ended_by_id else ""


@transaction.atomic
def confirm_seat(seat: CommitteeMember, *, on: dt.date, by: User) -> CommitteeMember:
    """主任确认: the seat counts from its first day, or ends. Raises Refused for who entered it."""
    seat = _locked(seat)
    if reason := may_confirm(by, seat):
        raise Refused(reason)
    if seat.confirmed_on is None:
        seat.confirmed_by, seat.confirmed_on = by, on
        seat.save(update_fields=["confirmed_by", "confirmed_on"])
        audit.record("committee.confirmed", seat, by=by, on=on)
    else:
        seat.until = seat.leaves_on
        seat.save(update_fields=["until"])
        audit.record("committee.left", seat, by=by, until=seat.until, on=on)
    return seat


def call_up(meeting: Meeting, claims: Sequence[Claim]) -> None:
    """Bring the roll of a planned meeting up to date with who is in office on its day."""
    wanted = set(_called(list(claims), on=meeting.held_on))
    known = set(meeting.attendance.values_list("member", flat=True))
    meeting.attendance.filter(member__in=known - wanted).delete()
    Attendance.objects.bulk_create(
        Attendance(meeting=meeting, member_id=key, presence=Presence.ABSENT)
        for key in sorted(wanted - known)
    )


def renew_roll(meeting: Meeting) -> None:
    """Members seated or gone since the planning; nothing once the meeting has opened."""
    if meeting.status == MeetingStatus.PLANNED:
        items = meeting.items.filter(is_postponed=False)
        rows = items.select_related("claim__member", "claim__charter")
        call_up(meeting, [item.claim for item in rows])


def _called(claims: list[Claim], *, on: dt.date) -> list[int]:
    seats = list(CommitteeMember.objects.in_office(on=on))
    regular = [seat for seat in seats if not seat.is_alternate]
    charter = Charter.objects.covering(on)
    least = (charter.quorum_terms if charter else QuorumTerms()).least_voters
    ties, acted = ties_of((seat.user_id for seat in seats), claims), actors_of(claims)

    def free(claim: Claim) -> int:
        return sum(
            not reason_against(seat.user_id, Step.VOTE, claim, ties=ties, acted=acted[claim.pk])
            for seat in regular
        )

    short = [claim for claim in claims if claim.appeal_of_id or free(claim) < least]
    if short and len(short) < len(claims) and len(regular) < len(seats):
        numbers = "、".join(claim.number for claim in short)
        raise Refused(f"{numbers}要请候补委员到会，单独排一次会，别的申请另排。")
    if not short:
        return [seat.pk for seat in regular]
    judges = {user for claim in short for user in ties.judges.get(claim.pk, ())}
    return [seat.pk for seat in seats if seat.user_id not in judges]

"""The claim desk at the end of the demo world: one claim in each state that is not the straight way."""

import datetime as dt
from decimal import Decimal
from functools import partial

from django.db.models import Exists, OuterRef

from mutualfund.actions.appeals import file_appeal
from mutualfund.actions.claim_returns import return_claim
from mutualfund.actions.claims import accept_claim, fill_claim, receive_claim, withdraw_claim
from mutualfund.actions.evidence import Paper
from mutualfund.actions.investigations import assign_investigators, sign_finding
from mutualfund.actions.meetings import (
    cast_vote,
    open_meeting,
    plan_meeting,
    record_attendance,
)
from mutualfund.claim_checks import ClaimFacts
from mutualfund.models import (
    Charter,
    Choice,
    Claim,
    ClaimKind,
    ClaimStatus,
    CommitteeMember,
    Conclusion,
    Member,
    Presence,
)
from staff.models import HardshipFile, Relation
from welfare.demo.calendar import Calendar
from welfare.demo.cast import Cast
from welfare.demo.events import Event
from welfare.demo.money import OPPOSED_EVENT, REFUSED_EVENT, scanned

APPEAL = "我是替女儿报的名，录取通知书上是女儿的名字。"
LOOKED_AT = "上门看过，材料和原件一致，是本人报名。"
FOUND = "查了录取通知书和学校名册，报名的是女儿，不是本人。"
RETURNED_EVENT = "住院手术，刚出院"
ILL = Decimal(4200)


def desk_events(cast: Cast, calendar: Calendar) -> list[Event]:
    """Opposed, refused and appealed, returned, withdrawn, half looked into, waiting for the worker's code."""
    told = [
        (9, 27, partial(_opposed, cast)),
        (9, 28, partial(_refused, cast)),
        (9, 29, partial(_withdrawn, cast)),
        (10, 9, partial(_returned, cast)),
        (10, 13, partial(_sent_back, cast)),
        (10, 14, partial(_half_investigated, cast)),
        (10, 15, partial(_appealed, cast)),
        (10, 16, partial(_heard, cast)),
        (10, 17, partial(_waiting_for_code, cast)),
    ]
    days = [(calendar.moved(dt.date(2022, month, day)), act) for month, day, act in told]
    return [Event(day, partial(act, day)) for day, act in days]


def _heard(cast: Cast, on: dt.date) -> None:
    """The appeal before the alternates: others look into it and judge. One vote is in."""
    appeal = Claim.objects.get(appeal_of__isnull=False)
    office = cast["zhengmin"]
    claim = receive_claim(appeal, on=on, by=office)
    _signed(cast, claim, on, "dengjie", "weiping", finding=FOUND)
    called = CommitteeMember.objects.filter(is_alternate=True).select_related("user")
    seats = {seat.user.username: seat for seat in called}
    meeting = plan_meeting(
        held_on=on, place="段机关一楼会议室", chair=seats["jiangtao"], recorder=office,
        claims=[claim], by=office,
    )  # fmt: skip
    everyone = {seat.pk: Presence.PRESENT for seat in seats.values()}
    record_attendance(meeting, presence=everyone, on=on, by=office)
    open_meeting(meeting, on=on, by=office)
    cast_vote(meeting.items.get(), choice=Choice.AGREE, on=on, by=cast["fanmei"])


def _newcomer(on: dt.date) -> Member:
    """A member who never asked for anything and whose dues cover these weeks."""
    first, last = on - dt.timedelta(days=330), on - dt.timedelta(days=90)
    rows = Member.objects.filter(left_on=None, joined_on__range=(first, last), claims=None)
    poor = HardshipFile.objects.values("worker")
    return rows.exclude(worker__in=poor).order_by("number")[0]


def _facts(member: Member, on: dt.date, kind: ClaimKind, event: str) -> ClaimFacts:
    return ClaimFacts(
        worker=member.worker,
        kind=kind,
        applied_on=on,
        relation=Relation.SELF,
        beneficiary=member.worker.name,
        event_date=on - dt.timedelta(days=6),
        event=event,
        total_cost=ILL if kind == ClaimKind.MEDICAL else Decimal(800),
    )


def _papers(kind: ClaimKind, on: dt.date, serial: int, *, seen: bool = True) -> list[Paper]:
    names = Charter.objects.in_force(on=on).benefit_of(kind).paper_list()
    return [
        Paper(name, scanned(serial, name), f"9{serial:03d}{n}", original_seen=seen)
        for n, name in enumerate(names)
    ]


def _take_in(cast: Cast, member: Member, on: dt.date, kind: ClaimKind, event: str) -> Claim:
    serial = 900 + Claim.objects.count()
    papers = _papers(kind, on, serial)
    facts = _facts(member, on, kind, event)
    return accept_claim(facts, papers=papers, signed_on=on, on=on, by=cast["zhengmin"])


def _signed(cast: Cast, claim: Claim, on: dt.date, *names: str, finding: str = LOOKED_AT) -> None:
    people = [cast["liangyan"], cast["hewei"]] if finding == LOOKED_AT else [cast[n] for n in names]
    assign_investigators(claim, people=people, on=on, by=cast["zhengmin"])
    for name in names:
        sign_finding(
            claim, finding=finding, conclusion=Conclusion.PARTLY,
            visited_on=on, on=on, by=cast[name],
        )  # fmt: skip


def _opposed(cast: Cast, on: dt.date) -> None:
    """Agreed to by the October meeting; an objection to its notice holds the payment (world.py)."""
    claim = _take_in(cast, _newcomer(on), on, ClaimKind.OTHER, OPPOSED_EVENT)
    _signed(cast, claim, on, "liangyan", "hewei")


def _refused(cast: Cast, on: dt.date) -> None:
    """Looked into on the day; the October meeting refuses it (money.py)."""
    claim = _take_in(cast, _newcomer(on), on, ClaimKind.EDUCATION, REFUSED_EVENT)
    _signed(cast, claim, on, "liangyan", "hewei")


def _withdrawn(cast: Cast, on: dt.date) -> None:
    claim = _take_in(cast, _newcomer(on), on, ClaimKind.OTHER, "家里漏水")
    withdraw_claim(claim, reason="物业已经赔了，本人不申请了", on=on, by=cast["zhengmin"])


def _returned(cast: Cast, on: dt.date) -> None:
    """The claim of the member who signs in as `worker`: helped in hardship, too, she sees most."""
    in_care = HardshipFile.objects.in_force().filter(worker=OuterRef("member__worker"))
    paid = Claim.objects.paid().exclude(kind=ClaimKind.MEDICAL)
    seen = paid.annotate(in_care=Exists(in_care)).order_by("-in_care", "pk")
    _take_in(cast, seen[0].member, on, ClaimKind.MEDICAL, RETURNED_EVENT)


def _latest(kind: ClaimKind, status: ClaimStatus) -> Claim:
    return Claim.objects.filter(kind=kind, status=status).order_by("-pk")[0]


def _sent_back(cast: Cast, on: dt.date) -> None:
    claim = _latest(ClaimKind.MEDICAL, ClaimStatus.ACCEPTED)
    return_claim(claim, missing="出院小结", on=on, by=cast["zhengmin"])


def _half_investigated(cast: Cast, on: dt.date) -> None:
    claim = _take_in(cast, _newcomer(on), on, ClaimKind.OTHER, "电动车被撞坏")
    _signed(cast, claim, on, "liangyan")


def _appealed(cast: Cast, on: dt.date) -> None:
    """The refused applicant came to the counter and signed."""
    refused = Claim.objects.filter(status=ClaimStatus.REJECTED).order_by("pk")[0]
    file_appeal(refused, words=APPEAL, on=on, by=cast["zhengmin"])


def _waiting_for_code(cast: Cast, on: dt.date) -> None:
    member, kind = _newcomer(on), ClaimKind.MEDICAL
    papers = _papers(kind, on, 900 + Claim.objects.count(), seen=False)
    fill_claim(_facts(member, on, kind, "住院五天"), papers=papers, on=on, by=cast["zhengmin"])

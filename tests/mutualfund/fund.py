"""Plain makers of the fund's world: money in it, a member, a claim with its papers."""

import datetime as dt
import io
from decimal import Decimal
from itertools import count

from django.contrib.auth.models import Group
from django.db import transaction
from PIL import Image

from disclosure.models import Notice, NoticeStatus
from mutualfund.actions.advances import propose_advance
from mutualfund.actions.claims import accept_claim, start_publicity
from mutualfund.actions.evidence import Paper
from mutualfund.actions.handmade import enter_money, write_voucher
from mutualfund.actions.investigations import assign_investigators, sign_finding
from mutualfund.actions.meeting_papers import close_meeting
from mutualfund.actions.meetings import (
    cast_vote,
    open_meeting,
    plan_meeting,
    record_attendance,
)
from mutualfund.actions.reliefs import Asked, propose_relief
from mutualfund.actions.vouchers import Line, draft_voucher, post_voucher, review_voucher
from mutualfund.claim_checks import ClaimFacts
from mutualfund.models import (
    Account,
    Advance,
    Charter,
    Choice,
    Claim,
    ClaimKind,
    CommitteeMember,
    Conclusion,
    DueKind,
    DuesPayment,
    Enrolment,
    Fund,
    Meeting,
    MeetingStatus,
    Member,
    Presence,
    Relief,
    ReliefKind,
    Side,
)
from staff.models import Relation, Worker
from tests.people import DAY
from welfare.models import User
from welfare.roles import Role

_serial = count(1)
EVENT = DAY - dt.timedelta(days=20)


def picture(size: tuple[int, int] = (40, 30), **told) -> bytes:
    """A small JPEG unlike any other."""
    out = io.BytesIO()
    told.setdefault("comment", f"picture {next(_serial)}")
    Image.new("RGB", size, "white").save(out, "JPEG", **told)
    return out.getvalue()


def pour(
    amount: Decimal | int, *, maker: User, reviewer: User, on: dt.date = DAY, in_cash: int = 0
) -> None:
    """Put money into the mutual-aid fund by a real voucher (a grant of the depot)."""
    drawer = [Line(Account.objects.of("cash"), Side.DEBIT, Decimal(in_cash))] if in_cash else []
    serial = next(_serial)
    draft = draft_voucher(
        Fund.objects.mutual_aid(),
        date=on,
        summary="收车务段拨款",
        lines=[
            Line(Account.objects.of("bank"), Side.DEBIT, Decimal(amount) - in_cash),
            *drawer,
            Line(Account.objects.of("grant_depot"), Side.CREDIT, Decimal(amount)),
        ],
        source=f"test:grant-{serial}",
        purpose="receive",
        attachments=1,
        by=maker,
    )
    post_voucher(review_voucher(draft, on=on, by=reviewer), on=on, by=maker)


def spend(amount: Decimal | int, *, maker: User, reviewer: User, cashier: User) -> None:
    """Take money out of the mutual-aid fund by a real voucher (fees of the bank)."""
    bank, fees = Account.objects.of("bank"), Account.objects.of("fees")
    lines = [Line(fees, Side.DEBIT, Decimal(amount)), Line(bank, Side.CREDIT, Decimal(amount))]
    draft = write_voucher(
        bank.fund, date=DAY, summary="付手续费", papers=[("回单", picture())], lines=lines, on=DAY,
        by=maker,
    )  # fmt: skip
    enter_money(review_voucher(draft, on=DAY, by=reviewer), on=DAY, by=cashier)


def register(worker: Worker, *, on: dt.date = DAY) -> Enrolment:
    """A registration that was signed and approved: the first due may be taken."""
    if earlier := Enrolment.objects.open().filter(worker=worker).first():
        return earlier
    enrolment = Enrolment.objects.create(
        number=f"RT-{next(_serial):04d}", worker=worker, applied_on=on, opinion="同意入社",
        entered_by=_hand(Role.OFFICER), signed_on=on,
    )  # fmt: skip
    enrolment.approved_on, enrolment.approved_by = on, _hand(Role.CHAIR)
    enrolment.approval_no = "示例 1 号"
    enrolment.save(update_fields=["approved_on", "approved_by", "approval_no"])
    return enrolment


@transaction.atomic
def enrol(
    worker: Worker, *, joined_on: dt.date, years: int = 1, paid_on: dt.date | None = None
) -> Member:
    """A member who has paid so many yearly dues; they stand in the books without moving a balance."""
    serial = next(_serial)
    enrolment = register(worker, on=joined_on)
    member = Member.objects.create(number=f"T-{serial:04d}", worker=worker, joined_on=joined_on)
    enrolment.member = member
    enrolment.save(update_fields=["member"])
    for n in range(years):
        due = DuesPayment.objects.create(
            member=member,
            year=joined_on.year + n,
            kind=DueKind.RENEWAL if n else DueKind.FIRST,
            amount=Decimal(20 if n else 50),
            paid_on=paid_on or joined_on,
            receipt_no=f"T{serial:04d}-{n}",
        )
        _stand(due)
    return member


def _hand(role: Role) -> User:
    """Somebody of a duty."""
    found = User.objects.filter(groups__name=role).order_by("pk").first()
    if found is None:
        found = User.objects.create(username=f"hand-{role}", name="经手人")
        found.groups.add(Group.objects.get(name=role))
    return found


def _stand(due: DuesPayment) -> None:
    """A voucher of the due whose sides are one account: it counts, and no balance moves."""
    account = Account.objects.of(f"dues_{due.kind}")
    sides = (Side.DEBIT, ""), (Side.CREDIT, f"member:{due.member_id}")
    lines = [Line(account, side, due.amount, party) for side, party in sides]
    _book(due, lines, maker=_hand(Role.ACCOUNTANT), reviewer=_hand(Role.REVIEWER))


def _book(due: DuesPayment, lines: list[Line], *, maker: User, reviewer: User) -> None:
    """The voucher of a due, as receive_due and post_income would have written it.

    What was paid in years before these books is in them from their first day.
    """
    draft = draft_voucher(
        Fund.objects.mutual_aid(),
        date=max(due.paid_on, DAY.replace(month=1, day=1)),
        summary=f"收会费 {due.receipt_no}",
        lines=lines,
        source=f"dues:{due.pk}",
        purpose="receive",
        attachments=1,
        by=maker,
    )
    on = max(DAY, due.paid_on)
    due.voucher = post_voucher(review_voucher(draft, on=on, by=reviewer), on=on, by=maker)
    due.save(update_fields=["voucher"])


def facts_of(worker: Worker, kind: ClaimKind = ClaimKind.EDUCATION, **changes) -> ClaimFacts:
    """What an applicant says: a child entered a college twenty days ago."""
    told = {
        "worker": worker,
        "kind": kind,
        "applied_on": DAY,
        "relation": Relation.CHILD,
        "beneficiary": "张小雨",
        "event_date": EVENT,
        "event": "女儿考入大学",
        "total_cost": Decimal(6420),
        "other_aid": Decimal(0),
    }
    return ClaimFacts(**(told | changes))


def papers_for(kind: ClaimKind) -> list[Paper]:
    """Every paper the charter in force asks for, each a picture of its own."""
    benefit = Charter.objects.in_force(on=DAY).benefit_of(kind)
    return [Paper(name, picture(), original_seen=True) for name in benefit.paper_list()]


def file_claim(
    worker: Worker, *, by: User, kind: ClaimKind = ClaimKind.EDUCATION, **changes
) -> Claim:
    """A claim taken in at the counter."""
    facts = facts_of(worker, kind, **changes)
    return accept_claim(facts, papers=papers_for(kind), signed_on=DAY, on=DAY, by=by)


def investigate(claim: Claim, people: list[User], *, by: User) -> Claim:
    """Two people look into the claim and sign."""
    assign_investigators(claim, people=people, on=DAY, by=by)
    for person in people:
        sign_finding(
            claim, finding="上门看过，情况属实。", conclusion=Conclusion.TRUE,
            visited_on=DAY, on=DAY, by=person,
        )  # fmt: skip
    return Claim.objects.get(pk=claim.pk)


def convene(claims: list[Claim], *, chair: User, recorder: User) -> Meeting:
    """An open meeting on these claims with the whole committee present."""
    seats = list(CommitteeMember.objects.in_office(on=DAY))
    meeting = plan_meeting(
        held_on=DAY,
        place="工会会议室",
        chair=next(seat for seat in seats if seat.user_id == chair.pk),
        recorder=recorder,
        claims=claims,
        by=recorder,
    )
    presence = dict.fromkeys(meeting.attendance.values_list("member", flat=True), Presence.PRESENT)
    record_attendance(meeting, presence=presence, on=DAY, by=recorder)
    return open_meeting(meeting, on=DAY, by=recorder)


def vote_all(meeting: Meeting, voters: list[User], choice: Choice = Choice.AGREE) -> None:
    """Everyone votes the same on every claim of the meeting."""
    opinion = "不符合章程" if choice == Choice.REFUSE else ""
    for item in meeting.items.all():
        for voter in voters:
            cast_vote(item, choice=choice, opinion=opinion, on=DAY, by=voter)


def announce(claim: Claim, *, by: User) -> Claim:
    """The meeting is over and its minutes are written; the notice ended yesterday."""
    meeting = claim.items.filter(is_postponed=False).latest("pk").meeting
    undecided = meeting.items.undecided()
    if meeting.status != MeetingStatus.CLOSED and not undecided.exists():
        close_meeting(meeting, on=DAY, by=meeting.recorder)
    first, last = DAY - dt.timedelta(days=5), DAY - dt.timedelta(days=1)
    hang(claim, first, last, by=by)
    return start_publicity(claim, first=first, last=last, by=by)


def hang(claim: Claim, first: dt.date, last: dt.date, *, by: User) -> None:
    """A released notice that names the claim."""
    serial = next(_serial)
    Notice.objects.create(
        number=f"GK-T-{serial:04d}", topic="互助金补助", title="互助金给付公示", source=f"meeting:{900_000 + serial}",
        claims=[claim.pk], status=NoticeStatus.PUBLISHED, drafted_on=first, public_from=first,
        public_until=last, editor=User.objects.exclude(pk=by.pk).first(), releaser=by,
    )  # fmt: skip


def ask_for_advance(worker: Worker, *, by: User) -> Advance:
    """A member's house burned down: an advance somebody has to approve."""
    enrol(worker, joined_on=DAY.replace(month=2))
    claim = file_claim(worker, by=by, kind=ClaimKind.OTHER, beneficiary=worker.name, event="失火")
    return propose_advance(claim, amount=Decimal(100), reason="没有住处", on=DAY, by=by)


def ask_for_relief(worker: Worker, *, by: User) -> Relief:
    """A relief somebody has to approve."""
    asked = Asked(ReliefKind.HOSPITAL, Decimal(200), "示例 1 号", "住院")
    return propose_relief(worker, asked, on=DAY, by=by)

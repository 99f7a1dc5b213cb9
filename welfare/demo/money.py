"""Money in the demo world: the charter, the drive, the dues, the grants, and 97 claims."""

import datetime as dt
import io
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import partial
from itertools import islice

from PIL import Image, ImageDraw

from mutualfund.actions.advances import (
    decide_advance,
    make_advance_voucher,
    pay_advance,
    propose_advance,
)
from mutualfund.actions.charter import enact_sample_charter
from mutualfund.actions.claims import accept_claim
from mutualfund.actions.collections import post_income, review_income
from mutualfund.actions.decisions import Refusal, finalise_item, finalise_ripe_items
from mutualfund.actions.donations import open_drive, receive_donation
from mutualfund.actions.dues import Due, receive_dues
from mutualfund.actions.enrolments import (
    Signed,
    announce_enrolments,
    approve_enrolments,
    enter_enrolments,
)
from mutualfund.actions.evidence import Cleaned, Paper, cleaned
from mutualfund.actions.grants import receive_grant
from mutualfund.actions.investigations import assign_investigators, sign_finding
from mutualfund.actions.meeting_papers import add_signed_copy, close_meeting
from mutualfund.actions.meetings import (
    cancel_meeting,
    cast_vote,
    open_meeting,
    plan_meeting,
    record_attendance,
)
from mutualfund.actions.pay_batches import make_batch, record_results
from mutualfund.actions.payments import make_payment_voucher, pay_claim, review_payment
from mutualfund.actions.seats import seat_member
from mutualfund.actions.vouchers import review_voucher
from mutualfund.advances import advanced_on
from mutualfund.claim_sheet import ClaimRow, facts_of, read_claims
from mutualfund.models import (
    Choice,
    Claim,
    ClaimStatus,
    CommitteeMember,
    Conclusion,
    DraftVoucher,
    Drive,
    DueKind,
    Meeting,
    Payer,
    PayMethod,
    Presence,
    RefusalCode,
    SeatKind,
)
from mutualfund.money_sheets import read_donations, read_dues
from mutualfund.pay_answers import Answer
from staff.models import Worker
from welfare.days import last_working_day, next_working_day
from welfare.demo.calendar import Calendar
from welfare.demo.cast import Cast
from welfare.demo.events import WORKBOOKS, Event

# the one claim the committee refuses (desk.py): what was told, and what the applicant reads
OPPOSED_EVENT = "阳台漏水，换了防水"  # somebody objects to its notice: see world.py
REFUSED_EVENT = "本人参加成人自考"
REFUSAL = (RefusalCode.NOT_COVERED, "成人自考不是子女入学，章程第十条没有这一项。")
AFTERNOON, EVENING = dt.time(14, 30), dt.time(17, 0)
SEATS = [
    ("gaoli", SeatKind.MANAGER),
    ("wangjianguo", SeatKind.MANAGER),
    ("bailijun", SeatKind.WORKER_REP),
    ("linxiaoyan", SeatKind.WORKER_REP),
    ("shiyujie", SeatKind.WORKER_REP),
]
ALTERNATES = [
    ("jiangtao", SeatKind.MANAGER),
    ("fanmei", SeatKind.WORKER_REP),
    ("tangyan", SeatKind.WORKER_REP),
]
ON_LEAVE = "shiyujie"
URGENT_EVENT, ADVANCED = "暴雨损毁房屋", Decimal(200)  # 示例
MEETING_MONTHS = (4, 7, 10)
CALLED_OFF = "当天段里有防洪演练，委员到不齐，另定时间。"  # of July's first date
DECIDE_DAYS = 65  # working days; 示例: the committee sits once a quarter
DRIVE = "为集体职工献爱心"
GRANTS = [(Payer.DEPOT, 30_000, 11, 25), (Payer.LABOUR_SERVICE, 3_000, 11, 29)]
MATCH_BASE, MATCH_RATIO = Decimal(16_500), Decimal(2)  # both grants together; domain.md 8.3

# What the office does between a released notice and the next step; see world.py.
Announce = Callable[[Meeting, dt.date], None]


def income_events(cast: Cast, calendar: Calendar) -> list[Event]:
    """Charter, drive, donations, dues and grants, each in its month's collection."""
    donations, dues = (
        read_donations(WORKBOOKS / "donations_25400.xlsx"),
        read_dues(WORKBOOKS / "dues_16500.xlsx"),
    )
    donations.refuse_problems()
    dues.refuse_problems()
    given = [
        row.values | {"given_on": calendar.moved(row.values["given_on"])} for row in donations.rows
    ]
    first, last = min(v["given_on"] for v in given), max(v["given_on"] for v in given)
    found = [
        Event(first - dt.timedelta(days=3), partial(_found_coop, cast, first, last)),
        Event(last, partial(_take_donations, cast, given, last)),
    ]
    by_month = defaultdict(list)
    for row in dues.rows:
        day = calendar.moved(row.values["paid_on"])
        moved = row.values["year"] + calendar.years
        receipt = row.values["receipt_no"].replace(str(row.values["year"]), str(moved))
        value = row.values | {"paid_on": day, "year": moved, "receipt_no": receipt}
        by_month[day.year, day.month].append(value)
    for values in by_month.values():
        end = max(value["paid_on"] for value in values)
        found.append(Event(end, partial(_take_dues, cast, values, end), EVENING))
    for payer, amount, month, number in GRANTS:
        on = dt.date(first.year, month, number)
        found.append(Event(on, partial(_take_grant, cast, payer, Decimal(amount), on)))
    return found


def _found_coop(cast: Cast, first: dt.date, last: dt.date) -> None:
    enact_sample_charter(first - dt.timedelta(days=3), by=cast["gaoli"], decide_days=DECIDE_DAYS)
    since = first - dt.timedelta(days=3)
    for username, kind in SEATS:
        seat_member(cast[username], kind=kind, since=since, by=None)
    for username, kind in ALTERNATES:
        seat_member(cast[username], kind=kind, since=since, is_alternate=True, by=None)
    open_drive(DRIVE, starts_on=first, ends_on=last, by=cast["zhengmin"])


def _post(cast: Cast, drafts: list[DraftVoucher], on: dt.date) -> None:
    """Review and post a collection; the accountant books what the cashier received."""
    review_income(drafts, on=on, by=cast["guoyongming"])
    post_income(drafts, on=on, by=cast["chenjing"], cashier=cast["liyun"])


def _take_donations(cast: Cast, values: list[dict], on: dt.date) -> None:
    drive = Drive.objects.get(name=DRIVE)
    drafts = [
        receive_donation(
            drive,
            donor=value["donor"],
            unit=value["unit"],
            amount=value["amount"],
            is_anonymous=bool(value["is_anonymous"]),
            may_be_named=not value["is_anonymous"],
            is_cadre=True,
            on=value["given_on"],
            by=cast["chenjing"],
        )
        for value in sorted(values, key=lambda value: value["given_on"])
    ]
    _post(cast, drafts, on)


def _register(cast: Cast, values: list[dict]) -> None:
    """The paper registrations of those who pay first: signed, approved on paper, announced."""
    first = [value for value in values if value["kind"] == DueKind.FIRST]
    if not first:
        return
    day = min(value["paid_on"] for value in first)
    scan = scanned(day.year * 100 + day.month, "登记表")
    rows = [
        Signed(Worker.objects.with_id_number(value["id_number"]).get(), day, day) for value in first
    ]
    made = enter_enrolments(rows, scan=scan, on=day, by=cast["zhengmin"])
    document = f"互助委〔{day.year}〕示例"
    approve_enrolments(made, document=document, approved_on=day, on=day, by=cast["gaoli"])
    announce_enrolments(made, on=day, by=cast["zhengmin"])


def _take_dues(cast: Cast, values: list[dict], on: dt.date) -> None:
    _register(cast, values)
    dues = [
        Due(
            worker=Worker.objects.with_id_number(value["id_number"]).get(),
            kind=DueKind(value["kind"]),
            year=value["year"],
            amount=value["amount"],
            receipt_no=value["receipt_no"],
            on=value["paid_on"],
        )
        for value in sorted(values, key=lambda value: (value["paid_on"], value["receipt_no"]))
    ]
    _post(cast, receive_dues(dues, by=cast["chenjing"]), on)


def _take_grant(cast: Cast, payer: Payer, amount: Decimal, on: dt.date) -> None:
    draft = receive_grant(
        payer=payer, amount=amount, document_no=f"〔{on.year}〕示例", on=on, by=cast["chenjing"],
        match_base=MATCH_BASE, match_ratio=MATCH_RATIO,
        papers=[("拨款通知", scanned(on.year + on.day, payer.label))],
    )  # fmt: skip
    _post(cast, [draft], on)


def claim_events(cast: Cast, calendar: Calendar, announce: Announce) -> list[Event]:
    """97 claims: taken in as they come, decided in a meeting a quarter, announced and paid."""
    rows = read_claims(WORKBOOKS / "claims_97.xlsx")
    found, agendas = [], defaultdict(list)
    for row, papers in zip(rows, _scanned_papers(rows), strict=True):
        applied = calendar.moved(row.applied_on)
        found.append(Event(applied, partial(_take_in, cast, calendar, row, papers)))
        found.append(
            Event(next_working_day(applied), partial(_investigate, cast, row.number, applied))
        )
        agendas[_meeting_month(applied)].append(row.number)
    urgent = next(row for row in rows if row.event == URGENT_EVENT)
    asked = calendar.moved(urgent.applied_on)
    found.append(Event(asked, partial(_advance, cast, urgent.number, asked), EVENING))
    for year, month in agendas:
        day = next_working_day(dt.date(year, month, 11))
        found.append(Event(day, partial(_meet, cast, day, announce), AFTERNOON))
        paid_on = next_working_day(last_working_day(next_working_day(day), 3))
        found.append(Event(paid_on, partial(_pay, cast, paid_on), AFTERNOON))
    return found


def _meeting_month(applied: dt.date) -> tuple[int, int]:
    """Claims of a quarter wait for the meeting after it; the last one takes what is there."""
    later = [month for month in MEETING_MONTHS if month > applied.month]
    return applied.year, next(iter(later), MEETING_MONTHS[-1])


def scanned(number: int, name: str) -> bytes:
    """A picture of a paper with its name and number, as a scanner would give it."""
    sheet = Image.new("RGB", (420, 594), "white")
    pen = ImageDraw.Draw(sheet)
    for line in range(9):
        pen.line((40, 120 + line * 40, 380 - (line * number) % 120, 120 + line * 40), fill="#777")
    pen.rectangle((20, 20, 400, 574), outline="#999")
    pen.text((40, 60), f"SAMPLE {number:04d}-{len(name)}-{sum(map(ord, name))}", fill="#333")
    out = io.BytesIO()
    sheet.save(out, "JPEG", quality=70)
    return out.getvalue()


def _paper(number: int, name: str) -> Paper:
    receipt = f"{number:04d}{sum(map(ord, name)) % 10000:04d}"
    return Paper(name, scanned(number, name), receipt_no=receipt, original_seen=True)


def _scanned_papers(rows: list[ClaimRow]) -> list[Cleaned]:
    """The papers of every claim, cleaned in one go."""
    told = [[_paper(row.number, name) for name in row.papers] for row in rows]
    whole = cleaned([paper for papers in told for paper in papers])
    files = iter(whole.files)
    return [Cleaned(tuple(papers), tuple(islice(files, len(papers)))) for papers in told]


_claims: dict[int, int] = {}  # row of the workbook -> claim


def _take_in(cast: Cast, calendar: Calendar, row: ClaimRow, papers: Cleaned) -> None:
    on = calendar.moved(row.applied_on)
    facts = replace(facts_of(row), applied_on=on, event_date=calendar.moved(row.event_date))
    claim = accept_claim(facts, papers=papers, signed_on=on, on=on, by=cast["zhengmin"])
    _claims[row.number] = claim.pk


def _investigate(cast: Cast, row: int, applied: dt.date) -> None:
    claim, on = Claim.objects.get(pk=_claims[row]), next_working_day(applied)
    people = [cast["liangyan"], cast["hewei"]]
    assign_investigators(claim, people=people, on=on, by=cast["zhengmin"])
    for user in people:
        sign_finding(
            claim,
            finding="上门核对了原件和票据，情况与申请一致。",
            conclusion=Conclusion.TRUE,
            visited_on=on,
            on=on,
            by=user,
        )


def _advance(cast: Cast, row: int, on: dt.date) -> None:
    """A house the rain broke does not wait: paid before the next meeting, which ratifies it."""
    claim = Claim.objects.get(pk=_claims[row])
    advance = propose_advance(
        claim, amount=ADVANCED, reason="房子不能住了，等不到下次开会", on=on, by=cast["zhengmin"]
    )
    decide_advance(advance, agrees=True, on=on, by=cast["gaoli"])
    draft = make_advance_voucher(advance, on=on, by=cast["chenjing"])
    review_voucher(draft, on=on, by=cast["guoyongming"])
    pay_advance(advance, on=on, by=cast["liyun"])


def _meet(cast: Cast, on: dt.date, announce: Announce) -> None:
    waiting = list(Claim.objects.filter(status=ClaimStatus.DELIBERATING).order_by("pk"))
    seats = {seat.user_id: seat for seat in CommitteeMember.objects.filter(is_alternate=False)}
    plan = partial(
        plan_meeting,
        held_on=on,
        place="段机关三楼会议室",
        chair=seats[cast["gaoli"].pk],
        recorder=cast["zhengmin"],
        by=cast["zhengmin"],
    )
    if on.month == MEETING_MONTHS[1]:
        planned = plan(place="段机关一楼会议室", claims=waiting[:3])
        cancel_meeting(planned, reason=CALLED_OFF, on=on, by=cast["zhengmin"])
    meeting = plan(claims=waiting)
    away = cast[ON_LEAVE].pk
    presence = {
        seat.pk: Presence.LEAVE if user == away else Presence.PRESENT
        for user, seat in seats.items()
    }
    record_attendance(meeting, presence=presence, on=on, by=cast["zhengmin"])
    open_meeting(meeting, on=on, by=cast["zhengmin"])
    refused = [item for item in meeting.items.all() if str(item.claim.event) == REFUSED_EVENT]
    for item in meeting.items.all():
        choice, opinion = (Choice.REFUSE, REFUSAL[1]) if item in refused else (Choice.AGREE, "")
        for username, _ in SEATS:
            if username != ON_LEAVE:
                cast_vote(item, choice=choice, opinion=opinion, on=on, by=cast[username])
    finalise_ripe_items(meeting, on=on, by=cast["gaoli"])
    for item in refused:
        finalise_item(item, refusal=Refusal(*REFUSAL), on=on, by=cast["gaoli"])
    close_meeting(meeting, on=on, by=cast["zhengmin"])
    if on.month != MEETING_MONTHS[-1]:  # the last minutes are still to be signed
        pages = [("纪要签字件", scanned(on.month, "纪要签字件"))]
        add_signed_copy(meeting, pages=pages, on=on, by=cast["zhengmin"])
    announce(meeting, next_working_day(on))


def _pay(cast: Cast, on: dt.date) -> None:
    """What is ready goes to the bank in one batch; an advanced claim is paid its rest by itself."""
    ready = list(Claim.objects.notice_over(on=on).order_by("pk"))
    for claim in ready:
        make_payment_voucher(claim, on=on, by=cast["chenjing"])
        review_payment(claim, on=on, by=cast["guoyongming"])
    advanced = [claim for claim in ready if advanced_on(claim)]
    for claim in advanced:
        pay_claim(claim, on=on, by=cast["liyun"])
    if keys := [claim.pk for claim in ready if claim not in advanced]:
        batch = make_batch(keys, method=PayMethod.BANK, on=on, by=cast["liyun"])
        answers = [Answer(line.pk, paid=True) for line in batch.lines.all()]
        record_results(batch, answers, on=on, by=cast["liyun"])

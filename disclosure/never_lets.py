"""The four never-lets 四个决不让 as lists that should be empty, computed from what happened.

A line appears by a fact (a visit that found a risk, a claim that waits too long, a quarter nobody
came) and goes by a fact (money in hand, a visit that found it settled). Nobody edits the lists.
How long a claim may wait is a dated measure (CareMeasure), that of the day it was applied for.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Case as Either
from django.db.models import F, OuterRef, Q, QuerySet, Subquery, When
from django.urls import reverse
from django.utils import timezone

from disclosure.never_let_gaps import gaps_of
from disclosure.never_let_unhelped import unhelped_of
from mutualfund.models import Claim, ClaimKind, ClaimStep, Payment
from mutualfund.models.claim_life import ENDED_WITHOUT_MONEY
from staff.models import (
    IN_FORCE,
    CareMeasure,
    DutyStatus,
    Gift,
    HardshipFile,
    Level,
    Pairing,
    Visit,
    VisitDuty,
    Worker,
)
from welfare.days import Quarter

ONE = dt.timedelta(days=1)
QUARTERS = 8
MeasureOf = Callable[[dt.date], CareMeasure]


@dataclass(frozen=True)
class Promise:
    """One of the four."""

    key: str
    icon: str
    title: str
    told: tuple[str, str]  # as the board words it: the promise in two parts
    rule: str
    evidence: str
    claim_kind: str = ""


PROMISES = (
    Promise(
        "living", "cup-hot", "决不让一户过不下去", ("决不让一名职工", "因生活困难过不下去"),
        "走访说生活有风险，慰问和补助都还没到手；或 90 天没有帮助，也没有人按季上门问过",
        "困难档案、走访“生活”一项、慰问签领、补助付款",
    ),
    Promise(
        "schooling", "mortarboard", "决不让一个孩子上不起学", ("决不让一名职工子女", "因家庭困难辍学"),
        "走访说上学有风险，或入学补助申请 {days} 天还没到手，或开学一个月没有人定过孩子上学的事",
        "走访“上学”一项、家庭成员、入学申请和付款",
        ClaimKind.EDUCATION,
    ),
    Promise(
        "medical", "heart-pulse", "决不让一个人看不起病", ("决不让一名职工", "因经济困难看不起病"),
        "走访说看病有风险，或医疗补助申请 {days} 天还没到手，或建档写了大病一个月没有人定过看病的事",
        "走访“看病”一项、档案、医疗申请和付款",
        ClaimKind.MEDICAL,
    ),
    Promise(
        "belonging", "people", "决不让一个人没人管", ("决不让一名职工", "没人管、被推向社会"),
        "没有包保人，或一个季度没人上门，或走访说没人管", "结对、季度走访任务、走访“有没有人管”一项",
    ),
)  # fmt: skip
AT_RISK = Q(*((promise.key, Level.RISK) for promise in PROMISES), _connector=Q.OR)
WORDS = {promise.key: promise.title.removeprefix("决不让") for promise in PROMISES}


@dataclass(frozen=True)
class Case:
    """One worker on one of the lists, from a day until what cleared it."""

    promise: str
    file: HardshipFile
    since: dt.date
    why: str
    url: str
    action: str
    until: dt.date | None = None
    by: str = ""  # what cleared it
    seen_on: dt.date = dt.date.max

    @property
    def days(self) -> int:
        """How long it has stood, or stood."""
        return ((self.until or self.seen_on) - self.since).days


@dataclass(frozen=True)
class QuarterCount:
    """How many cases began in a quarter, and whether one of them is still open."""

    quarter: Quarter
    cases: int
    is_open: bool


@dataclass(frozen=True)
class Block:
    """One promise with its open cases, its quarters and the last case that was settled."""

    promise: Promise
    open: list[Case]
    quarters: list[QuarterCount]
    last: Case | None

    @property
    def cases(self) -> int:
        """Cases of the quarters shown."""
        return sum(one.cases for one in self.quarters)


@dataclass(frozen=True)
class NeverLets:
    """The page: four blocks, and what was settled last."""

    files: int
    blocks: list[Block]
    settled: list[Case]
    calls: str  # how often a quarter somebody is to call, in words

    @property
    def open(self) -> int:
        """Lines that stand today."""
        return sum(len(block.open) for block in self.blocks)


def never_lets(files: "QuerySet[HardshipFile]", *, on: dt.date) -> NeverLets:
    """Look at these files on a day, ended ones too: what happened to them stays in the history.

    Twelve queries at most, however many files.
    """
    kept = list(files.select_related("worker__station", "tier"))
    measure_of = CareMeasure.objects.timeline()
    found = [*_of_visits_and_claims(kept, on, measure_of), *_of_belonging(kept, on)]
    cases = [replace(kept_case, seen_on=on) for case in found for kept_case in _while_kept(case)]
    cases.sort(key=lambda case: (case.since, case.file.pk))
    last = Quarter.of(on)
    quarters = list(last.shifted(1 - QUARTERS).until(last))
    days = measure_of(on).claim_days
    told = [replace(promise, rule=promise.rule.format(days=days)) for promise in PROMISES]
    blocks = [_block(promise, cases, quarters) for promise in told]
    settled = sorted((c for c in cases if c.until), key=lambda c: c.until or on, reverse=True)
    in_force = sum(file.status in IN_FORCE for file in kept)
    return NeverLets(in_force, blocks, settled, measure_of(last.first).calls)


def _while_kept(case: Case) -> Iterator[Case]:
    """The case as far as its file was kept: leaving the files ends it, and none begins later."""
    gone = case.file.exited_on
    if gone is None:
        yield case
    elif case.since < gone:
        still = case.until is None or case.until > gone
        yield replace(case, until=gone, by="已退档") if still else case


def _block(promise: Promise, cases: Iterable[Case], quarters: list[Quarter]) -> Block:
    own = [case for case in cases if case.promise == promise.key]
    counts = []
    for quarter in quarters:
        begun = [case for case in own if Quarter.of(case.since) == quarter]
        counts.append(QuarterCount(quarter, len(begun), any(not case.until for case in begun)))
    settled = [case for case in own if case.until]
    last = max(settled, key=lambda case: case.until or case.since, default=None)
    return Block(promise, [case for case in own if not case.until], counts, last)


@dataclass(frozen=True)
class _Help:
    """Money or goods in hand."""

    on: dt.date
    words: str
    kind: str  # of the claim; empty for a festival gift
    at: dt.datetime | None = None  # the moment of the books; a signed line has only its day


def _help_of(files: list[HardshipFile], claims: Iterable[Claim]) -> dict[int, list[_Help]]:
    """What each worker received, by worker."""
    found = defaultdict(list)
    gifts = Gift.objects.filter(file__in=files, received_on__isnull=False)
    for gift in gifts.select_related("campaign", "file"):
        if gift.received_on:
            words = f"{gift.campaign}已签领"
            found[gift.file.worker_id].append(_Help(gift.received_on, words, ""))
    for claim in claims:
        if payment := _payment_of(claim):
            words = f"{claim.get_kind_display()}补助 {payment.amount} 元已付，{claim.number}"
            paid = _Help(payment.paid_on, words, claim.kind, payment.voucher.posted_at)
            found[claim.member.worker_id].append(paid)
    return found


def _payment_of(claim: Claim) -> Payment | None:
    """The claim's money, unless a red reversal took it back."""
    payment: Payment | None = getattr(claim, "payment", None)
    return None if payment is None or hasattr(payment.voucher, "reversed_by") else payment


def _claims_of(workers: Iterable[int]) -> list[Any]:
    """All claims, with `ended_on`, the day one now refused or withdrawn came to that, else None."""
    ending = ClaimStep.objects.filter(claim=OuterRef("pk"), now=OuterRef("status"))
    last = ending.exclude(was=F("now")).order_by("-pk").values("on")[:1]
    ended = When(status__in=ENDED_WITHOUT_MONEY, then=Subquery(last))
    rows = Claim.objects.filter(member__worker__in=list(workers)).annotate(ended_on=Either(ended))
    return list(rows.select_related("member", "payment__voucher__reversed_by"))


def _of_visits_and_claims(
    files: list[HardshipFile], on: dt.date, measure_of: MeasureOf
) -> Iterator[Case]:
    workers = _homes(files)
    claims = _claims_of(workers)
    given = _by_home(_help_of(files, claims), workers)
    visits = defaultdict(list)
    risky = Visit.objects.filter(AT_RISK, pairing__file__in=files).order_by()
    past = Visit.objects.filter(
        pairing__file__in=risky.values("pairing__file"), visited_on__lte=on
    ).with_standing()
    for visit in past.select_related("pairing").order_by("visited_on", "pk"):
        visits[visit.pairing.file_id].append(visit)
    for promise in PROMISES:
        for file in files:
            yield from _of_visits(promise, file, visits[file.pk], given[file.worker_id])
        for claim in claims:
            if claim.kind == promise.claim_kind:
                file, days = (
                    workers[claim.member.worker_id],
                    measure_of(claim.applied_on).claim_days,
                )
                yield from _of_claim(promise, file, claim, claim.applied_on + days * ONE, on)

    told = {promise.key: promise for promise in PROMISES}
    helped = {key: [(help_.on, help_.words) for help_ in got] for key, got in given.items()}
    first = Quarter.of(on).shifted(1 - QUARTERS)
    gaps = [*gaps_of(files, workers, on=on), *unhelped_of(files, helped, first=first, on=on)]
    for gap in gaps:
        url = _claim_url(gap.file, told[gap.key])
        yield Case(gap.key, gap.file, gap.since, gap.why, url, "受理补助", gap.until, gap.by)


def _homes(files: list[HardshipFile]) -> dict[int, HardshipFile]:
    """The file of every worker of these families: a spouse's claim counts for the household."""
    at = {file.worker.household_id: file for file in files if file.worker.household_id}
    kin = Worker.objects.filter(household__in=at).values_list("pk", "household")
    return {pk: at[home] for pk, home in kin} | {file.worker_id: file for file in files}


def _by_home(
    given: dict[int, list[_Help]], homes: dict[int, HardshipFile]
) -> dict[int, list[_Help]]:
    """What anyone of the family received, by the worker of its file."""
    found: dict[int, list[_Help]] = defaultdict(list)
    for worker, help_ in given.items():
        found[homes[worker].worker_id] += help_
    return found


def _of_visits(
    promise: Promise, file: HardshipFile, visits: list[Any], given: list[_Help]
) -> Iterator[Case]:
    """From the visit that found a risk to the money or the visit that settled it.

    A risk found again after help came is a new case. A visit settles one only when it finds 放心
    (要关注 does not) and counts: no telephone call, none the worker knows nothing of.
    """
    begun: Visit | None = None
    for visit in visits:
        level = getattr(visit, promise.key)
        risky = level == Level.RISK
        if risky and begun:
            helped = _first_help(promise, given, begun, visit.visited_on - ONE)
            if helped is None:
                continue
            yield _visit_case(promise, file, begun, *helped)
            begun = visit
        elif risky:
            begun = visit
        elif begun and level == Level.FINE and visit.counts:
            help_came = _first_help(promise, given, begun, visit.visited_on)
            until, by = help_came or (visit.visited_on, "再走访，已经没有风险")
            yield _visit_case(promise, file, begun, until, by)
            begun = None
    if begun:
        help_came = _first_help(promise, given, begun, dt.date.max)
        yield _visit_case(promise, file, begun, *(help_came or (None, "")))


def _first_help(
    promise: Promise, given: list[_Help], visit: Visit, last: dt.date
) -> tuple[dt.date, str] | None:
    """The first help after the visit; for living any help counts, else the claim's kind.

    None settles that nobody cares: only somebody who comes.
    """
    if promise.key == "belonging":
        return None
    fitting = [
        help_ for help_ in given
        if help_.on <= last and _came_after(help_, visit)
        and (not promise.claim_kind or help_.kind == promise.claim_kind)
    ]  # fmt: skip
    found = min(fitting, key=lambda help_: help_.on, default=None)
    return (found.on, found.words) if found else None


def _came_after(help_: _Help, visit: Visit) -> bool:
    """Whether help came after the risk was found; what came before did not settle it.

    On one day the stored moments decide: the posting of the payment against the hour told of the
    visit, else against its entry when that was the same day. Where either has no moment (a signed
    line has none, nor a visit entered later without its hour) the risk stands.
    """
    if help_.on != visit.visited_on:
        return help_.on > visit.visited_on
    if visit.visited_time is not None:
        found = timezone.make_aware(dt.datetime.combine(visit.visited_on, visit.visited_time))
    elif visit.recorded_on == visit.visited_on:
        found = visit.recorded_at
    else:
        return False
    return help_.at is not None and help_.at > found


def _visit_case(
    promise: Promise, file: HardshipFile, visit: Visit, until: dt.date | None, by: str
) -> Case:
    why = f"{visit.visited_on:%Y-%m-%d} 走访，有风险"
    url, action = _claim_url(file, promise), "受理补助"
    if promise.key == "belonging":  # money settles nothing there: somebody has to come
        url, action = f"{reverse('visit-new')}?who={visit.pairing_id}", "记走访"
    return Case(promise.key, file, visit.visited_on, why, url, action, until, by)


def _claim_url(file: HardshipFile, promise: Promise) -> str:
    kind = f"&kind={promise.claim_kind}" if promise.claim_kind else ""
    return f"{reverse('claim-new')}?worker={file.worker_id}{kind}"


def _of_claim(
    promise: Promise, file: HardshipFile, claim: Any, due: dt.date, on: dt.date
) -> Iterator[Case]:
    """A claim that waits longer than its measure, until it is paid, refused or withdrawn.

    A refusal or withdrawal ends the waiting on its day and takes nothing out of the history.
    """
    payment = _payment_of(claim)
    until: dt.date | None = payment.paid_on if payment else claim.ended_on
    if due >= (until or on):
        return
    why = f"{claim.applied_on:%Y-%m-%d} 申请，{claim.get_status_display()}，{claim.number}"
    ended = "补助已付" if payment else claim.get_status_display()
    url, by = claim.get_absolute_url(), ended if until else ""
    yield Case(promise.key, file, due, why, url, "看办到哪一步", until, by)


def _of_belonging(files: list[HardshipFile], on: dt.date) -> Iterator[Case]:
    """Nobody answers for them, or nobody came for a quarter."""
    by_pk = {file.pk: file for file in files}
    open_now = Pairing.objects.open_on(on).filter(file__in=files)
    paired = set(open_now.values_list("file", flat=True))
    for file in files:
        if file.pk not in paired and file.opened_on and file.status in IN_FORCE:
            url = file.worker.get_absolute_url()
            yield Case("belonging", file, file.opened_on, "还没有包保人", url, "看档案")
    missed = (
        VisitDuty.objects.missed().with_next_visit().with_made_on().filter(pairing__file__in=files)
    )
    for duty in missed.select_related("pairing__cadre"):
        yield _missed_case(by_pk[duty.pairing.file_id], duty)


def _missed_case(file: HardshipFile, duty: Any) -> Case:
    """A later visit clears the line; the quarter stays missed and counts below."""
    cadre = duty.pairing.cadre
    late_entry = duty.due_on if duty.status == DutyStatus.LATE_DONE else None
    until = duty.came_on or late_entry
    found = f"{duty.made_on:%m-%d} 走访，逾期才录入" if late_entry and duty.made_on else "没有走访"
    why = f"{duty.year} 年{duty.period.words}{found}。包保人 {cadre.name}（{cadre.title}）"
    url = f"{reverse('visit-new')}?who={duty.pairing_id}"
    by = "后来有人上门" if until else ""
    return Case("belonging", file, duty.due_on, why, url, "记走访", until, by)

"""What the charter asks before a claim is taken in 受理前核对: questions only, nothing is written.

The page shows the checks while the form is filled in; `accept_claim` refuses with the first one
that says no. Every check names the charter's article.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from mutualfund.alike import alike
from mutualfund.check_lines import Check
from mutualfund.models import (
    Benefit,
    Charter,
    Claim,
    ClaimKind,
    Clawback,
    DuesPayment,
    Member,
    MemberState,
    Topic,
)
from mutualfund.models.claims import ClaimQuerySet
from mutualfund.paper_checks import Given, paper_lines
from mutualfund.purse import Purse, purse_on
from mutualfund.rules import Arithmetic, compute, paid_until
from mutualfund.same_event import (
    NAMES,
    Family,
    Found,
    family_of,
    found_among,
    key_of,
    looked_at,
)
from staff.models import Relation, Worker
from welfare.money import yuan

ZERO = Decimal(0)
NEAR = dt.timedelta(days=60)  # one stay in hospital, told under two dates


@dataclass(frozen=True)
class ClaimFacts:
    """What the applicant says, as far as it is filled in. Amounts in yuan."""

    worker: Worker
    kind: ClaimKind
    applied_on: dt.date
    relation: Relation = Relation.SELF
    beneficiary: str = ""
    event_date: dt.date | None = None
    event: str = ""
    total_cost: Decimal = ZERO
    other_aid: Decimal = ZERO
    subtype: str = ""
    requested: Decimal | None = None  # what the applicant asks for; nothing: what the charter gives
    appeal_of: Claim | None = None  # the refused claim that is to be heard again

    @property
    def first_applied_on(self) -> dt.date:
        """The day the event was first brought forward: an appeal is not late by the refusal."""
        return self.appeal_of.applied_on if self.appeal_of else self.applied_on


@dataclass(frozen=True)
class Assessment:
    """A claim weighed against the charter."""

    facts: ClaimFacts
    charter: Charter
    benefit: Benefit
    member: Member | None
    arithmetic: Arithmetic
    purse: Purse
    checks: tuple[Check, ...]

    def to_applicant(self) -> "Assessment":
        """The same as its applicant is told of it."""
        told = (c if c.own is None else replace(c, words=c.own) for c in self.checks)
        return replace(self, checks=tuple(check for check in told if check.words))

    @property
    def refusals(self) -> list[Check]:
        """The checks that say no."""
        return [check for check in self.checks if check.state == "over"]

    @property
    def first_refusal(self) -> str:
        """The sentence that stops the claim; empty when nothing does."""
        if self.refusals:
            return self.refusals[0].refusal
        if self.arithmetic.amount <= 0:
            return f"按章程{self.benefit.article}算不出补助金额，对一下费用和已报的金额。"
        return ""


def event_key(facts: ClaimFacts, charter: Charter) -> bytes:
    """The fingerprint of who was helped for what on which occasion (same_event.py)."""
    return key_of(
        facts.worker, kind=facts.kind, relation=facts.relation, beneficiary=facts.beneficiary,
        day=facts.event_date, charter=charter,
    )  # fmt: skip


def member_of(worker: Worker) -> Member | None:
    """The latest membership of a worker, open or ended."""
    return Member.objects.filter(worker=worker).order_by("-joined_on").first()


def why_uncovered(worker: Worker, *, on: dt.date) -> str:
    """Why a claim of this worker cannot be started at all on a day: no member, lapsed, left."""
    if worker.left_on and worker.left_on <= on:
        return f"{worker.name} {worker.left_on:%Y-%m-%d} 已离册。"
    charter = Charter.objects.in_force(on=on)
    members = Member.objects.filter(worker=worker).with_state(charter, on=on)
    member = members.order_by("-joined_on").first()
    if member is None:
        return f"{worker.name}没有入社，互助金不能补助。"
    if member.state in (MemberState.LAPSED, MemberState.LEFT):
        return f"{worker.name}已{MemberState(member.state).label}，互助金不能补助。"
    return ""


@dataclass(frozen=True)
class _Case:
    """What the checks look at."""

    facts: ClaimFacts
    charter: Charter
    benefit: Benefit
    articles: dict[str, str]
    member: Member | None
    arithmetic: Arithmetic
    purse: Purse
    others: ClaimQuerySet  # standing claims beside the one that is weighed
    had: list[Claim]  # of the member in the year
    alike: list[Claim]  # those of them that count against the benefit

    def check(self, topic: Topic, title: str, *, no: str = "", yes: str = "") -> Check:
        """The line of a topic: `no` is why not, `yes` the fact that satisfies it."""
        article = self.articles.get(topic, "")
        return Check("over", title, no, article) if no else Check("ok", title, yes, article)


def _membership(case: _Case) -> Iterator[Check]:
    """Member on the day of the event, past the waiting period, dues paid."""
    member, day, name = case.member, case.facts.event_date, case.facts.worker.name
    if member is None:
        no = f"社员才能申请。{name}还没有入社，先办入社、缴首次会费。"
        yield case.check(Topic.MEMBERSHIP, "不是社员", no=no)
        return
    if day is None:
        return
    if member.joined_on > day:
        no = f"入社以后发生的事才能申请。{name} {member.joined_on} 入社，这件事发生在 {day}。"
        yield case.check(Topic.MEMBERSHIP, "那天还不是社员", no=no)
        return
    if member.left_on and member.left_on <= day:
        no = f"{name} {member.left_on} 已退社，这件事发生在 {day}。重新入社以后的事可以申请。"
        yield case.check(Topic.MEMBERSHIP, "已退社", no=no)
        return
    yield case.check(Topic.MEMBERSHIP, "社员", yes=f"{member.joined_on} 入社，{member.number}")
    yield _waiting(case, member, day)
    yield _dues(case, member, day)


def _waiting(case: _Case, member: Member, day: dt.date) -> Check:
    charter = case.charter
    if member.joined_on <= charter.founding_until:
        return case.check(Topic.WAITING, "没有等待期", yes=f"{member.joined_on} 创社期内入社")
    days = _own(case.benefit.waiting_days, charter.waiting_days)
    over = member.joined_on + dt.timedelta(days=days)
    if day < over:
        no = (
            f"入社满 {days} 天才能申请。{member.joined_on} 入社，{over} 期满，"
            f"这件事发生在 {day}。期满以后发生的事可以申请。"
        )
        return case.check(Topic.WAITING, "等待期没满", no=no)
    return case.check(Topic.WAITING, "过了等待期", yes=f"{over} 期满，{day} 发生")


def _own(of_benefit: int | None, of_charter: int) -> int:
    """A benefit may have a term of its own; else the charter's holds."""
    return of_charter if of_benefit is None else of_benefit


def lapsed_on(member: Member, charter: Charter, *, paid: int) -> dt.date:
    """The day a membership with so many dues lapses 失效 when nothing more is paid."""
    return paid_until(member.joined_on, paid) + dt.timedelta(days=charter.lapse_days)


def _dues(case: _Case, member: Member, day: dt.date) -> Check:
    paid = (
        DuesPayment.objects.standing()
        .filter(member=member, paid_on__lte=case.facts.first_applied_on)
        .count()
    )
    until = paid_until(member.joined_on, paid)
    lapse = lapsed_on(member, case.charter, paid=paid)
    if day < until:
        return case.check(Topic.DUES, "会费已交", yes=f"交至 {until}")
    if day < lapse:
        no = f"会费只交到 {until}，这件事发生在 {day}。先补缴会费再申请。"
        return case.check(Topic.DUES, "会费没有续缴", no=no)
    no = f"会费只交到 {until}，到 {lapse} 已失效。重新入社以后发生的事可以申请。"
    return case.check(Topic.DUES, "会费欠缴，已失效", no=no)


def _window(case: _Case) -> Iterator[Check]:
    day, applied, days = (
        case.facts.event_date,
        case.facts.first_applied_on,
        _own(case.benefit.window_days, case.charter.claim_window_days),
    )
    if day is None:
        return
    if day > applied:
        no = f"事情发生以后才能申请。发生日期 {day} 晚于申请日期 {applied}，对一下日期。"
        yield case.check(Topic.WINDOW, "日期不对", no=no)
        return
    gone = (applied - day).days
    if gone > days:
        no = f"事发后 {days} 天内申请。{day} 发生，今天是第 {gone} 天，已经过期。可以向工会申请困难救助。"
        yield case.check(Topic.WINDOW, f"过了 {days} 天", no=no)
        return
    yield case.check(Topic.WINDOW, f"在 {days} 天内申请", yes=f"发生后第 {gone} 天")


def _once(case: _Case) -> Iterator[Check]:
    facts = case.facts
    if facts.event_date is None or not facts.beneficiary:
        return
    family = family_of(facts.worker)
    found = _earlier(case, family)
    article = case.articles.get(Topic.ONCE, "")
    if found and found.is_same:
        yield _claimed_before(facts, found.claim, article)
    else:
        looked = looked_at(family, facts.worker)
        yield Check(
            "ok", "没有重复申请", looked.words, article,
            kept=looked.kept, people=looked.people, own="家里没有人为这件事申请过",
        )  # fmt: skip
    if found and not found.is_same and facts.event_date <= facts.applied_on:
        other = found.claim
        words = f"{{}}的 {other.number} 也是为{{}}，{other.event_date} 发生。问清楚是不是两件事。"
        yield Check(
            "wait", "请留意：可能是同一件事",
            words.format(other.member.worker.name, facts.beneficiary), article,
            kept=words.format(NAMES, "同一个人"), people=(other.member.worker_id,), own="",
        )  # fmt: skip


def _claimed_before(facts: ClaimFacts, other: Claim, article: str) -> Check:
    """No: who of the family did is for the desk to know."""
    no = (
        f"一件事只补一次。{facts.beneficiary}的这件事，{other.member.worker.name}已在 "
        f"{other.number} 申请过（{other.event_date} 发生）。"
    )
    own = f"一件事只补一次。{facts.beneficiary}的这件事，家里已经申请过。有疑问请带着材料到工会问工会干事。"
    is_own = other.member.worker_id == facts.worker.pk
    return Check("over", "这件事申请过了", no, article, own=None if is_own else own)


def _earlier(case: _Case, family: Family) -> Found | None:
    """By the fingerprint, or among the claims of the family."""
    facts = case.facts
    assert facts.event_date is not None  # noqa: S101 - asked only with a day
    same = case.others.filter(event_key=event_key(facts, case.charter))
    if earlier := same.select_related("member__worker").first():
        return Found(earlier, is_same=True)
    return found_among(
        case.others, family, facts.worker, kind=facts.kind, beneficiary=facts.beneficiary,
        day=facts.event_date, charter=case.charter, near=NEAR,
    )  # fmt: skip


def _count(case: _Case) -> Iterator[Check]:
    if case.member is None:
        return
    year, most = case.facts.applied_on.year, case.charter.claims_per_year
    had, of_kind, own = len(case.had), len(case.alike), case.benefit.count_per_year
    if had >= most:
        no = f"每人每年最多 {most} 次。{year} 年已有 {had} 次，明年可以再申请。"
        yield case.check(Topic.COUNT, "今年次数用完", no=no)
    elif own is not None and of_kind >= own:
        label = case.benefit.label
        no = f"{label}每人每年最多 {own} 次。{year} 年已有 {of_kind} 次，明年可以再申请。"
        yield Check("over", "这一类今年次数用完", no, case.benefit.article)
    else:
        yield case.check(Topic.COUNT, f"今年第 {had + 1} 笔", yes=f"每年最多 {most} 次")


def _amount(case: _Case) -> Iterator[Check]:
    """Cap, purse and the year's limit."""
    sum_, purse, asked = case.arithmetic, case.purse, case.facts.requested
    if sum_.amount <= 0:
        if sum_.used >= sum_.cap:
            no = f"每人每年封顶 {yuan(sum_.cap)} 元，今年已用完。明年可以再申请。"
            yield case.check(Topic.CAP, "今年额度用完", no=no)
        else:
            words = "自付没有超过起付线，算不出补助。对一下费用和已报的金额。"
            state = "over" if case.facts.total_cost else "wait"
            yield Check(state, "自付没过起付线", words, sum_.article)
        return
    yield case.check(Topic.CAP, "额度够", yes=f"今年还剩 {yuan(sum_.left)} 元")
    if asked is not None and asked > sum_.amount:
        words = f"申请 {yuan(asked)} 元，按章程补 {yuan(sum_.amount)} 元，多的部分不能补。"
        yield Check("wait", "比申请的少", words, sum_.article)
    if sum_.amount > purse.available:
        no = (
            f"补助不能超过基金可用余额。应补 {yuan(sum_.amount)} 元，"
            f"可用 {yuan(purse.available)} 元。等会费或拨款到账以后再受理。"
        )
        yield case.check(Topic.FUND, "资金不够", no=no)
    else:
        yield case.check(Topic.FUND, "资金够付", yes=f"可用余额 {yuan(purse.available)} 元")
    if sum_.amount > purse.room:
        no = (
            f"全年支出不超过 {yuan(purse.limit)} 元。应补 {yuan(sum_.amount)} 元，"
            f"今年还能用 {yuan(purse.room)} 元。等有了新的收入再受理。"
        )
        yield case.check(Topic.GUARD, "超过全年上限", no=no)
    else:
        yield case.check(Topic.GUARD, "在全年上限内", yes=f"今年还能用 {yuan(purse.room)} 元")


def _papers(case: _Case, given: Given, besides: Claim | None) -> Iterator[Check]:
    article = case.articles.get(Topic.PAPERS, "")
    for state, title, words in paper_lines(given, case.benefit, besides=besides):
        yield Check(state, title, words, article)


def assess(
    facts: ClaimFacts, *, on: dt.date, papers: Given | None = None, besides: Claim | None = None
) -> Assessment:
    """Weigh a claim against the charter in force on the day of the event, the purse as on a day.

    `papers` are weighed too when they are given; `besides` is the claim itself when it is weighed
    again. Raises Refused when no charter is in force, or it has no benefit of this kind.
    """
    charter = Charter.objects.in_force(on=facts.event_date or facts.applied_on)
    benefit = charter.benefit_of(facts.kind, facts.subtype)
    member = member_of(facts.worker)
    others = Claim.objects.standing()
    if besides is not None:
        others = others.exclude(pk=besides.pk)
    year = others.filter(member=member).of_year(facts.applied_on.year)
    had = list(year) if member else []
    of_kind = alike(had, benefit)
    back = Clawback.objects.taken().filter(claim__in=of_kind).amount()  # no longer helped with
    used = sum((claim.amount for claim in of_kind), -back)
    arithmetic = compute(
        benefit, total_cost=facts.total_cost, other_aid=facts.other_aid, paid_this_year=used,
        requested=facts.requested,
    )  # fmt: skip
    purse = purse_on(on, charter)
    case = _Case(
        facts, charter, benefit, charter.numbers(), member, arithmetic, purse, others, had, of_kind
    )
    checks = (
        *_membership(case), *_window(case), *_once(case), *_count(case),
        *(_papers(case, papers, besides) if papers else ()), *_amount(case),
    )  # fmt: skip
    return Assessment(facts, charter, benefit, member, arithmetic, purse, checks)

"""What the page of a claim shows beyond its row: stops, duty chain, and the one next act."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from mutualfund.actions.bounced import closed_by_own_hand, may_reopen
from mutualfund.actions.endings import kept_from_closing, wants_words, why_not_closed
from mutualfund.actions.evidence import unseen_papers
from mutualfund.actions.payees import stopped_by_death
from mutualfund.actions.payments import payment_draft
from mutualfund.ballot import Ballot, ballot_of
from mutualfund.call_notes import notes_open
from mutualfund.duties import Step, actors_of, may, reason_not_to_assign, ties_of
from mutualfund.models import AgendaItem, Claim, ClaimStatus, DraftStatus, MeetingStatus
from mutualfund.models.claim_life import COMMITTED
from welfare.models import User

S = ClaimStatus
STEPS = ("受理", "调查核实", "委员会表决", "公示", "付款", "归档")
# status -> the step (from 1) the claim stands at
STANDS_AT = {
    S.DRAFT: 1, S.SUBMITTED: 1, S.ACCEPTED: 2, S.SUPPLEMENT: 2, S.INVESTIGATING: 2,
    S.DELIBERATING: 3, S.APPROVED: 4, S.PUBLICITY: 4, S.PAYABLE: 5, S.PAID: 6,
    S.RECEIPT_SIGNED: 6, S.CLOSED: 7, S.REJECTED: 3, S.WITHDRAWN: 0,
}  # fmt: skip


@dataclass(frozen=True)
class Stop:
    """One stop of the way: done, now or ahead."""

    number: int
    words: str
    state: str
    note: str = ""


def stops_of(claim: Claim, *, on: dt.date) -> list[Stop]:
    """The six stops of a claim's way."""
    at = STANDS_AT[ClaimStatus(claim.status)]
    if claim.notice_is_over(on=on):
        at = 5
    waits = "等本人确认" if claim.status == S.DRAFT else "等受理"
    received = claim.received_by.name if claim.received_by else waits
    notes = {1: f"{claim.applied_on:%m-%d} {received}"}
    if names := [row.investigator.name for row in claim.investigations.all()]:
        notes[2] = "、".join(names)
    if claim.publicity_from and claim.publicity_until:
        notes[4] = f"{claim.publicity_from:%m-%d} 至 {claim.publicity_until:%m-%d}"
    return [
        Stop(n, words, "done" if n < at else "now" if n == at else "", notes.get(n, ""))
        for n, words in enumerate(STEPS, start=1)
    ]


@dataclass(frozen=True)
class Link:
    """One link of the duty chain 一事不兼办: the step and who took it."""

    step: str
    names: str


def chain_of(claim: Claim) -> list[Link]:
    """Who took which step. Two queries beside the actors."""
    acted = actors_of([claim])[claim.pk]
    ids = {person for people in acted.values() for person in people}
    names = dict(User.objects.filter(pk__in=ids).values_list("pk", "name"))
    return [
        Link(step.label, "、".join(names[person] for person in sorted(acted[step])))
        for step in Step
    ]


@dataclass(frozen=True)
class Bar:
    """The one act that is due, for whoever looks: what, why not, and what it needs."""

    kind: str  # the included part of the page; "wait" has no button
    title: str
    words: str = ""
    blocked: str = ""
    wanted: int = 2
    ballot: Ballot | None = None
    item: AgendaItem | None = None
    candidates: list[tuple[User, str]] = field(default_factory=list)

    @property
    def places(self) -> str:
        """One letter for each investigator to be chosen: 甲乙, 甲乙丙."""
        return "甲乙丙丁戊己庚辛壬"[: self.wanted]


def candidates_for(claim: Claim) -> list[tuple[User, str]]:
    """Everyone who may investigate at all, with the reason against this claim, the free ones first."""
    people = User.objects.filter(
        groups__permissions__codename="investigate_claim", is_active=True
    ).distinct()
    ties = ties_of([person.pk for person in people], [claim])
    acted = actors_of([claim])[claim.pk]
    weighed = [
        (person, reason_not_to_assign(person.pk, claim, ties=ties, acted=acted))
        for person in people.order_by("name")
    ]
    return sorted(weighed, key=lambda pair: bool(pair[1]))


def bar_for(claim: Claim, user: User, *, on: dt.date) -> Bar:
    """The sticky bar: the act this user can take now, or whose turn it is."""
    maker = {
        S.DRAFT: _bar_draft,
        S.SUBMITTED: _bar_submitted,
        S.ACCEPTED: _bar_accepted,
        S.SUPPLEMENT: _bar_supplement,
        S.INVESTIGATING: _bar_investigating,
        S.DELIBERATING: _bar_deliberating,
        S.PUBLICITY: _bar_publicity,
        S.PAYABLE: _bar_payable,
        S.PAID: _bar_paid,
        S.RECEIPT_SIGNED: _bar_signed,
        S.CLOSED: _bar_closed,
    }.get(ClaimStatus(claim.status))
    if claim.status in COMMITTED and (stopped := stopped_by_death(claim)):
        return Bar("wait", "停止付款", stopped)
    if claim.held_reason:
        until = f"，到 {claim.held_until} 再看" if claim.held_until else ""
        return Bar("wait", claim.hold_words, f"{claim.held_reason!s}{until}")
    if claim.is_opposed:
        return Bar("wait", "暂缓付款", "公示时有人提了异议，答复以前不付")
    if maker is not None:
        return maker(claim, user, on)
    return Bar("wait", *_ENDS.get(ClaimStatus(claim.status), ("", "")))


_ENDS = {
    S.APPROVED: ("等公示", "公示由公开编辑拟、监督小组放行"),
    S.REJECTED: ("没有同意", "本人不服的，在期限内可以申请复核，由别人来办"),
    S.WITHDRAWN: ("已撤回", "材料可以用在新的申请里"),
}


def _bar_draft(claim: Claim, user: User, on: dt.date) -> Bar:
    words = f"确认码 {claim.code}，请本人在「补助确认」页填上，或登录后在「我申请的补助」里确认"
    return Bar("wait", "等本人确认", words if user.may_use("intake_claim") else "")


def _bar_submitted(claim: Claim, user: User, on: dt.date) -> Bar:
    unseen = unseen_papers(claim)
    words = f"还没核对原件：{unseen}" if unseen else "原件都看过了，再核对一遍章程就受理"
    if not user.may_use("intake_claim"):
        return Bar("wait", "等受理", words)
    blocked = may(user, Step.RECEIVE, claim)
    if not blocked and unseen:
        blocked = "先在证明材料里勾上看过的原件。"
    return Bar("receive", "轮到受理", words, blocked=blocked)


def _bar_accepted(claim: Claim, user: User, on: dt.date) -> Bar:
    words = f"要 {claim.investigators_wanted} 个人，受理人、家里人和包保责任人都不行"
    if not user.may_use("intake_claim"):
        return Bar("wait", "等指派调查人", words)
    title = f"指派 {claim.investigators_wanted} 名调查人"
    return Bar(
        "assign", title, words, wanted=claim.investigators_wanted, candidates=candidates_for(claim)
    )


def _bar_supplement(claim: Claim, user: User, on: dt.date) -> Bar:
    kind = "supplement" if user.may_use("intake_claim") else "wait"
    blocked = may(user, Step.RECEIVE, claim) if kind == "supplement" else ""
    return Bar(kind, "等补材料", str(claim.supplement_words), blocked=blocked)


def _bar_investigating(claim: Claim, user: User, on: dt.date) -> Bar:
    rows = list(claim.investigations.all())
    waiting = [row.investigator.name for row in rows if row.signed_at is None]
    mine = any(row.investigator_id == user.pk and row.signed_at is None for row in rows)
    if mine:
        return Bar("finding", "轮到我写调查情况", "写好签字以后不能改")
    return Bar("wait", f"等{'、'.join(waiting)}调查签字", "都签字以后自动提交委员会")


def _bar_deliberating(claim: Claim, user: User, on: dt.date) -> Bar:
    item = claim.items.standing().select_related("meeting").first()
    if item is None:
        kind = "agenda" if user.may_use("manage_meeting") else "wait"
        return Bar(kind, "等排进会议", "调查人都已签字")
    meeting = item.meeting
    item.claim = claim
    ballot = ballot_of(item)
    seat = ballot.seat_of(user.pk)
    if meeting.status != MeetingStatus.OPEN or seat is None or not user.may_use("vote_claim"):
        words = f"{meeting.held_on:%m-%d} {meeting.place}，{meeting.get_status_display()}"
        return Bar("meeting", f"已排进{meeting}", words, ballot=ballot, item=item)
    votes = ballot.count
    words = f"已有 {votes.agreed} 人同意，{votes.needed} 人同意即通过"
    if seat.vote is not None:
        mine = f"我已表决：{seat.vote.get_choice_display()}"
        return Bar("meeting", mine, "表决了就不能改", ballot=ballot, item=item)
    blocked = f"我是{seat.recusal}，这件要回避。" if seat.recusal else ""
    if not blocked and not seat.is_present:
        blocked = "还没有记我到会，请记录人点名。"
    return Bar("vote", "轮到我表决", words, blocked=blocked, ballot=ballot, item=item)


def _bar_publicity(claim: Claim, user: User, on: dt.date) -> Bar:
    if not claim.notice_is_over(on=on):
        until = claim.publicity_until
        return Bar(
            "wait", f"公示到 {until:%m-%d}" if until else "公示中", "没有异议，第二天起可以制单"
        )
    if user.may_use("make_voucher"):
        return Bar("make", "公示期满，可以制单", blocked=may(user, Step.MAKE, claim))
    return Bar("wait", "公示期满，等会计制单")


def _bar_payable(claim: Claim, user: User, on: dt.date) -> Bar:
    draft = payment_draft(claim)
    if draft is None:
        if user.may_use("make_voucher"):
            return Bar("make", "凭证退回了，重新制单", blocked=may(user, Step.MAKE, claim))
        return Bar("wait", "凭证退回了，等会计重新制单")
    if draft.status == DraftStatus.DRAFT:
        if user.may_use("review_voucher"):
            return Bar("review", "轮到我审核凭证", blocked=may(user, Step.REVIEW, claim))
        return Bar("wait", f"{draft.maker.name}已制单，等审核")
    if line := claim.pay_lines.pending().select_related("batch").first():
        return Bar("wait", f"在付款批次 {line.batch} 里，等结果")
    if user.may_use("pay_claim"):
        return Bar("pay", "凭证已审核，可以付款", blocked=may(user, Step.PAY, claim))
    return Bar("wait", "凭证已审核，等出纳付款")


def _bar_paid(claim: Claim, user: User, on: dt.date) -> Bar:
    if may_reopen(claim):
        words = (
            "本人登录点「收到了」，或在签领单上签字扫描登记。银行退票的，先红字冲销凭证，再重新付"
        )
        return Bar("sign" if user.may_use("intake_claim") else "wait", "钱已付，等本人签领", words)
    return _bar_back(claim, user)


def _bar_back(claim: Claim, user: User) -> Bar:
    if user.may_use("make_voucher"):
        words = "回到待付款，再制单、审核、付一次"
        blocked = closed_by_own_hand(claim, user)
        return Bar("reopen", "付款已冲销，可以重新付", words, blocked=blocked)
    return Bar("wait", "付款已冲销", "等会计办重新付")


def _bar_closed(claim: Claim, user: User, on: dt.date) -> Bar:
    if may_reopen(claim):
        return Bar("wait", "已结案", "签领和回访都办完了")
    return _bar_back(claim, user)


def _bar_signed(claim: Claim, user: User, on: dt.date) -> Bar:
    if not may_reopen(claim):
        return _bar_back(claim, user)
    if why := why_not_closed(claim):
        return Bar("wait", "已签领", why)
    if not user.may_use("intake_claim"):
        return Bar("wait", "已签领", "等工会干事结案")
    call, blocked = wants_words(claim), kept_from_closing(claim, user)
    if call is None:
        words = "没抽到回访，或者回访说收到了"
        return Bar("close", "已签领，可以结案", words, blocked=blocked)
    said = f"回访：{call.get_answer_display()}。"
    if not blocked or call.pk in notes_open([call], user):
        said += str(call.note)
    return Bar("close-odd", "查清楚再结案", said, blocked=blocked)


def seats_of(claim: Claim) -> Ballot | None:
    """The claim's votes, from the meeting it stands or stood before."""
    rows = claim.items.filter(is_postponed=False).select_related("meeting")
    item = rows.order_by("is_revoked", "-pk").first()
    if item is None:
        return None
    item.claim = claim
    return ballot_of(item)


@dataclass(frozen=True)
class More:
    """Which steps beside the next one there are, and why one of them cannot be taken."""

    any: bool
    no_take_back: str = ""


def more_for(claim: Claim, user: User) -> More:
    """The steps that need a reason."""
    back = claim.may_be_taken_back and user.may_use("finalise_claim")
    open_ = (
        claim.may_return or claim.may_withdraw or claim.may_be_held or bool(claim.held_reason)
        or (claim.status == S.REJECTED and not hasattr(claim, "appeal")) or back
    )  # fmt: skip
    if not back:
        return More(open_)
    no = may(user, Step.FINALISE, claim)
    if not no and payment_draft(claim) is not None:
        no = "已经制单，先请审核人退回凭证。"
    return More(open_, no)


def verdict_on(claim: Claim, user: User) -> str:
    """For the person who looks: why he may or may not take the step his duty gives him."""
    for permission, step in _OWN_STEPS:
        if user.may_use(permission):
            reason = may(user, step, claim)
            free = f"我没有办过这件别的手续，也不是申请人的家里人，可以{step.label}。"
            return reason or free
    return ""


_OWN_STEPS: Iterable[tuple[str, Step]] = (
    ("vote_claim", Step.VOTE),
    ("pay_claim", Step.PAY),
    ("make_voucher", Step.MAKE),
    ("review_voucher", Step.REVIEW),
)

"""What a worker sees of his claims 我申请的补助: five stops, the next step in words, what he may do.

`own_claims` is for the page of claims, `own_summary` for the worker's first page.
"""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from mutualfund.appeal_terms import appeal_until, refusal_of, why_no_appeal
from mutualfund.ballot import ballot_of
from mutualfund.clawbacks import draft_of
from mutualfund.models import Claim, ClaimStatus, ClawbackStatus, MeetingStatus
from mutualfund.models.claim_life import ENDED_WITHOUT_MONEY, PAID_OUT
from mutualfund.models.claims import ClaimQuerySet
from mutualfund.rules import Arithmetic
from staff.models import Worker
from welfare.models import User
from welfare.money import yuan

S = ClaimStatus
FIVE = ("申请", "核实", "委员会", "公示", "到账")
# status -> the stop (from 1) a worker stands at; a claim that ended stands where it ended
AT = {
    S.DRAFT: 1, S.SUBMITTED: 1, S.ACCEPTED: 2, S.SUPPLEMENT: 2, S.INVESTIGATING: 2,
    S.DELIBERATING: 3, S.REJECTED: 3, S.APPROVED: 4, S.PUBLICITY: 4, S.PAYABLE: 5, S.PAID: 6,
    S.RECEIPT_SIGNED: 6, S.CLOSED: 6, S.WITHDRAWN: 0,
}  # fmt: skip
# the stop that is behind once a step led here
BEHIND = {
    S.SUBMITTED: 1, S.ACCEPTED: 1, S.DELIBERATING: 2, S.APPROVED: 3, S.REJECTED: 3, S.PAYABLE: 4,
    S.PAID: 5,
}  # fmt: skip
MOST = 20  # claims a first page looks at; two a year is the rule
WAITS_FOR_WORKER = (S.DRAFT, S.SUPPLEMENT, S.PAID)


@dataclass(frozen=True)
class OwnStop:
    """One of the five stops."""

    number: int
    words: str
    state: str
    note: str


@dataclass(frozen=True)
class OwnClaim:
    """One claim as its applicant sees it."""

    claim: Claim
    stops: tuple[OwnStop, ...]
    next_title: str
    next_words: str
    arithmetic: Arithmetic
    may_appeal: bool

    @property
    def waits_for_me(self) -> bool:
        """The worker has to do something."""
        return self.claim.status in WAITS_FOR_WORKER and (
            self.claim.status != S.PAID or self.may_confirm
        )

    @property
    def may_confirm(self) -> bool:
        """收到了 is asked: paid, the payment stands, and nothing holds it."""
        claim = self.claim
        return claim.status == S.PAID and not claim.held_reason and not came_back(claim)


@dataclass(frozen=True)
class OwnSummary:
    """For the worker's first page: what is open, what is done, what waits for him."""

    open: tuple[OwnClaim, ...]
    over: tuple[OwnClaim, ...]

    @property
    def waiting(self) -> list[OwnClaim]:
        """Claims on which the worker has to do something."""
        return [one for one in self.open if one.waits_for_me]


def came_back(claim: Claim) -> bool:
    """Its payment was reversed in red: the money is not there."""
    payment = getattr(claim, "payment", None)
    return payment is not None and hasattr(payment.voucher, "reversed_by")


def _stops(claim: Claim) -> tuple[OwnStop, ...]:
    at = AT[S.PAYABLE] if came_back(claim) else AT[S(claim.status)]
    dates: dict[int, dt.date] = {1: claim.applied_on}
    for step in claim.steps.all():
        if (stop := BEHIND.get(S(step.now))) and step.was != step.now:
            dates[stop] = step.on
    refused = claim.status == S.REJECTED
    return tuple(
        OwnStop(
            n,
            words,
            "done" if n < at else "now" if n == at else "",
            "没有同意"
            if refused and n == at
            else f"{dates[n]:%m-%d}"
            if n < at and n in dates
            else "",
        )
        for n, words in enumerate(FIVE, start=1)
    )


def _money_goes(claim: Claim) -> str:
    card = str(claim.member.worker.bank_card or "")
    return f"打到工资卡 **** {card[-4:]}" if len(card) >= 4 else "到工会领取"


def _deliberating(claim: Claim, *, votes: bool) -> tuple[str, str]:
    standing = [i for i in claim.items.all() if not i.is_postponed and not i.is_revoked]
    item = standing[0] if standing else None
    days = claim.charter.publicity_days
    after = f"通过后公示 {days} 个工作日，没有不同意见就{_money_goes(claim)}。"
    if item is None:
        return (
            "下一步，等委员会。您不用做什么",
            f"调查的人都签了字，等排进下一次委员会会议。{after}",
        )
    if item.meeting.status == MeetingStatus.PLANNED:
        day = item.meeting.held_on
        return (
            "下一步，等委员会。您不用做什么",
            f"{day.month} 月 {day.day} 日委员会开会研究。{after}",
        )
    if not votes or item.meeting.status != MeetingStatus.OPEN:
        return "委员会正在研究。您不用做什么", after
    item.claim = claim
    count = ballot_of(item).count
    words = f"能表决的 {count.voters} 人里 {count.agreed} 人已同意，{count.needed} 人同意就通过。{after}"
    return "委员会正在表决。您不用做什么", words


def _refused(claim: Claim, *, on: dt.date) -> tuple[str, str]:
    refusal = refusal_of(claim)
    if refusal is None:  # of the time before steps were kept
        return "没有同意", "原因请问工会干事。"
    no = why_no_appeal(claim, on=on)
    until = appeal_until(claim, refusal)
    way = no or f"不同意这个结果，可以在 {until} 以前申请复核，由没有办过这件的人来办。"
    return f"没有同意。{refusal.get_code_display()}", f"{str(refusal.words).rstrip('。')}。{way}"


def _submitted(claim: Claim) -> tuple[str, str]:
    unseen = [row.paper for row in claim.evidence.all() if row.original_seen_at is None]
    if unseen:
        return "下一步，请带原件到工会", f"工会要看{'、'.join(unseen)}的原件，看过就还给您。"
    return "下一步，等工会受理。您不用做什么", "原件都看过了。"


def _taken_back(claim: Claim) -> tuple[str, str]:
    """What is to be given back, while the office waits for it; and the sentence on 追回."""
    rows = list(claim.clawbacks.all())
    back = sum((one.amount for one in rows if one.is_taken), Decimal(0))
    after = f"后来追回 {yuan(back)} 元。" if back else ""
    open_ = next((one for one in rows if one.status == ClawbackStatus.APPROVED), None)
    if open_ is None:
        return "", after
    due = f"多付了 {yuan(open_.amount)} 元"
    if draft_of(open_) is not None:
        return "", f"{after}{due}，退来的钱正在入账。"
    return due, f"{after}{due}，请退到工会的银行账户，账号和原因问工会干事。"


def _paid(claim: Claim) -> tuple[str, str]:
    payment = getattr(claim, "payment", None)
    if payment is None:
        return "钱已付", ""
    if came_back(claim):
        words = f"{payment.paid_on} 付的 {yuan(payment.amount)} 元退回来了，工会在办重新付。"
        return "钱退回来了。您不用做什么", words
    due, after = _taken_back(claim)
    how = f"工资卡 **** {payment.card_last4}" if payment.card_last4 else "现金"
    before = f"，其中 {yuan(claim.advanced)} 元先垫付过" if claim.advanced else ""
    words = f"{payment.paid_on}，{yuan(payment.amount)} 元{before}，{how}。{after}"
    if due and claim.status != S.PAID:
        return f"{due}，请退回", f"{words}您签领过了。"
    if claim.status == S.PAID:
        return "钱付出去了，收到了请点「收到了」", f"{words}没有收到请找工会干事。"
    return "已到账", f"{words}您签领过了。"


def next_step(claim: Claim, *, on: dt.date, votes: bool) -> tuple[str, str]:
    """下一步: a title and a sentence, in the worker's words; on its own page with the votes so far."""
    status = S(claim.status)
    if claim.held_reason or claim.is_opposed:
        return "暂时停下，工会在核查", "有一点要弄清楚，查清楚接着办，停下的日子不算办理时间。"
    if status == S.SUBMITTED:
        return _submitted(claim)
    if status == S.DELIBERATING:
        return _deliberating(claim, votes=votes)
    if status == S.REJECTED:
        return _refused(claim, on=on)
    if status in PAID_OUT:
        return _paid(claim)
    if status == S.WITHDRAWN:
        steps = list(claim.steps.all())
        return "撤回了", str(steps[-1].words) if steps else ""
    return _plain(claim, status)


def _plain(claim: Claim, status: ClaimStatus) -> tuple[str, str]:
    people = claim.investigators_wanted
    until = claim.publicity_until
    told = {
        S.DRAFT: ("请您看一遍，确认是不是您要申请的", "工会替您填好了，您确认以后才算申请。"),
        S.ACCEPTED: ("下一步，等人上门核实。您不用做什么", f"工会会请 {people} 个人上门看看。"),
        S.SUPPLEMENT: (f"请补：{claim.supplement_words!s}", "拍照传上来，或者送到工会。等您的日子不算办理时间。"),
        S.INVESTIGATING: ("下一步，等人上门核实", f"{people} 个人会来您家看看、核对原件，请您配合。"),
        S.APPROVED: (
            "委员会同意了。您不用做什么",
            f"补 {yuan(claim.amount)} 元，接着公示 {claim.charter.publicity_days} 个工作日。",
        ),
        S.PUBLICITY: (
            "正在公示。您不用做什么",
            f"公示到 {until}，没有不同意见就{_money_goes(claim)}。",
        ),
        S.PAYABLE: ("正在办付款。您不用做什么", f"{yuan(claim.amount)} 元，{_money_goes(claim)}。"),
    }  # fmt: skip
    return told[status]


def shown(claim: Claim, *, on: dt.date, votes: bool = False) -> OwnClaim:
    """One claim as its applicant sees it."""
    title, words = next_step(claim, on=on, votes=votes)
    may_appeal = claim.status == S.REJECTED and not why_no_appeal(claim, on=on)
    sum_ = Arithmetic.from_json(claim.arithmetic)
    return OwnClaim(claim, _stops(claim), title, words, sum_, may_appeal)


def own_claims(user: User) -> ClaimQuerySet:
    """The worker's claims with what their cards print, the latest first."""
    rows = Claim.objects.own(user).select_related(
        "member__worker__station", "charter", "payment__voucher__reversed_by", "appeal_of", "appeal",
        "filled_by",
    )  # fmt: skip
    parts = ("steps", "evidence", "items__meeting", "charter__bands", "advances", "notice_holds",
        "clawbacks__voucher__reversed_by")  # fmt: skip
    return rows.prefetch_related(*parts).order_by("-applied_on", "-pk")


def own_summary(worker: Worker, *, on: dt.date) -> OwnSummary:
    """我申请的补助 for the worker's first page: every open claim, and the last that ended."""
    if worker.user is None:
        return OwnSummary((), ())
    ended = {*ENDED_WITHOUT_MONEY, *PAID_OUT} - {S.PAID}  # who was paid has to say so
    rows = list(own_claims(worker.user)[:MOST])
    open_ = [c for c in rows if c.status not in ended]
    over = [c for c in rows if c.status in ended][:1]
    return OwnSummary(tuple(shown(c, on=on) for c in open_), tuple(shown(c, on=on) for c in over))

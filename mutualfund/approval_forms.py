"""审批表 and 通知书 as papers: what stands on them, from the decision as it was frozen."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import prefetch_related_objects

from mutualfund.ballot import Ballot, Sitting
from mutualfund.models import Claim, Decision, Investigation, Letter, Outcome, PayList
from welfare.money import in_words, yuan

Pair = tuple[str, str]


@dataclass(frozen=True)
class ApprovalForm:
    """互助金给付申请审批表 of one case (domain.md 8.5)."""

    claim: Claim
    number: str
    pairs: list[tuple[Pair, Pair]]
    story: str
    papers: str
    findings: list[Investigation]
    opinion: str
    payment: str


def _pairs(claim: Claim, decision: Decision | None) -> list[tuple[Pair, Pair]]:
    worker, told = claim.member.worker, decision.facts if decision else {}
    asked = claim.requested_amount or claim.asked_amount
    return [
        (
            ("姓名", told.get("name", worker.name)),
            ("性别", told.get("sex", worker.get_sex_display())),
        ),
        (
            ("单位", told.get("station", worker.station.name)),
            ("社员编号", told.get("member", claim.member.number)),
        ),
        (
            ("入社日期", told.get("joined_on", str(claim.member.joined_on))),
            ("会费交至", told.get("paid_until", "")),
        ),
        (("申请类别", claim.get_kind_display()), ("受益人是", claim.get_relation_display())),
        (("发生日期", str(claim.event_date)), ("申请日期", str(claim.applied_on))),
        (
            ("费用总额", f"{yuan(claim.total_cost)} 元"),
            ("医保和别处已报", f"{yuan(claim.other_aid)} 元"),
        ),
        (("个人自付", f"{yuan(claim.self_paid)} 元"), ("本人申请", f"{yuan(asked)} 元")),
        (("应补", f"{yuan(claim.asked_amount)} 元"), ("大写", in_words(claim.asked_amount))),
        (("章程条款", claim.article), ("章程版本", claim.charter.version)),
    ]


def _opinion(ballot: Ballot) -> str:
    decision, count = ballot.decision, ballot.count
    if decision is None:
        return ""
    votes = (
        f"应到 {decision.entitled} 人，实到 {decision.present} 人。{count.agreed} 票同意，"
        f"{count.refused} 票不同意，{count.abstained} 票弃权，{decision.recused} 人回避。"
    )
    if decision.outcome == Outcome.APPROVED and decision.amount is not None:
        return f"{votes}同意补助 {yuan(decision.amount)} 元（{in_words(decision.amount)}）。"
    return f"{votes}不同意。{decision.get_reason_code_display()}：{decision.reason}"


def _payment(claim: Claim) -> str:
    payment = getattr(claim, "payment", None)
    if payment is None:
        return ""
    return f"{payment.paid_on}，{payment.voucher}，{yuan(payment.amount)} 元，{payment.get_method_display()}"


def forms_of(sitting: Sitting, *, with_story: bool) -> list[ApprovalForm]:
    """The form of every case of a meeting, in the order of its agenda.

    What happened and to whom stands on it only for who may read it. Four queries more.
    """
    claims = [ballot.item.claim for ballot in sitting.ballots]
    prefetch_related_objects(claims, "evidence", "investigations__investigator", "payment__voucher")
    return [_form(ballot, with_story=with_story) for ballot in sitting.ballots]


def _form(ballot: Ballot, *, with_story: bool) -> ApprovalForm:
    claim = ballot.item.claim
    return ApprovalForm(
        claim=claim,
        number=claim.number,
        pairs=_pairs(claim, ballot.decision),
        story=f"{claim.beneficiary!s}，{claim.event!s}" if with_story else "",
        papers="、".join(paper.paper for paper in claim.evidence.all()),
        findings=list(claim.investigations.all()),
        opinion=_opinion(ballot),
        payment=_payment(claim),
    )


@dataclass(frozen=True)
class LetterText:
    """通知书 word by word."""

    letter: Letter
    name: str
    unit: str
    claim: Claim
    paragraphs: list[str]
    is_revoked: bool


def letter_text(letter: Letter) -> LetterText:
    """What the letter says; the facts are those of the decision. No queries of its own."""
    decision = letter.decision
    claim, told, day = decision.item.claim, decision.facts, decision.item.meeting.held_on
    asked = (
        f"您 {told['applied_on']} 申请的{told['kind_words']}补助（{told['number']}），"
        f"互助补充保险委员会 {day} 会议研究"
    )
    if decision.outcome == Outcome.APPROVED and decision.amount is not None:
        said = [
            f"{asked}同意，补助 {yuan(decision.amount)} 元（{in_words(decision.amount)}），"
            f"依据章程{decision.article}。",
            f"接着公示 {claim.charter.publicity_days} 个工作日，没有不同意见就付款。",
        ]
    else:
        said = [
            f"{asked}，没有同意。",
            f"原因：{decision.get_reason_code_display()}。{decision.reason}",
            f"不同意这个结果，可以在 {letter.appeal_until} 以前向工会申请复核，"
            "由没有参加原来调查和表决的人办理。"
            if letter.appeal_until
            else "这是复核的结果，不再复核。有新的情况请找工会主席。",
        ]
    return LetterText(letter, told["name"], told["station"], claim, said, decision.item.is_revoked)


def letters_of(meeting_id: int) -> list[LetterText]:
    """The letters of a meeting by their numbers. One query."""
    rows = Letter.objects.filter(decision__item__meeting=meeting_id).select_related(
        "decision__item__meeting", "decision__item__claim__charter", "issued_by", "reading"
    )
    return [letter_text(letter) for letter in rows.order_by("number")]


@dataclass(frozen=True)
class ListedPay:
    """A case on the payment list; one taken back since says so and is not paid."""

    order: int
    claim: Claim
    name: str
    station: str
    amount: Decimal
    advanced: Decimal  # what went out before the meeting, of it
    taken_back_on: dt.date | None


def pay_lines(pay_list: PayList) -> list[ListedPay]:
    """What a meeting agreed to, as it was decided. Two queries."""
    rows = Decision.objects.filter(
        item__meeting=pay_list.meeting_id, outcome=Outcome.APPROVED, letter__isnull=False
    )
    rows = rows.select_related("item__claim", "revocation").order_by("item__order")
    rows = rows.prefetch_related("item__claim__advances")
    found = []
    for order, decision in enumerate(rows, start=1):
        back = getattr(decision, "revocation", None)
        told = decision.facts
        found.append(
            ListedPay(
                order, decision.item.claim, told["name"], told["station"],
                decision.amount or Decimal(0), decision.item.claim.advanced, back.revoked_on if back else None,
            )
        )  # fmt: skip
    return found


def still_to_pay(lines: Iterable[ListedPay]) -> Decimal:
    """The sum of what stands. Unit: yuan."""
    return sum((line.amount for line in lines if line.taken_back_on is None), Decimal(0))

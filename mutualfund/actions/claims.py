"""Claims 申请: filled in, signed by the applicant, received or declined, withdrawn."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from mutualfund.actions.claim_steps import (
    locked_claim,
    move,
    note,
    refuse_family,
    refuse_stranger,
)
from mutualfund.actions.evidence import (
    Cleaned,
    Paper,
    attach,
    cleaned,
    refuse_unseen,
    unseen_papers,
)
from mutualfund.claim_checks import Assessment, ClaimFacts, assess, event_key
from mutualfund.duties import Step, may
from mutualfund.models import (
    AgendaItem,
    Claim,
    ClaimAct,
    ClaimKind,
    ClaimStatus,
    Evidence,
    Fund,
    RefusalCode,
    SignedWay,
)
from mutualfund.paper_checks import Given
from staff.models import Relation
from staff.models.visits import new_code
from welfare import audit
from welfare.errors import Refused
from welfare.models import User
from welfare.serials import last_serial


@dataclass(frozen=True)
class _Signing:
    """How a claim comes in: its first state, who wrote it, how the applicant signed."""

    status: ClaimStatus
    act: ClaimAct
    by: User
    way: SignedWay | None = None
    signed_on: dt.date | None = None
    is_received: bool = False


def _refuse_bare(facts: ClaimFacts, *, on: dt.date, signed_on: dt.date | None = None) -> None:
    if facts.applied_on > on or (signed_on is not None and signed_on > on):
        raise Refused("申请日期和签名日期不能晚于今天。")
    if facts.event_date is None or not facts.event or not facts.beneficiary:
        raise Refused("发生日期、给谁用和一句话说明都要填。")


def _written(facts: ClaimFacts, papers: Cleaned, signing: _Signing, *, on: dt.date) -> Claim:
    """Weigh a claim, number it, keep it with its papers. The caller has cleaned the files."""
    Fund.objects.locked()  # the purse is weighed and the number given behind this lock
    assessment = assess(facts, on=on, papers=papers.given())
    told = assessment.to_applicant() if signing.way == SignedWay.PHONE else assessment
    if refusal := told.first_refusal:
        raise Refused(refusal)
    claim = _new_claim(assessment, signing)
    if signing.way != SignedWay.PHONE and (reason := may(signing.by, Step.RECEIVE, claim)):
        raise Refused(reason)
    claim.save()
    note(claim, signing.act, was="", on=on, by=signing.by)
    attach(claim, papers, by=signing.by)
    audit.record(
        f"claim.{signing.act}", claim, by=signing.by, kind=claim.kind,
        amount=claim.asked_amount, papers=len(papers.papers),
    )  # fmt: skip
    return claim


def _new_claim(assessment: Assessment, signing: _Signing) -> Claim:
    facts, prefix = assessment.facts, f"HZ-{assessment.facts.applied_on.year}-"
    assert facts.event_date is not None  # noqa: S101 - an empty day was refused
    return Claim(
        number=f"{prefix}{last_serial(Claim.objects.all(), prefix) + 1:04d}",
        member=assessment.member,
        kind=facts.kind,
        relation=facts.relation,
        beneficiary=facts.beneficiary,
        event_key=event_key(facts, assessment.charter),
        event_date=facts.event_date,
        event=facts.event,
        total_cost=facts.total_cost,
        other_aid=facts.other_aid,
        requested_amount=facts.requested or assessment.arithmetic.amount,
        status=signing.status,
        applied_on=facts.applied_on,
        signed_on=signing.signed_on,
        signed_way=signing.way or "",
        code=new_code() if signing.way is None else "",
        filled_by=None if signing.way == SignedWay.PHONE else signing.by,
        received_by=signing.by if signing.is_received else None,
        **_weighed(assessment),
    )


def _weighed(assessment: Assessment) -> dict[str, object]:
    """What the charter makes of a claim: weighed when it is signed, and again when it is received."""
    return {
        "charter": assessment.charter,
        "subtype": assessment.benefit.subtype,
        "article": assessment.benefit.article,
        "arithmetic": assessment.arithmetic.as_json(),
        "checks": [check.as_json() for check in assessment.checks],
        "asked_amount": assessment.arithmetic.amount,
    }


@transaction.atomic
def accept_claim(
    facts: ClaimFacts,
    *,
    papers: Sequence[Paper] | Cleaned,
    signed_on: dt.date,
    on: dt.date,
    by: User,
) -> Claim:
    """Take a claim in at the counter 受理: the applicant signed on paper, originals on the table.

    Raises Refused with the charter's article when a check says no, when a paper is missing, was
    used before or is no harmless picture or PDF, or when the officer is the applicant or kin.
    """
    _refuse_bare(facts, on=on, signed_on=signed_on)
    files = cleaned(papers)
    refuse_unseen(files.papers, then="受理")
    signing = _Signing(
        ClaimStatus.ACCEPTED, ClaimAct.ACCEPTED, by, SignedWay.PAPER, signed_on, is_received=True
    )
    return _written(facts, files, signing, on=on)


@transaction.atomic
def fill_claim(facts: ClaimFacts, *, papers: Sequence[Paper], on: dt.date, by: User) -> Claim:
    """代填: the officer writes for a worker who is not there; the 确认码 goes to him.

    Nothing is applied for until the worker has said by the code, or signed in, that it is his.
    """
    _refuse_bare(facts, on=on)
    files = cleaned(papers)
    return _written(facts, files, _Signing(ClaimStatus.DRAFT, ClaimAct.FILLED, by), on=on)


@transaction.atomic
def submit_claim(facts: ClaimFacts, *, papers: Sequence[Paper], on: dt.date, by: User) -> Claim:
    """提交: the worker himself, signed in. Originals are looked at when the union receives it.

    Raises Refused for another person's claim and for whatever the charter's checks refuse.
    """
    if facts.worker.user_id != by.pk:
        raise Refused("这一步要由申请人本人来办。")
    _refuse_bare(facts, on=on)
    files = cleaned(papers)
    signing = _Signing(ClaimStatus.SUBMITTED, ClaimAct.SUBMITTED, by, SignedWay.PHONE, on)
    return _written(facts, files, signing, on=on)


def claim_of_code(code: str, id_tail: str) -> Claim:
    """The draft of a 确认码, for who also knows the last four of the worker's ID number.

    Raises Refused, with one answer for a wrong code, a wrong number, and what was said already.
    """
    rows = Claim.objects.select_related("member__worker__station", "filled_by", "charter")
    drafts = rows.filter(status=ClaimStatus.DRAFT).exclude(code="")
    claim = drafts.filter(code=code.strip().upper()).first()
    number = str(claim.member.worker.id_number) if claim else ""
    if claim is None or not number or number[-4:].upper() != id_tail.strip().upper():
        raise Refused("确认码和身份证后四位对不上，或者已经确认过。请再看一遍纸条。")
    return claim


@transaction.atomic
def confirm_claim(
    claim: Claim, *, way: SignedWay, is_mine: bool, on: dt.date, by: User | None = None
) -> Claim:
    """本人确认 of a claim the officer filled in: it is his and goes to the union, or it is dropped.

    Raises Refused for anybody else's login, and when it was said before.
    """
    claim = locked_claim(claim)
    if by is not None:
        refuse_stranger(claim, by=by)
    if claim.status != ClaimStatus.DRAFT:
        raise Refused(f"这件已经是「{claim.get_status_display()}」，不用再确认。")
    if not is_mine:
        return _dropped(claim, words="本人说不是自己要申请的，或者内容不对", on=on, by=by)
    claim.signed_on, claim.signed_way = on, way
    move(claim, ClaimStatus.SUBMITTED, act=ClaimAct.SUBMITTED, on=on, by=by, words=way.label)
    claim.save(update_fields=["status", "signed_on", "signed_way"])
    audit.record("claim.submitted", claim, by=by, way=way, on=on)
    return claim


def facts_of_claim(claim: Claim) -> ClaimFacts:
    """What the applicant said, to be weighed again."""
    return ClaimFacts(
        worker=claim.member.worker,
        kind=ClaimKind(claim.kind),
        applied_on=claim.applied_on,
        relation=Relation(claim.relation),
        beneficiary=str(claim.beneficiary),
        event_date=claim.event_date,
        event=str(claim.event),
        total_cost=claim.total_cost,
        other_aid=claim.other_aid,
        subtype=claim.subtype,
        requested=claim.requested_amount,
        appeal_of=claim.appeal_of,
    )


def given_of(evidence: Sequence[Evidence]) -> Given:
    """What the charter's checks ask of papers that lie with the claim."""
    return Given(
        names=tuple(paper.paper for paper in evidence),
        receipts=tuple(paper.receipt_no for paper in evidence if paper.receipt_no),
        digests=tuple(paper.sha256 for paper in evidence),
        is_whole=True,
    )


@transaction.atomic
def receive_claim(claim: Claim, *, on: dt.date, by: User) -> Claim:
    """受理 of a claim the worker submitted: originals seen, every check asked once more.

    Raises Refused for kin, for an original nobody saw, and with the article for a check that no
    longer holds.
    """
    Fund.objects.locked()
    claim = locked_claim(claim)
    if claim.status != ClaimStatus.SUBMITTED:
        raise Refused(f"这件是「{claim.get_status_display()}」，没有等受理。")
    if reason := may(by, Step.RECEIVE, claim):
        raise Refused(reason)
    if unseen := unseen_papers(claim):
        raise Refused(f"{unseen}还没有核对原件。看过原件再受理。")
    papers = given_of(list(claim.evidence.all()))
    assessment = assess(facts_of_claim(claim), on=on, papers=papers, besides=claim)
    if refusal := assessment.first_refusal:
        raise Refused(refusal)
    before, weighed = claim.asked_amount, _weighed(assessment)
    for name, value in weighed.items():
        setattr(claim, name, value)
    claim.received_by = by
    move(claim, ClaimStatus.ACCEPTED, act=ClaimAct.ACCEPTED, on=on, by=by)
    claim.save(update_fields=["status", "received_by", *weighed])
    audit.record("claim.accepted", claim, by=by, amount=claim.asked_amount, before=before, on=on)
    return claim


@transaction.atomic
def decline_claim(claim: Claim, *, code: RefusalCode, words: str, on: dt.date, by: User) -> Claim:
    """不予受理: what the charter does not allow goes no further; the worker reads why and may appeal.

    Raises Refused without a sentence, for kin, and once the claim was received.
    """
    if not words.strip():
        raise Refused("写一句本人看得懂的原因。")
    claim = locked_claim(claim)
    if claim.status != ClaimStatus.SUBMITTED:
        raise Refused("受理以后不同意，要由委员会来定。")
    if reason := may(by, Step.RECEIVE, claim):
        raise Refused(reason)
    move(
        claim, ClaimStatus.REJECTED, act=ClaimAct.DECLINED, on=on, by=by, code=code,
        words=words.strip(),
    )  # fmt: skip
    claim.save(update_fields=["status"])
    claim.evidence.update(is_released=True)
    audit.record("claim.declined", claim, by=by, code=code, on=on)  # the words stand in the step
    return claim


def _dropped(claim: Claim, *, words: str, on: dt.date, by: User | None) -> Claim:
    move(claim, ClaimStatus.WITHDRAWN, act=ClaimAct.WITHDRAWN, on=on, by=by, words=words)
    claim.save(update_fields=["status"])
    AgendaItem.objects.undecided().filter(claim=claim).update(is_postponed=True)
    claim.evidence.update(is_released=True)
    audit.record("claim.withdrawn", claim, by=by, on=on)
    return claim


@transaction.atomic
def withdraw_claim(claim: Claim, *, reason: str, on: dt.date, by: User) -> Claim:
    """撤回 before a voucher is made; the papers may serve another claim."""
    if not reason.strip():
        raise Refused("写明撤回的原因。")
    Fund.objects.locked()  # the chair locks the fund, the agenda and then the claim: one order
    claim = locked_claim(claim)
    refuse_family(claim, by=by)
    return _dropped(claim, words=reason.strip(), on=on, by=by)


@transaction.atomic
def withdraw_own_claim(claim: Claim, *, reason: str, on: dt.date, by: User) -> Claim:
    """本人撤回 until the committee has decided. Raises Refused for anybody else."""
    Fund.objects.locked()
    claim = locked_claim(claim)
    refuse_stranger(claim, by=by)
    if not claim.applicant_may_withdraw:
        raise Refused("委员会已经定了，要撤回请找工会干事。")
    return _dropped(claim, words=reason.strip() or "本人不申请了", on=on, by=by)


@transaction.atomic
def prolong_publicity(claim: Claim, *, last: dt.date, by: User) -> Claim:
    """公示 begins again with a corrected notice: what was announced hangs its days once more."""
    claim = locked_claim(claim)
    claim.publicity_until = last
    claim.save(update_fields=["publicity_until"])
    audit.record("claim.publicity_prolonged", claim, by=by, last=last)
    return claim


@transaction.atomic
def start_publicity(claim: Claim, *, first: dt.date, last: dt.date, by: User) -> Claim:
    """公示 begins: called when the notice is released. The days are both included."""
    if last < first:
        raise Refused("公示结束不能早于开始。")
    claim = locked_claim(claim)
    move(claim, ClaimStatus.PUBLICITY, act=ClaimAct.ANNOUNCED, on=first, by=by)
    claim.publicity_from, claim.publicity_until = first, last
    claim.save(update_fields=["status", "publicity_from", "publicity_until"])
    audit.record("claim.publicity_started", claim, by=by, first=first, last=last)
    return claim

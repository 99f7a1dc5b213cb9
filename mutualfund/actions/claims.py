"""The claim desk 受理: taking a claim in, asking for papers, withdrawing, holding, publicity."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from django.db import transaction

from mutualfund.claim_checks import Assessment, ClaimFacts, assess, event_key
from mutualfund.duties import Step, may, ties_of
from mutualfund.models import AgendaItem, Claim, ClaimStatus, Evidence, Fund
from mutualfund.models.claims import EVIDENCE, last_number
from welfare import audit, clock
from welfare.errors import Refused
from welfare.models import User
from welfare.uploads import CleanFile, clean_all, keep, read


@dataclass(frozen=True)
class Paper:
    """An evidence paper as it comes over the counter."""

    name: str
    content: bytes
    receipt_no: str = ""
    original_seen: bool = False


def locked_claim(claim: Claim) -> Claim:
    """The claim's row, locked. Where money is at stake the fund is locked before it."""
    rows = Claim.objects.select_related("member__worker", "received_by", "charter")
    return rows.select_for_update(of=("self",)).get(pk=claim.pk)


def move(claim: Claim, to: ClaimStatus) -> None:
    """Walk one step of the life. Raises Refused when the life has no such step."""
    if not claim.can_become(to):
        raise Refused(
            f"「{claim.get_status_display()}」的申请不能转为「{to.label}」，刷新看看现在到了哪一步。"
        )
    claim.status = to


def refuse_family(claim: Claim, *, by: User) -> None:
    """Raise Refused when the desk is held by the applicant or his household (security.md S1)."""
    if bond := ties_of([by.pk], [claim]).family(by.pk, claim):
        raise Refused(f"您是{bond}，这一步要由别的同事来办。")


def _refuse_used(papers: Sequence[Paper], files: Sequence[CleanFile]) -> None:
    """A file or receipt number serves one claim only."""
    used = Evidence.objects.filter(is_released=False).select_related("claim")
    digests = [file.sha256 for file in files]
    numbers = [paper.receipt_no for paper in papers if paper.receipt_no]
    if earlier := used.filter(sha256__in=digests).first():
        raise Refused(f"这张票据已在 {earlier.claim.number} 用过（{earlier.paper}）。对一下原件。")
    if earlier := used.filter(receipt_no__in=numbers).first():
        raise Refused(f"票号 {earlier.receipt_no} 已在 {earlier.claim.number} 用过。对一下原件。")
    if len(set(digests)) < len(digests):
        raise Refused("有两样材料传了同一个文件，换一张再传。")
    if len(set(numbers)) < len(numbers):
        raise Refused("有两样材料写了同一个票号，对一下原件。")


def _refuse_short(assessment: Assessment, papers: Sequence[Paper]) -> None:
    """Every check must pass and every paper of the benefit be there."""
    if assessment.refusals:
        raise Refused(assessment.refusals[0].refusal)
    if assessment.arithmetic.amount <= 0:
        raise Refused(f"按章程{assessment.benefit.article}算不出补助金额，对一下费用和已报的金额。")
    given = {paper.name for paper in papers}
    if missing := [name for name in assessment.benefit.paper_list() if name not in given]:
        raise Refused(f"还差{'、'.join(missing)}。补齐以后再受理。")
    if unseen := [paper.name for paper in papers if not paper.original_seen]:
        raise Refused(f"{'、'.join(unseen)}还没有核对原件。看过原件再受理。")


def _attach(claim: Claim, paper: Paper, file: CleanFile, *, by: User) -> Evidence:
    now = clock.now()
    return Evidence.objects.create(
        claim=claim,
        paper=paper.name,
        receipt_no=paper.receipt_no,
        uid=keep(file, folder=EVIDENCE),
        file_type=file.file_type,
        size=len(file.content),
        sha256=file.sha256,
        stored_sha256=file.stored_sha256,
        original_seen_by=by if paper.original_seen else None,
        original_seen_at=now if paper.original_seen else None,
        uploaded_by=by,
        uploaded_at=now,
    )


@transaction.atomic
def accept_claim(
    facts: ClaimFacts, *, papers: Sequence[Paper], signed_on: dt.date, on: dt.date, by: User
) -> Claim:
    """Take a claim in 受理: every check of the charter, the papers, the amount, then the number.

    Raises Refused with the charter's article when a check says no, when a paper is missing, was
    used before or is no harmless picture or PDF, or when the officer is the applicant or kin.
    """
    if facts.applied_on > on or signed_on > on:
        raise Refused("申请日期和签名日期不能晚于今天。")
    if facts.event_date is None or not facts.event or not facts.beneficiary:
        raise Refused("发生日期、给谁用和一句话说明都要填。")
    files = clean_all([(paper.name, paper.content) for paper in papers])
    Fund.objects.locked()  # the purse is weighed and the number given behind this lock
    assessment = assess(facts, on=on)
    _refuse_short(assessment, papers)
    _refuse_used(papers, files)
    claim = _new_claim(assessment, signed_on=signed_on, by=by)
    if reason := may(by, Step.RECEIVE, claim):
        raise Refused(reason)
    claim.save()
    for paper, file in zip(papers, files, strict=True):
        _attach(claim, paper, file, by=by)
    audit.record(
        "claim.accepted",
        claim,
        by=by,
        kind=claim.kind,
        amount=claim.asked_amount,
        papers=len(papers),
    )
    return claim


def _new_claim(assessment: Assessment, *, signed_on: dt.date, by: User) -> Claim:
    facts, prefix = assessment.facts, f"HZ-{assessment.facts.applied_on.year}-"
    assert facts.event_date is not None  # noqa: S101 - accept_claim has refused an empty day
    return Claim(
        number=f"{prefix}{last_number(prefix, Claim.objects.all()) + 1:04d}",
        member=assessment.member,
        charter=assessment.charter,
        kind=facts.kind,
        relation=facts.relation,
        beneficiary=facts.beneficiary,
        event_key=event_key(facts),
        event_date=facts.event_date,
        event=facts.event,
        total_cost=facts.total_cost,
        other_aid=facts.other_aid,
        article=assessment.benefit.article,
        arithmetic=assessment.arithmetic.as_json(),
        checks=[asdict(check) for check in assessment.checks],
        asked_amount=assessment.arithmetic.amount,
        status=ClaimStatus.ACCEPTED,
        applied_on=facts.applied_on,
        signed_on=signed_on,
        received_by=by,
    )


@transaction.atomic
def return_claim(claim: Claim, *, missing: str, on: dt.date, by: User) -> Claim:
    """退回补正: name what is missing; the clock stops until it is brought."""
    if not missing.strip():
        raise Refused("写明要补什么材料。")
    claim = locked_claim(claim)
    refuse_family(claim, by=by)
    move(claim, ClaimStatus.SUPPLEMENT)
    claim.supplement_words = missing.strip()
    claim.save(update_fields=["status", "supplement_words"])
    audit.record("claim.returned", claim, by=by, missing=claim.supplement_words, on=on)
    return claim


@transaction.atomic
def supplement_claim(claim: Claim, *, papers: Sequence[Paper], on: dt.date, by: User) -> Claim:
    """补正收齐: add the papers and go on where the claim stood."""
    if not papers:
        raise Refused("补的材料要拍照传上来。")
    if unseen := [paper.name for paper in papers if not paper.original_seen]:
        raise Refused(f"{'、'.join(unseen)}还没有核对原件。看过原件再收。")
    files = clean_all([(paper.name, paper.content) for paper in papers])
    claim = locked_claim(claim)
    if reason := may(by, Step.RECEIVE, claim):
        raise Refused(reason)
    _refuse_used(papers, files)
    begun = claim.investigations.exists()
    move(claim, ClaimStatus.INVESTIGATING if begun else ClaimStatus.ACCEPTED)
    claim.supplement_words = ""
    claim.save(update_fields=["status", "supplement_words"])
    for paper, file in zip(papers, files, strict=True):
        _attach(claim, paper, file, by=by)
    audit.record("claim.supplemented", claim, by=by, papers=len(papers), on=on)
    return claim


@transaction.atomic
def withdraw_claim(claim: Claim, *, reason: str, on: dt.date, by: User) -> Claim:
    """撤回 before a voucher is made; the papers may serve another claim."""
    if not reason.strip():
        raise Refused("写明撤回的原因。")
    Fund.objects.locked()  # the chair locks the fund, the agenda and then the claim: one order
    claim = locked_claim(claim)
    refuse_family(claim, by=by)
    move(claim, ClaimStatus.WITHDRAWN)
    claim.save(update_fields=["status"])
    AgendaItem.objects.undecided().filter(claim=claim).update(is_postponed=True)
    claim.evidence.update(is_released=True)
    audit.record("claim.withdrawn", claim, by=by, reason=reason.strip(), on=on)
    return claim


@transaction.atomic
def start_publicity(claim: Claim, *, first: dt.date, last: dt.date, by: User) -> Claim:
    """公示 begins: called when the notice is released. The days are both included."""
    if last < first:
        raise Refused("公示结束不能早于开始。")
    claim = locked_claim(claim)
    move(claim, ClaimStatus.PUBLICITY)
    claim.publicity_from, claim.publicity_until = first, last
    claim.save(update_fields=["status", "publicity_from", "publicity_until"])
    audit.record("claim.publicity_started", claim, by=by, first=first, last=last)
    return claim


@transaction.atomic
def hold_claim(claim: Claim, *, reason: str, on: dt.date, by: User | None) -> Claim:
    """暂缓: an objection stops the payment until it is answered."""
    claim = locked_claim(claim)
    if claim.status not in {ClaimStatus.PUBLICITY, ClaimStatus.PAYABLE}:
        raise Refused("公示以后、付款以前的申请才能暂缓付款。")
    if by is not None:
        refuse_family(claim, by=by)
    claim.held_reason = reason.strip() or "有异议，正在核查"
    claim.save(update_fields=["held_reason"])
    audit.record("claim.held", claim, by=by, reason=claim.held_reason, on=on)
    return claim


@transaction.atomic
def release_hold(claim: Claim, *, outcome: str, on: dt.date, by: User) -> Claim:
    """解除暂缓: the objection is answered, the claim may go on to payment."""
    claim = locked_claim(claim)
    if not claim.held_reason:
        raise Refused("这件申请没有暂缓。")
    refuse_family(claim, by=by)
    claim.held_reason = ""
    claim.save(update_fields=["held_reason"])
    audit.record("claim.hold_released", claim, by=by, outcome=outcome, on=on)
    return claim


@transaction.atomic
def open_evidence(evidence: Evidence, *, by: User) -> bytes:
    """The file of a paper, with a line in the audit trail of who looked. Raises Refused when it is damaged."""
    content = read(evidence.path, sha256=evidence.stored_sha256, name=evidence.paper)
    audit.record("evidence.opened", evidence.claim, by=by, paper=evidence.paper)
    return content

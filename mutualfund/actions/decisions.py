"""Decisions 委员会决定: the chair signs what the votes say; the facts are frozen."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction

from mutualfund.actions.claim_steps import locked_claim, move
from mutualfund.actions.meetings import locked_item, locked_meeting
from mutualfund.actions.payments import payment_draft
from mutualfund.advances import advanced_on
from mutualfund.ballot import Ballot, sitting_of
from mutualfund.decision_facts import facts_of
from mutualfund.duties import Step, may
from mutualfund.models import (
    AgendaItem,
    Choice,
    Claim,
    ClaimAct,
    ClaimStatus,
    Decision,
    Fund,
    Meeting,
    MeetingStatus,
    Outcome,
    RefusalCode,
    Revocation,
    Topic,
    Vote,
)
from mutualfund.purse import purse_on
from welfare import audit, clock
from welfare.errors import Refused
from welfare.models import User
from welfare.money import yuan


@dataclass(frozen=True)
class Refusal:
    """Why a claim is refused: a coded reason, and a sentence for the applicant."""

    code: RefusalCode
    words: str


@transaction.atomic
def finalise_item(
    item: AgendaItem, *, on: dt.date, by: User, refusal: Refusal | None = None
) -> Decision:
    """签发: the chair signs what the votes say; amount, article and facts are frozen.

    More than half of those present and not recused must agree. Raises Refused while votes are
    missing, when the fund no longer bears the amount, when the signer must stay out, or when a
    refusal comes without its code and its sentence.
    """
    fund = Fund.objects.locked()
    item = locked_item(item)
    claim = locked_claim(item.claim)
    item.claim = claim
    if item.meeting.status != MeetingStatus.OPEN:
        raise Refused("会议没有开着，不能签发。")
    if reason := may(by, Step.FINALISE, claim):
        raise Refused(reason)
    if item.votes.filter(proxied_by=by).exists():
        raise Refused("这件有您代录的票，签发要由别人来办。")
    sitting = sitting_of(item.meeting, items=[item])
    if missing := sitting.quorum.missing:
        raise Refused(f"到会的人不够了，不能签发：{missing}。人齐了再签，或改到下次会议。")
    ballot = sitting.ballots[0]
    _refuse_unripe(ballot)
    if ballot.count.passes:
        refuse_unsignable(ballot, on=on)
    elif refusal is None or not refusal.words.strip():
        raise Refused(f"{claim.number} 没有通过。选一个原因，写一句给本人看的话，再签发。")
    _write_recusals(ballot)
    decision = _write_decision(
        ballot, present=sitting.quorum.present, on=on, by=by, refusal=refusal
    )
    _carry_out(claim, decision, on=on, by=by)
    audit.record(
        "claim.decided", claim, by=by, outcome=decision.outcome, amount=decision.amount,
        meeting=item.meeting.number, fund=fund.key,
    )  # fmt: skip
    return decision


def _refuse_unripe(ballot: Ballot) -> None:
    if ballot.decision is not None:
        raise Refused("这件已经签发过了。")
    _refuse_too_few_voters(ballot)
    if not ballot.count.is_complete:
        names = "、".join(seat.member.user.name for seat in ballot.awaited)
        raise Refused(f"还等{names}表决。")


def _refuse_too_few_voters(ballot: Ballot) -> None:
    if not ballot.has_enough_voters:
        raise Refused(
            f"除去回避的人，能表决的只有 {ballot.count.voters} 人，至少要 {ballot.needed} 人。改到下次会议再议。"
        )


def refuse_unsignable(ballot: Ballot, *, on: dt.date) -> None:
    """Raises Refused where the votes are in and yet nothing can be signed at this meeting."""
    _refuse_too_few_voters(ballot)
    if ballot.is_ripe and ballot.count.passes:
        _refuse_few(ballot)
        _refuse_unaffordable(ballot.item.claim, on=on)


def _refuse_few(ballot: Ballot) -> None:
    """Above an amount the charter may ask for more agreeing votes than half."""
    claim = ballot.item.claim
    band = claim.charter.band_of(claim.asked_amount)
    if band is not None and ballot.count.agreed < band.agreeing:
        raise Refused(
            f"超过 {yuan(band.above)} 元的补助，至少要 {band.agreeing} 票同意，现在 "
            f"{ballot.count.agreed} 票。改到下次会议，人到齐再议。"
        )


def _refuse_unaffordable(claim: Claim, *, on: dt.date) -> None:
    purse = purse_on(on, claim.charter)
    if claim.asked_amount - advanced_on(claim) > purse.available:
        article = claim.charter.numbers().get(Topic.FUND, "")
        raise Refused(
            f"按章程{article}，补助不能超过基金可用余额。应补 {yuan(claim.asked_amount)} 元，"
            f"可用 {yuan(purse.available)} 元。等资金到账再签发，或改到下次再议。"
        )
    if claim.asked_amount > purse.room:
        article = claim.charter.numbers().get(Topic.GUARD, "")
        raise Refused(
            f"按章程{article}，全年补助不能超过上限 {yuan(purse.limit)} 元，今年还能用 "
            f"{yuan(max(purse.room, Decimal(0)))} 元。改到下次再议，明年再签发。"
        )


def _write_recusals(ballot: Ballot) -> None:
    """Recusals by rule become rows with the reason, so that the minutes keep them."""
    Vote.objects.bulk_create(
        Vote(
            item=ballot.item,
            member=seat.member,
            choice=Choice.RECUSE,
            opinion=f"是{seat.recusal}",
            at=clock.now(),
        )
        for seat in ballot.recused
        if seat.is_present and seat.vote is None
    )


def _write_decision(
    ballot: Ballot, *, present: int, on: dt.date, by: User, refusal: Refusal | None
) -> Decision:
    claim, votes = ballot.item.claim, ballot.count
    refused = None if votes.passes else refusal
    return Decision.objects.create(
        item=ballot.item,
        outcome=Outcome.APPROVED if votes.passes else Outcome.REJECTED,
        amount=claim.asked_amount if votes.passes else None,
        article=claim.article,
        facts=facts_of(claim, ballot.item.meeting, on=on),
        entitled=len(ballot.seats),
        present=present,
        agreed=votes.agreed,
        refused=votes.refused,
        abstained=votes.abstained,
        recused=votes.recused,
        reason_code=refused.code if refused else "",
        reason=refused.words.strip()[:200] if refused else "",
        decided_on=on,
        signed_by=by,
        signed_at=clock.now(),
    )


def _carry_out(claim: Claim, decision: Decision, *, on: dt.date, by: User) -> None:
    if decision.outcome == Outcome.APPROVED:
        move(claim, ClaimStatus.APPROVED, act=ClaimAct.APPROVED, on=on, by=by)
    else:
        move(
            claim, ClaimStatus.REJECTED, act=ClaimAct.REFUSED, on=on, by=by,
            code=RefusalCode(decision.reason_code), words=decision.reason,
        )  # fmt: skip
        claim.evidence.update(is_released=True)
    claim.approved_amount = decision.amount
    claim.save(update_fields=["status", "approved_amount"])


@transaction.atomic
def finalise_ripe_items(meeting: Meeting, *, on: dt.date, by: User) -> list[Decision]:
    """签发 every claim whose votes are complete and passed, in the order of the agenda.

    What did not pass is signed one by one: each refusal has its own code and sentence.
    """
    Fund.objects.locked()
    ripe = sitting_of(locked_meeting(meeting)).ripe
    if not ripe:
        raise Refused("还没有票齐的申请。")
    signable = [b for b in ripe if not may(by, Step.FINALISE, b.item.claim)]
    if not signable:
        raise Refused("票齐的这几件您都要回避，请另一位有签发权的人来签。")
    passed = [b for b in signable if b.count.passes and not b.item.claim.held_reason]
    if not passed:
        numbers = "、".join(ballot.item.claim.number for ballot in signable)
        raise Refused(
            f"{numbers} 没有通过或暂缓办理。没有通过的逐件签发，选原因，写一句给本人看的话。"
        )
    return [finalise_item(ballot.item, on=on, by=by) for ballot in passed]


@transaction.atomic
def take_back_decision(claim: Claim, *, reason: str, on: dt.date, by: User) -> Claim:
    """撤销决定 before the payment: the claim goes back to the committee, nothing is deleted.

    Raises Refused without a reason, for a signer who must stay out, while a voucher waits, and once
    the money is gone: then only a red reversal answers.
    """
    if not reason.strip():
        raise Refused("写明撤销决定的原因。")
    Fund.objects.locked()
    claim = locked_claim(claim)
    if not claim.may_be_taken_back:
        raise Refused(f"这件是「{claim.get_status_display()}」，没有可以撤销的决定。")
    if why := may(by, Step.FINALISE, claim):
        raise Refused(why)
    if payment_draft(claim) is not None:
        raise Refused("这件已经制单。请审核人先退回凭证，再撤销决定。")
    decision = Decision.objects.get(item__claim=claim, item__is_revoked=False)
    words = reason.strip()
    Revocation.objects.create(
        decision=decision, reason=words, revoked_on=on, revoked_by=by, revoked_at=clock.now()
    )
    AgendaItem.objects.filter(pk=decision.item_id).update(is_revoked=True)
    move(claim, ClaimStatus.DELIBERATING, act=ClaimAct.TAKEN_BACK, on=on, by=by, words=words)
    claim.approved_amount = claim.publicity_from = claim.publicity_until = None
    claim.save(update_fields=["status", "approved_amount", "publicity_from", "publicity_until"])
    audit.record("claim.taken_back", claim, by=by, decision=decision.pk, on=on)
    return claim

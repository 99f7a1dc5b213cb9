"""Emergency payment 紧急垫付: proposed by one, approved by another, paid at once, ratified later.

The voucher goes the way of every voucher: made, reviewed, paid by three more people.
"""

import datetime as dt
from decimal import Decimal

from django.db import transaction

from mutualfund.actions.claim_steps import locked_claim, refuse_family
from mutualfund.actions.paid_out import post_as_paid
from mutualfund.actions.payees import stopped_by_death
from mutualfund.actions.payments import card_for
from mutualfund.actions.vouchers import HAND, Line, draft_voucher
from mutualfund.advances import account, draft_of, told
from mutualfund.duties import Step, may
from mutualfund.models import (
    Account,
    Advance,
    AdvanceState,
    AdvanceStatus,
    Claim,
    DraftStatus,
    DraftVoucher,
    Fund,
    PayMethod,
    Side,
    Topic,
)
from mutualfund.models.advances import ADVANCE
from mutualfund.models.claim_life import IN_WORK
from mutualfund.purse import purse_on
from welfare import audit
from welfare.errors import Refused
from welfare.models import User
from welfare.money import yuan
from welfare.serials import last_serial


def locked_advance(advance: Advance) -> Advance:
    """The advance's row, locked, with its claim."""
    return (
        Advance.objects.select_related(
            "claim__member__worker", "claim__charter", "claim__received_by"
        )
        .select_for_update(of=("self",))
        .get(pk=advance.pk)
    )


def why_no_advance(claim: Claim) -> str:
    """Why nothing may be advanced on a claim; empty when something may."""
    if claim.status not in IN_WORK:
        return "受理以后、委员会决定以前的申请才能垫付。"
    if claim.held_reason:
        return f"这件暂缓办理：{claim.held_reason!s}。解除暂缓以后再垫付。"
    if stopped := stopped_by_death(claim):
        return stopped
    article = claim.charter.numbers().get(Topic.ADVANCE, "")
    if not claim.charter.benefit_of(claim.kind, claim.subtype).may_advance:
        return f"按章程{article}，{claim.get_kind_display()}不能紧急垫付，等委员会开会。"
    ended = (AdvanceStatus.DECLINED, AdvanceStatus.BOUNCED)
    if Advance.objects.filter(claim=claim).exclude(status__in=ended).exists():
        return "这件已经有一笔紧急垫付。"
    return ""


def most_of(claim: Claim) -> Decimal:
    """The most that may be advanced: the charter's cap, never more than the sum. Unit: yuan."""
    return min(claim.charter.advance_cap, claim.asked_amount)


@transaction.atomic
def propose_advance(
    claim: Claim, *, amount: Decimal, reason: str, on: dt.date, by: User
) -> Advance:
    """提出垫付: the officer says how much and why it cannot wait for a meeting.

    Raises Refused for a kind the charter does not advance, above its cap, without a reason, or for
    the applicant's family.
    """
    Fund.objects.locked()  # numbers are given behind this lock
    claim = locked_claim(claim)
    refuse_family(claim, by=by)
    if why := why_no_advance(claim):
        raise Refused(why)
    if not reason.strip():
        raise Refused("写明为什么等不到开会，委员会追认时要看。")
    if amount <= 0:
        raise Refused("垫付的金额要大于 0 元。")
    if amount > (most := most_of(claim)):
        article = claim.charter.numbers().get(Topic.ADVANCE, "")
        raise Refused(
            f"按章程{article}，这件最多垫付 {yuan(most)} 元：每件上限 "
            f"{yuan(claim.charter.advance_cap)} 元，也不超过应补的 {yuan(claim.asked_amount)} 元。"
        )
    prefix = f"DF-{on.year}-"
    advance = Advance.objects.create(
        number=f"{prefix}{last_serial(Advance.objects.all(), prefix) + 1:02d}",
        claim=claim, amount=amount, reason=reason.strip()[:300], status=AdvanceStatus.PROPOSED,
        proposed_by=by, proposed_on=on,
    )  # fmt: skip
    audit.record("advance.proposed", claim, by=by, amount=amount, on=on)
    return advance


def why_not_decide(user: User, advance: Advance) -> str:
    """Why this person may not approve or decline; empty when he may."""
    if advance.status != AdvanceStatus.PROPOSED:
        return f"这笔垫付是「{advance.get_status_display()}」，不用再批。"
    if user.pk == advance.proposed_by_id:
        return "这笔垫付是您提出的，要由别人批准。"
    return may(user, Step.FINALISE, advance.claim)


@transaction.atomic
def decide_advance(advance: Advance, *, agrees: bool, on: dt.date, by: User) -> Advance:
    """批准 or 不批准 by a second person.

    Raises Refused for the proposer, who must stay out of the case, or when the fund is short.
    """
    Fund.objects.locked()
    advance = locked_advance(advance)
    if why := why_not_decide(by, advance):
        raise Refused(why)
    if agrees:
        _refuse_unfit(advance, on=on)
    advance.status = AdvanceStatus.APPROVED if agrees else AdvanceStatus.DECLINED
    advance.decided_by, advance.decided_on = by, on
    advance.save(update_fields=["status", "decided_by", "decided_on"])
    action = "advance.approved" if agrees else "advance.declined"
    audit.record(action, advance.claim, by=by, amount=advance.amount, on=on)
    return advance


def _refuse_unfit(advance: Advance, *, on: dt.date) -> None:
    claim = locked_claim(advance.claim)
    if claim.status not in IN_WORK:
        raise Refused(f"这件申请是「{claim.get_status_display()}」，不用再垫付。")
    if claim.held_reason:
        raise Refused(f"这件暂缓办理：{claim.held_reason!s}。解除暂缓以后再垫付。")
    if stopped := stopped_by_death(claim):
        raise Refused(stopped)
    if advance.amount > (free := purse_on(on, claim.charter).available):
        raise Refused(f"基金可用的只有 {yuan(free)} 元，不够垫付 {yuan(advance.amount)} 元。")


def _refuse_hands(advance: Advance, *, by: User, step: Step) -> None:
    """Who proposed or approved handles none of its money; nor who took a step of the claim."""
    if by.pk in (advance.proposed_by_id, advance.decided_by_id):
        raise Refused(f"您提出或批准了这笔垫付，{step.label}要由别人来办。")
    if why := may(by, step, advance.claim):
        raise Refused(why)


def _refuse_reviewer(advance: Advance, draft: DraftVoucher) -> None:
    """The voucher was reviewed at the desk of all vouchers: whoever did it stands apart, too."""
    reviewer = draft.reviewer
    if reviewer is None:
        return
    asked = reviewer.pk in (advance.proposed_by_id, advance.decided_by_id)
    if asked or may(reviewer, Step.REVIEW, advance.claim):
        raise Refused(f"审核人{reviewer.name}办过这件别的手续，请退回凭证，由别人审核。")


@transaction.atomic
def make_advance_voucher(advance: Advance, *, on: dt.date, by: User) -> DraftVoucher:
    """制单: 借 紧急垫付 / 贷 银行存款; the approval is its paper. Reviewed at the desk of vouchers.

    Raises Refused before the approval, the second time, or for who took another step.
    """
    Fund.objects.locked()
    advance = locked_advance(advance)
    if advance.status != AdvanceStatus.APPROVED:
        raise Refused(f"这笔垫付是「{advance.get_status_display()}」，批准以后才能制单。")
    if draft_of(advance) is not None:
        raise Refused("这笔垫付已经制过单，等审核和付款。")
    _refuse_unfit(advance, on=on)
    _refuse_hands(advance, by=by, step=Step.MAKE)
    claim = advance.claim
    return draft_voucher(
        Fund.objects.mutual_aid(),
        date=on,
        summary=f"紧急垫付 {advance.number} {claim.number} {claim.member.worker.name}",
        lines=[
            Line(account(), Side.DEBIT, advance.amount, f"member:{claim.member_id}"),
            Line(Account.objects.of("bank"), Side.CREDIT, advance.amount),
        ],
        source=advance.source,
        purpose=ADVANCE,
        attachments=1,
        by=by,
    )


@transaction.atomic
def pay_advance(
    advance: Advance, *, on: dt.date, by: User, method: PayMethod = PayMethod.BANK
) -> Advance:
    """付款: the cashier pays a reviewed voucher; it is posted with it. A second click changes nothing.

    Raises Refused without a reviewed voucher, for who took another step, or a card nobody entered
    or somebody just changed.
    """
    Fund.objects.locked()
    advance = locked_advance(advance)
    if advance.status == AdvanceStatus.PAID and advance.cashier_id == by.pk:
        return advance
    draft = draft_of(advance)
    if advance.status != AdvanceStatus.APPROVED or draft is None:
        raise Refused(f"这笔垫付是「{advance.get_status_display()}」，没有等着付的凭证。")
    if draft.status != DraftStatus.REVIEWED:
        raise Refused("凭证还没有审核，先请审核人看过。")
    _refuse_unfit(advance, on=on)
    _refuse_hands(advance, by=by, step=Step.PAY)
    _refuse_reviewer(advance, draft)
    card = card_for(advance.claim)[-4:] if method == PayMethod.BANK else ""
    voucher = post_as_paid(draft, is_cash=method == PayMethod.CASH, on=on, by=by)
    advance.status, advance.voucher, advance.paid_on = AdvanceStatus.PAID, voucher, on
    advance.cashier, advance.method = by, method
    advance.card_last4 = card
    advance.save(update_fields=["status", "voucher", "paid_on", "cashier", "method", "card_last4"])
    audit.record("advance.paid", advance.claim, by=by, amount=advance.amount, voucher=str(voucher))
    return advance


@transaction.atomic
def recover_advance(advance: Advance, *, amount: Decimal, on: dt.date, by: User) -> DraftVoucher:
    """收回没有追认的垫付: a voucher 借 银行存款 / 贷 紧急垫付, reviewed and entered as every other.

    Raises Refused for what was ratified or still waits, what came back by itself (its voucher is
    reversed or about to be), and above what is left.
    """
    Fund.objects.locked()
    advance = locked_advance(advance)
    read = told([advance], on=on)[0]
    if read.state != AdvanceState.RECOVERING:
        raise Refused(f"这笔垫付是「{read.words}」，不用收回。")
    if DraftVoucher.objects.waiting().filter(reverses=advance.voucher_id).exists():
        raise Refused(
            f"垫付的凭证 {advance.voucher} 正在红字冲销。钱退回来了的，冲销以后登记退回；"
            "没有退回来的，先请审核人退回红字凭证，再登记收回。"
        )
    drafts = DraftVoucher.objects.filter(source__startswith=f"{advance.source}:", purpose=HAND)
    if drafts.filter(status__in=(DraftStatus.DRAFT, DraftStatus.REVIEWED)).exists():
        raise Refused("上一笔收回的凭证还没有记账，办完再登记下一笔。")
    if not 0 < amount <= read.left:
        raise Refused(f"还要收回 {yuan(read.left)} 元，金额要大于 0、不超过这个数。")
    return draft_voucher(
        Fund.objects.mutual_aid(),
        date=on,
        summary=f"收回紧急垫付 {advance.number} {advance.claim.member.worker.name}",
        lines=[
            Line(Account.objects.of("bank"), Side.DEBIT, amount),
            Line(account(), Side.CREDIT, amount, f"member:{advance.claim.member_id}"),
        ],
        source=f"{advance.source}:{drafts.count() + 1}",
        purpose=HAND,
        attachments=0,  # counted at the review
        by=by,
    )

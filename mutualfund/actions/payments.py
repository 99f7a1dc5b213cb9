"""Payment 付款: a voucher by the accountant, a look by the reviewer, the money by the cashier. Once."""

import datetime as dt
from decimal import Decimal

from django.db import transaction

from mutualfund.actions.claim_steps import locked_claim, move
from mutualfund.actions.paid_out import post_as_paid
from mutualfund.actions.payees import stopped_by_death
from mutualfund.actions.vouchers import Line, draft_voucher, review_voucher
from mutualfund.advances import account, advanced_on
from mutualfund.duties import PAYMENT_PURPOSE, Step, first_barred, may, payment_source
from mutualfund.models import (
    Account,
    Advance,
    CashReceipt,
    Charter,
    Claim,
    ClaimAct,
    ClaimStatus,
    Decision,
    DraftStatus,
    DraftVoucher,
    Fund,
    MeetingStatus,
    Payee,
    Payment,
    PayMethod,
    Receiver,
    Side,
    Topic,
)
from mutualfund.models.pay_batches import NEEDS_CARD
from mutualfund.pay_answers import Taken
from mutualfund.purse import purse_on
from staff.cards import card_bars
from staff.models import Worker
from welfare import audit
from welfare.errors import Refused
from welfare.models import User
from welfare.money import yuan

OPPOSED = "公示时有人提了异议，还没有答复。答复以前不付，在公示异议里看到哪一步了。"


def payment_draft(claim: Claim) -> DraftVoucher | None:
    """The voucher on its way that pays a claim."""
    drafts = DraftVoucher.objects.filter(
        source=payment_source(claim), purpose=payment_purpose(claim)
    )
    return drafts.exclude(status=DraftStatus.DROPPED).first()


def payment_purpose(claim: Claim) -> str:
    """`pay`, and after a payment that came back `pay-2`: an event has one voucher."""
    again = Payment.with_bounced.filter(bounced_claim=claim).count()
    return f"{PAYMENT_PURPOSE}-{again + 1}" if again else PAYMENT_PURPOSE


def _refuse_early(claim: Claim, *, on: dt.date) -> None:
    """公示期满, nothing held, the applicant alive or a payee there, and the decision there."""
    if stopped := stopped_by_death(claim):
        raise Refused(stopped)
    if claim.held_reason:
        raise Refused(f"这件暂缓付款：{claim.held_reason!s}。核查完再制单。")
    if claim.is_opposed:
        raise Refused(OPPOSED)
    article = claim.charter.numbers().get(Topic.PUBLICITY, "")
    if claim.status == ClaimStatus.APPROVED:
        raise Refused(f"按章程{article}，公示期满才能付款。这件还没有公示。")
    if claim.status == ClaimStatus.PUBLICITY and not claim.notice_is_over(on=on):
        until = claim.publicity_until
        raise Refused(f"按章程{article}，公示期满才能付款。这件公示到 {until}，第二天起可以制单。")
    if unwritten := minutes_missing(claim):
        raise Refused(unwritten)
    refuse_returned(claim)


def refuse_returned(claim: Claim) -> None:
    """Raises Refused while an advance that came back counts as paid: the worker would lose it."""
    back = Advance.objects.paid().filter(claim=claim, voucher__reversed_by__isnull=False).first()
    if back is not None:
        raise Refused(
            f"紧急垫付 {back} 的凭证已经冲销。先请审核人退回这件的付款凭证，"
            "在垫付的页上登记退回，再制单，付全数。"
        )


def minutes_missing(claim: Claim) -> str:
    """Why the minutes 纪要 behind the approval are not there yet, or nothing.

    They are written when the meeting closes; payment has both or does not happen.
    """
    item = claim.items.filter(is_revoked=False, decision__isnull=False).first()
    if item is None:
        return "这件没有委员会的审批，不能付款。"
    if item.meeting.status == MeetingStatus.CLOSED:
        return ""
    return f"{item.meeting}还没有散会，纪要没有写定。纪要和审批都有了才能付款。"


def _lines(claim: Claim, party: str) -> list[Line]:
    """The aid in full; what was advanced on it is settled, the rest leaves the bank.

    Cash handed over leaves the drawer instead: see post_as_paid.
    """
    lines = [Line(Account.objects.of(f"aid_{claim.kind}"), Side.DEBIT, claim.amount, party)]
    if advanced := advanced_on(claim):
        lines.append(Line(account(), Side.CREDIT, advanced, party))
    if rest := claim.amount - advanced:
        lines.append(Line(Account.objects.of("bank"), Side.CREDIT, rest))
    return lines


@transaction.atomic
def make_payment_voucher(claim: Claim, *, on: dt.date, by: User) -> DraftVoucher:
    """制单 after the notice: 借 补助支出-类别 / 贷 银行存款, approval and minutes as its papers.

    Raises Refused before the notice is over, while the claim is held, and for anyone who took an
    earlier step.
    """
    Fund.objects.locked()
    claim = locked_claim(claim)
    _refuse_early(claim, on=on)
    if reason := may(by, Step.MAKE, claim):
        raise Refused(reason)
    decision = Decision.objects.get(item__claim=claim, item__is_revoked=False)
    if payment_draft(claim) is not None:
        raise Refused("这件已经制过单了，等审核和付款。")
    if claim.status != ClaimStatus.PAYABLE:  # a voucher sent back leaves the claim payable
        move(claim, ClaimStatus.PAYABLE, act=ClaimAct.VOUCHED, on=on, by=by)
        claim.save(update_fields=["status"])
    worker, party = claim.member.worker, f"member:{claim.member_id}"
    draft = draft_voucher(
        Fund.objects.mutual_aid(),
        date=on,
        summary=f"付{claim.get_kind_display()}补助 {claim.number} {worker.name}",
        lines=_lines(claim, party),
        source=payment_source(claim),
        purpose=payment_purpose(claim),
        attachments=2,  # the approval form and the minutes
        by=by,
    )
    audit.record(
        "claim.voucher_made",
        claim,
        by=by,
        amount=claim.amount,
        decision=decision.pk,
        draft=draft.pk,
    )
    return draft


@transaction.atomic
def review_payment(claim: Claim, *, on: dt.date, by: User) -> DraftVoucher:
    """审核 of the payment's voucher. Raises Refused for anyone who took an earlier step."""
    claim = locked_claim(claim)
    draft = payment_draft(claim)
    if draft is None:
        raise Refused("这件还没有制单，先请会计制单。")
    if stopped := stopped_by_death(claim):
        raise Refused(stopped)
    if reason := may(by, Step.REVIEW, claim):
        raise Refused(reason)
    draft = review_voucher(draft, on=on, by=by)
    audit.record("claim.voucher_reviewed", claim, by=by, draft=draft.pk)
    return draft


def _taker(claim: Claim, taken: Taken | None) -> Taken:
    """Raises Refused when nobody signs, or a proxy is not told in full."""
    payee: Payee | None = getattr(claim, "payee", None)
    if payee is not None:
        return Taken(payee.name, payee.relation, payee.document)
    if taken is None:
        raise Refused("付现金要写谁签领：本人，或代领人和代领的原因。")
    told = Taken(taken.name.strip(), taken.relation.strip(), taken.reason.strip())
    if any((told.name, told.relation, told.reason)) and not all(
        (told.name, told.relation, told.reason)
    ):
        raise Refused(f"{claim.member.worker.name}的代领要写齐代领人、关系和原因。")
    return told


def card_for(claim: Claim) -> str:
    """The card the money goes to. Raises Refused when there is none, or it takes no money now."""
    worker = claim.member.worker
    if worker.died_on is not None:
        raise Refused("申请人已去世，不能付到本人的卡上。改付现金，由登记的代领人签收。")
    card = worker_card(worker)
    if failed := failed_card(claim):
        raise Refused(failed)
    return card


def worker_card(worker: Worker) -> str:
    """The worker's own card. Raises Refused without one, or while a change of it rests."""
    card = str(worker.bank_card)
    if not card[-4:].isdigit() or len(card) < 4:
        raise Refused(f"{worker.name}没有登记工资卡。先补登卡号，或改付现金。")
    if bar := card_bars([worker.pk]).get(worker.pk):
        raise Refused(f"{worker.name}的{bar.words}")
    return card


def failed_card(claim: Claim) -> str:
    """Why the card in the registry is not tried again: it failed before; or nothing."""
    index = bytes(claim.member.worker.bank_card_index or b"")
    lines = claim.pay_lines.filter(fail_code__in=NEEDS_CARD).order_by("-pk")
    line = next((line for line in lines if bytes(line.card_index or b"") == index), None)
    if line is None:
        return ""
    return (
        f"{claim.member.worker.name}尾号 {line.card_last4} 的卡付款失败过：{line.why_failed}。"
        "先办换卡，或改付现金。"
    )


def refuse_unready(claim: Claim, *, is_sent: bool = False) -> DraftVoucher:
    """The reviewed voucher of a claim that may be paid now.

    What lies with the bank (`is_sent`) is no longer stopped by a hold, an objection or a death: the
    bank's answer is written down as it is. Raises Refused without approval and minutes, without a reviewed voucher, or for a dead
    applicant without a payee.
    """
    draft = payment_draft(claim)
    if claim.status != ClaimStatus.PAYABLE or draft is None:
        raise Refused(f"这件是「{claim.get_status_display()}」，没有等着付的凭证。")
    if not is_sent:
        _refuse_stopped(claim)
    if draft.status != DraftStatus.REVIEWED:
        raise Refused("凭证还没有审核，先请审核人看过。")
    if unwritten := minutes_missing(claim):
        raise Refused(unwritten)
    refuse_returned(claim)
    return draft


def _refuse_stopped(claim: Claim) -> None:
    if stopped := stopped_by_death(claim):
        raise Refused(stopped)
    if claim.held_reason:
        raise Refused(f"这件暂缓付款：{claim.held_reason!s}。核查完再付。")
    if claim.is_opposed:
        raise Refused(OPPOSED)


def refuse_overdraft(amount: Decimal, charter: Charter, *, on: dt.date) -> None:
    """Raises Refused for more than the fund holds (the charter's article on the fund)."""
    if amount > (balance := purse_on(on, charter).balance):
        article = charter.numbers().get(Topic.FUND, "")
        raise Refused(
            f"按章程{article}，补助不能超过基金的余额。账面只有 {yuan(balance)} 元，"
            f"不够付 {yuan(amount)} 元。等资金到账再付。"
        )


@transaction.atomic
def pay_claim(
    claim: Claim,
    *,
    on: dt.date,
    by: User,
    method: PayMethod = PayMethod.BANK,
    taken: Taken | None = None,
) -> Payment:
    """付款: the cashier pays a reviewed voucher; it is posted and the payment written with it.

    The fund is locked first, then the claim: one order, no deadlock, no overdraft. A second click
    finds the payment and gets it back. `taken` says who signs for cash. Raises Refused without
    approval, minutes and a reviewed voucher, while the claim waits in a batch, to a card that was
    just changed, for more than the fund holds, for a dead applicant without a payee, and for a
    cashier who took any earlier step.
    """
    Fund.objects.locked()
    claim = locked_claim(claim)
    if paid := Payment.objects.filter(claim=claim, cashier=by).first():
        return paid
    draft = refuse_unready(claim)
    if line := claim.pay_lines.pending().select_related("batch").first():
        raise Refused(f"这件在付款批次 {line.batch} 里等结果。结果登记以后再说，不会付两次。")
    refuse_actors(claim, draft, cashier=by)
    card = card_for(claim) if method == PayMethod.BANK else ""
    return settle(claim, draft, method=method, card=card[-4:], taken=taken, on=on, by=by)


def settle(
    claim: Claim,
    draft: DraftVoucher,
    *,
    method: PayMethod,
    card: str,
    taken: Taken | None,
    on: dt.date,
    by: User,
) -> Payment:
    """Post the voucher of a locked claim and write its payment, with the receipt of cash."""
    taker = _taker(claim, taken) if method == PayMethod.CASH else None
    refuse_overdraft(claim.amount - advanced_on(claim), claim.charter, on=on)
    voucher = post_as_paid(draft, is_cash=method == PayMethod.CASH, on=on, by=by)
    payment = Payment.objects.create(
        claim=claim, voucher=voucher, amount=claim.amount, paid_on=on, cashier=by,
        method=method, card_last4=card,
    )  # fmt: skip
    if taker is not None:
        CashReceipt.objects.create(
            payment=payment, receiver=Receiver.PROXY if taker.name else Receiver.SELF,
            name=taker.name, relation=taker.relation, reason=taker.reason, signed_on=on,
        )  # fmt: skip
    move(claim, ClaimStatus.PAID, act=ClaimAct.PAID, on=on, by=by)
    claim.save(update_fields=["status"])
    audit.record(
        "claim.paid", claim, by=by, amount=claim.amount, voucher=str(voucher), method=method
    )
    return payment


def refuse_actors(claim: Claim, draft: DraftVoucher, *, cashier: User) -> None:
    """The cashier takes no other step; nor did maker and reviewer before they signed the voucher."""
    hands = [(cashier, Step.PAY), (draft.maker, Step.MAKE)]
    if draft.reviewer is not None:
        hands.append((draft.reviewer, Step.REVIEW))
    barred = first_barred(hands, claim)
    if barred is None:
        return
    person, step, reason = barred
    if step == Step.PAY:
        raise Refused(f"您是{reason}，{step.label}要由别人来办。")
    raise Refused(
        f"凭证的{step.label}人{person.name}是{reason}，{step.label}要由别人来办。请会计重新制单。"
    )

"""追回 of a part of a paid claim: asked by one with a reason, approved by another, taken by its voucher.

In the ledger a red voucher undoes all of its original; a part comes back by a voucher that corrects
it, 借 银行存款 / 贷 补助支出, so that the fund and the year count the aid net.
"""

import datetime as dt
from decimal import Decimal

from django.db import transaction

from mutualfund.actions.claim_steps import locked_claim, refuse_family
from mutualfund.actions.handmade import attach_papers
from mutualfund.actions.vouchers import Line, draft_voucher, post_voucher
from mutualfund.clawbacks import draft_of, kept_from, kept_from_money, most_of, why_not_asked
from mutualfund.models import (
    Account,
    Claim,
    Clawback,
    ClawbackStatus,
    DraftStatus,
    DraftVoucher,
    Fund,
    Payment,
    Side,
)
from mutualfund.models.clawbacks import CLAWBACK
from welfare import audit
from welfare.errors import Refused
from welfare.models import User
from welfare.money import yuan


def _locked(clawback: Clawback) -> Clawback:
    Fund.objects.locked()  # always before any claim
    rows = Clawback.objects.select_related("claim__member__worker", "payment__voucher")
    return rows.select_for_update(of=("self",)).get(pk=clawback.pk)


@transaction.atomic
def ask_clawback(claim: Claim, *, amount: Decimal, reason: str, on: dt.date, by: User) -> Clawback:
    """提出追回 of a part that was paid too much.

    Raises Refused without a reason, for family, before the payment or after its reversal, while one
    is open, and for all of the payment or more.
    """
    Fund.objects.locked()
    claim = locked_claim(claim)
    refuse_family(claim, by=by)
    if why := why_not_asked(claim):
        raise Refused(why)
    if not reason.strip():
        raise Refused("追回要写原因，例如「票据重复，多付了一张」。")
    payment = Payment.objects.get(claim=claim)
    most = most_of(payment)
    if not 0 < amount < most:
        raise Refused(
            f"追回的金额要大于 0、小于 {yuan(most)} 元。整笔都要退的，红字冲销付款的凭证。"
        )
    asked = Clawback.objects.create(
        claim=claim, payment=payment, amount=amount, reason=reason.strip()[:200],
        status=ClawbackStatus.ASKED, asked_by=by, asked_on=on,
    )  # fmt: skip
    audit.record("clawback.asked", claim, by=by, amount=amount, on=on)
    return asked


@transaction.atomic
def decide_clawback(clawback: Clawback, *, agrees: bool, on: dt.date, by: User) -> Clawback:
    """批准 or 不批准 by a second person; what was approved may be given up until its voucher is made.

    Raises Refused for who asked, for family, and once it is decided.
    """
    clawback = _locked(clawback)
    gives_up = clawback.status == ClawbackStatus.APPROVED and not agrees
    if clawback.status != ClawbackStatus.ASKED and not gives_up:
        raise Refused(f"这次追回是「{clawback.get_status_display()}」，不用再批。")
    if draft_of(clawback) is not None:
        raise Refused("这次追回已经制单，先请审核人退回凭证。")
    if why := kept_from(clawback, by):
        raise Refused(why)
    if gives_up:
        return _give_up(clawback, on=on, by=by)
    clawback.status = ClawbackStatus.APPROVED if agrees else ClawbackStatus.DECLINED
    clawback.decided_by, clawback.decided_on = by, on
    clawback.save(update_fields=["status", "decided_by", "decided_on"])
    action = "clawback.approved" if agrees else "clawback.declined"
    audit.record(action, clawback.claim, by=by, amount=clawback.amount, on=on)
    return clawback


def _give_up(clawback: Clawback, *, on: dt.date, by: User) -> Clawback:
    clawback.status = ClawbackStatus.DECLINED
    clawback.given_up_by, clawback.given_up_on = by, on
    clawback.save(update_fields=["status", "given_up_by", "given_up_on"])
    action = "clawback.withdrawn" if clawback.is_withdrawn else "clawback.given_up"
    audit.record(action, clawback.claim, by=by, amount=clawback.amount, on=on)
    return clawback


@transaction.atomic
def withdraw_clawback(clawback: Clawback, *, on: dt.date, by: User) -> Clawback:
    """撤回 by who asked, until it is decided: a slip of his own does not bar the payment.

    Raises Refused for anybody else, and once it is decided.
    """
    clawback = _locked(clawback)
    if by.pk != clawback.asked_by_id:
        raise Refused("这次追回不是您提出的，要由提出的人撤回。")
    if clawback.status != ClawbackStatus.ASKED:
        raise Refused(f"这次追回是「{clawback.get_status_display()}」，不能撤回。")
    return _give_up(clawback, on=on, by=by)


def _refuse_hand(clawback: Clawback, by: User) -> None:
    if clawback.status != ClawbackStatus.APPROVED:
        raise Refused(f"这次追回是「{clawback.get_status_display()}」，批准以后才能收钱。")
    if why := kept_from_money(clawback, by):
        raise Refused(why)


@transaction.atomic
def make_clawback_voucher(
    clawback: Clawback, *, paper: bytes | None, on: dt.date, by: User
) -> DraftVoucher:
    """制单: 借 银行存款 / 贷 补助支出 with the scan of what shows the money; reviewed as every other.

    Raises Refused before the approval, without the paper, a second time, or for who asked or approved.
    """
    clawback = _locked(clawback)
    _refuse_hand(clawback, by)
    if draft_of(clawback) is not None:
        raise Refused("这次追回已经制单，等审核和收款。")
    if not paper:
        raise Refused("附上退款的银行回单，拍照或扫描。")
    claim = clawback.claim
    draft = draft_voucher(
        Fund.objects.mutual_aid(),
        date=on,
        summary=f"追回多付补助 {claim.number} {claim.member.worker.name}",
        lines=[
            Line(Account.objects.of("bank"), Side.DEBIT, clawback.amount),
            Line(
                Account.objects.of(f"aid_{claim.kind}"), Side.CREDIT, clawback.amount,
                f"member:{claim.member_id}",
            ),
        ],
        source=clawback.source,
        purpose=CLAWBACK,
        attachments=0,  # counted at the review
        corrects=clawback.payment.voucher,
        by=by,
    )  # fmt: skip
    return attach_papers(draft, papers=[("退款回单", paper)], by=by)


@transaction.atomic
def take_clawback(clawback: Clawback, *, on: dt.date, by: User) -> Clawback:
    """收款: the cashier saw the money and enters the reviewed voucher. A second click changes nothing.

    Raises Refused without a reviewed voucher, or for who asked, approved, made or reviewed it.
    """
    clawback = _locked(clawback)
    if clawback.status == ClawbackStatus.TAKEN and clawback.cashier_id == by.pk:
        return clawback
    _refuse_hand(clawback, by)
    draft = draft_of(clawback)
    if draft is None or draft.status != DraftStatus.REVIEWED:
        raise Refused("凭证还没有审核，先请审核人看过。")
    for what, hand in (("制单", draft.maker), ("审核", draft.reviewer)):
        if hand and (hand.pk == clawback.decided_by_id or kept_from(clawback, hand)):
            raise Refused(
                f"{what}人{hand.name}办过这次追回，或者是申请人的亲属。请退回凭证，由别人{what}。"
            )
    voucher = post_voucher(draft, on=on, by=draft.maker, cashier=by, clicked_by=by)
    clawback.status, clawback.voucher = ClawbackStatus.TAKEN, voucher
    clawback.taken_on, clawback.cashier = on, by
    clawback.save(update_fields=["status", "voucher", "taken_on", "cashier"])
    audit.record(
        "clawback.taken", clawback.claim, by=by, amount=clawback.amount, voucher=str(voucher)
    )
    return clawback

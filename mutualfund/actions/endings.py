"""签领 and 结案: the payee says that the money came, by his login or on paper; then it is closed."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from mutualfund.actions.claim_steps import locked_claim, move, refuse_family, refuse_stranger
from mutualfund.clawbacks import hand_in
from mutualfund.duties import ties_of
from mutualfund.models import (
    Acknowledgement,
    CallAnswer,
    Claim,
    ClaimAct,
    ClaimCall,
    ClaimSample,
    ClaimStatus,
    Clawback,
    DraftVoucher,
    Fund,
    Payment,
    PayMethod,
    SignedHow,
    SignedSheet,
)
from mutualfund.models.clawbacks import OPEN
from mutualfund.models.endings import SIGNED_SHEETS
from welfare import audit, clock
from welfare.days import Quarter
from welfare.errors import Refused
from welfare.models import User
from welfare.money import yuan
from welfare.uploads import clean, keep, read

NONE_TICKED = "一件都没有勾。勾上要登记的，再传签领单。"
CAME_BACK = "付款的凭证已经红字冲销，钱退回来了，先办重新付。"


def _paid(claim: Claim) -> Payment:
    """The payment that waits for the payee's word. Raises Refused when none does."""
    if claim.status != ClaimStatus.PAID:
        raise Refused(f"{claim.number} 是「{claim.get_status_display()}」，不在等签领。")
    payment = Payment.objects.select_related("voucher", "cashier").get(claim=claim)
    if hasattr(payment.voucher, "reversed_by"):
        raise Refused(f"{claim.number}：{CAME_BACK}")
    return payment


def paid_by_hand(user: User, payment: Payment) -> str:
    """Which part this person had in the payment: 出纳, 制单人, 审核人; or nothing."""
    voucher = payment.voucher
    hands = (
        (payment.cashier_id, "出纳"), (voucher.maker_id, "制单人"), (voucher.reviewer_id, "审核人"),
    )  # fmt: skip
    return next((words for person, words in hands if person == user.pk), "")


def _sign(
    claim: Claim, payment: Payment, how: SignedHow, sheet: SignedSheet | None, on: dt.date, by: User
) -> Acknowledgement:
    kept = Acknowledgement.objects.create(
        payment=payment, how=how, sheet=sheet, signed_on=on, by=by, at=clock.now()
    )
    move(claim, ClaimStatus.RECEIPT_SIGNED, act=ClaimAct.SIGNED, on=on, by=by)
    claim.save(update_fields=["status"])
    audit.record("claim.signed_for", claim, by=by, how=how)
    return kept


@transaction.atomic
def confirm_own_money(claim: Claim, *, on: dt.date, by: User) -> Acknowledgement:
    """收到了: the payee says so with his own login. Raises Refused for anybody else, or twice."""
    claim = locked_claim(claim)
    refuse_stranger(claim, by=by)
    return _sign(claim, _paid(claim), SignedHow.OWN, None, on, by)


@transaction.atomic
def enter_signed(
    claims: Sequence[Claim], *, scan: bytes | None, on: dt.date, by: User
) -> list[Acknowledgement]:
    """登记签领 of what came back on paper: one scan for all that are ticked, all or none.

    Without a scan each must have been paid in cash by a batch whose signed sheet was photographed.
    Raises Refused for none, one that is not paid, an own or a relative's claim, or who paid it.
    """
    if not claims:
        raise Refused(NONE_TICKED)
    sheet = _keep_scan(scan, by=by) if scan else None
    kept = []
    for row in sorted(claims, key=lambda claim: claim.pk):
        claim = locked_claim(row)
        payment = _paid(claim)
        refuse_family(claim, by=by)
        if hand := paid_by_hand(by, payment):
            raise Refused(f"您是 {claim.number} 的{hand}，签领要由别的同事登记。")
        if sheet is None and not _has_cash_photo(payment):
            raise Refused(f"{claim.number} 没有现金批次的签领表照片，请传签过字的签领单。")
        how = SignedHow.PAPER if sheet else SignedHow.BATCH
        kept.append(_sign(claim, payment, how, sheet, on, by))
    return kept


def _has_cash_photo(payment: Payment) -> bool:
    line = getattr(payment, "line", None)
    return payment.method == PayMethod.CASH and line is not None and line.batch.photos.exists()


def _keep_scan(scan: bytes, *, by: User) -> SignedSheet:
    file = clean(scan, name="签领单")
    if SignedSheet.objects.filter(sha256=file.sha256).exists():
        raise Refused("这张签领单已经传过。重新扫描这一张，别传旧的。")
    return SignedSheet.objects.create(
        uid=keep(file, folder=SIGNED_SHEETS), file_type=file.file_type, size=len(file.content),
        sha256=file.sha256, stored_sha256=file.stored_sha256, added_by=by, added_at=clock.now(),
    )  # fmt: skip


@transaction.atomic
def open_signed_sheet(sheet: SignedSheet, *, by: User) -> bytes:
    """The scan's bytes; the look is logged. Raises Refused when the file is gone or changed."""
    content = read(sheet.path, sha256=sheet.stored_sha256, name="签领单")
    audit.record("claim.signed_sheet_opened", sheet, by=by)
    return content


def why_not_closed(claim: Claim) -> str:
    """Why a claim cannot be closed, but for words; empty when it can."""
    if claim.status != ClaimStatus.RECEIPT_SIGNED:
        return f"{claim.number} 是「{claim.get_status_display()}」，签领以后才能结案。"
    payment = Payment.objects.select_related("voucher").get(claim=claim)
    if hasattr(payment.voucher, "reversed_by"):
        return f"{claim.number}：{CAME_BACK}"
    if DraftVoucher.objects.waiting().filter(reverses=payment.voucher_id).exists():
        return f"{claim.number} 付款的凭证 {payment.voucher} 正在红字冲销，记了账或者退回了再说。"
    if part := Clawback.objects.filter(payment=payment, status__in=OPEN).first():
        return f"{claim.number} 正在追回 {yuan(part.amount)} 元，办完了、撤回了或者不批准了再结案。"
    quarter = Quarter.of(payment.paid_on)
    if not ClaimSample.objects.filter(year=quarter.year, quarter=quarter.number).exists():
        return f"{quarter.year} 年{quarter.words}付的款还没有抽回访，抽了再结案。"
    call = ClaimCall.objects.filter(payment=payment).first()
    if call is not None and call.answer == CallAnswer.WAITING:
        return f"{claim.number} 抽到了回访，还没打，问过再结案。"
    return ""


def wants_words(claim: Claim) -> ClaimCall | None:
    """The call whose answer was no plain yes: what came of it is written when the claim is closed."""
    odd = (CallAnswer.NOT_GOT, CallAnswer.UNREACHED)
    return ClaimCall.objects.filter(payment__claim=claim, answer__in=odd).first()


def kept_from_closing(claim: Claim, user: User) -> str:
    """Why this person does not close it: family, who paid it or took part of it back, who made the
    odd call; or nothing.
    """
    if bond := ties_of([user.pk], [claim]).family(user.pk, claim):
        return f"您是{bond}，这一步要由别的同事来办。"
    payment = Payment.objects.select_related("voucher").get(claim=claim)
    if hand := paid_by_hand(user, payment) or hand_in(claim, user):
        return f"您是 {claim.number} 的{hand}，结案要由别的同事办。"
    call = wants_words(claim)
    if call is not None and call.called_by_id == user.pk:
        return f"{claim.number} 的回访是您打的，怎么了结要由别人查了再结案。"
    return ""


@transaction.atomic
def close_claim(claim: Claim, *, words: str = "", on: dt.date, by: User) -> Claim:
    """结案: nothing more happens to it, but that its payment is reversed (`reopen_claim`).

    Raises Refused before the payee signed, before the sample of its quarter or its call, while a
    part is asked back, for who paid it or is family; after a no or no answer without words, or for who made the call.
    """
    Fund.objects.locked()  # whoever reverses its payment waits, or is seen
    claim = locked_claim(claim)
    if why := why_not_closed(claim):
        raise Refused(why)
    if why := kept_from_closing(claim, by):
        raise Refused(why)
    if (call := wants_words(claim)) and not words.strip():
        said = call.get_answer_display()
        raise Refused(f"{claim.number} 回访的结果是「{said}」，写明查到什么、怎么了结。")
    move(claim, ClaimStatus.CLOSED, act=ClaimAct.CLOSED, on=on, by=by, words=words.strip())
    claim.save(update_fields=["status"])
    audit.record("claim.closed", claim, by=by, on=on)
    return claim


@transaction.atomic
def close_ready(claims: Sequence[Claim], *, on: dt.date, by: User) -> int:
    """结案 of all that are ready, all or none; how many. Raises Refused as close_claim does."""
    for claim in sorted(claims, key=lambda claim: claim.pk):
        close_claim(claim, on=on, by=by)
    return len(claims)

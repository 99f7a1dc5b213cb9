"""追回 read: what stands in the way of one, its draft, and the next act on the claim's page."""

from dataclasses import dataclass
from decimal import Decimal

from mutualfund.duties import Ties, ties_of
from mutualfund.models import (
    Claim,
    Clawback,
    ClawbackStatus,
    DraftStatus,
    DraftVoucher,
    Payment,
    Voucher,
)
from mutualfund.models.claim_life import PAID_OUT
from mutualfund.models.clawbacks import CLAWBACK, OPEN
from welfare.models import User
from welfare.money import yuan

DECIDE, MAKE, TAKE = "decide", "make", "take"
DUE = {DECIDE: "等批准的追回", MAKE: "等制单的追回", TAKE: "等收款的追回"}  # ?clawback= of the list


def why_not_asked(claim: Claim) -> str:
    """Why no part of a claim is asked back; empty when one may be."""
    payment: Payment | None = getattr(claim, "payment", None)
    if claim.status not in PAID_OUT or payment is None:
        return f"这件是「{claim.get_status_display()}」，没有付出去的钱。"
    if hasattr(payment.voucher, "reversed_by"):
        return f"付款的凭证 {payment.voucher} 已经红字冲销，整笔退回来了。"
    if DraftVoucher.objects.waiting().filter(reverses=payment.voucher_id).exists():
        return f"付款的凭证 {payment.voucher} 正在红字冲销。"
    if Clawback.objects.filter(payment=payment, status__in=OPEN).exists():
        return "上一次追回还没有办完。"
    return ""


def most_of(payment: Payment) -> Decimal:
    """What is left of a payment after the parts that came back or are asked back. Unit: yuan."""
    return payment.amount - Clawback.objects.filter(payment=payment).standing().amount()


def draft_of(clawback: Clawback) -> DraftVoucher | None:
    """The voucher on its way that takes it."""
    drafts = DraftVoucher.objects.filter(source=clawback.source, purpose=CLAWBACK)
    return drafts.exclude(status=DraftStatus.DROPPED).select_related("maker", "reviewer").first()


def parts_of(voucher: Voucher) -> str:
    """Why the voucher of a payment is not reversed whole: a part came back; or nothing."""
    part = Clawback.objects.standing().filter(payment__voucher=voucher).first()
    if part is None:
        return ""
    if part.voucher is not None:
        return f"这笔付款已经追回过 {yuan(part.amount)} 元，先冲销追回的凭证 {part.voucher}。"
    return f"这笔付款正在追回 {yuan(part.amount)} 元，先把追回办完，或者不批准。"


def kept_from(clawback: Clawback, user: User, ties: Ties | None = None) -> str:
    """Why this person takes no further step: he asked or approved, or is family; or nothing."""
    claim = clawback.claim
    if bond := (ties or ties_of([user.pk], [claim])).family(user.pk, claim):
        return f"您是{bond}，这一步要由别的同事来办。"
    if user.pk == clawback.asked_by_id:
        return "这次追回是您提出的，后面的要由别人来办。"
    return ""


def kept_from_money(clawback: Clawback, user: User, ties: Ties | None = None) -> str:
    """Why this person neither makes, reviews nor takes its voucher: he approved it too; or nothing."""
    if why := kept_from(clawback, user, ties):
        return why
    if user.pk == clawback.decided_by_id:
        return "这次追回是您批准的，制单、审核和收款要由别人来办。"
    return ""


def kept_from_draft(draft: DraftVoucher, user: User) -> str:
    """`kept_from_money` of the voucher of a clawback; nothing for every other."""
    key = draft.source.removeprefix(f"{CLAWBACK}:")
    if draft.purpose != CLAWBACK or not key.isdecimal():
        return ""
    row = Clawback.objects.filter(pk=key).select_related("claim__member").first()
    return kept_from_money(row, user) if row else ""


def hand_in(claim: Claim, user: User) -> str:
    """Which part this person had in a 追回 of the claim that was not declined; or nothing.

    `mutualfund_clawback_hand` is the same in the database.
    """
    for row in Clawback.objects.filter(claim=claim).exclude(status=ClawbackStatus.DECLINED):
        draft = draft_of(row)
        hands = [(row.asked_by_id, "提出"), (row.decided_by_id, "批准"), (row.cashier_id, "收款")]
        if draft is not None:
            hands += [(draft.maker_id, "制单"), (draft.reviewer_id, "审核")]
        if act := next((act for person, act in hands if person == user.pk), ""):
            return f"追回的{act}人"
    return ""


@dataclass(frozen=True)
class Shown:
    """A clawback with its draft, the act that is due, and why this reader may not take it."""

    row: Clawback
    draft: DraftVoucher | None
    act: str = ""
    blocked: str = ""

    @property
    def words(self) -> str:
        """How far it is."""
        if self.row.is_undone:
            return "凭证已冲销，没有追回"
        if self.row.given_up_by is not None:
            return "撤回了" if self.row.is_withdrawn else "批准以后不再追回"
        if self.row.status == ClawbackStatus.APPROVED and self.draft is not None:
            is_reviewed = self.draft.status == DraftStatus.REVIEWED
            return "凭证已审核，等出纳收款" if is_reviewed else "已制单，等审核"
        return self.row.get_status_display()


def _act_of(row: Clawback, draft: DraftVoucher | None) -> str:
    if row.status == ClawbackStatus.ASKED:
        return DECIDE
    if row.status != ClawbackStatus.APPROVED:
        return ""
    if draft is None:
        return MAKE
    return TAKE if draft.status == DraftStatus.REVIEWED else ""


def _blocked(
    row: Clawback, draft: DraftVoucher | None, act: str, user: User, ties: Ties | None = None
) -> str:
    if act == DECIDE:
        return kept_from(row, user, ties)
    blocked = kept_from_money(row, user, ties) if act else ""
    if act == TAKE and draft is not None and user.pk in (draft.maker_id, draft.reviewer_id):
        return "出纳不能制单或审核同一张凭证。"
    return blocked


def due_for(user: User, act: str) -> list[Clawback]:
    """Those whose next act is this one, and which this person may take. At most a few queries."""
    status = ClawbackStatus.ASKED if act == DECIDE else ClawbackStatus.APPROVED
    rows = list(Clawback.objects.filter(status=status).select_related("claim__member"))
    if not rows:
        return []
    waiting = DraftVoucher.objects.waiting().filter(purpose=CLAWBACK)
    drafts = {draft.source: draft for draft in waiting}
    ties = ties_of([user.pk], [row.claim for row in rows])
    return [
        row
        for row in rows
        if _act_of(row, draft := drafts.get(row.source)) == act
        and not _blocked(row, draft, act, user, ties)
    ]


def shown_of(claim: Claim, user: User) -> list[Shown]:
    """The clawbacks of a claim, the first first."""
    rows = Clawback.objects.filter(claim=claim).select_related(
        "claim__member", "asked_by", "decided_by", "given_up_by", "cashier", "voucher__reversed_by"
    )
    found = []
    for row in rows:
        draft = draft_of(row) if row.status == ClawbackStatus.APPROVED else None
        act = _act_of(row, draft)
        found.append(Shown(row, draft, act, _blocked(row, draft, act, user)))
    return found

"""Vouchers 凭证: made by one, reviewed by another, posted once, answered by a red reversal."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db import DatabaseError, IntegrityError, connection, transaction

from mutualfund.advances import why_not_undone
from mutualfund.clawbacks import kept_from_draft, parts_of
from mutualfund.models import (
    Account,
    DraftLine,
    DraftStatus,
    DraftVoucher,
    Fund,
    PayLine,
    Side,
    Voucher,
    VoucherKind,
)
from mutualfund.voucher_papers import why_no_paper
from welfare import audit, clock
from welfare.errors import Refused
from welfare.models import User
from welfare.one_line import one_line, plain

POST = "SELECT mutualfund_post_draft(%s, %s, %s, %s)"
# sqlstate of the posting functions -> what is wrong with the day of a voucher
TOO_EARLY = {
    "GU001": "在已经结账的月份里",
    "GU008": "在开账以前的年度里，后面的年度已经记了账",
}

NO_CASH = "GU009"
EMPTY_DRAWER = "库存现金不够，付了账上就成负数。先在「现金盘点」页提现，再办这一笔。"


@dataclass(frozen=True)
class Line:
    """A line to be: amount in yuan, negative only in a reversal; party like `member:12`."""

    account: Account
    side: Side
    amount: Decimal
    party: str = ""


@dataclass(frozen=True)
class Told:
    """What a draft is to say. Source and purpose name the event, e.g. `claim:17` and `pay`."""

    date: dt.date
    summary: str
    lines: Sequence[Line]
    source: str
    purpose: str
    attachments: int
    kind: VoucherKind = VoucherKind.NORMAL
    key: uuid.UUID = field(default_factory=uuid.uuid4)
    reverses: Voucher | None = None
    corrects: Voucher | None = None


def _check(lines: Sequence[Line]) -> None:
    if len(lines) < 2:
        raise Refused("凭证至少要有一借一贷两行。")
    off = sum((line.side * line.amount for line in lines), Decimal(0))
    if off:
        raise Refused(f"借贷不平，差 {abs(off)} 元，请核对每一行的金额。")


def draft_voucher(
    fund: Fund,
    *,
    date: dt.date,
    summary: str,
    lines: Sequence[Line],
    source: str,
    purpose: str,
    attachments: int,
    by: User,
    **more: Any,
) -> DraftVoucher:
    """制单 of one, with what else `Told` knows. Raises Refused as draft_vouchers does."""
    told = Told(date, summary, lines, source, purpose, attachments, **more)
    return draft_vouchers(fund, [told], by=by)[0]


@transaction.atomic
def draft_vouchers(fund: Fund, told: Sequence[Told], *, by: User) -> list[DraftVoucher]:
    """制单 of many, all or none, in the order given. A fixed number of statements.

    Raises Refused when debits and credits differ or an event was drafted before: one draft, one
    voucher.
    """
    for one in told:
        _check(one.lines)
    kept = DraftVoucher.objects.exclude(status=DraftStatus.DROPPED)
    same = kept.filter(source__in={one.source for one in told}).values_list("source", "purpose")
    known = set(same)
    for one in told:
        if (one.source, one.purpose) in known:
            raise Refused(f"「{one.summary}」已经制过单了，不用再制。")
    drafts = _put(fund, told, by)
    DraftLine.objects.bulk_create(
        DraftLine(
            draft=draft, line=n, account=x.account, side=x.side, amount=x.amount, party=x.party
        )
        for draft, one in zip(drafts, told, strict=True)
        for n, x in enumerate(one.lines, start=1)
    )
    audit.record_many(
        "voucher.drafted",
        ((draft, {"source": draft.source, "purpose": draft.purpose}) for draft in drafts),
        by=by,
    )
    return drafts


def _put(fund: Fund, told: Sequence[Told], by: User) -> list[DraftVoucher]:
    """The drafts' heads; of two who draft one event at once the second is told so."""
    try:
        with transaction.atomic():
            return DraftVoucher.objects.bulk_create(
                DraftVoucher(
                    fund=fund, date=one.date, kind=one.kind, summary=plain(one.summary),
                    source=one.source, purpose=one.purpose, key=one.key,
                    attachments=one.attachments, maker=by, reverses=one.reverses,
                    corrects=one.corrects,
                )
                for one in told
            )  # fmt: skip
    except IntegrityError as error:
        if "draft_one_per_source_and_purpose" not in str(error):
            raise
        raise Refused("刚才有人制了同一件事的单，不用再制。刷新一下看现在的情况。") from error


def may_review(user: User, draft: DraftVoucher) -> str:
    """Why this person may not review the draft (R13, S7): he made it, or stood behind the clawback it takes."""
    if user.pk == draft.maker_id:
        return "这张凭证是您制的单，要由别人审核。"
    if draft.status != DraftStatus.DRAFT:
        return f"这张凭证{draft.get_status_display()}，不用再审。"
    return kept_from_draft(draft, user)


@transaction.atomic
def review_voucher(draft: DraftVoucher, *, on: dt.date, by: User) -> DraftVoucher:
    """审核. Raises Refused for the maker himself, a draft that is not waiting, or one without its paper."""
    draft = DraftVoucher.objects.select_for_update().get(pk=draft.pk)
    if reason := may_review(by, draft) or why_no_paper(draft):
        raise Refused(reason)
    draft.reviewer, draft.status = by, DraftStatus.REVIEWED
    draft.save(update_fields=["reviewer", "status"])
    draft.refresh_from_db(fields=["attachments"])  # the database counts the papers
    audit.record("voucher.reviewed", draft, by=by, on=on)
    return draft


def may_send_back(user: User, draft: DraftVoucher) -> str:
    """Why this person may not send the draft back; empty when he may."""
    if user.pk == draft.maker_id:
        return "这张凭证是您制的单，要由审核人退回。"
    if not draft.can_become(DraftStatus.DROPPED):
        return f"这张凭证{draft.get_status_display()}，不能退回。记错了用红字冲销。"
    if draft.purpose.startswith("pay") and PayLine.objects.pending_on(draft.source).exists():
        return "这张凭证在付款批次里等结果，登记了结果再退回。"
    return ""


@transaction.atomic
def send_back(draft: DraftVoucher, *, reason: str, by: User) -> DraftVoucher:
    """退回制单人: the draft is dropped with its reason and may be made anew.

    Raises Refused without a reason, after posting, or for the maker himself.
    """
    draft = DraftVoucher.objects.select_for_update().get(pk=draft.pk)
    if not reason.strip():
        raise Refused("退回要写明哪里不对。")
    if words := may_send_back(by, draft):
        raise Refused(words)
    draft.status = DraftStatus.DROPPED
    draft.save(update_fields=["status"])
    audit.record("voucher.sent_back", draft, by=by, reason=reason.strip())
    return draft


HAND, CORRECT, CARRY = "hand", "correct", "carry"  # purposes of vouchers written by hand
RED_MONEY = "冲销动了银行存款或现金，由出纳核对收付以后记账。"
BY_HAND = (HAND, CORRECT, CARRY)


def moves_money(draft: DraftVoucher) -> bool:
    """Whether a line of the draft is bank or cash: then a cashier enters it."""
    return draft.lines.filter(account__in=Account.objects.money()).exists()


def _may_enter(draft: DraftVoucher) -> str:
    if draft.status != DraftStatus.REVIEWED:
        return f"这张凭证{draft.get_status_display()}，审核以后才能记账，只记一次。"
    return ""


def may_post(draft: DraftVoucher) -> str:
    """Why the accountant may not post a draft; empty for a reviewed reversal or transfer."""
    if draft.kind == VoucherKind.REVERSAL:
        return RED_MONEY if moves_money(draft) else _may_enter(draft)
    if draft.purpose not in BY_HAND or moves_money(draft):
        return "收款和付款的凭证由出纳收付时记账。"
    return _may_enter(draft)


def may_enter_money(user: User, draft: DraftVoucher) -> str:
    """Why the cashier may not enter a voucher by hand or a red one; empty when he may."""
    if draft.purpose not in BY_HAND and draft.kind != VoucherKind.REVERSAL:
        return "这张凭证在自己的页上收付，不在这里。"
    if not moves_money(draft):
        return "这张凭证不收也不付，由会计记账。"
    if user.pk in (draft.maker_id, draft.reviewer_id):
        return "出纳不能制单或审核同一张凭证。"
    return _may_enter(draft)


@transaction.atomic
def post_voucher(
    draft: DraftVoucher,
    *,
    on: dt.date,
    by: User,
    cashier: User | None = None,
    clicked_by: User | None = None,
) -> Voucher:
    """记账: number, chain and balances in one step; a second call gives the same voucher.

    `by` stands on the voucher as 记账; `clicked_by` is who set it off when that was another, e.g.
    the cashier whose payment enters the voucher of the accountant.

    Raises Refused before review, into a closed month, when the cashier made or reviewed it, or for
    a reversal that moves money without a cashier.
    """
    draft = DraftVoucher.objects.select_for_update().get(pk=draft.pk)
    if draft.voucher_id is not None:
        return Voucher.objects.get(pk=draft.voucher_id)
    if draft.status != DraftStatus.REVIEWED:
        raise Refused("凭证还没有审核，先请审核人看过。")
    if cashier is not None and cashier.pk in {draft.maker_id, draft.reviewer_id}:
        raise Refused("出纳不能制单或审核同一张凭证。")
    if cashier is None and draft.kind == VoucherKind.REVERSAL and moves_money(draft):
        raise Refused(RED_MONEY)
    if draft.date > on:
        raise Refused(f"凭证日期 {draft.date:%Y-%m-%d} 还没到，不能记账。")
    voucher = Voucher.objects.get(pk=_post(draft, by, cashier))
    draft.voucher, draft.status = voucher, DraftStatus.POSTED
    draft.save(update_fields=["voucher", "status"])
    audit.record(
        "voucher.posted", voucher, by=clicked_by or by, number=str(voucher), poster=by.name
    )
    return voucher


def posting_facts(draft: DraftVoucher, by: User, cashier: User | None) -> list[Any]:
    """What `mutualfund_post_draft` is told, in the order of `POST`."""
    return [draft.pk, by.pk, cashier.pk if cashier else None, clock.now()]


def _post(draft: DraftVoucher, by: User, cashier: User | None) -> int:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(POST, posting_facts(draft, by, cashier))
            (number,) = cursor.fetchone()
    except DatabaseError as error:
        code = getattr(error.__cause__, "sqlstate", "")
        if code == NO_CASH:
            raise Refused(EMPTY_DRAWER) from error
        if code not in TOO_EARLY:
            raise
        raise Refused(
            f"凭证日期 {draft.date:%Y-%m-%d} {TOO_EARLY[code]}，请改用本月日期。"
        ) from error
    return int(number)


def may_reverse(voucher: Voucher) -> str:
    """Why a voucher cannot be reversed; empty when it can (domain.md R11)."""
    if voucher.kind == VoucherKind.REVERSAL:
        return "红字凭证不能再冲销。"
    if Voucher.objects.filter(reverses=voucher).exists():
        return f"凭证 {voucher} 已经冲销过。"
    if DraftVoucher.objects.waiting().filter(reverses=voucher).exists():
        return f"凭证 {voucher} 的红字凭证已经制单，等审核和记账。"
    return why_not_undone(voucher) or parts_of(voucher)


@transaction.atomic
def draft_reversal(voucher: Voucher, *, reason: str, on: dt.date, by: User) -> DraftVoucher:
    """红字冲销 of a posted voucher: same accounts, same sides, negated amounts (domain.md R11).

    Raises Refused without a reason, for a reversal, a voucher reversed before, or an advance or
    a payment of which something was asked back.
    """
    voucher = Voucher.objects.select_related("fund").get(pk=voucher.pk)
    Fund.objects.locked(voucher.fund.key)  # a claim is closed behind the same lock
    reason = one_line(reason, "冲销原因")
    if not reason:
        raise Refused("冲销要写原因。")
    if words := may_reverse(voucher):
        raise Refused(words)
    entries = voucher.entries.select_related("account")
    return draft_voucher(
        voucher.fund,
        date=on,
        summary=f"冲销 {voucher} 号凭证：{reason}"[:200],
        lines=[Line(e.account, Side(e.side), -e.amount, e.party) for e in entries],
        source=f"voucher:{voucher.pk}",
        purpose="reverse",
        attachments=1,
        by=by,
        kind=VoucherKind.REVERSAL,
        reverses=voucher,
    )

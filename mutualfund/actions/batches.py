"""Many vouchers at once 批量记账: one transaction, one pass over numbers, chain and balances."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import DatabaseError, connection, transaction

from mutualfund.actions.vouchers import EMPTY_DRAWER, NO_CASH, TOO_EARLY
from mutualfund.models import DraftStatus, DraftVoucher, Voucher
from welfare import audit, clock
from welfare.errors import Refused
from welfare.models import User

POST = "SELECT draft, voucher FROM mutualfund_post_batch(%s::bigint[], %s::bigint, %s::bigint, %s)"
TIE = """
UPDATE mutualfund_draftvoucher d SET voucher_id = p.voucher, status = 'posted'
  FROM unnest(%s::bigint[], %s::bigint[]) p(draft, voucher)
  WHERE d.id = p.draft AND d.status = 'reviewed'
"""


@transaction.atomic
def post_batch(
    drafts: Iterable[DraftVoucher],
    *,
    on: dt.date,
    by: User | None = None,
    cashier: User | None = None,
    clicked_by: User | None = None,
) -> list[Voucher]:
    """记账 of many reviewed drafts in the order given, all or none; the vouchers in that order.

    Without `by` each is posted in its maker's name; `clicked_by` is who set it off. A draft that
    was posted before keeps its voucher. Raises Refused as post_voucher does.
    """
    wanted = [draft.pk for draft in drafts]
    rows = DraftVoucher.objects.select_for_update(of=("self",)).select_related("maker")
    kept = rows.filter(pk__in=wanted).order_by("pk").in_bulk()
    fresh = [kept[pk] for pk in wanted if kept[pk].voucher_id is None]
    for draft in fresh:
        _refuse(draft, on=on, cashier=cashier)
    posted = _post([draft.pk for draft in fresh], by, cashier)
    known = {pk: draft.voucher_id for pk, draft in kept.items() if draft.voucher_id is not None}
    told = posted | known
    vouchers = Voucher.objects.in_bulk(told.values())
    audit.record_many(
        "voucher.posted",
        (
            (voucher := vouchers[posted[draft.pk]],
             {"number": str(voucher), "poster": (by or draft.maker).name})
            for draft in fresh
        ),
        by=clicked_by or by or cashier,
    )  # fmt: skip
    return [vouchers[told[pk]] for pk in wanted]


def _refuse(draft: DraftVoucher, *, on: dt.date, cashier: User | None) -> None:
    if draft.status != DraftStatus.REVIEWED:
        raise Refused(f"「{draft.summary}」还没有审核，先请审核人看过。一张也没有记账。")
    if cashier is not None and cashier.pk in {draft.maker_id, draft.reviewer_id}:
        raise Refused(f"「{draft.summary}」：出纳不能制单或审核同一张凭证。一张也没有记账。")
    if draft.date > on:
        raise Refused(f"「{draft.summary}」的日期 {draft.date:%Y-%m-%d} 还没到，一张也没有记账。")


def _post(drafts: list[int], by: User | None, cashier: User | None) -> dict[int, int]:
    """Voucher by draft."""
    if not drafts:
        return {}
    facts: list[Any] = [
        drafts, by.pk if by else None, cashier.pk if cashier else None, clock.now()
    ]  # fmt: skip
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(POST, facts)
            posted = dict(cursor.fetchall())
            cursor.execute(TIE, [list(posted), list(posted.values())])
    except DatabaseError as error:
        code = getattr(error.__cause__, "sqlstate", "")
        if code == NO_CASH:
            raise Refused(f"{EMPTY_DRAWER}一张也没有记账。") from error
        if code in TOO_EARLY:
            raise Refused(f"有凭证的日期{TOO_EARLY[code]}，一张也没有记账。") from error
        raise
    return posted

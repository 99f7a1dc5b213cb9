"""现金盘点: the cashier counts the drawer, another watches and signs (domain.md R14)."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal

from django.db import transaction

from mutualfund.models import Account, CashCount, Entry, Fund
from mutualfund.models.counts import FACES
from welfare import audit, clock
from welfare.errors import Refused
from welfare.models import User
from welfare.money import cents, yuan


def booked_cash(fund: Fund, *, on: dt.date) -> Decimal:
    """What the books say lies in the drawer at the end of a day, yuan."""
    return Entry.objects.of(Account.objects.of("cash", fund.key)).up_to(on).balance()


@transaction.atomic
def count_cash(
    fund: Fund, *, pieces: Mapping[str, int], explanation: str, on: dt.date, by: User
) -> CashCount:
    """Write down how many pieces of each face value lay there.

    Raises Refused for a face value that does not exist, a negative number, or a difference to the
    books without its reason.
    """
    fund = Fund.objects.locked(fund.key)
    faces = {str(face): face for face in FACES}
    if any(face not in faces or number < 0 for face, number in pieces.items()):
        raise Refused("张数写成 0 或以上的整数。")
    counted = cents(sum((faces[face] * n for face, n in pieces.items()), Decimal(0)))
    booked = booked_cash(fund, on=on)
    if counted != booked and not explanation.strip():
        raise Refused(
            f"实有 {yuan(counted)} 元，账面 {yuan(booked)} 元，差 {yuan(counted - booked)} 元，"
            "要写明原因。"
        )
    count = CashCount.objects.create(
        fund=fund, on=on, pieces=dict(pieces), counted=counted, booked=booked,
        explanation=explanation.strip()[:200], cashier=by, counted_at=clock.now(),
    )  # fmt: skip
    audit.record("cash.counted", count, by=by, counted=counted, booked=booked)
    return count


def may_witness(user: User, count: CashCount) -> str:
    """Why this person may not sign as witness; empty when he may."""
    if count.witness_id is not None:
        return "已经签过字。"
    if count.cashier_id == user.pk:
        return "您自己盘的，要由别人监盘签字。"
    return ""


@transaction.atomic
def witness_count(count: CashCount, *, by: User) -> CashCount:
    """监盘签字. Raises Refused for the cashier himself or a signed count."""
    count = CashCount.objects.select_for_update().get(pk=count.pk)
    if words := may_witness(by, count):
        raise Refused(words)
    count.witness, count.witnessed_at = by, clock.now()
    count.save(update_fields=["witness", "witnessed_at"])
    audit.record("cash.witnessed", count, by=by)
    return count

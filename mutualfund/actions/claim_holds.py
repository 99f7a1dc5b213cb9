"""暂缓: an objection or an open question stops a claim, and its clock, until it is answered."""

import datetime as dt
from uuid import UUID

from django.db import transaction

from mutualfund.actions.claim_steps import locked_claim, note, refuse_family
from mutualfund.models import Claim, ClaimAct, NoticeHold
from mutualfund.models.claim_life import HOLDABLE
from welfare import audit
from welfare.errors import Refused
from welfare.models import User

WORDS = 200  # characters of why it waits


@transaction.atomic
def hold_claim(
    claim: Claim, *, reason: str, on: dt.date, by: User | None, until: dt.date | None = None
) -> Claim:
    """暂缓: stop the claim, perhaps until a day on which somebody looks at it again."""
    claim = locked_claim(claim)
    if claim.status not in HOLDABLE:
        raise Refused("受理以后、付款以前的申请才能暂缓。")
    if by is not None:
        refuse_family(claim, by=by)
    if until is not None and until <= on:
        raise Refused("暂缓到哪一天，要写今天以后的一天。")
    claim.held_reason = reason.strip()[:WORDS] or "有异议，正在核查"
    claim.held_until = until
    note(claim, ClaimAct.HELD, was=claim.status, on=on, by=by, words=str(claim.held_reason))
    claim.save(update_fields=["held_reason", "held_until"])
    audit.record("claim.held", claim, by=by, on=on, until=until)
    return claim


@transaction.atomic
def release_hold(claim: Claim, *, outcome: str, on: dt.date, by: User) -> Claim:
    """解除暂缓: the question is answered, the claim goes on."""
    claim = locked_claim(claim)
    if not claim.held_reason:
        raise Refused("这件申请没有暂缓。")
    refuse_family(claim, by=by)
    claim.held_reason, claim.held_until = "", None
    words = outcome.strip() or "核查过，没有问题"
    note(claim, ClaimAct.RELEASED, was=claim.status, on=on, by=by, words=words)
    claim.save(update_fields=["held_reason", "held_until"])
    audit.record("claim.hold_released", claim, by=by, on=on)  # what came of it stands sealed
    return claim


@transaction.atomic
def hold_for_objection(claim: Claim, *, key: UUID, on: dt.date) -> None:
    """An objection to its notice stops the payment, whatever else stands; nobody's name is kept.

    What has ended or was sent back meanwhile is left alone: there is nothing to pay.
    """
    claim = locked_claim(claim)
    if claim.status in HOLDABLE:
        NoticeHold.objects.create(claim=claim, key=key, opened_on=on)
        audit.record("claim.opposed", claim, by=None, on=on)


@transaction.atomic
def lift_for_answer(key: UUID, *, founded: bool, on: dt.date, by: User) -> None:
    """The objection is answered: its claims go on, or, when it was founded, wait for the office."""
    for hold in NoticeHold.objects.open().filter(key=key).select_related("claim").order_by("claim"):
        claim = locked_claim(hold.claim)
        hold.lifted_on = on
        hold.save(update_fields=["lifted_on"])
        audit.record("claim.objection_answered", claim, by=by, founded=founded, on=on)
        if founded and claim.status in HOLDABLE:
            hold_claim(claim, reason="公示异议核查成立，撤销决定或者重新调查", on=on, by=by)

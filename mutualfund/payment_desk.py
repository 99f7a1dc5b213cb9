"""The queue of the payment desk 付款台账, with the reason against whoever looks at it."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q

from mutualfund.actions.payees import stopped_by_death
from mutualfund.duties import (
    PAYMENT_PURPOSE,
    Step,
    actors_of,
    payment_source,
    reason_against,
    ties_of,
)
from mutualfund.models import Claim, ClaimStatus, DraftStatus, DraftVoucher
from welfare.models import User


@dataclass(frozen=True)
class Waiting:
    """A claim at the desk, its voucher if made, and why this user may not take the next step."""

    claim: Claim
    draft: DraftVoucher | None
    blocked: str
    stopped: str = ""  # why nobody may: the applicant died

    @property
    def is_free(self) -> bool:
        """Whether this user may take the next step now."""
        return not self.blocked and not self.stopped


@dataclass(frozen=True)
class Desk:
    """The three queues."""

    to_make: list[Waiting]
    to_review: list[Waiting]
    to_pay: list[Waiting]

    @property
    def total(self) -> int:
        """How many wait at the desk."""
        return len(self.to_make) + len(self.to_review) + len(self.to_pay)


def desk_for(user: User, *, on: dt.date) -> Desk:
    """The claims whose notice is over, by what they wait for. Fixed number of queries."""
    over = Q(pk__in=Claim.objects.notice_over(on=on).values("pk"))
    rows = Claim.objects.filter(over | Q(status=ClaimStatus.PAYABLE))
    claims = list(
        rows.select_related("member__worker__station", "received_by", "payee").order_by("number")
    )
    drafts = {
        draft.source: draft
        for draft in DraftVoucher.objects.filter(
            source__in=[payment_source(claim) for claim in claims], purpose=PAYMENT_PURPOSE
        )
        .exclude(status=DraftStatus.DROPPED)
        .select_related("maker", "reviewer")
    }
    ties, acted = ties_of([user.pk], claims), actors_of(claims)
    desk = Desk([], [], [])
    for claim in claims:
        draft = drafts.get(payment_source(claim))
        step, queue = Step.MAKE, desk.to_make
        if draft is not None:
            reviewed = draft.status == DraftStatus.REVIEWED
            step, queue = (Step.PAY, desk.to_pay) if reviewed else (Step.REVIEW, desk.to_review)
        bond = reason_against(user.pk, step, claim, ties=ties, acted=acted[claim.pk])
        blocked = f"您是{bond}" if bond else ""
        queue.append(Waiting(claim, draft, blocked, stopped_by_death(claim)))
    return desk

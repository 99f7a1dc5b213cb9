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
from mutualfund.models import (
    Claim,
    ClaimStatus,
    DraftStatus,
    DraftVoucher,
    LineResult,
    PayBatch,
    PayLine,
)
from staff.cards import card_bars
from welfare.models import User


@dataclass(frozen=True)
class Waiting:
    """A claim at the desk, its voucher if made, and why this user may not take the next step."""

    claim: Claim
    draft: DraftVoucher | None
    blocked: str
    stopped: str = ""  # why nobody may: the applicant died
    bar: str = ""  # why nothing goes to his card now
    failed: PayLine | None = None  # the last payment that did not arrive
    batch: PayBatch | None = None  # where it waits for its result

    @property
    def is_free(self) -> bool:
        """Whether this user may take the next step now."""
        return not self.blocked and not self.stopped and self.batch is None


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
            source__in=[payment_source(claim) for claim in claims],
            purpose__startswith=PAYMENT_PURPOSE,
        )
        .exclude(status__in=[DraftStatus.DROPPED, DraftStatus.POSTED])
        .select_related("maker", "reviewer")
    }
    ties, acted = ties_of([user.pk], claims), actors_of(claims)
    bars = card_bars(claim.member.worker_id for claim in claims)
    lines = _last_lines(claims)
    desk = Desk([], [], [])
    for claim in claims:
        draft = drafts.get(payment_source(claim))
        step, queue = Step.MAKE, desk.to_make
        if draft is not None:
            reviewed = draft.status == DraftStatus.REVIEWED
            step, queue = (Step.PAY, desk.to_pay) if reviewed else (Step.REVIEW, desk.to_review)
        bond = reason_against(user.pk, step, claim, ties=ties, acted=acted[claim.pk])
        blocked = f"您是{bond}" if bond else ""
        bar, line = bars.get(claim.member.worker_id), lines.get(claim.pk)
        waits = line is not None and line.result == LineResult.PENDING
        queue.append(
            Waiting(
                claim, draft, blocked, stopped_by_death(claim), bar.words if bar else "",
                failed=None if waits else line, batch=line.batch if line and waits else None,
            )
        )  # fmt: skip
    return desk


def _last_lines(claims: list[Claim]) -> dict[int, PayLine]:
    """The last line of a batch each claim was in. One query."""
    rows = PayLine.objects.filter(claim__in=claims).select_related("batch").order_by("pk")
    return {line.claim_id: line for line in rows}

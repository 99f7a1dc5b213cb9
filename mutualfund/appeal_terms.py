"""Until when a refusal may be appealed 复核期限: so many working days after the worker was told."""

import datetime as dt

from mutualfund.models import Claim, ClaimStatus, ClaimStep
from mutualfund.models.claim_steps import REFUSING
from welfare.days import last_working_day

ONE = dt.timedelta(days=1)


def refusal_of(claim: Claim) -> ClaimStep | None:
    """The step that refused the claim: its code, and the sentence the worker reads."""
    if claim.status != ClaimStatus.REJECTED:
        return None
    refusing = [step for step in claim.steps.all() if step.act in REFUSING]
    return refusing[-1] if refusing else None


def appeal_until(claim: Claim, refusal: ClaimStep) -> dt.date:
    """The last day on which the worker may appeal. One query."""
    return last_working_day(refusal.on + ONE, claim.charter.appeal_days)


def why_no_appeal(claim: Claim, *, on: dt.date) -> str:
    """Why this refusal is not heard again; empty when it is."""
    refusal = refusal_of(claim)
    if refusal is None:
        return "没有同意的申请才能申请复核。"
    if claim.appeal_of_id:
        return "复核的结果是最后的结果，不再复核。有新的情况请找工会主席。"
    if hasattr(claim, "appeal"):
        return "这件已经申请过复核。"
    if on > (until := appeal_until(claim, refusal)):
        return f"申请复核要在 {until} 以前提出，已经过了期限。有新的情况请找工会主席。"
    return ""

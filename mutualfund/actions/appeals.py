"""Appeals 复核申请: a refused claim is heard again, by people who had no part in the refusal."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from mutualfund.actions.claim_steps import locked_claim, note
from mutualfund.actions.evidence import Paper, attach, cleaned, refuse_unseen, take_along
from mutualfund.appeal_terms import why_no_appeal
from mutualfund.duties import Step, may
from mutualfund.models import Claim, ClaimAct, ClaimStatus, Fund, SignedWay
from mutualfund.paper_checks import used_before
from welfare import audit
from welfare.errors import Refused
from welfare.models import User
from welfare.serials import last_serial

# what the appeal takes over of the refused claim: the event is the same
SAME = (
    "member", "charter", "kind", "subtype", "relation", "beneficiary", "event_key", "event_date", "event",
    "total_cost", "other_aid", "requested_amount", "article", "arithmetic", "checks", "asked_amount",
)  # fmt: skip


@transaction.atomic
def file_appeal(
    refused: Claim, *, words: str, papers: Sequence[Paper] = (), on: dt.date, by: User
) -> Claim:
    """申请复核: a claim of its own, linked to the refused one, with its papers and new ones.

    The worker files it himself, or the desk on his signed paper. Raises Refused after the charter's
    term, a second time, without a reason, and for papers that served another claim meanwhile.
    """
    if not words.strip():
        raise Refused("写一句为什么不同意这个结果。")
    files = cleaned(papers)
    Fund.objects.locked()
    refused = locked_claim(refused)
    own = refused.member.worker.user_id == by.pk
    if not own:
        refuse_unseen(papers, then="收")
    if reason := why_no_appeal(refused, on=on):
        raise Refused(reason)
    kept = list(refused.evidence.all())
    if used := used_before(files.given(kept), besides=None):
        raise Refused(used)
    claim = _linked(refused, words=words.strip(), is_own=own, on=on, by=by)
    if not own and (reason := may(by, Step.RECEIVE, claim)):
        raise Refused(reason)
    claim.save()
    note(claim, ClaimAct.SUBMITTED, was="", on=on, by=by, words=f"对 {refused.number} 申请复核")
    take_along(claim, kept)
    attach(claim, files, by=by)
    audit.record("claim.appealed", claim, by=by, of=refused.number, papers=len(papers), on=on)
    return claim


def _linked(refused: Claim, *, words: str, is_own: bool, on: dt.date, by: User) -> Claim:
    prefix = f"HZ-{on.year}-"
    return Claim(
        number=f"{prefix}{last_serial(Claim.objects.all(), prefix) + 1:04d}",
        status=ClaimStatus.SUBMITTED,
        applied_on=on,
        signed_on=on,
        signed_way=SignedWay.PHONE if is_own else SignedWay.PAPER,
        filled_by=None if is_own else by,
        appeal_of=refused,
        appeal_words=words,
        **{name: getattr(refused, name) for name in SAME},
    )

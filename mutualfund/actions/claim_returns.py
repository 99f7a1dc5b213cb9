"""退回补正: the claim goes back for papers and its clock stops; it goes on where it stood."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from mutualfund.actions.claim_steps import locked_claim, move, refuse_family, refuse_stranger
from mutualfund.actions.evidence import Paper, attach, cleaned, refuse_unseen
from mutualfund.duties import Step, may
from mutualfund.models import AgendaItem, Choice, Claim, ClaimAct, ClaimStatus, Fund
from mutualfund.paper_checks import used_before
from welfare import audit
from welfare.errors import Refused
from welfare.models import User


@transaction.atomic
def return_claim(claim: Claim, *, missing: str, on: dt.date, by: User) -> Claim:
    """退回补正: name what is missing; the clock stops until it is brought.

    A claim on an agenda comes off it. Raises Refused once somebody has voted.
    """
    if not missing.strip():
        raise Refused("写明要补什么材料。")
    Fund.objects.locked()  # the fund, the agenda, then the claim: one order
    claim = locked_claim(claim)
    refuse_family(claim, by=by)
    items = AgendaItem.objects.undecided().filter(claim=claim)
    if items.filter(votes__choice__in=[Choice.AGREE, Choice.REFUSE, Choice.ABSTAIN]).exists():
        raise Refused("这件已经有人表决，要在这次会上定下来。")
    items.update(is_postponed=True)
    words = missing.strip()
    move(claim, ClaimStatus.SUPPLEMENT, act=ClaimAct.RETURNED, on=on, by=by, words=words)
    claim.supplement_words = words
    claim.save(update_fields=["status", "supplement_words"])
    audit.record("claim.returned", claim, by=by, on=on)  # what is missing stands sealed
    return claim


def stood_at(claim: Claim) -> ClaimStatus:
    """Where the claim stood when it was sent back."""
    step = claim.steps.filter(act=ClaimAct.RETURNED).order_by("-pk").first()
    return ClaimStatus(step.was) if step else ClaimStatus.ACCEPTED


def _brought(claim: Claim, papers: Sequence[Paper], *, on: dt.date, by: User) -> Claim:
    """Keep the papers and go on; the caller has locked the claim and asked who he is."""
    if claim.status != ClaimStatus.SUPPLEMENT:
        raise Refused(f"这件是「{claim.get_status_display()}」，没有等补的材料。")
    files = cleaned(papers)
    if words := used_before(files.given(), besides=claim):
        raise Refused(words)
    move(claim, stood_at(claim), act=ClaimAct.SUPPLEMENTED, on=on, by=by)
    claim.supplement_words = ""
    claim.save(update_fields=["status", "supplement_words"])
    attach(claim, files, by=by)
    audit.record("claim.supplemented", claim, by=by, papers=len(papers), on=on)
    return claim


@transaction.atomic
def supplement_claim(claim: Claim, *, papers: Sequence[Paper], on: dt.date, by: User) -> Claim:
    """补正收齐 at the counter: the originals are seen with it."""
    if not papers:
        raise Refused("补的材料要拍照传上来。")
    refuse_unseen(papers, then="收")
    Fund.objects.locked()  # a receipt serves one claim: whoever comes second sees the first
    claim = locked_claim(claim)
    if reason := may(by, Step.RECEIVE, claim):
        raise Refused(reason)
    return _brought(claim, papers, on=on, by=by)


@transaction.atomic
def supplement_own_claim(claim: Claim, *, papers: Sequence[Paper], on: dt.date, by: User) -> Claim:
    """本人补材料 from the phone; the original is looked at when he next comes to the union."""
    if not papers:
        raise Refused("补的材料要拍照传上来。")
    Fund.objects.locked()
    claim = locked_claim(claim)
    refuse_stranger(claim, by=by)
    return _brought(claim, papers, on=on, by=by)

"""Walking a claim through its life 办理经过: every step is written with who, when and why."""

import datetime as dt

from mutualfund.duties import ties_of
from mutualfund.models import Claim, ClaimAct, ClaimStatus, ClaimStep, RefusalCode
from welfare import clock
from welfare.errors import Refused
from welfare.models import User

# what may still happen to a claim that is held
BACKWARD = {ClaimStatus.WITHDRAWN, ClaimStatus.SUPPLEMENT}
# PAID: what the bank paid before it heard of the hold; paying now is refused before this
RESUMING = {ClaimAct.SUPPLEMENTED, ClaimAct.TAKEN_BACK, ClaimAct.PAID}


def locked_claim(claim: Claim) -> Claim:
    """The claim's row, locked. Where money is at stake the fund is locked before it."""
    rows = Claim.objects.select_related("member__worker", "received_by", "charter")
    return rows.select_for_update(of=("self",)).get(pk=claim.pk)


def note(
    claim: Claim,
    act: ClaimAct,
    *,
    was: str,
    on: dt.date,
    by: User | None,
    code: RefusalCode | None = None,
    words: str = "",
) -> ClaimStep:
    """Write a step that ends at the claim's present state."""
    return ClaimStep.objects.create(
        claim=claim, act=act, was=was, now=claim.status, code=code or "", words=words[:200], by=by,
        on=on, at=clock.now(),
    )  # fmt: skip


def move(
    claim: Claim,
    to: ClaimStatus,
    *,
    act: ClaimAct,
    on: dt.date,
    by: User | None,
    code: RefusalCode | None = None,
    words: str = "",
) -> None:
    """Walk one step of the life; the caller saves the claim.

    Raises Refused when the life has no such step, or while the claim is held.
    """
    if not claim.can_become(to):
        raise Refused(
            f"「{claim.get_status_display()}」的申请不能转为「{to.label}」，刷新看看现在到了哪一步。"
        )
    if claim.held_reason and to not in BACKWARD and act not in RESUMING:
        raise Refused(f"这件暂缓办理：{claim.held_reason!s}。核查完先解除暂缓。")
    was = claim.status
    claim.status = to
    note(claim, act, was=was, on=on, by=by, code=code, words=words)


def refuse_family(claim: Claim, *, by: User) -> None:
    """Raise Refused when the desk is held by the applicant or his household (security.md S1)."""
    if bond := ties_of([by.pk], [claim]).family(by.pk, claim):
        raise Refused(f"您是{bond}，这一步要由别的同事来办。")


def refuse_stranger(claim: Claim, *, by: User) -> None:
    """Raise Refused when a worker's step is taken by anybody else."""
    if claim.member.worker.user_id != by.pk:
        raise Refused("这一步要由申请人本人来办。")

"""Investigation 调查核实: two people, each signing his own finding with his own login."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from mutualfund.actions.claim_steps import locked_claim, move, note, refuse_family
from mutualfund.duties import Step, actors_of, may, reason_not_to_assign, ties_of
from mutualfund.models import Claim, ClaimAct, ClaimStatus, Conclusion, Investigation
from welfare import audit, clock
from welfare.errors import Refused
from welfare.models import User


@transaction.atomic
def assign_investigators(claim: Claim, *, people: Sequence[User], on: dt.date, by: User) -> Claim:
    """指派调查人: as many as the charter says, none of them applicant, kin, pair-up cadre, receiver or voter.

    Above an amount the charter may ask for more. Raises Refused with the reason against a person,
    or when the number is short.
    """
    claim = locked_claim(claim)
    refuse_family(claim, by=by)
    wanted = claim.investigators_wanted
    if len({person.pk for person in people}) != len(people) or len(people) != wanted:
        raise Refused(f"要指派 {wanted} 名不同的调查人。")
    ties, acted = ties_of([person.pk for person in people], [claim]), actors_of([claim])[claim.pk]
    for person in people:
        if not person.may_use("investigate_claim"):
            raise Refused(f"{person.name}没有调查核实的权限，换一个人。")
        if bond := reason_not_to_assign(person.pk, claim, ties=ties, acted=acted):
            raise Refused(f"{person.name}不能调查：是{bond}，调查要由别人来办。")
    names = [person.name for person in people]
    move(
        claim,
        ClaimStatus.INVESTIGATING,
        act=ClaimAct.ASSIGNED,
        on=on,
        by=by,
        words="、".join(names),
    )
    claim.save(update_fields=["status"])
    now = clock.now()
    Investigation.objects.bulk_create(
        Investigation(claim=claim, investigator=person, assigned_by=by, assigned_at=now)
        for person in people
    )
    audit.record("claim.investigators_assigned", claim, by=by, people=names, on=on)
    return claim


@transaction.atomic
def replace_investigator(
    claim: Claim, *, old: User, new: User, reason: str, on: dt.date, by: User
) -> Claim:
    """更换调查人 who cannot sign any more: on leave, gone, or seated on the committee meanwhile.

    Raises Refused without a reason, once he has signed, or for a new one who may not look into it.
    """
    claim = locked_claim(claim)
    refuse_family(claim, by=by)
    if not reason.strip():
        raise Refused("更换调查人要写原因。")
    if claim.status != ClaimStatus.INVESTIGATING:
        raise Refused(f"这件现在是「{claim.get_status_display()}」，不在调查，不能换人。")
    row = claim.investigations.filter(investigator=old, signed_at__isnull=True).first()
    if row is None:
        raise Refused(f"{old.name}没有等着签字的调查，签过字的不能换。")
    if not new.may_use("investigate_claim"):
        raise Refused(f"{new.name}没有调查核实的权限，换一个人。")
    ties, acted = ties_of([new.pk], [claim]), actors_of([claim])[claim.pk]
    if new.pk in acted[Step.INVESTIGATE]:
        raise Refused(f"{new.name}已经在调查这件。")
    if bond := reason_not_to_assign(new.pk, claim, ties=ties, acted=acted):
        raise Refused(f"{new.name}不能调查：是{bond}，调查要由别人来办。")
    words = f"{old.name}换成{new.name}：{reason.strip()}"
    note(claim, ClaimAct.REPLACED, was=claim.status, on=on, by=by, words=words)
    row.investigator, row.assigned_by, row.assigned_at = new, by, clock.now()
    row.save(update_fields=["investigator", "assigned_by", "assigned_at"])
    audit.record("claim.investigator_replaced", claim, by=by, old=old.name, new=new.name, on=on)
    return claim


@transaction.atomic
def sign_finding(
    claim: Claim,
    *,
    finding: str,
    conclusion: Conclusion,
    visited_on: dt.date,
    on: dt.date,
    by: User,
) -> Investigation:
    """签字: the investigator's own finding, then frozen; the last one sends the claim on.

    Raises Refused when the person was not assigned, has signed, or may not investigate.
    """
    claim = locked_claim(claim)
    mine = claim.investigations.filter(investigator=by).first()
    if mine is None:
        raise Refused("这件没有指派您调查。")
    if mine.signed_at is not None:
        raise Refused("您已经签过字，签了就不能改。要补充请写在会议意见里。")
    if claim.status != ClaimStatus.INVESTIGATING:
        raise Refused(f"这件现在是「{claim.get_status_display()}」，不在调查。")
    if visited_on > on:
        raise Refused("上门日期不能晚于今天。")
    if reason := may(by, Step.INVESTIGATE, claim):
        raise Refused(reason)
    mine.finding, mine.conclusion, mine.visited_on = finding, conclusion, visited_on
    mine.signed_at = clock.now()
    mine.save(update_fields=["finding", "conclusion", "visited_on", "signed_at"])
    audit.record("claim.finding_signed", claim, by=by, conclusion=conclusion)
    if not claim.investigations.filter(signed_at__isnull=True).exists():
        move(claim, ClaimStatus.DELIBERATING, act=ClaimAct.INVESTIGATED, on=on, by=by)
        claim.save(update_fields=["status"])
        audit.record("claim.sent_to_committee", claim, by=by, on=on)
    return mine

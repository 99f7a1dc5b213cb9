"""What a decision rests on 决定时的事实: copied when it is signed, whatever the registry says later."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from mutualfund.models import Charter, Claim, Decision, DuesPayment, Meeting, Topic
from mutualfund.rules import paid_until
from staff.models import Household
from welfare.models import subject_of
from welfare.money import yuan

Told = dict[str, Any]


def _person(claim: Claim) -> Told:
    worker = claim.member.worker
    return {
        "name": worker.name,
        "worker": worker.number,
        "sex": worker.get_sex_display(),
        "post": worker.get_post_display(),
        "station": worker.station.name,
        "branch": worker.station.branch.name,
    }


def _membership(claim: Claim) -> Told:
    member = claim.member
    dues = DuesPayment.objects.standing().filter(member=member, paid_on__lte=claim.applied_on)
    paid = dues.count()
    return {
        "member": member.number,
        "joined_on": member.joined_on.isoformat(),
        "paid_until": paid_until(member.joined_on, paid).isoformat(),
    }


def _household(home: Household | None) -> Told:
    """Who lives there by relation alone: names of the family stay sealed in the registry."""
    if home is None:
        return {"household": "", "household_workers": 1, "household_kin": []}
    return {
        "household": home.number,
        "household_workers": home.workers.count(),
        "household_kin": sorted(
            kin.get_relation_display() for kin in home.members.filter(ended_on=None)
        ),
    }


def _charter(claim: Claim, meeting: Meeting) -> Told:
    charter = claim.charter
    benefit = charter.benefit_of(claim.kind, claim.subtype)
    sitting = Charter.objects.covering(meeting.held_on) or charter
    articles = {str(row): row.text for row in charter.articles.all()}
    return {
        "charter": charter.version,
        "resolution": charter.resolution,
        "article": benefit.article,
        "article_text": f"{benefit.covered}。{'，'.join(benefit.terms)}。",
        "articles": articles,
        "quorum_charter": sitting.version,
        "quorum_text": sitting.articles.filter(topic=Topic.QUORUM)
        .values_list("text", flat=True)
        .first()
        or "",
    }


def facts_of(claim: Claim, meeting: Meeting, *, on: dt.date) -> Told:
    """Person, unit, membership, household, event, charter and sum. Nothing of an illness."""
    return {
        "claim": subject_of(claim),
        "number": claim.number,
        "decided_on": on.isoformat(),
        **_person(claim),
        **_membership(claim),
        **_household(claim.member.worker.household),
        **_charter(claim, meeting),
        "kind": claim.kind,
        "kind_words": claim.kind_words,
        "subtype": claim.subtype,
        "relation": claim.get_relation_display(),
        "event_date": claim.event_date.isoformat(),
        "applied_on": claim.applied_on.isoformat(),
        "total_cost": str(claim.total_cost),
        "other_aid": str(claim.other_aid),
        "requested": str(claim.requested_amount or claim.asked_amount),
        "computed": str(claim.asked_amount),
        "arithmetic": claim.arithmetic,
        "investigators": [
            f"{row.investigator.name}（{row.get_conclusion_display()}）"
            for row in claim.investigations.select_related("investigator")
        ],
    }


def _yuan(text: str) -> str:
    return yuan(Decimal(text))


def lines_of(decision: Decision) -> Iterator[tuple[str, str]]:
    """The facts in words, for the page and the print; rows of an old decision may be short."""
    told: Told = decision.facts
    kin = "、".join(told.get("household_kin", [])) or "没有登记"
    yield "申请人", f"{told['name']} {told.get('worker', '')}".strip()
    yield "单位", "，".join(filter(None, [told["station"], told.get("branch"), told.get("post")]))
    yield "社员", f"{told['member']}，{told['joined_on']} 入社"
    if "paid_until" in told:
        yield "会费", f"交至 {told['paid_until']}"
        yield (
            "家庭",
            f"{told['household'] or '没有户号'}，职工 {told['household_workers']} 人，家属 {kin}",
        )
    yield "章程", f"{told['charter']}，{decision.article}"
    if told.get("article_text"):
        yield "条文", told["article_text"]
    yield "费用", f"{_yuan(told['total_cost'])} 元，已报 {_yuan(told['other_aid'])} 元"
    yield "算式", f"应补 {_yuan(told['arithmetic']['amount'])} 元"


def differs_now(decision: Decision, claim: Claim) -> str:
    """What the registry says otherwise today: told beside the decision, never changing it."""
    told, worker = decision.facts, claim.member.worker
    changes = [
        f"{words}现在是{now}"
        for words, before, now in (
            ("姓名", told["name"], worker.name),
            ("单位", told["station"], worker.station.name),
            ("社员编号", told["member"], claim.member.number),
        )
        if before != now
    ]
    return "，".join(changes)

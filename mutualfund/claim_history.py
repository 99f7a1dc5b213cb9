"""The history of a claim 经过, and what was decided on it: who, when, why, newest first."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from mutualfund.decision_facts import differs_now, lines_of
from mutualfund.models import Claim, ClaimAct, ClaimStep, Clawback, Decision, Letter
from welfare.models import AuditEntry

A = ClaimAct
DOTS = {
    A.RETURNED: "over", A.DECLINED: "over", A.REFUSED: "over", A.WITHDRAWN: "over", A.HELD: "over",
    A.TAKEN_BACK: "over", A.APPROVED: "ok", A.ANNOUNCED: "info", A.PAID: "money", A.SIGNED: "ok",
}  # fmt: skip
# what happens between two states is in the audit trail: action -> (words, dot of the timeline)
BETWEEN = {
    "claim.finding_signed": ("调查签字", "ok"),
    "vote.cast": ("表决", "ok"),
    "evidence.originals_seen": ("核对原件", ""),
    "claim.voucher_reviewed": ("凭证审核", "ok"),
    "claim.payee_recorded": ("登记代领人", ""),
    "agenda.postponed": ("下次再议", ""),
    "clawback.asked": ("提出追回", "over"),
    "clawback.approved": ("批准追回", "ok"),
    "clawback.declined": ("不追回", ""),
    "clawback.withdrawn": ("撤回追回", ""),
    "clawback.given_up": ("批准以后不再追回", ""),
    "clawback.taken": ("追回到账", "money"),
}


@dataclass(frozen=True)
class Event:
    """One line of the timeline: what, when, by whom, and why."""

    at: dt.datetime
    words: str
    dot: str
    who: str
    why: str


def _of_step(step: ClaimStep) -> Event:
    who = step.by.name if step.by else ("本人" if step.act == A.SUBMITTED else "")
    act = A(step.act)
    return Event(step.at, act.label, DOTS.get(act, ""), who, step.reason)


def _of_entry(entry: AuditEntry) -> Event:
    words, dot = BETWEEN[entry.action]
    why = "、".join(entry.facts.get("papers", [])) if entry.action.startswith("evidence") else ""
    return Event(entry.at, words, dot, entry.actor.name if entry.actor else "", why)


def events_of(claim: Claim) -> list[Event]:
    """What happened, newest first. How a member voted stands with the votes, not here. Two queries."""
    steps = [_of_step(step) for step in claim.steps.select_related("by")]
    entries = AuditEntry.objects.about(claim).filter(action__in=BETWEEN).select_related("actor")
    between = [_of_entry(entry) for entry in entries]
    return sorted([*between, *steps], key=lambda event: event.at)[::-1]


@dataclass(frozen=True)
class Decided:
    """A decision with the facts it rested on, and what the registry says otherwise today."""

    decision: Decision
    lines: list[tuple[str, str]]
    changed: str

    @property
    def is_revoked(self) -> bool:
        """It was taken back."""
        return hasattr(self.decision, "revocation")

    @property
    def letter(self) -> Letter | None:
        """What the applicant was told; nothing before the meeting closed."""
        return getattr(self.decision, "letter", None)


def decisions_of(claim: Claim) -> list[Decided]:
    """Every decision on the claim, the one in force first. One query."""
    rows = Decision.objects.filter(item__claim=claim)
    rows = rows.select_related(
        "item__meeting", "signed_by", "revocation__revoked_by", "letter__reading"
    )
    return [
        Decided(decision, list(lines_of(decision)), differs_now(decision, claim))
        for decision in rows.order_by("item__is_revoked", "-pk")
    ]


def amounts_of(claim: Claim) -> list[tuple[str, Decimal | None]]:
    """The four amounts: asked, computed, approved, paid; and what of it was taken back 追回."""
    payment = getattr(claim, "payment", None)
    back = Clawback.objects.taken().filter(claim=claim).amount()
    return [
        ("申请", claim.requested_amount),
        ("应补", claim.asked_amount),
        ("核定", claim.approved_amount),
        ("实付", payment.amount if payment else None),
        *([("追回", back)] if back else []),
    ]

"""Separation of duties 一事不兼办 on a claim: who may take which step (security.md 4.3, S1 to S7).

The action that takes the step raises the reason, the page shows it beside the disabled button,
and triggers in the database refuse the same by direct SQL.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db import connection, models

from mutualfund.models import Claim
from staff.kinship import Kin, kin_of_many
from welfare.models import User

SOURCE = "claim:"
PAYMENT_PURPOSE = "pay"  # purpose of the draft voucher that pays a claim


class Step(models.TextChoices):
    """The steps of a claim that must be taken by different people, in their order."""

    RECEIVE = "receive", "受理"
    INVESTIGATE = "investigate", "调查"
    VOTE = "vote", "表决"
    FINALISE = "finalise", "签发"
    MAKE = "make", "制单"
    REVIEW = "review", "审核"
    PAY = "pay", "付款"


# (claim, user, step) of everything done after the counter, and (bond, worker, user): both are asked
# at every step of every claim, so their plans are kept by the database (sql/duties.sql).
ACTS = "SELECT * FROM mutualfund_acts(%s)"
TIES = "SELECT * FROM mutualfund_ties(%s, %s, %s)"

# (appeal, user): who looked into, voted on or signed the claim that is heard again; asked only when
# one of the claims is an appeal.
JUDGED = """
SELECT appeal.id, done.who FROM mutualfund_claim appeal
 CROSS JOIN LATERAL (
  SELECT investigator_id FROM mutualfund_investigation WHERE claim_id = appeal.appeal_of_id
  UNION SELECT seat.user_id FROM mutualfund_vote vote
    JOIN mutualfund_agendaitem item ON item.id = vote.item_id
    JOIN mutualfund_committeemember seat ON seat.id = vote.member_id
   WHERE item.claim_id = appeal.appeal_of_id AND vote.choice <> 'recuse'
  UNION SELECT signed.signed_by_id FROM mutualfund_decision signed
    JOIN mutualfund_agendaitem item ON item.id = signed.item_id
   WHERE item.claim_id = appeal.appeal_of_id
  UNION SELECT by_id FROM mutualfund_claimstep
   WHERE claim_id = appeal.appeal_of_id AND act = 'declined') done (who)
 WHERE appeal.id = ANY(%(appeals)s::bigint[])
"""

# The only two steps one person may take on the same claim: the chair votes and signs.
TOGETHER = frozenset({frozenset({Step.VOTE, Step.FINALISE})})
OPINION_ONLY = frozenset({Step.INVESTIGATE, Step.VOTE, Step.FINALISE})  # closed to the paired cadre


def payment_source(claim: Claim) -> str:
    """The source key of the voucher that pays a claim."""
    return f"{SOURCE}{claim.pk}"


@dataclass(frozen=True)
class Ties:
    """What binds logins to applicants: themselves, their household, relatives, their pair-up."""

    workers: dict[int, int] = field(default_factory=dict)  # user id -> his key as a worker
    cadres: dict[int, set[int]] = field(default_factory=dict)  # applicant's id -> cadres' user ids
    kin: dict[int, Kin] = field(default_factory=dict)  # applicant's id -> his relatives
    judges: dict[int, set[int]] = field(default_factory=dict)  # appeal's id -> who decided before
    seated: frozenset[int] = frozenset()  # who sits on the committee

    def family(self, user_id: int, claim: Claim) -> str:
        """「申请人本人」, 「申请人的家里人」, 「申请人的亲属」 or nothing."""
        applicant = claim.member.worker_id
        if self.workers.get(user_id) == applicant:
            return "申请人本人"
        kin = self.kin.get(applicant, Kin())
        if user_id in kin.household_users:
            return "申请人的家里人"
        return "申请人的亲属" if user_id in kin.users else ""

    def pairing(self, user_id: int, claim: Claim) -> str:
        """「申请人的包保责任人」 or nothing."""
        return (
            "申请人的包保责任人" if user_id in self.cadres.get(claim.member.worker_id, ()) else ""
        )


def _judges_of(claims: Iterable[Claim]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {}
    if appeals := [claim.pk for claim in claims if claim.appeal_of_id]:
        with connection.cursor() as cursor:
            cursor.execute(JUDGED, {"appeals": appeals})
            for appeal, user in cursor:
                found.setdefault(appeal, set()).add(user)
    return found


def ties_of(users: Iterable[int], claims: Iterable[Claim]) -> Ties:
    """Load what binds these logins to the applicants of these claims. Two queries, three with appeals."""
    claims = list(claims)
    applicants = [claim.member.worker_id for claim in claims]
    kin = kin_of_many(applicants)
    workers: dict[int, int] = {}
    cadres: dict[int, set[int]] = {}
    seated: set[int] = set()
    since = min((claim.applied_on for claim in claims), default=None)
    with connection.cursor() as cursor:
        cursor.execute(TIES, [list(users), applicants, since])
        for bond, worker, user in cursor:
            if bond == "self":
                workers[user] = worker
            elif bond == "seated":
                seated.add(user)
            else:
                cadres.setdefault(worker, set()).add(user)
    return Ties(workers, cadres, kin, _judges_of(claims), frozenset(seated))


def actors_of(claims: Iterable[Claim]) -> dict[int, dict[Step, set[int]]]:
    """Who has taken which step, by claim id. One query however many claims."""
    found: dict[int, dict[Step, set[int]]] = {}
    for claim in claims:
        found[claim.pk] = {step: set() for step in Step}
        if claim.received_by_id is not None:
            found[claim.pk][Step.RECEIVE].add(claim.received_by_id)
    with connection.cursor() as cursor:
        cursor.execute(ACTS, [list(found)])
        for claim_id, user_id, step in cursor:
            if user_id is not None:
                found[claim_id][Step(step)].add(user_id)
    return found


def reason_against(
    user_id: int, step: Step, claim: Claim, *, ties: Ties, acted: dict[Step, set[int]]
) -> str:
    """Why this person is kept from the step, in the third person; empty when he may take it."""
    if bond := ties.family(user_id, claim):
        return bond
    if step in OPINION_ONLY and (bond := ties.pairing(user_id, claim)):
        return bond
    if (step in OPINION_ONLY or step == Step.RECEIVE) and user_id in ties.judges.get(claim.pk, ()):
        return "原来那件的经办人"
    for done in Step:
        apart = done != step and frozenset({done, step}) not in TOGETHER
        if apart and user_id in acted[done]:
            return f"这件的{done.label}人"
    return ""


def reason_not_to_assign(
    user_id: int, claim: Claim, *, ties: Ties, acted: dict[Step, set[int]]
) -> str:
    """Why this person is not sent to look into a claim, in the third person; empty when he may be.

    Who votes is never sent: whoever comes onto the committee after he was, must stay out of the vote.
    """
    if user_id in ties.seated:
        return "互助委员会委员"
    return reason_against(user_id, Step.INVESTIGATE, claim, ties=ties, acted=acted)


def first_barred(hands: Sequence[tuple[User, Step]], claim: Claim) -> tuple[User, Step, str] | None:
    """The first of these people who may not take the step beside his name, and why (S1 to S7)."""
    ties = ties_of((user.pk for user, _ in hands), [claim])
    acted = actors_of([claim])[claim.pk]
    for user, step in hands:
        if reason := reason_against(user.pk, step, claim, ties=ties, acted=acted):
            return user, step, reason
    return None


def may(user: User, step: Step, claim: Claim) -> str:
    """Why this user may not take the step on the claim; empty when he may (S1 to S7)."""
    barred = first_barred([(user, step)], claim)
    return f"您是{barred[2]}，{step.label}要由别人来办。" if barred else ""

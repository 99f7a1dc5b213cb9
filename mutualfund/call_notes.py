"""Who reads what a payee said when he was asked 职工怎么说: who asked, who closed the claim, the chair."""

from collections.abc import Sequence

from mutualfund.models import ClaimAct, ClaimCall, ClaimStep
from welfare.models import User
from welfare.roles import Role


def notes_open(calls: Sequence[ClaimCall], user: User) -> set[int]:
    """The keys of the calls whose note this person may read. One query at most; others see that there is one.

    Who is about to close the claim reads it in the bar of its page.
    """
    if user.has_role(Role.CHAIR):
        return {call.pk for call in calls}
    claims = {call.pk: call.claim.pk for call in calls}
    steps = ClaimStep.objects.filter(act=ClaimAct.CLOSED, by=user, claim__in=claims.values())
    closed = set(steps.values_list("claim", flat=True))
    return {call.pk for call in calls if call.called_by_id == user.pk or claims[call.pk] in closed}

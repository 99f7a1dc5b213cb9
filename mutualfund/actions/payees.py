"""When the applicant dies 去世停付: nothing is paid until a payee is entered, then in cash."""

import datetime as dt

from django.db import transaction

from mutualfund.actions.claim_steps import locked_claim
from mutualfund.models import Claim, Payee
from mutualfund.models.claim_life import COMMITTED
from welfare import audit
from welfare.errors import Refused
from welfare.models import User


def stopped_by_death(claim: Claim) -> str:
    """Why the money waits: the applicant died and nobody may take it yet; else nothing."""
    worker = claim.member.worker
    if worker.died_on is None or getattr(claim, "payee", None) is not None:
        return ""
    return (
        f"{worker.name} {worker.died_on:%Y-%m-%d} 去世，停止付款。"
        "请工会干事在这件申请里登记代领的亲属。"
    )


@transaction.atomic
def record_payee(
    claim: Claim, *, name: str, relation: str, document: str, on: dt.date, by: User
) -> Payee:
    """登记代领人 of a dead applicant's approved money.

    Raises Refused while the applicant lives, before the approval, after the payment, twice, or
    without name, relation and paper.
    """
    claim = locked_claim(claim)
    told = {"name": name.strip(), "relation": relation.strip(), "document": document.strip()}
    if not all(told.values()):
        raise Refused("代领要写姓名、和申请人的关系、凭什么证明。")
    if claim.member.worker.died_on is None:
        raise Refused("申请人没有登记去世，钱付到本人，不用代领。")
    if claim.status not in COMMITTED:
        raise Refused(f"这件是「{claim.get_status_display()}」，没有等着付的钱。")
    if Payee.objects.filter(claim=claim).exists():
        raise Refused("这件已经登记过代领人。")
    payee = Payee.objects.create(claim=claim, recorded_on=on, recorded_by=by, **told)
    audit.record("claim.payee_recorded", claim, by=by, **told)
    return payee

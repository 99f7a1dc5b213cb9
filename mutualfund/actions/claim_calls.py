"""补助回访: a share of a quarter's payments, drawn by a kept seed, is asked about by an outsider."""

import datetime as dt

from django.db import transaction
from django.db.models import QuerySet

from mutualfund.actions.endings import paid_by_hand
from mutualfund.clawbacks import hand_in
from mutualfund.duties import Step, Ties, actors_of, ties_of
from mutualfund.models import CallAnswer, ClaimCall, ClaimSample, Payment
from mutualfund.models.endings import FINAL
from staff.sampling import keys_ranked
from welfare import audit, clock
from welfare.days import Quarter
from welfare.errors import Refused
from welfare.models import User
from welfare.serials import take_turn


def _payments(quarter: Quarter) -> "QuerySet[Payment]":
    """Every payment of a quarter, those that came back too: the draw is repeated from the same rows."""
    return Payment.with_bounced.filter(paid_on__range=(quarter.first, quarter.last))


def drawn(sample: ClaimSample) -> list[int]:
    """The payments of a sample, drawn again from its seed: anybody may check the draw."""
    rows = _payments(sample.period).filter(pk__lte=sample.last_key)
    keys = rows.values_list("pk", flat=True)
    return keys_ranked(keys, percent=sample.percent, seed=sample.seed)


def may_draw(quarter: Quarter, *, on: dt.date) -> str:
    """Why the sample of a quarter is not drawn; empty when it is."""
    if on <= quarter.last:
        return f"{quarter.year} 年{quarter.words}还没有过完，过完再抽。"
    if ClaimSample.objects.filter(year=quarter.year, quarter=quarter.number).exists():
        return f"{quarter.year} 年{quarter.words}已经抽过，不能重抽。"
    if not _payments(quarter).exists():
        return f"{quarter.year} 年{quarter.words}没有付过补助，没有可抽的。"
    return ""


@transaction.atomic
def draw_claim_sample(quarter: Quarter, *, on: dt.date, by: User) -> ClaimSample:
    """抽样 of a quarter's payments, once. The database draws: `mutualfund_claimsample_draws` gives the
    seed, which nobody chooses, and the share, that of the measure at the quarter's end.

    Raises Refused while the quarter runs, twice, and without payments.
    """
    take_turn(f"claim-calls.{quarter.year}-{quarter.number}")
    if why := may_draw(quarter, on=on):
        raise Refused(why)
    sample = ClaimSample.objects.create(
        year=quarter.year, quarter=quarter.number, percent=0, seed="", last_key=0, population=0,
        drawn_at=clock.now(), drawn_by=by,
    )  # fmt: skip
    sample.refresh_from_db()
    told = {"seed": sample.seed, "population": sample.population}
    audit.record("claim_calls.drawn", sample, by=by, **told)
    return sample


def may_call(call: ClaimCall, user: User) -> str:
    """Why this person may not enter what was said: he had a part in it; empty when he may.

    `ClaimCall.objects.free_for` is the same as a query.
    """
    claim = call.claim
    return _barred(call, user, ties_of([user.pk], [claim]), actors_of([claim])[claim.pk])


def _barred(call: ClaimCall, user: User, ties: Ties, acted: dict[Step, set[int]]) -> str:
    if call.answer in FINAL:
        return "已经有回访结果"
    claim, payment = call.claim, call.payment
    bond = ties.family(user.pk, claim) or ties.pairing(user.pk, claim)
    part = next((f"这件的{step.label}人" for step in Step if user.pk in acted[step]), "")
    signed = getattr(payment, "acknowledgement", None)
    if not part and signed is not None and signed.by_id == user.pk:
        part = "登记签领的人"
    if not part and (hand := paid_by_hand(user, payment)):
        part = f"这笔款的{hand}"
    part = part or hand_in(claim, user)
    if user.pk in ties.judges.get(claim.pk, ()):
        part = part or "原来那件的经办人"
    return f"您是{bond or part}，回访要由没有经手的人来问" if bond or part else ""


@transaction.atomic
def record_claim_call(
    call: ClaimCall, *, answer: CallAnswer, note: str, on: dt.date, by: User
) -> ClaimCall:
    """回访结果. 打不通 may be tried again; an answer stands.

    Raises Refused for who had any part in the claim, after an answer, and for a no without words.
    """
    rows = ClaimCall.objects.select_for_update(of=("self",))
    call = rows.select_related(
        "payment__voucher",
        "payment__acknowledgement",
        "payment__claim__member",
        "payment__bounced_claim__member",
    ).get(pk=call.pk)
    if words := may_call(call, by):
        raise Refused(f"{words}。")
    if answer == CallAnswer.NOT_GOT and not note.strip():
        raise Refused("职工说没收到或数不对，请写下他怎么说。")
    call.answer, call.note = answer, note.strip()
    call.called_at, call.called_by = clock.now(), by
    call.save(update_fields=["answer", "note", "called_at", "called_by"])
    audit.record("claim.called", call.claim, by=by, answer=answer, on=on)
    return call

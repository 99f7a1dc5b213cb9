"""Handovers 交接: proposed with a note, accepted by the successor, without a day between."""

import datetime as dt

from django.db import transaction

from staff.actions.kin_leads import hand_over_from_kin
from staff.actions.pairings import LEAD, refuse_lead
from staff.actions.visits import open_duties, settle_duties
from staff.models import (
    Cadre,
    CareMeasure,
    DutyStatus,
    Handover,
    HandoverStatus,
    HardshipFile,
    Pairing,
)
from welfare import audit
from welfare.days import Quarter
from welfare.errors import Refused, RefusedField
from welfare.models import User


def may_pass_on(pairing: Pairing, user: User) -> str:
    """Why this person may not propose a handover; empty when he may."""
    if pairing.until is not None:
        return "这次结对已经终止"
    if user.may_use("manage_pairings") or pairing.cadre.user_id == user.pk:
        return ""
    return "交接由本人或工会办公室提出"


def may_answer(handover: Handover, user: User) -> str:
    """Why this person may not accept or decline; empty when he may."""
    if handover.status != HandoverStatus.PROPOSED:
        return f"这次交接{handover.get_status_display()}"
    if handover.pairing.cadre.user_id == user.pk:
        return "交出的人不能替接任人接收"
    if handover.to.user_id == user.pk or user.may_use("manage_pairings"):
        return ""
    return f"等 {handover.to.name} 接收"


@transaction.atomic
def propose_handover(
    pairing: Pairing,
    to: Cadre,
    *,
    note: str,
    on: dt.date,
    by: User,
    over_limit: str = "",
    no_leader: str = "",
) -> Handover:
    """提出交接: until it is accepted the old cadre answers.

    Raises Refused without a note, to himself, to a relative or leaver, above the limit or past a
    leader who has room for 特困 without a reason, or while another handover is open.
    """
    pairing = _locked(pairing)
    if words := may_pass_on(pairing, by):
        raise RefusedField(f"{words}，不能交接。到结对页看现在由谁包保。", *LEAD)
    if not note.strip():
        raise RefusedField("交接要写说明：家里情况、办到哪一步、要留意什么。", "note")
    if to.pk == pairing.cadre_id:
        raise RefusedField(f"现在就是 {to.name} 包保，请选另一位。", *LEAD)
    if other := pairing.handovers.open().select_related("to").first():
        raise RefusedField(f"已经在等 {other.to.name} 接收，要换人先收回那一次。", *LEAD)
    refuse_lead(pairing.file, to, over_limit=over_limit, no_leader=no_leader, on=on)
    handover = Handover.objects.create(
        pairing=pairing,
        to=to,
        note=note.strip(),
        over_limit=over_limit.strip(),
        no_leader=no_leader.strip(),
        proposed_on=on,
        proposed_by=by,
        status=HandoverStatus.PROPOSED,
    )
    audit.record("handover.proposed", handover, by=by, to=to.number)
    return handover


def _refuse_for_another(handover: Handover, paper: str, by: User) -> None:
    """Who proposed it has spoken for one side; the successor's word comes from another."""
    if handover.proposed_by_id == by.pk:
        raise Refused(
            f"交接是您提出的，请 {handover.to.name} 自己接收，或由另一位干事凭签字单登记。"
        )
    if not paper.strip():
        raise Refused(f"替 {handover.to.name} 登记接收，要写签字的交接单号或日期。")


@transaction.atomic
def accept_handover(handover: Handover, *, paper: str, on: dt.date, by: User) -> Pairing:
    """接收: the successor answers from this day on; what is still to be visited goes over to him.

    The old cadre reads on for thirty days. Somebody of the office may enter it from a signed
    paper, but not who proposed it. Raises Refused for him, for the one who gives, without that
    paper, for a relative or leaver, and on the very day the old pairing began.
    """
    handover, old = _open_one(handover, by)
    if handover.to.user_id != by.pk:
        _refuse_for_another(handover, paper, by)
    refuse_lead(
        old.file, handover.to, on=on,
        over_limit=str(handover.over_limit), no_leader=str(handover.no_leader),
    )  # fmt: skip
    if on <= old.since:
        raise Refused("当天刚结对，明天再接收。")
    settle_duties(old, on=on)
    old.until, old.end_reason = on, f"交接给 {handover.to.name}"
    old.save(update_fields=["until", "end_reason"])
    new = Pairing.objects.create(
        file=old.file, cadre=handover.to, since=on, goal=old.goal, measures=old.measures,
        over_limit=handover.over_limit, no_leader=handover.no_leader,
    )  # fmt: skip
    _pass_duties(old, new)
    _answer(handover, HandoverStatus.ACCEPTED, paper, on=on, by=by, successor=new)
    audit.record("handover.accepted", handover, by=by, paper=paper.strip())
    return new


@transaction.atomic
def decline_handover(handover: Handover, *, reason: str, on: dt.date, by: User) -> Handover:
    """不接, with the reason; the old cadre goes on, or the next is asked where he is kin.

    Raises Refused without one, or when a relative leads and nobody else is left.
    """
    handover, old = _open_one(handover, by)
    if not reason.strip():
        raise Refused("不接要写原因。")
    _answer(handover, HandoverStatus.DECLINED, reason, on=on, by=by)
    audit.record("handover.declined", handover, by=by)
    _ask_next(old, on=on, by=by)
    return handover


@transaction.atomic
def withdraw_handover(handover: Handover, *, on: dt.date, by: User) -> Handover:
    """收回 by who may propose it; where the lead is kin the next is asked.

    Raises Refused when it is answered, for anybody else, or when a relative leads and nobody else is left.
    """
    pairing = _locked(handover.pairing)
    handover = Handover.objects.select_for_update().get(pk=handover.pk)
    if handover.status != HandoverStatus.PROPOSED:
        raise Refused(f"这次交接{handover.get_status_display()}，不能收回。")
    if words := may_pass_on(pairing, by):
        raise Refused(f"{words}。")
    _answer(handover, HandoverStatus.WITHDRAWN, "", on=on, by=by)
    audit.record("handover.withdrawn", handover, by=by)
    _ask_next(pairing, on=on, by=by)
    return handover


def _ask_next(pairing: Pairing, *, on: dt.date, by: User) -> None:
    """A relative may not go on: whoever has not said no yet is asked at once."""
    hand_over_from_kin(Pairing.objects.filter(pk=pairing.pk).led_by_kin(), on=on, by=by)


def _locked(pairing: Pairing) -> Pairing:
    """The pairing, held behind its file, as an exit holds them: one of two waits, neither for ever."""
    HardshipFile.objects.select_for_update().get(pk=pairing.file_id)
    rows = Pairing.objects.select_for_update(of=("self",))
    return rows.select_related("cadre", "file__worker", "file__tier").get(pk=pairing.pk)


def _open_one(handover: Handover, by: User) -> tuple[Handover, Pairing]:
    """The handover and its pairing, held, when this person may answer it."""
    old = _locked(handover.pairing)
    Cadre.objects.select_for_update().get(pk=handover.to_id)
    rows = Handover.objects.select_for_update(of=("self",))
    handover = rows.select_related("to", "pairing__cadre").get(pk=handover.pk)
    if words := may_answer(handover, by):
        raise Refused(f"{words}。")
    return handover, old


def _answer(
    handover: Handover,
    status: HandoverStatus,
    words: str,
    *,
    on: dt.date,
    by: User,
    successor: Pairing | None = None,
) -> None:
    handover.status, handover.answer = status, words.strip()
    handover.answered_on, handover.answered_by = on, by
    handover.successor = successor
    handover.save(update_fields=["status", "answer", "answered_on", "answered_by", "successor"])


def _pass_duties(old: Pairing, new: Pairing) -> None:
    """What nobody has visited yet becomes the successor's, never later than it was due; whose day has
    gone by stays with the old cadre, who may still enter a visit made in time.

    Where the old cadre has been, the successor owes his own first visit as one newly paired does.
    """
    first = dt.timedelta(days=CareMeasure.objects.of(new.since).first_visit_days)
    for duty in old.duties.filter(status=DutyStatus.PENDING, due_on__gte=new.since):
        duty.pairing = new
        duty.due_on = min(duty.due_on, new.since + first)
        duty.save(update_fields=["pairing", "due_on"])
    open_duties(Quarter.of(new.since), pairing=new)

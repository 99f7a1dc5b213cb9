"""Cadres 包保责任人 and pairings 结对: one lead for each file, never a relative."""

import datetime as dt

from django.db import transaction

from staff.actions.kin_leads import refuse_kin_led
from staff.actions.visits import open_duties, settle_duties
from staff.kinship import kin_of
from staff.models import (
    Cadre,
    CadreKind,
    CadreLeft,
    CareMeasure,
    DutyStatus,
    HandoverStatus,
    HardshipFile,
    Pairing,
    ReliefPlan,
    VisitDuty,
)
from staff.suggested_leads import suggest_for
from welfare import audit
from welfare.days import Quarter
from welfare.errors import Refused, RefusedField
from welfare.models import User

LEAD = ("lead", "to")  # the field a form chooses the lead in


@transaction.atomic
def register_cadre(
    number: str,
    *,
    name: str,
    kind: CadreKind,
    title: str,
    phone: str,
    user: User | None,
    by: User,
) -> Cadre:
    """Enter a cadre. Raises Refused when the number is taken."""
    if Cadre.objects.filter(number=number).exists():
        raise Refused(f"工号 {number} 已有包保责任人，请核对。")
    cadre = Cadre.objects.create(
        number=number, name=name, kind=kind, title=title, phone=phone, user=user
    )
    audit.record("cadre.registered", cadre, by=by, kind=kind)
    return cadre


@transaction.atomic
def link_cadre_login(cadre: Cadre, user: User, *, by: User) -> Cadre:
    """Tie a login to the cadre it belongs to.

    Raises Refused when either of them is tied already, or when it is that of a relative of whom he leads.
    """
    cadre = Cadre.objects.select_for_update().get(pk=cadre.pk)
    if cadre.user_id is not None:
        raise Refused(f"包保责任人 {cadre.number} 已经有登录名，请核对工号。")
    if Cadre.objects.filter(user=user).exists():
        raise Refused(f"登录名「{user.username}」已经是别的包保责任人的。")
    cadre.user = user
    cadre.save(update_fields=["user"])
    refuse_kin_led(Pairing.objects.open().filter(cadre=cadre))
    audit.record("cadre.login_linked", cadre, by=by, username=user.username)
    return cadre


def refuse_lead(
    file: HardshipFile, cadre: Cadre, *, over_limit: str, no_leader: str, on: dt.date
) -> None:
    """Raises Refused for a cadre who has left, for a relative, above the limit unexplained, and for
    特困 while one of the section's leaders has room, unless it is told why it is not he.
    """
    if cadre.left_on and cadre.left_on <= on:
        raise RefusedField(f"{cadre.name} 已离任，请换一位包保责任人。", *LEAD)
    worker = file.worker
    kin = kin_of(worker)
    own = cadre.user_id is not None and cadre.user_id in {worker.user_id, *kin.users}
    if own or cadre.pk in kin.cadres:
        raise RefusedField(
            f"{cadre.name} 是本人、家里人或近亲属，不能包保。换一位不是亲属的。", *LEAD
        )
    load = Pairing.objects.open().filter(cadre=cadre).count()
    limit = CareMeasure.objects.of(on).load_limit
    if load >= limit and not over_limit.strip():
        raise RefusedField(
            f"{cadre.name} 已包保 {load} 户，一人最多 {limit} 户。换一位，或者写明为什么超过上限。",
            *LEAD,
        )
    _refuse_before_leaders(file, cadre, no_leader, on)


def _refuse_before_leaders(file: HardshipFile, cadre: Cadre, no_leader: str, on: dt.date) -> None:
    """特困 is paired with the section's leaders first (domain.md 6.1), as far as they have room."""
    if cadre.kind == CadreKind.LEADERSHIP or no_leader.strip() or not file.tier.is_hardest:
        return
    free = [one for one in suggest_for(file, on=on) if one.is_first and not one.is_full]
    if free:
        names = "、".join(one.cadre.name for one in free[:3])
        raise RefusedField(
            f"{file.tier}先由段领导包保，{names}还能带。换一位，或者写明为什么不由段领导包保。",
            *LEAD,
        )


@transaction.atomic
def pair_up(
    file: HardshipFile,
    cadre: Cadre,
    *,
    on: dt.date,
    by: User,
    over_limit: str = "",
    no_leader: str = "",
) -> Pairing:
    """Make the cadre answer for the file's worker from a day on; the first visit is due in 30 days.

    Raises Refused for a cadre who left, for one's own household, above the limit without a
    reason, past a leader who has room for 特困 without one, or when a lead is there.
    """
    rows = HardshipFile.objects.select_for_update(of=("self",)).select_related("worker", "tier")
    file = rows.get(pk=file.pk)
    worker, cadre = file.worker, _locked(cadre)
    refuse_lead(file, cadre, over_limit=over_limit, no_leader=no_leader, on=on)
    if lead := file.pairings.select_related("cadre").filter(until__isnull=True).first():
        raise RefusedField(f"{worker.name} 已由 {lead.cadre.name} 包保，换人请先办交接。", *LEAD)
    pairing = Pairing.objects.create(
        file=file,
        cadre=cadre,
        since=on,
        over_limit=over_limit.strip(),
        no_leader=no_leader.strip(),
    )
    open_duties(Quarter.of(on), pairing=pairing)
    audit.record("pairing.made", pairing, by=by, cadre=cadre.number)
    return pairing


def _locked(cadre: Cadre) -> Cadre:
    """The cadre's row, held: two hands cannot both take his last free place, nor lose a leaver."""
    return Cadre.objects.select_for_update().get(pk=cadre.pk)


@transaction.atomic
def end_pairings(file: HardshipFile, *, reason: str, on: dt.date, by: User) -> list[int]:
    """The file ends on a day: its pairing ends with it, visits not yet due are waived.

    Returns the keys of the duties that were waived, for taking a mistake back.
    """
    for pairing in file.pairings.select_for_update().filter(until__isnull=True):
        settle_duties(pairing, on=on)
        pairing.until = max(on, pairing.since + dt.timedelta(days=1))
        pairing.end_reason = reason[:100]
        pairing.save(update_fields=["until", "end_reason"])
        for handover in pairing.handovers.open().select_for_update():
            handover.status, handover.answer = HandoverStatus.WITHDRAWN, reason[:200]
            handover.answered_on, handover.answered_by = on, by
            handover.save(update_fields=["status", "answer", "answered_on", "answered_by"])
        audit.record("pairing.ended", pairing, by=by)  # why stands in the pairing
    duties = VisitDuty.objects.filter(pairing__file=file, status=DutyStatus.PENDING, due_on__gte=on)
    waived = list(duties.select_for_update())
    for duty in waived:
        duty.status, duty.waived_reason = DutyStatus.WAIVED, reason[:100]
        duty.waived_by, duty.waived_on = by, on
        duty.save(update_fields=["status", "waived_reason", "waived_by", "waived_on"])
    return [duty.pk for duty in waived]


@transaction.atomic
def resume_pairing(pairing: Pairing, *, on: dt.date, by: User) -> Pairing:
    """An ending that was a mistake is taken back; who has left since, or is kin, is replaced without a gap.

    Raises Refused when nobody is there to replace him.
    """
    pairing = Pairing.objects.select_for_update().select_related("cadre", "file").get(pk=pairing.pk)
    is_kin = Pairing.objects.filter(pk=pairing.pk).led_by_kin().exists()
    if pairing.cadre.left_on is None and not is_kin:
        pairing.until, pairing.end_reason = None, ""
        pairing.save(update_fields=["until", "end_reason"])
        return pairing
    if pairing.until is None:
        return pairing
    offers = suggest_for(pairing.file, on=on)
    why = "是亲属" if is_kin else "已离任"
    if not offers:
        raise Refused(f"原包保责任人 {pairing.cadre.name} {why}，先登记一位包保责任人再办。")
    return pair_up(
        pairing.file, offers[0].cadre, on=pairing.until, by=by, over_limit=f"原责任人{why}"
    )


@transaction.atomic
def leave_cadre(cadre: Cadre, *, reason: CadreLeft, on: dt.date, by: User) -> Cadre:
    """离任. Raises Refused while he answers for somebody: each must have a successor first."""
    cadre = _locked(cadre)
    if cadre.left_on:
        raise Refused(f"{cadre.name} 已于 {cadre.left_on:%Y-%m-%d} 离任。")
    held = Pairing.objects.open().filter(cadre=cadre).select_related("file__worker")
    if names := "、".join(pairing.file.worker.name for pairing in held):
        raise Refused(f"{cadre.name} 还包保 {names}。先给每一位办交接，接任人接收以后才能离任。")
    # a file opened and closed on one day is led for that day: he leads until the next one
    later = Pairing.objects.filter(cadre=cadre, until__gt=on).order_by("-until").first()
    if later is not None and later.until is not None:
        raise Refused(f"{cadre.name} 的结对到 {later.until:%Y-%m-%d} 才终止，那天起才能离任。")
    cadre.left_on, cadre.leave_reason = on, reason
    cadre.save(update_fields=["left_on", "leave_reason"])
    audit.record("cadre.left", cadre, by=by, reason=reason)
    return cadre


@transaction.atomic
def issue_card(pairing: Pairing, *, on: dt.date, by: User) -> Pairing:
    """The contact card 联系卡 was handed to the worker. Raises Refused for an ended pairing."""
    pairing = Pairing.objects.select_for_update().get(pk=pairing.pk)
    if pairing.until is not None:
        raise Refused("这次结对已经终止，联系卡请从新的结对打印。")
    pairing.card_on = on
    pairing.save(update_fields=["card_on"])
    audit.record("pairing.card_issued", pairing, by=by)
    return pairing


@transaction.atomic
def plan_care(pairing: Pairing, *, goal: str, measures: str, by: User) -> Pairing:
    """帮扶目标、帮扶措施 of the pairing, as the contact card prints them while there is no plan.

    Raises Refused when the file has a relief plan, where what is to be done stands in one place,
    for an ended pairing, and for anybody but its cadre and the office.
    """
    rows = Pairing.objects.select_for_update(of=("self",)).select_related("cadre")
    pairing = rows.get(pk=pairing.pk)
    if ReliefPlan.objects.filter(file=pairing.file_id).exists():
        raise Refused("这一户有帮扶方案，联系卡按方案印。要改请改方案。")
    if pairing.until is not None:
        raise Refused("这次结对已经终止，目标和措施不能改。")
    if not by.may_use("manage_pairings") and pairing.cadre.user_id != by.pk:
        raise Refused("帮扶目标和措施由包保责任人或工会办公室写。")
    pairing.goal, pairing.measures = goal.strip(), measures.strip()
    pairing.save(update_fields=["goal", "measures"])
    audit.record("pairing.planned", pairing, by=by)  # the words stand sealed in the pairing
    return pairing

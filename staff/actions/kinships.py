"""Kinship 亲属申报: who must stand aside, declared once."""

import datetime as dt

from django.db import transaction

from staff.actions.kin_leads import hand_over_from_kin, led_by_kin
from staff.models import Cadre, KinRelation, Kinship, Worker
from welfare import audit
from welfare.errors import Refused
from welfare.models import User


@transaction.atomic
def declare_kinship(
    worker: Worker,
    relative: Worker | Cadre | User,
    *,
    relation: KinRelation,
    source: str,
    on: dt.date,
    by: User,
) -> Kinship:
    """Enter a near relative; where he leads the family, a handover to another begins with it.

    Raises Refused for oneself, twice, without saying who declared it, or when nobody else can lead.
    """
    worker = Worker.objects.select_for_update().get(pk=worker.pk)
    if not source.strip():
        raise Refused("写明是谁申报的、凭什么。")
    name = {Worker: "relative", Cadre: "relative_cadre", User: "relative_user"}[type(relative)]
    if relative == worker or (isinstance(relative, User) and relative.pk == worker.user_id):
        raise Refused("自己不能是自己的亲属。")
    if worker.kinships.filter(ended_on__isnull=True, **{name: relative}).exists():
        raise Refused(f"{worker.name} 和这位的亲属关系已经登记过。")
    kinship = Kinship.objects.create(
        worker=worker,
        relation=relation,
        source=source.strip(),
        declared_on=on,
        declared_by=by,
        **{name: relative},
    )
    audit.record("kinship.declared", worker, by=by, kinship=kinship.pk, relation=relation)
    people = [worker, relative] if isinstance(relative, Worker) else [worker]
    hand_over_from_kin(led_by_kin(people), on=on, by=by)
    return kinship


@transaction.atomic
def end_kinship(kinship: Kinship, *, reason: str, on: dt.date, by: User) -> Kinship:
    """End a kinship (divorce, entered by mistake). Raises Refused without a reason or twice."""
    kinship = Kinship.objects.select_for_update().get(pk=kinship.pk)
    if not reason.strip():
        raise Refused("终止亲属关系要写原因。")
    if kinship.ended_on is not None:
        raise Refused("这条亲属关系已经终止。")
    kinship.ended_on, kinship.end_reason = on, reason.strip()
    kinship.save(update_fields=["ended_on", "end_reason"])
    audit.record("kinship.ended", kinship.worker, by=by, kinship=kinship.pk)
    return kinship

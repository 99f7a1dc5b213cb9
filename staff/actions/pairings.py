"""Cadres 包保责任人 and pairings 结对: one lead for each file, never a relative."""

import datetime as dt

from django.db import transaction

from staff.actions.visits import open_duties
from staff.kinship import kin_of
from staff.models import Cadre, CadreKind, HardshipFile, Pairing
from welfare import audit
from welfare.days import Quarter
from welfare.errors import Refused
from welfare.models import User


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
    """Tie a login to the cadre it belongs to. Raises Refused when either of them is tied already."""
    cadre = Cadre.objects.select_for_update().get(pk=cadre.pk)
    if cadre.user_id is not None:
        raise Refused(f"包保责任人 {cadre.number} 已经有登录名，请核对工号。")
    if Cadre.objects.filter(user=user).exists():
        raise Refused(f"登录名「{user.username}」已经是别的包保责任人的。")
    cadre.user = user
    cadre.save(update_fields=["user"])
    audit.record("cadre.login_linked", cadre, by=by, username=user.username)
    return cadre


@transaction.atomic
def pair_up(file: HardshipFile, cadre: Cadre, *, on: dt.date, by: User) -> Pairing:
    """Make the cadre answer for the file's worker from a day on; this quarter's duty is opened.

    Raises Refused for a cadre who left, for one's own household, or when a lead is there.
    """
    file = HardshipFile.objects.select_for_update().select_related("worker").get(pk=file.pk)
    if cadre.left_on and cadre.left_on <= on:
        raise Refused(f"{cadre.name} 已离任，请换一位包保责任人。")
    worker = file.worker
    kin = kin_of(worker)
    own = cadre.user_id is not None and cadre.user_id in {worker.user_id, *kin.users}
    if own or cadre.pk in kin.cadres:
        raise Refused("包保责任人不能是本人、家里人或近亲属。")
    if lead := file.pairings.select_related("cadre").filter(until__isnull=True).first():
        raise Refused(f"{worker.name} 已由 {lead.cadre.name} 包保，换人请先办交接。")
    pairing = Pairing.objects.create(file=file, cadre=cadre, since=on)
    open_duties(Quarter.of(on))
    audit.record("pairing.made", pairing, by=by, cadre=cadre.number)
    return pairing

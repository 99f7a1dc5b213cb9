"""Workers 职工: looking into a file leaves a trace, a full number asks for a reason."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import models, transaction

from staff.actions.kin_leads import refuse_kin_led
from staff.models import IdState, Pairing, Revealable, Worker
from welfare import audit, clock
from welfare.errors import Refused
from welfare.models import AuditEntry, User
from welfare.names import initials, name_pinyin

REVEALS_A_DAY = 30  # a parameter shipped as 示例
# named in the audit trail, never quoted
SEALED = ("id_number", "phone", "address", "family_income", "remark", "disability_certificate",
          "disability_type", "disability_grade")  # fmt: skip
INDEXED = ("id_number", "phone")
OPENED, REVEALED, PRINTED = "worker.opened", "worker.revealed", "worker.printed"


def _since_midnight(user: User) -> "models.QuerySet[AuditEntry]":
    midnight = dt.datetime.combine(clock.today(), dt.time(), clock.now().tzinfo)
    return AuditEntry.objects.filter(actor=user, at__gte=midnight)


@transaction.atomic
def open_file(worker: Worker, *, by: User) -> None:
    """Write down who opened the file, once a day and person."""
    opened = _since_midnight(by).about(worker).filter(action=OPENED)  # type: ignore[attr-defined]  # an AuditQuerySet
    if not opened.exists():
        audit.record(OPENED, worker, by=by)


@transaction.atomic
def reveal_number(worker: Worker, *, field: Revealable, reason: str, by: User) -> str:
    """The full value for a reason, on the record. Raises Refused after 30 in a day.

    The worker can see who looked and why (domain.md 13.3).
    """
    User.objects.select_for_update().get(pk=by.pk)
    if _since_midnight(by).filter(action=REVEALED).count() >= REVEALS_A_DAY:
        raise Refused(f"今天已经看了 {REVEALS_A_DAY} 次完整号码，明天再看，或请同事来办。")
    audit.record(REVEALED, worker, by=by, field=field.value, reason=reason)
    return str(getattr(worker, field.value))


@transaction.atomic
def print_file(worker: Worker, *, by: User) -> None:
    """Write down who took the file out on paper."""
    audit.record(PRINTED, worker, by=by)


@transaction.atomic
def correct_worker(worker: Worker, *, facts: Mapping[str, Any], reason: str, by: User) -> Worker:
    """更正 facts of a person with a reason; the trail keeps old and new, sealed ones by name alone.

    Where and how he is employed changes by `move_worker`, not here. Raises Refused without a
    reason, for one's own file, when nothing changes, or when another person has the ID number.
    """
    worker = Worker.objects.select_for_update().get(pk=worker.pk)
    if not reason.strip():
        raise Refused("更正档案要写原因。")
    if worker.user_id == by.pk:
        raise Refused("自己的档案由别人更正，您可以在「我的资料」里申请。")
    number = facts.get("id_number") or worker.id_number
    others = Worker.objects.with_id_number(str(number)).exclude(pk=worker.pk)
    if other := others.first():
        raise Refused(f"这个身份证号是 {other} 的。同名不等于同一个人，请再核对证件。")
    changed: dict[str, Any] = {}
    for name, new in facts.items():
        old = getattr(worker, name)
        if (old or None) != (new or None):
            changed[name] = "改过" if name in SEALED else [old, new]
            setattr(worker, name, new)
    if not changed:
        raise Refused("没有改动，不用保存。")
    worker.pinyin, worker.initials = name_pinyin(worker.name), initials(worker.name)
    follow = [f"{name}_index" for name in INDEXED if name in changed] + ["pinyin", "initials"]
    if "id_number" in changed:
        worker.id_number_state = IdState.of(str(worker.id_number))
        follow.append("id_number_state")
    worker.save(update_fields=[*changed, *follow])
    audit.record("worker.corrected", worker, by=by, reason=reason.strip(), changed=changed)
    return worker


@transaction.atomic
def link_login(worker: Worker, user: User, *, by: User | None) -> Worker:
    """Tie a login to the worker it belongs to 绑定账号: he sees his own file with it.

    Raises Refused when either of them is tied already, or when with it he leads himself or kin.
    """
    worker = Worker.objects.select_for_update().get(pk=worker.pk)
    if worker.user_id is not None:
        raise Refused(f"{worker.name} 已经绑定了登录名，请核对工号。")
    if Worker.objects.filter(user=user).exists():
        raise Refused(f"登录名「{user.username}」已经绑定了别人。")
    worker.user = user
    worker.save(update_fields=["user"])
    refuse_kin_led(Pairing.objects.open().filter(cadre__user=user))
    audit.record("worker.login_linked", worker, by=by, username=user.username)
    return worker

"""Workers 职工: looking into a file leaves a trace, a full number asks for a reason."""

import datetime as dt

from django.db import models, transaction

from staff.models import Revealable, Worker
from welfare import audit, clock
from welfare.errors import Refused
from welfare.models import AuditEntry, User

REVEALS_A_DAY = 30  # a parameter shipped as 示例
OPENED, REVEALED = "worker.opened", "worker.revealed"


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

"""The worker's matters 转办事项 for his page."""

import datetime as dt
from typing import Any

from django.db.models import Case, Value, When

from staff.models import Matter, MatterStatus, Worker
from welfare.models import User

SHOWN = 5
OPEN_FIRST = Case(When(status=MatterStatus.CLOSED, then=Value(1)), default=Value(0))


def matters_of(worker: Worker, user: User, *, on: dt.date) -> dict[str, Any]:
    """`matters`, the open ones first, and `matters_more`, how many there are when not all fit.

    Two queries; none for who may not see matters.
    """
    if not user.may_use("view_matters"):
        return {"matters": [], "matters_more": 0}
    rows = Matter.objects.visible_to(user).filter(worker=worker)
    total = rows.count()
    found: list[Any] = list(
        rows.select_related("owner").order_by(OPEN_FIRST, "-raised_on", "-pk")[:SHOWN]
    )
    for matter in found:
        matter.is_late = matter.is_overdue(on=on)
    return {"matters": found, "matters_more": total if total > SHOWN else 0}

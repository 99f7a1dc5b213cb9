"""Who is to be reminded of an order 整改通知 he owes, by the one path of all reminders (staff/reminding.py)."""

import datetime as dt
from collections.abc import Iterator

from django.urls import reverse

from disclosure.models import Rectification, RectificationStatus
from staff.remindable import Recipient, Thing, of_user


def orders_on(on: dt.date, soon: dt.date) -> Iterator[tuple[Recipient, Thing]]:
    """Orders not reported done whose day is over or comes by `soon`. One query."""
    rows = Rectification.objects.filter(status=RectificationStatus.ISSUED, due_on__lte=soon)
    for order in rows.select_related("owner", "finding__inspection__unit"):
        unit = order.finding.inspection.unit
        yield (
            of_user(order.owner, "责任人"),
            Thing(
                f"order:{order.pk}",
                0,  # about nobody alone
                unit.name,
                f"整改通知 {order.number} 报改好",
                order.due_on,
                f"{reverse('rectification-list')}?show=mine",
                unit.name,
                order.is_overdue(on=on),
            ),
        )

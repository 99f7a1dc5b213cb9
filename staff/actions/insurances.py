"""三金 entries: each says to which month an insurance was paid; a mistake is answered by another."""

import datetime as dt
from collections.abc import Mapping

from django.db import transaction

from staff.models import InsuranceEntry, InsuranceKind, Worker
from welfare import audit
from welfare.errors import Refused
from welfare.models import User

AHEAD = 12  # months an insurance may be paid ahead, a parameter shipped as 示例


def _months(day: dt.date) -> int:
    return day.year * 12 + day.month


@transaction.atomic
def record_insurances(
    worker: Worker,
    *,
    paid_to: Mapping[InsuranceKind, dt.date],
    note: str,
    on: dt.date,
    by: User,
) -> list[InsuranceEntry]:
    """登记缴到哪个月 for one or more insurances; what says nothing new is left out.

    Raises Refused for a month too far ahead, and for going back without a note.
    """
    worker = Worker.objects.select_for_update().get(pk=worker.pk)
    known = {
        entry.kind_id: entry.paid_to
        for entry in InsuranceEntry.objects.current(on=on).filter(worker=worker)
    }
    made = []
    for kind, month in paid_to.items():
        first = month.replace(day=1)
        if _months(first) > _months(on) + AHEAD:
            raise Refused(f"{kind.name}缴到 {first:%Y-%m}，比今天晚了一年多，请核对。")
        last = known.get(kind.pk)
        if last == first:
            continue
        if last is not None and first < last and not note.strip():
            raise Refused(f"{kind.name}原来登记缴到 {last:%Y-%m}，改早到 {first:%Y-%m} 要写说明。")
        made.append(
            InsuranceEntry.objects.create(
                worker=worker,
                kind=kind,
                paid_to=first,
                note=note.strip(),
                recorded_on=on,
                recorded_by=by,
            )
        )
    if not made:
        raise Refused("和现在登记的一样，没有要改的。")
    audit.record(
        "insurance.recorded", worker, by=by, **{e.kind.key: f"{e.paid_to:%Y-%m}" for e in made}
    )
    return made

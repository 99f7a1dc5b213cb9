"""Who is to be reminded of what, and by when (提醒): visits, matters, sheets, and every clock of
certifications, plans and handovers (reminding_clocks.py).
"""

import datetime as dt
from collections.abc import Callable, Collection, Iterator

from django.urls import reverse

from staff.models import (
    CampaignStatus,
    CareMeasure,
    DutyStatus,
    Gift,
    Matter,
    MatterStatus,
    Reminder,
    Sheet,
    VisitDuty,
)
from staff.remindable import Recipient, Thing, of_cadre, of_user
from staff.reminding_clocks import clocks_on
from welfare.days import Quarter

# what packages above have to remind of: each puts its own in when the product starts
FROM_ABOVE: list[Callable[[dt.date, dt.date], Iterator[tuple[Recipient, Thing]]]] = []


def recipients_on(on: dt.date, *, about: Collection[int] | None = None) -> list[Recipient]:
    """Everybody who should be reminded on a day, the late ones first. Twenty queries at most.

    With `about`, keys of workers somebody asked about: only what concerns them, and their visits of
    the running quarter however long it still runs.
    """
    found: dict[str, Recipient] = {}
    soon = on + dt.timedelta(days=CareMeasure.objects.of(on).soon_days)
    horizon = soon if about is None else Quarter.of(on).last
    found_all = [
        *_visits(on, horizon), *_matters(on, soon), *_photographs(on), *_avowals(on),
        *clocks_on(on, soon),
        *(found for clock in FROM_ABOVE for found in clock(on, soon)),
    ]  # fmt: skip
    for one, thing in found_all:
        if about is None or thing.worker in about:
            found.setdefault(one.key, one).things.append(thing)
    for key, person in Reminder.objects.filter(on=on).values_list("key", "person"):
        if f"user-{person}" in found:
            found[f"user-{person}"].told.add(key)
    return sorted(found.values(), key=lambda one: (not one.is_late, one.name, one.key))


def _visits(on: dt.date, soon: dt.date) -> Iterator[tuple[Recipient, Thing]]:
    people = ("pairing__file__worker__station__branch", "pairing__cadre__user")
    coming = VisitDuty.objects.filter(
        status=DutyStatus.PENDING, due_on__lte=soon, pairing__until__isnull=True
    )
    for duty in [
        *VisitDuty.objects.unattended().select_related(*people),
        *coming.select_related(*people),
    ]:
        worker = duty.pairing.file.worker
        yield (
            of_cadre(duty.pairing.cadre),
            Thing(
                f"duty:{duty.pk}",
                worker.pk,
                worker.name,
                f"{duty.year} 年{duty.period.words}走访",
                duty.due_on,
                f"{reverse('visit-new')}?who={duty.pairing_id}",
                worker.station.branch.name,
                duty.due_on < on,
            ),
        )


def _matters(on: dt.date, soon: dt.date) -> Iterator[tuple[Recipient, Thing]]:
    rows = Matter.objects.filter(status=MatterStatus.DOING, first_due_on__lte=soon)
    for matter in rows.select_related("worker__station__branch", "owner"):
        if matter.owner is None:
            continue
        one = of_user(matter.owner, "承办人")
        yield (
            one,
            Thing(
                f"matter:{matter.pk}",
                matter.worker_id,
                matter.worker.name,
                f"答复转办单 {matter.number}",
                matter.due_on,
                matter.get_absolute_url(),
                matter.worker.station.branch.name,
                matter.is_overdue(on=on),
            ),
        )


def _photographs(on: dt.date) -> Iterator[tuple[Recipient, Thing]]:
    """Sheets with a signature and no photograph: whoever handed out last sends it (拍照传回)."""
    rows = Sheet.objects.filter(
        campaign__status=CampaignStatus.DISTRIBUTING,
        gifts__received_on__isnull=False,
        photos__isnull=True,
    ).distinct()
    rows = rows.select_related("campaign", "station__branch").prefetch_related("gifts__paid_by")
    for sheet in rows:
        signed = [gift for gift in sheet.gifts.all() if gift.received_on and gift.paid_by]
        last = max(signed, key=lambda gift: (gift.received_on, gift.pk), default=None)
        if last is None or last.paid_by is None:
            continue
        due = sheet.campaign.window_until
        yield (
            of_user(last.paid_by, "发放人"),
            Thing(
                f"sheet:{sheet.pk}",
                0,  # about nobody alone
                sheet.station.name,
                f"签领表 {sheet} 签了字，照片还没传",
                due,
                sheet.get_absolute_url(),
                sheet.station.branch.name,
                due < on,
            ),
        )


def _avowals(on: dt.date) -> Iterator[tuple[Recipient, Thing]]:
    """Lines that wait for the second payer's own word (发放确认), one thing a sheet."""
    waiting = Gift.objects.unanswered().order_by("sheet", "line")
    seen = set()
    for gift in waiting.select_related(
        "campaign", "sheet__campaign", "sheet__station__branch", "paid_with"
    ):
        sheet, person, due = gift.sheet, gift.paid_with, gift.campaign.window_until
        if sheet is None or person is None or (sheet.pk, person.pk) in seen:
            continue
        seen.add((sheet.pk, person.pk))
        yield (
            of_user(person, "发放人"),
            Thing(
                f"avow:{sheet.pk}", 0, sheet.station.name, f"确认签领表 {sheet} 是一同发的", due,
                sheet.get_absolute_url(), sheet.station.branch.name, due < on,
            ),
        )  # fmt: skip

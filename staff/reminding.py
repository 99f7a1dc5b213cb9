"""Who is to be reminded of what: visits not made, matters not answered, sheets without picture (提醒)."""

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from django.urls import reverse

from staff.models import (
    Cadre,
    CampaignStatus,
    CareMeasure,
    DutyStatus,
    Matter,
    MatterStatus,
    Reminder,
    Sheet,
    VisitDuty,
)
from welfare.days import Quarter
from welfare.models import User


@dataclass(frozen=True)
class Thing:
    """Something somebody has to do: who it is about, what, by when."""

    key: str
    worker: int
    who: str
    what: str
    due_on: dt.date
    url: str
    unit: str
    is_late: bool

    @property
    def words(self) -> str:
        """One sentence. No illness and no content: it may leave the house by mail."""
        late = "，已逾期" if self.is_late else ""
        return f"{self.who}：{self.what}，最晚 {self.due_on:%Y-%m-%d}{late}"


@dataclass
class Recipient:
    """A person with what he is to be reminded of."""

    key: str  # user-7 or, for a cadre without an account, cadre-3
    name: str
    title: str
    user: User | None
    things: list[Thing] = field(default_factory=list)
    told: set[str] = field(default_factory=set)  # keys of what he was told today

    @property
    def email(self) -> str:
        """Where mail reaches him; empty when it does not."""
        return self.user.email if self.user else ""

    @property
    def fresh(self) -> list[Thing]:
        """What he was not told today."""
        return [thing for thing in self.things if thing.key not in self.told]

    @property
    def is_late(self) -> bool:
        """Whether one of the things is past its day."""
        return any(thing.is_late for thing in self.things)


def recipients_on(on: dt.date, *, about: Collection[int] | None = None) -> list[Recipient]:
    """Everybody who should be reminded on a day, the late ones first. Seven queries.

    With `about`, keys of workers somebody asked about: only what concerns them, and their visits of
    the running quarter however long it still runs.
    """
    found: dict[str, Recipient] = {}
    soon = on + dt.timedelta(days=CareMeasure.objects.of(on).soon_days)
    horizon = soon if about is None else Quarter.of(on).last
    for one, thing in [*_visits(on, horizon), *_matters(on, soon), *_photographs(on)]:
        if about is None or thing.worker in about:
            found.setdefault(one.key, one).things.append(thing)
    for key, person in Reminder.objects.filter(on=on).values_list("key", "person"):
        if f"user-{person}" in found:
            found[f"user-{person}"].told.add(key)
    return sorted(found.values(), key=lambda one: (not one.is_late, one.name, one.key))


def _of_cadre(cadre: Cadre) -> Recipient:
    key = f"user-{cadre.user_id}" if cadre.user_id else f"cadre-{cadre.pk}"
    return Recipient(key, cadre.name, cadre.title, cadre.user)


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
            _of_cadre(duty.pairing.cadre),
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
    rows = Matter.objects.filter(status=MatterStatus.DOING, due_on__lte=soon)
    for matter in rows.select_related("worker__station__branch", "owner"):
        if matter.owner is None:
            continue
        one = Recipient(f"user-{matter.owner_id}", matter.owner.name, "承办人", matter.owner)
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
                matter.due_on < on,
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
            Recipient(f"user-{last.paid_by_id}", last.paid_by.name, "发放人", last.paid_by),
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

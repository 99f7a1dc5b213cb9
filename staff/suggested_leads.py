"""Who could answer for a worker: no relative, leaders first for 特困, the lightest load first."""

import datetime as dt
from dataclasses import dataclass

from staff.kinship import kin_of
from staff.models import Cadre, CadreKind, CareMeasure, HardshipFile, Pairing, Tier
from staff.models.pairings import HARDEST


@dataclass(frozen=True)
class Offer:
    """A cadre who may take the worker, with what he carries already."""

    cadre: Cadre
    load: int
    limit: int
    is_first: bool  # a leader, for a worker in 特困

    @property
    def is_full(self) -> bool:
        """At the limit: taking him needs a reason."""
        return self.load >= self.limit


def leaders_with_room(*, on: dt.date) -> list[Cadre]:
    """The section's leaders who carry less than a cadre may, the lightest load first. Two queries."""
    limit = CareMeasure.objects.of(on).load_limit
    serving = Cadre.objects.serving_on(on).filter(kind=CadreKind.LEADERSHIP).with_load()
    return list(serving.filter(load__lt=limit).order_by("load", "number"))


def suggest_for(file: HardshipFile, *, on: dt.date, tier: Tier | None = None) -> list[Offer]:
    """Every cadre who may lead the file, the best first; `tier` is one not yet approved, and the file
    may not be there yet.

    Four queries.
    """
    kin = kin_of(file.worker)
    limit = CareMeasure.objects.of(on).load_limit
    wants_leader = (tier or file.tier).key == HARDEST
    current = Pairing.objects.open().filter(file=file.pk).values_list("cadre", flat=True)
    cadres = Cadre.objects.serving_on(on).exclude(pk__in=[*kin.cadres, *current]).with_load()
    users = {*kin.users, file.worker.user_id} - {None}
    offers = [
        Offer(cadre, cadre.load, limit, wants_leader and cadre.kind == CadreKind.LEADERSHIP)
        for cadre in cadres
        if cadre.user_id not in users
    ]
    offers.sort(key=lambda one: (one.is_full, not one.is_first, one.load, one.cadre.number))
    return offers

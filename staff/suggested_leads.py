"""Who could answer for a worker: no relative, leaders first for the heaviest tier, then the lightest load."""

import datetime as dt
from dataclasses import dataclass

from staff.kinship import kin_of
from staff.models import Cadre, CadreKind, CareMeasure, HardshipFile, Pairing, Tier


@dataclass(frozen=True)
class Offer:
    """A cadre who may take the worker, with what he carries already."""

    cadre: Cadre
    load: int
    limit: int
    first_for: str  # of a leader: the name of the heaviest tier, where the worker is in it

    @property
    def is_first(self) -> bool:
        """A leader, for a worker in the heaviest tier."""
        return self.first_for != ""

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

    Five queries.
    """
    kin = kin_of(file.worker)
    limit = CareMeasure.objects.of(on).load_limit
    held = tier or file.tier
    hardest = held.name if held.is_hardest else ""
    current = Pairing.objects.open().filter(file=file.pk).values_list("cadre", flat=True)
    cadres = Cadre.objects.serving_on(on).exclude(pk__in=[*kin.cadres, *current]).with_load()
    users = {*kin.users, file.worker.user_id} - {None}
    offers = [
        Offer(cadre, cadre.load, limit, hardest if cadre.kind == CadreKind.LEADERSHIP else "")
        for cadre in cadres
        if cadre.user_id not in users
    ]
    offers.sort(key=lambda one: (one.is_full, not one.is_first, one.load, one.cadre.number))
    return offers


def leaders_due(file: HardshipFile, *, on: dt.date, tier: Tier | None = None) -> list[Offer]:
    """The leaders with room one of whom should lead a file of the heaviest tier; `tier` is one not
    yet approved. None where a leader leads or a successor is asked; a reason written at an earlier
    review is not asked for: every review asks again. Seven queries.
    """
    pairing = Pairing.objects.open().filter(file=file).select_related("cadre").first()
    if pairing is None or pairing.cadre.kind == CadreKind.LEADERSHIP:
        return []
    if pairing.handovers.open().exists():
        return []
    offers = suggest_for(file, on=on, tier=tier)
    return [offer for offer in offers if offer.is_first and not offer.is_full]


def why_no_leader(file: HardshipFile) -> str:
    """What was written last about why no leader leads the file; empty where nothing was. Two queries."""
    pairing = Pairing.objects.open().filter(file=file).first()
    if pairing is None:
        return ""
    kept = pairing.kept.order_by("-pk").first()
    return str((kept.words if kept else pairing.no_leader) or "")

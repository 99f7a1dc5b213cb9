"""Whether all are treated alike 同等对待: average and range a family, by tier, identity and station."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from staff.campaign_need import listed_on
from staff.models import Campaign, Tier, Worker

ZERO = Decimal("0.00")
CENT = Decimal("0.01")


@dataclass
class Group:
    """Families of one tier, identity or station, and what each is given, yuan."""

    name: str
    query: str  # what opens its lines
    values: list[Decimal] = field(default_factory=list)
    reason: str = ""  # why families of one tier differ, when they do

    @property
    def families(self) -> int:
        """How many."""
        return len(self.values)

    @property
    def average(self) -> Decimal:
        """A family's share."""
        return (sum(self.values, ZERO) / len(self.values)).quantize(CENT)

    @property
    def low(self) -> Decimal:
        """The least."""
        return min(self.values)

    @property
    def high(self) -> Decimal:
        """The most."""
        return max(self.values)


@dataclass(frozen=True)
class Spread:
    """The three tables, and within which tiers families of equal need are given unequal help."""

    tiers: list[Group]
    identities: list[Group]
    stations: list[Group]

    @property
    def kinds(self) -> list[tuple[str, list[Group], bool]]:
        """Head, groups and whether a difference within a group is a fault."""
        return [
            ("等级", self.tiers, True),
            ("用工身份", self.identities, False),
            ("车站", self.stations, False),
        ]


def spread_of(campaign: Campaign, *, on: dt.date) -> Spread:
    """Of the list, or of whom the plan would reach today. Few queries however many families."""
    reasons = {line.tier_id: line.reason for line in campaign.standards.all()}
    rank: dict[int, int] = {}
    tiers: dict[int, Group] = {}
    identities: dict[str, Group] = {}
    stations: dict[int, Group] = {}
    for worker, tier, value in _families(campaign, on):
        rank[tier.pk] = -tier.rank
        groups = (
            tiers.setdefault(
                tier.pk, Group(tier.name, f"tier={tier.key}", reason=reasons.get(tier.pk, ""))
            ),
            identities.setdefault(
                worker.identity, Group(worker.get_identity_display(), f"identity={worker.identity}")
            ),
            stations.setdefault(
                worker.station_id, Group(worker.station.name, f"station={worker.station_id}")
            ),
        )
        for group in groups:
            group.values.append(value)
    heaviest = sorted(tiers, key=rank.__getitem__)
    return Spread(
        [tiers[key] for key in heaviest], list(identities.values()), list(stations.values())
    )


def _families(campaign: Campaign, on: dt.date) -> Iterable[tuple[Worker, Tier, Decimal]]:
    """Each family with its tier, as listed or as of today, and what it is given."""
    gifts = list(campaign.gifts.select_related("file__worker__station", "tier").order_by("line"))
    if gifts:
        return [(gift.file.worker, gift.tier, gift.value) for gift in gifts]
    values = {line.tier_id: line.value for line in campaign.standards.all()}
    return [
        (file.worker, file.tier, values.get(file.tier_id, ZERO)) for file in listed_on(on).chosen
    ]

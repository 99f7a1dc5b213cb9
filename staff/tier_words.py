"""The tiers 困难等级 a reader meets on a day, by name: those of the scheme in force come first.

A scheme is data with dates: lists, tabs and tags ask here and know no tier by its key.
"""

import datetime as dt
from dataclasses import dataclass

from staff.models import Tier

HARDEST = "最重一级困难"  # what the heaviest is called while no scheme is in force
HEAVY = "both"  # what an address calls all but the lightest tier of a scheme


@dataclass(frozen=True)
class TierWords:
    """The tiers in use on a day and those files in force still hold, the newest scheme first."""

    tiers: list[Tier]
    on: dt.date

    @property
    def names(self) -> dict[str, str]:
        """Key and name; where two schemes share a key the newer one names it."""
        named: dict[str, str] = {}
        for tier in self.tiers:
            named.setdefault(tier.key, tier.name)
        return named

    @property
    def hardest(self) -> Tier | None:
        """The heaviest of the scheme in force; none while files only hold tiers of an ended one."""
        return next((tier for tier in self.tiers if tier.scheme.covers(self.on)), None)

    @property
    def heavy(self) -> dict[str, str]:
        """The group of the heavier tiers and its name, where the scheme in force has one."""
        name = self.tiers[0].scheme.heavy_name if self.tiers else ""
        return {HEAVY: name} if name else {}


def tier_words(*, on: dt.date) -> TierWords:
    """The tiers a list of that day may show. One query."""
    rows = Tier.objects.given(on=on).select_related("scheme")
    return TierWords(list(rows.order_by("-scheme__valid_from", "-rank")), on)


def told_tier(asked: str) -> str:
    """A tier of ?tier= in words, whatever scheme it is of, for who approves an export. One query."""
    rows = Tier.objects.select_related("scheme").order_by("-scheme__valid_from", "-rank")
    words = TierWords(list(rows), dt.date.max)
    return (words.names | words.heavy).get(asked, asked)


def known_tier(asked: str) -> str:
    """?tier= when a tier of any scheme or the group is meant, else nothing. One query, if asked at all."""
    if not asked or asked == HEAVY:
        return asked
    return asked if "\0" not in asked and Tier.objects.filter(key=asked).exists() else ""


def hardest_name(*, on: dt.date) -> str:
    """What the heaviest tier of the scheme in force is called. One query."""
    tier = Tier.objects.in_use(on=on).first()
    return tier.name if tier else HARDEST

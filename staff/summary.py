"""Head counts 基本情况 of the registry and of care: the same numbers for office, board and facts."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, F, Q, Sum
from django.db.models.functions import Coalesce

from staff.models import (
    Campaign,
    DutyStatus,
    Gift,
    HardshipFile,
    Household,
    Post,
    Sex,
    Standard,
    Tier,
    VisitDuty,
    Worker,
)
from staff.tier_words import tier_words

ZERO = Decimal("0.00")


@dataclass(frozen=True)
class HeadCount:
    """The registry on a day; the two partitions sum to `workers`."""

    workers: int
    men: int
    women: int
    on_post: int
    off_post: int
    early_retired: int
    disabled: int
    double_households: int


def head_count(*, on: dt.date) -> HeadCount:
    """Count the registry on a day. Two queries."""
    counted = Worker.objects.on_roster(on=on).aggregate(
        workers=Count("pk"),
        men=Count("pk", filter=Q(sex=Sex.MALE)),
        women=Count("pk", filter=Q(sex=Sex.FEMALE)),
        on_post=Count("pk", filter=Q(post=Post.ON_POST)),
        off_post=Count("pk", filter=Q(post=Post.OFF_POST)),
        early_retired=Count("pk", filter=Q(post=Post.EARLY_RETIRED)),
        disabled=Count("pk", filter=Q(is_disabled=True)),
    )
    return HeadCount(**counted, double_households=Household.objects.double().count())


@dataclass(frozen=True)
class TierCount:
    """A tier and how many files in force hold it."""

    tier: Tier
    files: int


def tier_counts(*, on: dt.date) -> list[TierCount]:
    """Files in force by tier: those of the scheme in force, then others still held. Two queries."""
    rows = HardshipFile.objects.in_force().order_by().values_list("tier")
    held = dict(rows.annotate(Count("pk")))
    return [TierCount(tier, held.get(tier.pk, 0)) for tier in tier_words(on=on).tiers]


@dataclass(frozen=True)
class VisitCount:
    """Duties due and done."""

    due: int
    done: int
    missed: int


def visit_count() -> VisitCount:
    """All duties of all quarters until now. One query."""
    counted = VisitDuty.objects.aggregate(
        due=Count("pk", filter=~Q(status=DutyStatus.WAIVED)),
        done=Count("pk", filter=Q(status=DutyStatus.DONE)),
        missed=Count("pk", filter=Q(status__in=(DutyStatus.MISSED, DutyStatus.LATE_DONE))),
    )
    return VisitCount(**counted)


@dataclass(frozen=True)
class CampaignCount:
    """Families reached by a campaign, and the value of cash and goods in yuan."""

    campaign: Campaign | None
    people: int
    cash: Decimal
    value: Decimal
    unequal: list[Standard]  # tiers given other than state-employed families

    @property
    def is_equal(self) -> bool:
        """Collective families were given what the state-employed are."""
        return self.campaign is not None and not self.unequal


def latest_campaign() -> CampaignCount:
    """The last festival campaign that was handed out. Three queries."""
    campaign = Campaign.objects.filter(gifts__received_on__isnull=False).distinct().first()
    given = Gift.objects.filter(campaign=campaign, received_on__isnull=False).aggregate(
        families=Count("pk"),
        money=Coalesce(Sum("cash"), ZERO),
        value=Coalesce(Sum(F("cash") + F("goods_value")), ZERO),
    )
    unequal = unequal_of(campaign) if campaign else []
    return CampaignCount(campaign, given["families"], given["money"], given["value"], unequal)


def unequal_of(campaign: Campaign) -> list[Standard]:
    """The tiers whose collective families are given other than the state-employed. One query."""
    return [one for one in campaign.standards.select_related("tier") if not one.is_equal]

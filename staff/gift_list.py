"""The lines of a campaign 发放明细: what stands behind every number of its page."""

from collections.abc import Mapping

from django.db.models import F, Q

from staff.models import Campaign, Gift, GiftProxy, Identity
from staff.models.gifts import GiftQuerySet

NOT_FETCHED = Q(received_on__isnull=True) & (
    Q(unpaid_reason__isnull=False) | Q(stopped_on__isnull=False)
)
STATES: dict[str, tuple[str, Q]] = {
    "": ("名单", Q()),
    "signed": ("已签领", Q(received_on__isnull=False)),
    "open": ("还没定", Q(received_on__isnull=True, stopped_on__isnull=True, unpaid_reason=None)),
    "unpaid": ("没领", NOT_FETCHED),
    "late": ("补记", Q(entered_at__date__gt=F("campaign__window_until"))),
    "proxy": ("代领", ~Q(proxy_name="")),
    "unavowed": ("等同去的人确认", Q(received_on__isnull=False) & (Q(went=None) | Q(went=False))),
}


def _key(query: Mapping[str, str], name: str) -> int:
    """The number asked for by name; 0 when it is none."""
    asked = query.get(name, "")
    return int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 10 else 0


def proxy_asked(campaign: Campaign, query: Mapping[str, str]) -> GiftProxy | None:
    """The person of ?proxy=, when he signed for others in this campaign."""
    return campaign.proxies.filter(pk=_key(query, "proxy")).first()


def _narrowed(campaign: Campaign, query: Mapping[str, str]) -> GiftQuerySet:
    """The campaign's lines by ?station=, ?tier=, ?identity= and ?proxy=."""
    gifts, tier = Gift.objects.filter(campaign=campaign), query.get("tier", "")
    for name, field in (("station", "file__worker__station"), ("proxy", "proxy")):
        if key := _key(query, name):
            gifts = gifts.filter(**{field: key})
    if (identity := query.get("identity", "")) in Identity.values:
        gifts = gifts.filter(file__worker__identity=identity)
    return gifts.filter(tier__key=tier) if tier else gifts


def state_asked(query: Mapping[str, str]) -> str:
    """The state of an address, the whole list for any other."""
    return asked if (asked := query.get("state", "")) in STATES else ""


def counts_of(campaign: Campaign, query: Mapping[str, str]) -> list[tuple[str, str, int]]:
    """Key, words and number of each state."""
    gifts = _narrowed(campaign, query).with_word().order_by()
    return [(key, words, gifts.filter(wanted).count()) for key, (words, wanted) in STATES.items()]


def rows_of(campaign: Campaign, query: Mapping[str, str]) -> GiftQuerySet:
    """The lines asked for, in the order of the sheets."""
    rows = _narrowed(campaign, query).with_word().filter(STATES[state_asked(query)][1])
    return rows.select_related(
        "file__worker__station", "tier", "campaign", "sheet__campaign", "paid_by", "paid_with"
    ).order_by("line", "pk")

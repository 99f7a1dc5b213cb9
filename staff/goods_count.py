"""The goods of a campaign counted 领出、签领、剩: what the list takes, what was bought and signed for."""

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

from staff.models import Campaign, Goods


@dataclass(frozen=True)
class GoodsCount:
    """One thing counted in its unit."""

    goods: Goods
    needed: int
    bought: int
    signed: int

    @property
    def left(self) -> int:
        """Bought less signed for."""
        return self.bought - self.signed

    @property
    def left_value(self) -> Decimal:
        """What the rest cost, yuan."""
        return self.goods.unit_price * self.left

    @property
    def place(self) -> str:
        """Where the rest went; empty while nobody has said."""
        return self.goods.leftover.words if hasattr(self.goods, "leftover") else ""

    @property
    def is_open(self) -> bool:
        """Something is left and has no place."""
        return self.left > 0 and not self.place


def count_goods(campaign: Campaign) -> list[GoodsCount]:
    """Every thing of the campaign. Three queries however many lines."""
    listed: Counter[int] = Counter()
    signed: Counter[int] = Counter()
    for tier, received_on in campaign.gifts.values_list("tier", "received_on"):
        listed[tier] += 1
        signed[tier] += received_on is not None
    rows = campaign.goods_lines.select_related("purchase", "leftover")
    found = []
    for thing in rows.prefetch_related("portions__standard"):
        shares = [(portion.standard.tier_id, portion.quantity) for portion in thing.portions.all()]
        found.append(
            GoodsCount(
                thing,
                needed=sum(listed[tier] * many for tier, many in shares),
                bought=thing.purchase.quantity if hasattr(thing, "purchase") else 0,
                signed=sum(signed[tier] * many for tier, many in shares),
            )
        )
    return found


def count_of(goods: Goods) -> GoodsCount:
    """One thing of its campaign, read anew."""
    return next(count for count in count_goods(goods.campaign) if count.goods.pk == goods.pk)

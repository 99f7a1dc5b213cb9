"""The goods of a campaign counted 领出、签领、剩: what the list takes, what was bought and signed for."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Sum
from django.db.models.functions import Coalesce

from staff.models import Campaign, Goods, Leftover


@dataclass(frozen=True)
class GoodsCount:
    """One thing counted in its unit."""

    goods: Goods
    needed: int
    bought: int
    from_stock: int
    signed: int

    @property
    def there(self) -> int:
        """Bought and taken from the store."""
        return self.bought + self.from_stock

    @property
    def left(self) -> int:
        """What is there less signed for."""
        return self.there - self.signed

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
    """Every thing of the campaign. Four queries however many lines."""
    listed: Counter[int] = Counter()
    signed: Counter[int] = Counter()
    for tier, received_on in campaign.gifts.values_list("tier", "received_on"):
        listed[tier] += 1
        signed[tier] += received_on is not None
    rows = campaign.goods_lines.select_related("purchase", "leftover")
    found = []
    for thing in rows.prefetch_related("portions__standard", "stock_uses"):
        shares = [(portion.standard.tier_id, portion.quantity) for portion in thing.portions.all()]
        found.append(
            GoodsCount(
                thing,
                needed=sum(listed[tier] * many for tier, many in shares),
                bought=thing.purchase.quantity if hasattr(thing, "purchase") else 0,
                from_stock=sum(use.quantity for use in thing.stock_uses.all()),
                signed=sum(signed[tier] * many for tier, many in shares),
            )
        )
    return found


def count_of(goods: Goods) -> GoodsCount:
    """One thing of its campaign, read anew."""
    return next(count for count in count_goods(goods.campaign) if count.goods.pk == goods.pk)


def in_stock(goods: Goods) -> list[tuple[Leftover, int]]:
    """What earlier campaigns left in the store of this thing, the oldest first. One query."""
    same = {"goods__name": goods.name, "goods__spec": goods.spec, "goods__unit": goods.unit}
    kept = Leftover.objects.filter(is_kept=True, **same).exclude(goods__campaign=goods.campaign_id)
    rows = kept.annotate(used=Coalesce(Sum("uses__quantity"), 0)).order_by("on", "pk")
    return [(one, one.quantity - one.used) for one in rows if one.quantity > one.used]


def stock_of(counts: Iterable[GoodsCount]) -> dict[int, tuple[int, int, int]]:
    """By key of a thing: how many lie in the store, how many of them to use, how many then to buy."""
    found = {}
    for count in counts:
        if kept := sum(many for _, many in in_stock(count.goods)):
            taken = min(kept, count.needed)
            found[count.goods.pk] = (kept, taken, count.needed - taken)
    return found

"""Goods of a campaign 慰问品: bought for the list, and what became of the rest."""

import datetime as dt

from django.db import transaction

from staff.actions.campaigns import lock_campaign
from staff.goods_count import count_of, in_stock
from staff.models import CampaignStatus, Goods, Leftover, Purchase, StockUse
from welfare import audit
from welfare.errors import Refused
from welfare.models import User
from welfare.serials import take_turn

STORE = "慰问品库存"  # whose turn is taken: a leftover is never changed, nor may be locked
MOST = 100_000  # pieces of one thing: more is a slip of the finger


@transaction.atomic
def buy_goods(
    goods: Goods, *, quantity: int, invoice: str, on: dt.date, by: User, from_stock: int = 0
) -> Purchase:
    """购进 of a thing, and so many from the store first.

    Raises Refused out of turn, without an invoice for what is bought, twice, for too few, or when
    the store holds less.
    """
    campaign = lock_campaign(goods.campaign)
    if campaign.status != CampaignStatus.NOTIFIED:
        raise Refused("部署以后、领钱以前登记购进的慰问品。")
    if Purchase.objects.filter(goods=goods).exists():
        raise Refused(f"{goods}已经登记过购进。")
    if quantity and not invoice.strip():
        raise Refused(f"写明{goods}的发票号。")
    needed = max(count_of(goods).needed - from_stock, 0)
    if not needed <= quantity <= MOST:
        raise Refused(
            f"还要 {needed} {goods.unit}{goods.name}，购进写 {needed} 到 {MOST} 之间的数。"
        )
    _take_from_stock(goods, from_stock, on=on, by=by)
    purchase = Purchase.objects.create(
        goods=goods, quantity=quantity, invoice=invoice.strip()[:40], on=on, by=by
    )
    facts = {"goods": str(goods), "quantity": quantity, "from_stock": from_stock}
    audit.record("campaign.goods_bought", campaign, by=by, **facts)
    return purchase


def _take_from_stock(goods: Goods, many: int, *, on: dt.date, by: User) -> None:
    """The oldest leftovers first; two campaigns at once wait for each other."""
    take_turn(STORE)
    held = in_stock(goods)
    if many > (there := sum(rest for _, rest in held)):
        raise Refused(f"库里只有 {there} {goods.unit}{goods.name}，不够用 {many} {goods.unit}。")
    for leftover, rest in held:
        if many and (taken := min(many, rest)):
            StockUse.objects.create(goods=goods, leftover=leftover, quantity=taken, on=on, by=by)
            many -= taken


@transaction.atomic
def place_leftover(
    goods: Goods, *, words: str, on: dt.date, by: User, is_kept: bool = False
) -> Leftover:
    """结余 of a thing: where it went; kept in the store it is offered to the next campaign.
    Raises Refused out of turn, without words, twice, or at zero."""
    campaign = lock_campaign(goods.campaign)
    if campaign.status != CampaignStatus.SIGNED:
        raise Refused("签领完成以后才知道剩多少。")
    if Leftover.objects.filter(goods=goods).exists():
        raise Refused(f"{goods}的去处已经写过。")
    left = count_of(goods).left
    if left <= 0:
        raise Refused(f"{goods}没有剩。")
    if not words.strip():
        raise Refused(f"写明剩下的{goods}去了哪里。")
    placed = Leftover.objects.create(
        goods=goods, quantity=left, words=words.strip()[:100], is_kept=is_kept, on=on, by=by
    )
    audit.record("campaign.leftover_placed", campaign, by=by, goods=str(goods), quantity=left)
    return placed

"""Goods of a campaign 慰问品: bought for the list, and what became of the rest."""

import datetime as dt

from django.db import transaction

from staff.actions.campaigns import lock_campaign
from staff.goods_count import count_of
from staff.models import CampaignStatus, Goods, Leftover, Purchase
from welfare import audit
from welfare.errors import Refused
from welfare.models import User

MOST = 100_000  # pieces of one thing: more is a slip of the finger


@transaction.atomic
def buy_goods(goods: Goods, *, quantity: int, invoice: str, on: dt.date, by: User) -> Purchase:
    """购进 of a thing. Raises Refused out of turn, without an invoice, twice, or for too few."""
    campaign = lock_campaign(goods.campaign)
    if campaign.status != CampaignStatus.NOTIFIED:
        raise Refused("部署以后、领钱以前登记购进的慰问品。")
    if Purchase.objects.filter(goods=goods).exists():
        raise Refused(f"{goods}已经登记过购进。")
    if not invoice.strip():
        raise Refused(f"写明{goods}的发票号。")
    needed = count_of(goods).needed
    if not needed <= quantity <= MOST:
        raise Refused(
            f"名单要 {needed} {goods.unit}{goods.name}，购进写 {needed} 到 {MOST} 之间的数。"
        )
    purchase = Purchase.objects.create(
        goods=goods, quantity=quantity, invoice=invoice.strip()[:40], on=on, by=by
    )
    audit.record("campaign.goods_bought", campaign, by=by, goods=str(goods), quantity=quantity)
    return purchase


@transaction.atomic
def place_leftover(goods: Goods, *, words: str, on: dt.date, by: User) -> Leftover:
    """结余 of a thing: where it went. Raises Refused out of turn, without words, twice, or at zero."""
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
        goods=goods, quantity=left, words=words.strip()[:100], on=on, by=by
    )
    audit.record("campaign.leftover_placed", campaign, by=by, goods=str(goods), quantity=left)
    return placed

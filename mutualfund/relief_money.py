"""What the 送温暖(帮困) fund has free: its bank account less what is promised already. Yuan."""

import datetime as dt
from decimal import Decimal

from django.db.models import Sum

from mutualfund.models import Account, Entry, FundKey, Relief
from staff.campaign_need import need_of
from staff.models import Campaign, CampaignStatus

PROMISED = (CampaignStatus.APPROVED, CampaignStatus.LIST_LOCKED, CampaignStatus.NOTIFIED)


def relief_in_bank(on: dt.date) -> Decimal:
    """What the bank holds of the fund on a day. One query."""
    money = Entry.objects.filter(
        account__in=Account.objects.money().filter(fund__key=FundKey.RELIEF)
    )
    return money.up_to(on).filter(account__key="bank").balance()


def relief_promised(on: dt.date, *, but_campaign: int = 0, but_relief: int = 0) -> Decimal:
    """Campaigns approved and not drawn, reliefs approved and not paid, but for the one asked about."""
    campaigns = Campaign.objects.filter(status__in=PROMISED).exclude(pk=but_campaign)
    reliefs = Relief.objects.promised().exclude(pk=but_relief)
    return sum(
        (need_of(campaign, on=on) for campaign in campaigns),
        reliefs.aggregate(sum=Sum("amount"))["sum"] or Decimal(0),
    )

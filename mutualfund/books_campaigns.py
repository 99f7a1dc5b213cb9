"""Campaigns and reliefs against the books 送温暖与账: what `verify_books` asks about them."""

from collections.abc import Iterator

from mutualfund.campaign_money import PURPOSES, money_of, source_of
from mutualfund.models import Entry, Fund, FundKey, Relief, Voucher, VoucherKind
from mutualfund.models.reliefs import RELIEF
from mutualfund.problems import Problem
from staff.models import Campaign, CampaignStatus

CLOSED = (CampaignStatus.RECONCILED, CampaignStatus.ARCHIVED)


def check_campaigns(fund: Fund) -> Iterator[Problem]:
    """慰问支出 of every closed campaign is the cash signed for and the goods bought."""
    if fund.key != FundKey.RELIEF:
        return
    for campaign in Campaign.objects.filter(status__in=CLOSED, steps__status=CLOSED[0]):
        money = money_of(campaign)
        entries = Entry.objects.filter(
            voucher__source=source_of(campaign), voucher__purpose__in=PURPOSES
        )
        booked = entries.filter(account__key="relief").balance()
        expected = money.cash_signed + money.goods_bought
        if booked != expected:
            words = f"签领和购进合计 {expected}，账上慰问支出 {booked}，两个数不一样"
            yield Problem(f"活动 {campaign.number}", "campaign_differs", words)
        if entries.filter(account__key="cash").balance():
            words = "核销以后还有领出的现金没有交回"
            yield Problem(f"活动 {campaign.number}", "campaign_cash_open", words)


def check_reliefs(fund: Fund) -> Iterator[Problem]:
    """Every payment of a 困难救助 has its relief, and is of its amount."""
    if fund.key != FundKey.RELIEF:
        return
    amounts = dict(Relief.objects.paid().values_list("voucher", "amount"))
    rows = Voucher.objects.filter(fund=fund, kind=VoucherKind.NORMAL, purpose=RELIEF)
    for voucher in rows.order_by("pk"):
        if amounts.get(voucher.pk) != voucher.total:
            words = f"{voucher.source} 的救助记录不见了，或者金额不是 {voucher.total}"
            yield Problem(f"凭证 {voucher}", "relief_differs", words)

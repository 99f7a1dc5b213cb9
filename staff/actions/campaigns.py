"""Festival campaigns 送温暖: planned, listed from live files, handed out, reconciled."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction

from staff.models import Campaign, CampaignStatus, Festival, Gift, HardshipFile, Standard, Tier
from welfare import audit
from welfare.errors import Refused
from welfare.models import User


@dataclass(frozen=True)
class TierStandard:
    """What one tier gets, yuan, beside what state-employed workers get."""

    tier: Tier
    cash: Decimal
    goods: str
    goods_value: Decimal
    state_cash: Decimal
    state_goods_value: Decimal


@transaction.atomic
def plan_campaign(
    festival: Festival,
    *,
    year: int,
    document_no: str,
    window: tuple[dt.date, dt.date],
    standards: list[TierStandard],
    by: User,
) -> Campaign:
    """拟定 a campaign with its standards. Raises Refused without a document or a standard."""
    if not document_no.strip():
        raise Refused("活动要写方案文号。")
    if not standards:
        raise Refused("活动要写每个等级的标准。")
    first, last = window
    if last < first:
        raise Refused("发放结束日期早于开始日期，请改一下。")
    if Campaign.objects.filter(festival=festival, year=year).exclude(status="cancelled").exists():
        raise Refused(f"{year} 年{festival.label}已有一次活动。")
    number = f"SW-{year}-{Campaign.objects.filter(year=year).count() + 1:02d}"
    campaign = Campaign.objects.create(
        number=number,
        festival=festival,
        year=year,
        document_no=document_no.strip(),
        window_from=first,
        window_until=last,
    )
    Standard.objects.bulk_create(Standard(campaign=campaign, **vars(line)) for line in standards)
    audit.record("campaign.planned", campaign, by=by, document_no=document_no)
    return campaign


def _move(campaign: Campaign, to: CampaignStatus, by: User) -> Campaign:
    campaign = Campaign.objects.select_for_update().get(pk=campaign.pk)
    if not campaign.can_become(to):
        raise Refused(f"活动现在是「{campaign.get_status_display()}」，不能改为「{to.label}」。")
    campaign.status = to
    campaign.save(update_fields=["status"])
    audit.record(f"campaign.{to}", campaign, by=by)
    return campaign


@transaction.atomic
def approve_campaign(campaign: Campaign, *, by: User) -> Campaign:
    """批准: the standard must be the same as for state-employed workers (四个统一).

    Raises Refused when it is not, or out of turn.
    """
    unequal = [s.tier.name for s in campaign.standards.select_related("tier") if not s.is_equal]
    if unequal:
        raise Refused(f"{'、'.join(unequal)}的标准和全民工不一样，统一标准以后再批准。")
    return _move(campaign, CampaignStatus.APPROVED, by)


@transaction.atomic
def lock_list(campaign: Campaign, *, on: dt.date, by: User) -> Campaign:
    """锁定名单: one line for each file in force on the day whose worker is on the roster."""
    campaign = _move(campaign, CampaignStatus.LIST_LOCKED, by)
    standards = {line.tier_id: line for line in campaign.standards.all()}
    files = HardshipFile.objects.in_force().in_force_on(on).filter(worker__left_on__isnull=True)
    gifts = []
    for file in files.select_related("tier"):
        line = standards.get(file.tier_id)
        if line is None:
            raise Refused(f"方案里没有{file.tier.name}的标准，补上再锁定名单。")
        gifts.append(
            Gift(
                campaign=campaign,
                file=file,
                tier=file.tier,
                cash=line.cash,
                goods=line.goods,
                goods_value=line.goods_value,
            )
        )
    Gift.objects.bulk_create(gifts)
    return campaign


@transaction.atomic
def start_handing_out(campaign: Campaign, *, by: User) -> Campaign:
    """开始发放. Raises Refused out of turn."""
    return _move(campaign, CampaignStatus.DISTRIBUTING, by)


@transaction.atomic
def hand_out(
    gift: Gift, *, on: dt.date, by: User, proxy_name: str = "", proxy_relation: str = ""
) -> Gift:
    """签领 one line.

    Raises Refused outside the window, twice, for a stopped line, or a proxy without relation.
    """
    gift = Gift.objects.select_for_update().select_related("campaign").get(pk=gift.pk)
    campaign = gift.campaign
    if campaign.status != CampaignStatus.DISTRIBUTING:
        raise Refused(f"活动现在是「{campaign.get_status_display()}」，还不能发放。")
    if gift.received_on is not None:
        raise Refused(f"这一行 {gift.received_on:%m-%d} 已签领过。")
    if gift.stopped_on is not None:
        raise Refused(f"这一行停发：{gift.stop_reason}。登记错了，请先撤销离册。")
    if not campaign.window_from <= on <= campaign.window_until:
        raise Refused("今天不在发放的日期里。统一行动，要在同一段时间发完。")
    if proxy_name and not proxy_relation:
        raise Refused("代领要写和职工的关系。")
    gift.received_on, gift.proxy_name, gift.proxy_relation = on, proxy_name, proxy_relation
    gift.save(update_fields=["received_on", "proxy_name", "proxy_relation"])
    audit.record("gift.received", gift, by=by, proxy=bool(proxy_name))
    return gift


@transaction.atomic
def finish_handing_out(campaign: Campaign, *, by: User) -> Campaign:
    """签领完成. Raises Refused while a line that is not stopped is not signed for."""
    open_lines = campaign.gifts.filter(received_on__isnull=True, stopped_on__isnull=True).count()
    if open_lines:
        raise Refused(f"还有 {open_lines} 户没有签领。")
    return _move(campaign, CampaignStatus.SIGNED, by)

"""Festival campaigns 送温暖: planned, listed from live files, announced, handed out, reconciled."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db import transaction

from staff.campaign_duties import may_sign, too_late, unavowed_words, unexplained_words
from staff.campaign_need import NOBODY, listed_on
from staff.campaign_plan import Plan, TierStandard
from staff.festivals import festival_day
from staff.goods_count import count_goods
from staff.models import (
    Campaign,
    CampaignStatus,
    CampaignStep,
    Festival,
    Goods,
    Norm,
    NormLine,
    Portion,
    Receipt,
    Standard,
    Station,
    Tier,
)
from staff.plan_digest import digest_of
from welfare import audit, clock
from welfare.errors import Refused
from welfare.models import User
from welfare.serials import next_number

S = CampaignStatus
WORDS = 200  # characters of a note


def _check(plan: Plan) -> None:
    first, last = plan.window
    day = festival_day(plan.festival, plan.year)
    if not plan.document_no.strip():
        raise Refused("活动要写方案文号。")
    if not plan.standards:
        raise Refused("活动要写每个等级的标准。")
    if last < first:
        raise Refused("发放结束日期早于开始日期，请改一下。")
    if day is not None and last > day:
        raise Refused(f"{plan.year} 年{plan.festival.label}是 {day:%m-%d}，要在节前发完。")
    if any(line.unit_price <= 0 for line in plan.goods):
        raise Refused("慰问品的单价要大于 0 元。")
    for line in plan.standards:
        if line.cash < 0 or (line.cash == 0 and not any(line.pieces.values())):
            raise Refused(f"{line.tier.name}没有慰问金也没有慰问品，补上一样。")


def _norm_of(plan: Plan) -> Norm:
    """The confirmed norm of the plan's first day."""
    norm = Norm.objects.of(plan.window[0])
    if norm is None:
        raise Refused(
            f"{plan.window[0]:%Y-%m-%d} 还没有核过的慰问标准。"
            "先在「慰问标准」录一份，由主任委员核过，再拟方案。"
        )
    return norm


def lock_campaign(campaign: Campaign) -> Campaign:
    """The campaign's row, locked to the end of the transaction: before any of its lines."""
    return Campaign.objects.select_for_update().get(pk=campaign.pk)


def _sign(
    campaign: Campaign,
    *,
    on: dt.date,
    by: User,
    note: str = "",
    facts: dict[str, Any] | None = None,
) -> None:
    """Write the step that made the campaign what it is now, and the trail."""
    CampaignStep.objects.create(
        campaign=campaign, status=campaign.status, on=on, at=clock.now(), by=by,
        note=note.strip()[:WORDS], facts=facts or {},
    )  # fmt: skip
    audit.record(f"campaign.{campaign.status}", campaign, by=by, **(facts or {}))


def move(
    campaign: Campaign,
    to: CampaignStatus,
    *,
    on: dt.date,
    by: User,
    note: str = "",
    facts: dict[str, Any] | None = None,
) -> Campaign:
    """Walk a locked campaign one step. Raises Refused out of turn or for the wrong signer."""
    if not campaign.can_become(to):
        raise Refused(f"活动现在是「{campaign.get_status_display()}」，不能改为「{to.label}」。")
    if reason := may_sign(by, to, campaign):
        raise Refused(reason)
    campaign.status = to
    campaign.save(update_fields=["status"])
    _sign(campaign, on=on, by=by, note=note, facts=facts)
    return campaign


@transaction.atomic
def plan_campaign(plan: Plan, *, on: dt.date, by: User) -> Campaign:
    """拟定 a campaign with its goods and standards, compared with the norm of its first day.

    Raises Refused without a document, a standard or a norm, for a window after the festival, or
    when the festival has a campaign.
    """
    _check(plan)
    list(Tier.objects.select_for_update().order_by("pk"))  # two planners queue up here
    same = Campaign.objects.filter(festival=plan.festival, year=plan.year)
    if plan.festival != Festival.OTHER and same.exclude(status=S.CANCELLED).exists():
        raise Refused(f"{plan.year} 年{plan.festival.label}已有一次活动。")
    campaign = Campaign.objects.create(
        number=next_number(Campaign.objects.all(), f"SW-{plan.year}-", digits=2),
        festival=plan.festival,
        year=plan.year,
        document_no=plan.document_no.strip(),
        norm=(norm := _norm_of(plan)),
        state_document_no=norm.document_no,
        money_from=plan.money_from.strip(),
        is_sample=plan.is_sample,
        window_from=plan.window[0],
        window_until=plan.window[1],
    )
    _lay_down(campaign, plan)
    _sign(campaign, on=on, by=by, facts={"document_no": campaign.document_no})
    return campaign


@transaction.atomic
def change_plan(campaign: Campaign, plan: Plan, *, on: dt.date, by: User) -> Campaign:
    """改方案 that is not approved yet, as when a standard differs; by who signed it, alone.

    Raises Refused as plan_campaign does, once it is approved, for another's plan or festival.
    """
    _check(plan)
    campaign = lock_campaign(campaign)
    if campaign.status != S.DRAFT:
        raise Refused(f"活动已经是「{campaign.get_status_display()}」，方案不能再改。")
    planner = campaign.steps.select_related("by").get(status=S.DRAFT).by
    if planner != by:
        raise Refused(f"方案是{planner.name}拟的，由他来改，或者请主任委员取消。")
    if (plan.festival, plan.year) != (campaign.festival, campaign.year):
        raise Refused("换节日或年度请取消这一次，另拟方案。")
    Portion.objects.filter(standard__campaign=campaign).delete()
    campaign.standards.all().delete()
    campaign.goods_lines.all().delete()
    campaign.document_no = plan.document_no.strip()
    campaign.norm = norm = _norm_of(plan)
    campaign.state_document_no = norm.document_no
    campaign.money_from, campaign.is_sample = plan.money_from.strip(), plan.is_sample
    campaign.window_from, campaign.window_until = plan.window
    campaign.save()
    _lay_down(campaign, plan)
    audit.record("campaign.plan_changed", campaign, by=by, on=on, document_no=plan.document_no)
    return campaign


def _lay_down(campaign: Campaign, plan: Plan) -> None:
    """Goods, then what each tier gets of them."""
    goods = [Goods.objects.create(campaign=campaign, **vars(line)) for line in plan.goods]
    drawn = NormLine.objects.filter(norm=campaign.norm)
    norms = {line.tier_id: line for line in drawn}
    for line in plan.standards:
        if line.tier.pk not in norms:
            raise Refused(f"{campaign.norm}里没有{line.tier.name}，先录一份写全的慰问标准。")
        _set_standard(campaign, line, goods, norms[line.tier.pk])


def _set_standard(
    campaign: Campaign, line: TierStandard, goods: list[Goods], norm: NormLine
) -> None:
    pieces = [(goods[index], many) for index, many in sorted(line.pieces.items()) if many]
    value = sum((thing.unit_price * many for thing, many in pieces), Decimal(0))
    words = "、".join(f"{thing.words}×{many}" for thing, many in pieces)
    if len(words) > 100:
        raise Refused(f"{line.tier.name}的慰问品写得太长，品名和规格短一点。")
    standard = Standard.objects.create(
        campaign=campaign,
        tier=line.tier,
        cash=line.cash,
        goods=words,
        goods_value=value,
        state_cash=norm.state_cash,
        state_goods_value=norm.state_goods_value,
        reason=norm.reason if (line.cash, value) == norm.own else "",
    )
    Portion.objects.bulk_create(
        Portion(standard=standard, goods=thing, quantity=many) for thing, many in pieces
    )


@transaction.atomic
def approve_campaign(campaign: Campaign, *, on: dt.date, by: User) -> Campaign:
    """批准: the standard must be the same as the norm gives state-employed workers (四个统一),
    or differ as the norm itself does, with its reason.

    The step keeps the sum of the plan that was approved.

    Raises Refused when it is not, when the norm was replaced, without a family, out of turn, or for the planner himself.
    """
    campaign = lock_campaign(campaign)
    rows = campaign.standards.select_related("tier")
    if unequal := [line.tier.name for line in rows if line.is_unexplained]:
        raise Refused(f"{'、'.join(unequal)}的标准和全民工不一样，统一标准以后再批准。")
    if campaign.norm != Norm.objects.of(campaign.window_from):
        raise Refused("拟方案以后慰问标准换了，请拟方案的人改一次方案，照新的标准再批准。")
    campaign = move(campaign, S.APPROVED, on=on, by=by, facts={"plan": digest_of(campaign)})
    if not listed_on(on).chosen:
        raise Refused(NOBODY)
    return campaign


@transaction.atomic
def notify_stations(
    campaign: Campaign, *, notice: str, held_on: dt.date, on: dt.date, by: User
) -> Campaign:
    """统一部署: one notice or meeting for all stations. Raises Refused without it or out of turn."""
    campaign = lock_campaign(campaign)
    if not notice.strip():
        raise Refused("写明是哪一份通知、哪一次会。")
    if held_on > on:
        raise Refused(f"会议或通知日期 {held_on:%m-%d} 还没到，发了再记。")
    facts = {"held_on": held_on.isoformat()}
    return move(campaign, S.NOTIFIED, on=on, by=by, note=notice, facts=facts)


@transaction.atomic
def acknowledge(
    campaign: Campaign, told: Mapping[Station, str], *, on: dt.date, by: User
) -> list[Receipt]:
    """回执 of stations on the list, each with who answered; those without a name wait on.

    Raises Refused when nobody is named, for a station without a line, twice, or out of turn.
    """
    campaign = lock_campaign(campaign)
    if campaign.status != S.NOTIFIED:
        raise Refused(f"活动现在是「{campaign.get_status_display()}」，不用登记回执。")
    named = {station: person.strip()[:60] for station, person in told.items() if person.strip()}
    if not named:
        raise Refused("写明是谁回执的。")
    listed = set(campaign.sheets.values_list("station", flat=True))
    done = set(campaign.receipts.values_list("station", flat=True))
    for station in named:
        if station.pk not in listed:
            raise Refused(f"{station.name}没有人在名单上，不用回执。")
        if station.pk in done:
            raise Refused(f"{station.name}已经回执。")
    receipts = [
        Receipt.objects.create(
            campaign=campaign, station=station, person=person, on=on, recorded_by=by
        )
        for station, person in named.items()
    ]
    audit.record("campaign.acknowledged", campaign, by=by, stations=[one.pk for one in named])
    return receipts


@transaction.atomic
def start_handing_out(campaign: Campaign, *, on: dt.date, by: User, note: str = "") -> Campaign:
    """开始发放, once the money is drawn.

    Raises Refused while a station has not acknowledged, or when the days are over.
    """
    campaign = lock_campaign(campaign)
    if late := too_late(campaign, on):
        raise Refused(late)
    told = set(campaign.receipts.values_list("station__name", flat=True))
    names = campaign.sheets.order_by("number").values_list("station__name", flat=True)
    if silent := [name for name in dict.fromkeys(names) if name not in told]:
        raise Refused(f"{'、'.join(silent[:5])}等 {len(silent)} 个站还没有回执，统一部署才能发。")
    return move(campaign, S.DISTRIBUTING, on=on, by=by, note=note)


@transaction.atomic
def finish_handing_out(campaign: Campaign, *, on: dt.date, by: User) -> Campaign:
    """签领完成. Raises Refused while a line is open or waits for its second payer's word, a signed
    sheet has no photograph, or one proxy who signed for many is not explained.
    """
    campaign = lock_campaign(campaign)
    if open_lines := campaign.gifts.undecided().count():
        raise Refused(f"还有 {open_lines} 户没有签领，也没有写没领的原因。")
    signed = campaign.gifts.received().values("sheet")  # a sheet nobody signed is no paper
    bare = campaign.sheets.filter(photos__isnull=True, pk__in=signed)
    if numbers := "、".join(map(str, bare.values_list("number", flat=True))):
        raise Refused(f"第 {numbers} 张签领表还没有传照片。")
    if words := unavowed_words(campaign.gifts.unavowed().count()):
        raise Refused(words)
    _refuse_unexplained(campaign)
    return move(campaign, S.SIGNED, on=on, by=by)


@transaction.atomic
def reconcile_campaign(campaign: Campaign, *, on: dt.date, by: User, note: str) -> Campaign:
    """核销, with the voucher that closed the money (called by the fund when it is posted).

    Raises Refused while leftover goods are not accounted for or one proxy for many is not explained,
    or for whoever took part before.
    """
    campaign = lock_campaign(campaign)
    refuse_open_leftovers(campaign)
    _refuse_unexplained(campaign)
    return move(campaign, S.RECONCILED, on=on, by=by, note=note)


def _refuse_unexplained(campaign: Campaign) -> None:
    if words := unexplained_words(campaign):
        raise Refused(f"{words}工会干事核实以后写明，再往下办。")


def refuse_open_leftovers(campaign: Campaign) -> None:
    """Raise Refused while goods nobody signed for have no place."""
    for count in count_goods(campaign):
        if count.is_open:
            raise Refused(f"{count.goods}剩 {count.left} {count.goods.unit}，先写明去处。")


@transaction.atomic
def archive_campaign(campaign: Campaign, *, summary: str, on: dt.date, by: User) -> Campaign:
    """归档 with a summary. Raises Refused without it or out of turn."""
    if not summary.strip():
        raise Refused("写几句总结再归档。")
    return move(lock_campaign(campaign), S.ARCHIVED, on=on, by=by, note=summary)


@transaction.atomic
def cancel_campaign(campaign: Campaign, *, reason: str, on: dt.date, by: User) -> Campaign:
    """取消 before the money is drawn; what was bought by then stands in the step.

    Raises Refused without a reason or later.
    """
    if not reason.strip():
        raise Refused("取消要写原因。")
    campaign = lock_campaign(campaign)
    bought = {str(count.goods): count.bought for count in count_goods(campaign) if count.bought}
    return move(
        campaign, S.CANCELLED, on=on, by=by, note=reason, facts={"bought": bought} if bought else {}
    )

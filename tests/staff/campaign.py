"""A Mid-Autumn campaign as the office carries it on, step by step."""

import datetime as dt
from decimal import Decimal
from itertools import count

from mutualfund.actions.campaigns import (
    make_campaign_voucher,
    post_campaign_voucher,
    receive_relief_money,
    review_campaign_voucher,
)
from mutualfund.actions.vouchers import post_voucher, review_voucher
from mutualfund.campaign_money import DRAW
from mutualfund.models import Payer
from staff.actions.campaigns import (
    acknowledge,
    approve_campaign,
    notify_stations,
    plan_campaign,
)
from staff.actions.gift_avowals import avow_lines
from staff.actions.gifts import lock_list
from staff.actions.goods import buy_goods
from staff.actions.norms import decide_norm, enter_norm
from staff.campaign_plan import GoodsLine, NormTier, Plan, TierStandard
from staff.models import Campaign, Cause, Festival, Gift, HardshipFile, Norm, Tier, Worker
from tests.people import DAY
from tests.staff.care import from_paper, make_lead
from welfare.accounts import grant_role
from welfare.models import User
from welfare.roles import Role

WINDOW = (DAY - dt.timedelta(days=1), DAY + dt.timedelta(days=5))
CASH = {"extreme": 400, "severe": 300, "general": 200}
RICE = GoodsLine("大米", "10 公斤", "袋", Decimal(60), DAY)
OIL = GoodsLine("食用油", "5 升", "桶", Decimal(70), DAY)
_serial = count(1)


def make_file(worker: Worker, by: User, tier: str = "extreme") -> HardshipFile:
    """The worker's hardship file, in force since July."""
    return from_paper(
        worker, lead=make_lead(by), by=by, tier=tier, cause=Cause.OWN_ILLNESS,
        on=dt.date(2026, 7, 2),
    )  # fmt: skip


def norm_of(**cash: int) -> list[NormTier]:
    """What the document gives: cash by tier as told, goods for 130; the same for both identities."""
    told = CASH | cash
    pairs = [(tier, (Decimal(told[tier.key]), Decimal(130))) for tier in Tier.objects.all()]
    return [NormTier(tier, pair, pair) for tier, pair in pairs]


def norm_in_force(since: dt.date = dt.date(2000, 1, 1), **cash: int) -> Norm:
    """A norm entered by one and confirmed by another, who do nothing else."""
    one, other = (
        User.objects.create_user(username=f"norm{next(_serial)}", is_active=False) for _ in range(2)
    )
    norm = enter_norm(
        valid_from=since,
        document_no="局工会〔2026〕示例 4 号",
        lines=norm_of(**cash),
        on=DAY,
        by=one,
    )
    grant_role(other, Role.CHAIR, by=None)
    User.objects.filter(pk=other.pk).update(is_active=True)
    decide_norm(norm, agree=True, on=DAY, by=User.objects.get(pk=other.pk))
    User.objects.filter(pk=other.pk).update(is_active=False)
    return norm


def plan_of(**changes) -> Plan:
    """A plan that may be approved: cash by tier, a bag of rice and a can of oil, as the norm says."""
    if not Norm.objects.exists():
        norm_in_force()
    standards = [
        TierStandard(tier, Decimal(CASH[tier.key]), {0: 1, 1: 1}) for tier in Tier.objects.all()
    ]
    told = {
        "festival": Festival.OTHER,
        "year": 2026,
        "document_no": "段工会〔2026〕示例 9 号",
        "window": WINDOW,
        "goods": [RICE, OIL],
        "standards": standards,
    }
    return Plan(**(told | changes))


def locked(planner: User, chair: User, **changes) -> Campaign:
    """Planned by one, approved by another, the list drawn."""
    campaign = plan_campaign(plan_of(**changes), on=DAY, by=planner)
    return lock_list(approve_campaign(campaign, on=DAY, by=chair), on=DAY, by=planner)


def announced(campaign: Campaign, by: User) -> Campaign:
    """Every station was told and has answered, the goods are bought."""
    campaign = notify_stations(campaign, notice="视频会", held_on=DAY, on=DAY, by=by)
    for station in {sheet.station for sheet in campaign.sheets.select_related("station")}:
        acknowledge(campaign, {station: "小组长"}, on=DAY, by=by)
    for thing in campaign.goods_lines.all():
        many = campaign.gifts.count() + 2
        buy_goods(thing, quantity=many, invoice="示例 1", on=DAY, by=by)
    return campaign


def allot(amount: int, *, maker: User, reviewer: User, cashier: User) -> None:
    """Money of the upper union in the relief fund's bank account."""
    draft = receive_relief_money(
        payer=Payer.UPPER_UNION, amount=Decimal(amount), document_no=f"示例 {next(_serial)}",
        on=DAY, by=maker,
    )  # fmt: skip
    post_voucher(review_voucher(draft, on=DAY, by=reviewer), on=DAY, by=maker, cashier=cashier)


def book(
    campaign: Campaign, purpose: str, *, maker: User, reviewer: User, cashier: User
) -> Campaign:
    """The campaign after its voucher was made, reviewed and posted by three people."""
    make_campaign_voucher(campaign, purpose, on=DAY, by=maker)
    review_campaign_voucher(campaign, purpose, on=DAY, by=reviewer)
    post_campaign_voucher(campaign, purpose, on=DAY, by=cashier)
    return Campaign.objects.get(pk=campaign.pk)


def avow_all(campaign: Campaign, by: User) -> None:
    """The second payer says of every line that waits for him that he went along."""
    for sheet in campaign.sheets.all():
        lines = [gift.pk for gift in Gift.objects.to_avow(by).filter(sheet=sheet)]
        if lines:
            avow_lines(sheet, lines, went=True, by=by)


def drawn(campaign: Campaign, planner: User, money: tuple[User, User, User]) -> Campaign:
    """Ready to hand out: announced, 10,000 yuan allotted, the list's money drawn."""
    maker, reviewer, cashier = money
    announced(campaign, planner)
    allot(10_000, maker=maker, reviewer=reviewer, cashier=cashier)
    return book(campaign, DRAW, maker=maker, reviewer=reviewer, cashier=cashier)

"""慰问标准: entered by one, confirmed by another; a campaign is compared with it and with no guess."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from django.db import DatabaseError
from django.urls import reverse

from staff.actions.campaigns import approve_campaign, change_plan, plan_campaign
from staff.actions.gifts import lock_list
from staff.actions.norms import decide_norm, enter_norm
from staff.campaign_plan import NormTier
from staff.campaign_spread import spread_of
from staff.models import Campaign, Identity, Norm, Tier
from staff.summary import CampaignCount, unequal_of
from tests.mutualfund.sql import run
from tests.people import DAY
from tests.staff.campaign import CASH, norm_in_force, norm_of, plan_of
from welfare.errors import Refused

PAGE = reverse("norm-list")
TOLD = {"valid_from": dt.date(2026, 1, 1), "document_no": "局工会〔2026〕示例 4 号"}


def told(**changes) -> dict[str, object]:
    """The form as the office fills it in from the document."""
    sent: dict[str, object] = {**TOLD}
    for tier in Tier.objects.all():
        sent |= {f"{who}_cash_{tier.pk}": CASH[tier.key] for who in ("state", "own")}
        sent |= {f"{who}_goods_{tier.pk}": "130" for who in ("state", "own")}
    return sent | changes


@pytest.fixture
def norm(zheng) -> Norm:
    """Entered by Zheng, not confirmed yet."""
    return enter_norm(**TOLD, lines=norm_of(), on=DAY, by=zheng)


def test_a_norm_is_entered_by_the_office_and_confirmed_by_the_chair(as_, zheng, gao):
    assert "照文件录一份" in as_(zheng).get(PAGE).content.decode()
    page = as_(zheng).post(PAGE, told(), follow=True).content.decode()
    assert "等主任委员核对" in page
    assert "慰问标准由主任委员核对" in page
    norm = Norm.objects.get()
    assert Norm.objects.of(DAY) is None
    assert f"核对慰问标准 {norm.document_no}" in as_(gao).get(reverse("home")).content.decode()
    address = reverse("norm-decide", args=[norm.pk])
    assert "退回要写哪里不对" in as_(gao).post(address, {}, follow=True).content.decode()
    page = as_(gao).post(address, {"go": "agree"}, follow=True).content.decode()
    assert "核过了" in page
    assert Norm.objects.of(DAY) == norm
    assert Norm.objects.of(dt.date(2025, 12, 31)) is None


def test_nobody_confirms_his_own_norm_or_one_twice(norm, zheng, gao):
    with pytest.raises(Refused, match="由主任委员核对"):
        decide_norm(norm, agree=True, on=DAY, by=zheng)
    decide_norm(norm, agree=True, on=DAY, by=gao)
    with pytest.raises(Refused, match="已经核过"):
        decide_norm(norm, agree=False, words="错了", on=DAY, by=gao)
    with pytest.raises(Refused, match="已有一份慰问标准"):
        enter_norm(**TOLD, lines=norm_of(), on=DAY, by=zheng)


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        (
            "UPDATE staff_norm SET agreed = true, decided_on = now(), decided_by_id = entered_by_id",
            "decides no norm",  # who plans may not confirm
        ),
        ("UPDATE staff_norm SET document_no = 'x'", "decided once"),
        ("UPDATE staff_normline SET state_cash = 1", "permission denied"),
        ("DELETE FROM staff_norm", "permission denied"),
    ],
)
def test_a_norm_cannot_be_changed_by_sql(norm, statement, words):
    with pytest.raises(DatabaseError, match=words):
        run(statement)


def test_no_campaign_is_planned_without_a_confirmed_norm(as_, norm, zheng):
    plan = plan_of()  # the norm of Zheng is there, nobody has confirmed it
    with pytest.raises(Refused, match="还没有核过的慰问标准"):
        plan_campaign(plan, on=DAY, by=zheng)
    page = as_(zheng).get(reverse("campaign-new")).content.decode()
    assert "先录一份" in page


def test_the_comparison_is_drawn_and_cannot_be_typed(files, zheng):
    campaign = plan_campaign(plan_of(), on=DAY, by=zheng)
    drawn = {line.tier.key: line.state_cash for line in campaign.standards.all()}
    assert drawn == {key: Decimal(cash) for key, cash in CASH.items()}
    with pytest.raises(DatabaseError, match="compared with the norm"):
        run("UPDATE staff_standard SET state_cash = cash + 1")


def test_a_norm_replaced_meanwhile_is_compared_anew(files, zheng, gao):
    campaign = plan_campaign(plan_of(), on=DAY, by=zheng)
    norm_in_force(dt.date(2026, 10, 1), extreme=500)
    with pytest.raises(Refused, match="慰问标准换了"):
        approve_campaign(campaign, on=DAY, by=gao)
    change_plan(campaign, plan_of(), on=DAY, by=zheng)
    with pytest.raises(Refused, match="特困的标准和全民工不一样"):
        approve_campaign(Campaign.objects.get(), on=DAY, by=gao)


def test_a_difference_has_the_reason_of_its_document_and_stays_red(as_, files, zheng, gao):
    plain = norm_of()
    less = replace(plain[0], own=(Decimal(300), Decimal(130)))
    with pytest.raises(Refused, match="写明原因"):
        enter_norm(**TOLD, lines=[less, *plain[1:]], on=DAY, by=zheng)
    less = NormTier(less.tier, less.state, less.own, "集体单位自筹，按批复")
    norm = enter_norm(**TOLD, lines=[less, *plain[1:]], on=DAY, by=zheng)
    decide_norm(norm, agree=True, on=DAY, by=gao)
    plan = plan_of()
    heavy = next(line for line in plan.standards if line.tier == less.tier)
    others = [line for line in plan.standards if line.tier != less.tier]
    cheap = replace(plan, standards=[replace(heavy, cash=Decimal(300)), *others])
    campaign = plan_campaign(cheap, on=DAY, by=zheng)
    page = as_(gao).get(campaign.get_absolute_url()).content.decode()
    assert "和全民职工不一样" in page
    assert "原因：集体单位自筹，按批复" in page
    assert approve_campaign(campaign, on=DAY, by=gao).status == "approved"
    counted = CampaignCount(campaign, 1, Decimal(300), Decimal(430), unequal_of(campaign))
    assert [(one.tier.name, one.is_equal) for one in counted.unequal] == [("特困", False)]
    assert not counted.is_equal


def test_average_and_range_are_shown_before_the_list_is_locked(as_, files, zheng, gao, li):
    li.identity = Identity.STATE
    li.save(update_fields=["identity"])
    campaign = plan_campaign(plan_of(), on=DAY, by=zheng)
    spread = spread_of(campaign, on=DAY)
    assert [(one.name, one.families, one.average) for one in spread.identities] == [
        ("集体工", 2, Decimal(430)), ("全民工", 1, Decimal(430)),
    ]  # fmt: skip
    assert [(one.name, one.low, one.high) for one in spread.tiers] == [
        ("特困", 530, 530), ("重困", 430, 430), ("一般困难", 330, 330),
    ]  # fmt: skip
    assert sum(one.families for one in spread.stations) == 3
    page = as_(gao).get(campaign.get_absolute_url()).content.decode()
    assert "按方案，今天在档的" in page
    assert "同一等级不一样" not in page
    listed = lock_list(approve_campaign(campaign, on=DAY, by=gao), on=DAY, by=zheng)
    address = reverse("campaign-gifts", args=[listed.pk])
    assert f"{address}?identity=state" in as_(gao).get(listed.get_absolute_url()).content.decode()
    rows = as_(gao).get(address, {"identity": "state"}).context["page"]
    assert [line.file.worker for line in rows] == [li]

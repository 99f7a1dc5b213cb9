"""Planning: for any of the three festivals, and mended until it is approved."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.urls import reverse

from mutualfund.actions.campaigns import approve_with_money
from staff.actions.campaigns import approve_campaign, change_plan, plan_campaign
from staff.models import Campaign, Festival, Tier
from staff.plan_digest import digest_of
from tests.people import DAY
from tests.staff.campaign import OIL, RICE, allot, make_file, plan_of
from tests.staff.campaigns.test_pages import form
from welfare.errors import Refused


@pytest.mark.parametrize(
    ("asked", "year", "first"),
    [
        ("", "2027", "2026-12-23"),
        ("new_year", "2027", "2026-12-23"),
        ("spring", "2027", "2027-01-28"),
        ("mid_autumn", "2027", "2027-09-06"),
        ("nonsense", "2027", "2026-12-23"),
    ],
)
def test_it_fills_in_the_days_of_the_festival_asked_for(as_, zheng, asked, year, first):
    page = as_(zheng).get(reverse("campaign-new"), {"festival": asked}).content.decode()
    assert f'name="window_from" value="{first}"' in page
    assert f'value="{year}"' in page


def test_a_standard_that_differs_is_mended_and_then_approved(as_, files, zheng, gao):
    extreme = Tier.objects.get(key="extreme")
    office = as_(zheng)
    office.post(reverse("campaign-new"), form(**{f"cash_{extreme.pk}": "500"}))
    campaign = Campaign.objects.get()
    address = reverse("campaign-edit", args=[campaign.pk])
    assert 'value="500.00"' in office.get(address).content.decode()
    page = office.post(address, form(name_1="面粉"), follow=True).content.decode()
    assert "方案改好了" in page
    assert [thing.name for thing in campaign.goods_lines.all()] == ["面粉"]
    assert approve_campaign(campaign, on=DAY, by=gao).status == "approved"


def test_only_the_planner_changes_his_plan(as_, files, zheng, liang):
    campaign = plan_campaign(plan_of(), on=DAY, by=zheng)
    address = campaign.get_absolute_url()
    assert "改方案" in as_(zheng).get(address).content.decode()
    assert "改方案" not in as_(liang).get(address).content.decode()
    with pytest.raises(Refused, match="方案是郑敏拟的"):
        change_plan(campaign, plan_of(document_no="另一号"), on=DAY, by=liang)


def test_an_approved_plan_and_another_festival_are_refused(files, zheng, gao):
    campaign = plan_campaign(plan_of(), on=DAY, by=zheng)
    with pytest.raises(Refused, match="另拟方案"):
        change_plan(campaign, plan_of(festival=Festival.NEW_YEAR, year=2027), on=DAY, by=zheng)
    approve_campaign(campaign, on=DAY, by=gao)
    with pytest.raises(Refused, match="不能再改"):
        change_plan(campaign, plan_of(), on=DAY, by=zheng)


def test_a_campaign_for_nobody_is_not_approved(zheng, gao):
    campaign = plan_campaign(plan_of(), on=DAY, by=zheng)
    with pytest.raises(Refused, match="没有在档的困难职工"):
        approve_campaign(campaign, on=DAY, by=gao)


def test_what_another_campaign_was_promised_is_not_approved_twice(
    zhang, zheng, gao, chen, guo, yun
):
    make_file(zhang, zheng)  # 400 yuan and goods for 130
    allot(1_000, maker=chen, reviewer=guo, cashier=yun)
    first = plan_campaign(plan_of(), on=DAY, by=zheng)
    second = plan_campaign(plan_of(document_no="示例 10 号"), on=DAY, by=zheng)
    assert approve_with_money(first, seen=digest_of(first), on=DAY, by=gao).status == "approved"
    with pytest.raises(Refused, match=r"别的已批准、没付的要 530\.00 元"):
        approve_with_money(second, seen=digest_of(second), on=DAY, by=gao)
    second.refresh_from_db()
    assert second.status == "draft"


def test_the_chair_approves_the_plan_he_read_and_no_other(as_, files, zheng, gao, chen, guo, yun):
    allot(10_000, maker=chen, reviewer=guo, cashier=yun)
    campaign = plan_campaign(plan_of(), on=DAY, by=zheng)
    read = as_(gao).get(campaign.get_absolute_url()).content.decode()
    seen = digest_of(campaign)
    assert f'name="plan" value="{seen}"' in read
    other = [replace(RICE, unit_price=Decimal(61)), replace(OIL, unit_price=Decimal(69))]
    change_plan(campaign, plan_of(goods=other), on=DAY, by=zheng)
    address = reverse("campaign-approve", args=[campaign.pk])
    for told in ({"plan": seen}, {}):
        page = as_(gao).post(address, told, follow=True).content.decode()
        assert "您看过以后，方案又改了" in page
    campaign.refresh_from_db()
    assert campaign.status == "draft"
    seen = digest_of(campaign)
    assert "方案已批准" in as_(gao).post(address, {"plan": seen}, follow=True).content.decode()
    assert campaign.steps.get(status="approved").facts == {"plan": seen}

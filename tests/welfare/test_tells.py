"""Before a button sets somebody to work, the page says whom (按下会告诉谁)."""

from django.urls import reverse

from staff.actions.campaigns import approve_campaign, plan_campaign
from staff.actions.gifts import lock_list
from staff.actions.matters import raise_matter
from staff.models import MatterSource, Need
from tests.people import DAY
from tests.staff.campaign import make_file, plan_of
from tests.staff.care import make_cadre, pair
from welfare.tells import MOST, named

TOLD = "按下会告诉："


def test_a_campaign_names_its_stations_before_they_are_told(as_, zhang, li, zheng, gao):
    make_file(zhang, zheng)
    make_file(li, zheng, "severe")
    assert f"{TOLD}高丽，去批准" in as_(zheng).get(reverse("campaign-new")).content.decode()
    campaign = approve_campaign(plan_campaign(plan_of(), on=DAY, by=zheng), on=DAY, by=gao)
    page = as_(zheng).get(lock_list(campaign, on=DAY, by=zheng).get_absolute_url()).content.decode()
    names = sorted([zhang.station.name, li.station.name], key=page.index)
    assert f"{TOLD}{'、'.join(names)}，每个站都要回执" in page


def test_handing_on_and_assigning_say_who_is_told(as_, zhang, zhao, zheng):
    pairing = pair(zhang, make_cadre(zhao, zheng), zheng)
    page = as_(zheng).get(reverse("handover-new", args=[pairing.pk])).content.decode()
    assert f"{TOLD}上面选的接任人" in page
    matter = raise_matter(
        zhang, need=Need.JOB, content="找活", source=MatterSource.COUNTER, on=DAY, by=zheng
    )
    page = as_(zheng).get(matter.get_absolute_url()).content.decode()
    assert f"{TOLD}上面选的承办人，在他的工作台" in page


def test_of_many_the_first_are_named_and_all_are_counted():
    names = [f"人{n}" for n in range(MOST + 3)]
    assert named(names[:MOST]) == "、".join(names[:MOST])
    assert named(names) == f"{'、'.join(names[:MOST])}等 {MOST + 3} 人"

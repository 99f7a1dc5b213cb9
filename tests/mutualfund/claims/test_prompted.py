"""Where the button of a prompt leads: to the draft of a member, else to what is left, with the reason."""

import datetime as dt
import re

import pytest
from django.urls import reverse

from staff.actions.households import add_member, make_household
from staff.actions.plans import make_plan
from staff.models import Goal, Prompt, PromptKind, Relation
from tests.mutualfund.conftest import JOINED, enrol
from tests.people import DAY, make_worker
from tests.staff.care import make_cadre, pair
from welfare.prompting import prompt_tonight


@pytest.fixture
def prompt(coop, zhang, zheng) -> Prompt:
    """Zhang's child is of school age; she is no member yet."""
    home = make_household(zhang, by=zheng)
    zhang.refresh_from_db()
    facts = {"name": "张小雨", "relation": Relation.CHILD, "birth": dt.date(2020, 8, 31)}
    add_member(home, facts=facts | {"schooling": ""}, by=zheng)
    prompt_tonight(on=DAY)
    return Prompt.objects.get(kind=PromptKind.SCHOOL_AGE)


def draft_of(prompt: Prompt, worker) -> str:
    return f"{reverse('claim-new')}?worker={worker.pk}&kind=education&prompt={prompt.pk}"


def opened(client, address: str) -> str:
    return client.get(address).content.decode().replace("&amp;", "&")


def test_a_member_gets_the_draft_filled_in(as_, prompt, zhang, zheng):
    enrol(zhang, joined_on=JOINED)
    answer = as_(zheng).post(reverse("prompt-take", args=[prompt.pk]))
    assert answer.headers["Location"] == draft_of(prompt, zhang)
    page = opened(as_(zheng), answer.headers["Location"])
    for told in ('value="张小雨"', 'value="2026-09-01"', 'value="张小雨上小学"'):
        assert told in page


def test_no_member_is_asked_to_join_or_helped_by_the_plan(as_, prompt, zhang, zhao, zheng):
    client, draft = as_(zheng), draft_of(prompt, zhang)
    page = opened(client, draft)
    assert "张桂兰没有入社，互助金不能补助" in page
    assert "请张桂兰入社" in page
    assert f"/hardship/new/?worker={zhang.pk}" in page
    file = pair(zhang, make_cadre(zhao, zheng), zheng).file
    goals = f"/hardship/{file.pk}/plan/?goals=schooling"
    assert goals in opened(client, draft)
    assert re.search('value="schooling"[^>]*checked', opened(client, goals))
    make_plan(file, goals=[Goal.SCHOOLING], aim="上得起学", on=DAY, by=zheng)
    measure = f"/hardship/{file.pk}/plan/measure/?kind=schooling&goal=schooling"
    assert measure in opened(client, draft)
    chosen = re.findall('value="schooling"[^>]*(?:checked|selected)', opened(client, measure))
    assert len(chosen) == 2


def test_a_member_of_the_household_applies_instead(as_, prompt, zhang, zheng):
    spouse = make_worker("周建军", household=zhang.household)
    enrol(spouse, joined_on=JOINED)
    page = opened(as_(zheng), draft_of(prompt, zhang))
    assert "由周建军申领" in page
    assert draft_of(prompt, spouse) in page
    assert 'value="张小雨"' in opened(as_(zheng), draft_of(prompt, spouse))


def test_what_happened_to_one_is_not_the_others_own(as_, prompt, zhang, zheng):
    spouse = make_worker("周建军", household=zhang.household)
    enrol(spouse, joined_on=JOINED)
    facts = {"worker": zhang, "fact": "住院", "happened_on": DAY, "event": "住院", "found_on": DAY}
    facts |= {"kind": PromptKind.HOSPITAL}
    own = Prompt.objects.create(key="1", relation=Relation.SELF, who=zhang.name, **facts)
    page = opened(as_(zheng), draft_of(own, spouse))
    assert f'value="{zhang.name}"' in page
    assert re.search('value="other"[^>]*checked', page)
    assert not re.search('value="self"[^>]*checked', page)
    of_spouse = Prompt.objects.create(key="2", relation=Relation.SPOUSE, who="", **facts)
    page = opened(as_(zheng), draft_of(of_spouse, spouse))
    assert not re.search('name="relation"[^>]*checked', page)

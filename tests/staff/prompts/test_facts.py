"""What the night finds, and that it finds it once."""

import datetime as dt

import pytest
from django.core.management import call_command

from staff.actions.departures import leave_roster
from staff.actions.gifts import hand_out
from staff.actions.households import add_member, end_member, make_household
from staff.actions.kinships import declare_kinship
from staff.actions.prompts import dismiss_prompt, take_prompt
from staff.models import (
    KinRelation,
    LeaveReason,
    Need,
    Prompt,
    PromptKind,
    PromptStatus,
    Relation,
    Schooling,
)
from staff.prompt_facts import mentions_hospital, whose_stay
from tests.people import DAY, make_worker
from tests.staff.campaign import drawn, locked, make_file
from tests.staff.care import make_cadre, pair, visit
from welfare import clock
from welfare.errors import Refused


def tonight(day: dt.date = DAY) -> list[tuple[str, str]]:
    """Kinds and whose, of all prompts after the nightly run."""
    with clock.travel(day):
        call_command("daily")
    return [(p.kind, p.worker.name) for p in Prompt.objects.select_related("worker")]


def child(zhang, zheng, birth: dt.date, schooling: str = ""):
    home = zhang.household or make_household(zhang, by=zheng)
    zhang.refresh_from_db()
    facts = {"name": "张小雨", "relation": Relation.CHILD, "birth": birth, "schooling": schooling}
    return add_member(home, facts=facts, by=zheng)


def test_a_child_six_by_the_end_of_august(zhang, zheng):
    child(zhang, zheng, dt.date(2020, 8, 31), Schooling.NURSERY)
    assert tonight() == [(PromptKind.SCHOOL_AGE, "张桂兰")]
    assert "2020-08-31 出生" in Prompt.objects.get().fact


@pytest.mark.parametrize(
    ("birth", "schooling", "day"),
    [
        (dt.date(2020, 9, 1), "", DAY),
        (dt.date(2019, 8, 31), "", DAY),
        (dt.date(2020, 8, 31), Schooling.PRIMARY, DAY),
        (dt.date(2020, 8, 31), "", dt.date(2026, 4, 30)),
    ],
)
def test_a_child_too_young_too_old_at_school_or_too_early_in_the_year(
    zhang, zheng, birth, schooling, day
):
    child(zhang, zheng, birth, schooling)
    assert tonight(day) == []


def test_a_hospital_stay_in_a_visit(zhang, zhao, zheng):
    pairing = pair(zhang, make_cadre(zhao, zheng), zheng)
    visit(pairing, zhao, note="上周住院做了手术")
    assert tonight() == [(PromptKind.HOSPITAL, "张桂兰")]


@pytest.mark.parametrize(
    ("note", "tells"),
    [
        ("上周住院", True), ("刚做完手术", True), ("没有住院", False), ("不用再住院", False),
        ("没住院，老伴住院了", True), ("家里都好", False), ("未手术", False),
    ],
)  # fmt: skip
def test_it_reads_a_stay_and_not_its_denial(note, tells):
    assert mentions_hospital(note) is tells


def test_a_death_in_the_family(zhang, zheng):
    member = child(zhang, zheng, dt.date(1950, 1, 1))
    end_member(member, reason="2026-10-18 病故", on=DAY, by=zheng)
    assert tonight() == [(PromptKind.DEATH, "张桂兰")]


def test_one_who_only_moved_out_is_no_death(zhang, zheng):
    end_member(child(zhang, zheng, dt.date(1990, 1, 1)), reason="分户", on=DAY, by=zheng)
    assert tonight() == []


def test_the_death_of_a_worker(zhang, zheng):
    leave_roster(
        zhang, reason=LeaveReason.DIED, left_on=DAY, document="死亡证明", note="", on=DAY, by=zheng
    )
    assert tonight() == [(PromptKind.DEATH, "张桂兰")]


def test_a_marriage(zhang, zheng):
    declare_kinship(
        zhang, make_worker("王建军"), relation=KinRelation.SPOUSE, source="结婚证", on=DAY, by=zheng
    )
    assert tonight() == [(PromptKind.MARRIAGE, "张桂兰")]


def test_a_file_untouched_for_a_year_and_again_a_year_after_it_was_touched(zhang, zhao, zheng):
    since = dt.date(2024, 1, 10)
    pairing = pair(zhang, make_cadre(zhao, zheng), zheng, since)
    kinds = [kind for kind, _ in tonight(dt.date(2025, 1, 20))]
    assert PromptKind.UNTOUCHED in kinds
    visit(pairing, zhao, on=dt.date(2025, 6, 1))
    tonight(dt.date(2026, 5, 1))
    assert Prompt.objects.filter(kind=PromptKind.UNTOUCHED).count() == 1
    tonight(dt.date(2026, 6, 2))
    assert Prompt.objects.filter(kind=PromptKind.UNTOUCHED).count() == 2


def test_a_family_never_helped(zhang, zhao, zheng):
    pair(zhang, make_cadre(zhao, zheng), zheng, DAY - dt.timedelta(days=91))
    assert tonight() == [(PromptKind.NEVER_HELPED, "张桂兰")]


def test_a_family_helped_through_a_gift_is_left_alone(zhang, zheng, liang, gao, chen, guo, yun):
    make_file(zhang, zheng)
    campaign = drawn(locked(zheng, gao), zheng, (chen, guo, yun))
    hand_out(campaign.gifts.get(), on=DAY, by=liang, paid_with=zheng)
    assert tonight(DAY + dt.timedelta(days=120)) == []


def test_the_same_fact_never_prompts_twice(zhang, zheng):
    child(zhang, zheng, dt.date(2020, 8, 31))
    tonight()
    prompt = Prompt.objects.get()
    dismiss_prompt(prompt, reason="随父亲在外地上学", on=DAY, by=zheng)
    tonight(DAY + dt.timedelta(days=1))
    prompt.refresh_from_db()
    assert Prompt.objects.count() == 1
    assert prompt.status == PromptStatus.DISMISSED


def test_the_button_starts_a_matter_once_and_opens_the_draft(as_, zhang, zheng):
    child(zhang, zheng, dt.date(2020, 8, 31))
    tonight()
    prompt = Prompt.objects.get()
    answer = as_(zheng).post(f"/prompts/{prompt.pk}/take/")
    draft = f"/claims/new/?worker={zhang.pk}&kind=education&prompt={prompt.pk}"
    assert answer.headers["Location"] == draft
    matter = zhang.matters.get()
    assert (matter.owner, matter.need) == (zheng, Need.SCHOOLING)
    assert "2020-08-31" in matter.content
    with pytest.raises(Refused, match="不用再办"):
        take_prompt(prompt, on=DAY, by=zheng)
    assert zhang.matters.count() == 1


def test_no_claim_is_started_for_what_is_still_to_come(as_, zhang, zheng):
    child(zhang, zheng, dt.date(2020, 8, 31))
    tonight(dt.date(2026, 6, 1))
    with clock.travel(dt.date(2026, 6, 1)):
        answer = as_(zheng).post(f"/prompts/{Prompt.objects.get().pk}/take/", follow=True)
    assert answer.redirect_chain[-1][0] == zhang.matters.get().get_absolute_url()
    assert "2026-09-01 才发生，那天以后再受理" in answer.content.decode()
    with clock.travel(dt.date(2026, 9, 1)):
        later = as_(zheng).get("/prompts/", {"show": "taken"}).content.decode()
    assert f"kind=education&amp;prompt={Prompt.objects.get().pk}" in later


def test_a_family_never_helped_gets_its_plan(as_, zhang, zhao, zheng):
    file = pair(zhang, make_cadre(zhao, zheng), zheng, DAY - dt.timedelta(days=91)).file
    tonight()
    answer = as_(zheng).post(f"/prompts/{Prompt.objects.get().pk}/take/")
    assert answer.headers["Location"] == f"/hardship/{file.pk}/plan/"


@pytest.mark.parametrize(
    ("note", "relation"),
    [
        ("上周住院做了手术", Relation.SELF), ("老伴住院了", Relation.SPOUSE),
        ("女儿上学，母亲住院", Relation.PARENT), ("没住院，儿子做了手术", Relation.CHILD),
        ("家里都好", Relation.SELF),
    ],
)  # fmt: skip
def test_it_reads_whose_stay_it_was(note, relation):
    assert whose_stay(note) == relation


def test_an_untouched_file_goes_to_its_cadre(zhang, zhao, zheng):
    pair(zhang, make_cadre(zhao, zheng), zheng, dt.date(2024, 1, 10))
    tonight(dt.date(2025, 1, 20))
    prompt = Prompt.objects.get(kind=PromptKind.UNTOUCHED)
    assert take_prompt(prompt, on=DAY, by=zheng).owner == zhao


def test_the_page_tells_the_fact_and_wants_a_reason(as_, zhang, zheng):
    child(zhang, zheng, dt.date(2020, 8, 31))
    tonight()
    client, prompt = as_(zheng), Prompt.objects.get()
    page = client.get("/prompts/").content.decode()
    for words in ("依据：张小雨 2020-08-31 出生", "办入学补助", "不用办"):
        assert words in page
    assert "孩子到了上学年龄" in client.get("/office/").content.decode()
    refused = client.post(f"/prompts/{prompt.pk}/dismiss/", {"reason": " "}, follow=True)
    assert "不用办要写原因" in refused.content.decode()
    client.post(f"/prompts/{prompt.pk}/dismiss/", {"reason": "在外地上学"})
    gone = client.get("/prompts/", {"show": "dismissed"}).content.decode()
    assert "在外地上学" in gone

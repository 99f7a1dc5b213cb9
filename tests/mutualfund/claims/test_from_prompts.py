"""A claim started from a 系统提示: filled in with what is known, or another way for who is no member."""

import datetime as dt

import pytest

from mutualfund.actions.members import leave_coop
from staff.actions.prompts import raise_prompts
from staff.models import Prompt, PromptKind, Relation
from staff.prompt_facts import Fact
from tests.people import DAY


@pytest.fixture
def prompt(zhang) -> Prompt:
    """Her husband was in hospital, said at a visit."""
    fact = Fact(
        PromptKind.HOSPITAL, "visit:1", zhang, "走访记录：丈夫住院", DAY - dt.timedelta(days=3),
        Relation.SPOUSE, "刘建国", "住院，日期照出院小结改",
    )  # fmt: skip
    raise_prompts([fact], on=DAY)
    return Prompt.objects.get()


def taken(client, prompt) -> str:
    answer = client.post(f"/prompts/{prompt.pk}/take/", follow=True)
    return answer.content.decode()


def test_the_draft_says_who_what_and_when(as_, zheng, zhang_joined, prompt):
    page = taken(as_(zheng), prompt)
    assert "受理张桂兰的疾病医疗补助" in page
    for value in ("刘建国", "住院，日期照出院小结改", "2026-10-17"):
        assert f'value="{value}"' in page
    assert "spouse" in page.split("checked")[0].rsplit("<input", 1)[1]


def test_who_is_no_member_is_asked_to_join_or_helped_otherwise(as_, zheng, coop, zhang, prompt):
    page = taken(as_(zheng), prompt)
    assert "张桂兰没有入社" in page
    assert f"/enrolments/new/{zhang.pk}/" in page
    assert zhang.matters.get().get_absolute_url() in page
    assert "受理张桂兰的" not in page


def test_who_left_the_coop_is_told_so(as_, zheng, zhang_joined, prompt):
    leave_coop(zhang_joined, reason="本人退社", on=DAY, by=zheng)
    assert "退社，互助金不能补助" in taken(as_(zheng), prompt)


def test_a_prompt_of_another_worker_fills_in_nothing(as_, zheng, li, zhang_joined, prompt):
    page = as_(zheng).get(f"/claims/new/?worker={li.pk}&kind=medical&prompt={prompt.pk}")
    assert "刘建国" not in page.content.decode()

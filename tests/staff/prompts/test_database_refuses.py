"""A prompt is answered once, also by direct SQL."""

import pytest
from django.db import DatabaseError

from staff.actions.prompts import dismiss_prompt, raise_prompts
from staff.models import Prompt, PromptKind
from staff.prompt_facts import Fact
from tests.mutualfund.sql import OWNER, run
from tests.people import DAY


@pytest.fixture
def dismissed(zhang, zheng) -> Prompt:
    """Looked at and put aside."""
    raise_prompts([Fact(PromptKind.HOSPITAL, "visit:1", zhang, "住院")], on=DAY)
    return dismiss_prompt(Prompt.objects.get(), reason="已经帮过", on=DAY, by=zheng)


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        (
            "UPDATE staff_prompt SET status = 'open', reason = '', closed_on = NULL,"
            " closed_by_id = NULL",
            "answered before",
        ),
        ("UPDATE staff_prompt SET key = 'visit:2'", "never changes"),
        ("DELETE FROM staff_prompt", "never deleted"),
    ],
)
def test_it_stays_as_it_was_answered(dismissed, statement, words):
    with pytest.raises(DatabaseError, match=words):
        run(statement, role=OWNER)


def test_a_list_asks_as_many_questions_for_one_as_for_sixty(
    as_, zhang, zheng, django_assert_num_queries
):
    client = as_(zheng)
    raise_prompts([Fact(PromptKind.HOSPITAL, "visit:0", zhang, "住院")], on=DAY)
    client.get("/prompts/")
    with django_assert_num_queries(9):
        client.get("/prompts/")
    raise_prompts(
        [Fact(PromptKind.HOSPITAL, f"visit:{n}", zhang, "住院") for n in range(1, 61)], on=DAY
    )
    with django_assert_num_queries(9):
        assert "共 2 页，61 条" in client.get("/prompts/").content.decode()

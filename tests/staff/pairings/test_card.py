"""The contact card says what the relief plan says: there is one place for it."""

import datetime as dt

import pytest
from django.urls import reverse

from staff.actions.pairings import plan_care
from staff.actions.plans import add_measure, make_plan, note_measure
from staff.models import DutyStatus, Goal, MeasureKind, Pairing, Progress
from tests.people import DAY
from tests.staff.care import make_cadre, pair, visit
from welfare import clock
from welfare.errors import Refused


@pytest.fixture
def pairing(zhang, zhao, zheng) -> Pairing:
    """Zhao answers for Zhang; somebody typed a goal before there was a plan."""
    own = pair(zhang, make_cadre(zhao, zheng), zheng, dt.date(2026, 7, 2))
    return plan_care(own, goal="先把药费结清", measures="每月送药", by=zheng)


@pytest.fixture
def plan(pairing, zheng):
    """The husband is to be trained; a loan was given up."""
    made = make_plan(pairing.file, goals=[Goal.LIVING], aim="丈夫有活干", on=DAY, by=zheng)
    told = {"goal": Goal.LIVING, "outsider": "姚春梅", "source": "", "amount": None}
    due = DAY + dt.timedelta(days=30)
    add_measure(made, kind=MeasureKind.TRAINING, due_on=due, on=DAY, by=zheng, **told)
    loan = add_measure(made, kind=MeasureKind.LOAN, due_on=due, on=DAY, by=zheng, **told)
    note_measure(
        loan, progress=Progress.DROPPED, words="不贷了", effect="", earned=None, on=DAY, by=zheng
    )
    return made


def card(client, pairing) -> str:
    return client.get(reverse("pairing-card", args=[pairing.pk])).content.decode()


def test_it_says_when_the_cadre_comes_and_where_to_look(as_, zhao, pairing):
    with clock.travel(dt.date(2026, 7, 20)):
        page = card(as_(zhao), pairing)
    for words in ("每季度至少上门", "最晚 2026-08-01", "http://testserver/，不用登录", "监督电话"):
        assert words in page


def test_only_who_came_is_said_to_have_come(as_, zhao, pairing):
    assert "应在 2026-08-01 以前来，已过期" in card(as_(zhao), pairing)
    pairing.duties.all().update(status=DutyStatus.MISSED)
    with clock.travel(dt.date(2026, 9, 20)):
        missed = card(as_(zhao), pairing)
    assert "2026 年第三季度没有来，尽快补上" in missed
    assert "来过了" not in missed


def test_who_came_comes_again_in_the_next_quarter(as_, zhao, pairing):
    came = dt.date(2026, 7, 20)
    visit(pairing, zhao, on=came)
    with clock.travel(came):
        assert "这一季度来过了，下一季度再来" in card(as_(zhao), pairing)
    later = card(as_(zhao), pairing)  # the duty of the running quarter is not there yet
    assert "还没有排" in later
    assert "来过了" not in later


def test_without_a_plan_the_card_says_what_was_typed(as_, zhao, pairing):
    assert "先把药费结清" in card(as_(zhao), pairing)


def test_with_a_plan_the_card_says_what_the_plan_says(as_, zhao, pairing, plan):
    page = card(as_(zhao), pairing)
    assert "过得下去：丈夫有活干" in page
    assert "技能培训，姚春梅" in page
    assert "小额贷款" not in page
    assert "先把药费结清" not in page


def test_with_a_plan_nothing_is_typed_beside_it(as_, zhao, pairing, plan):
    with pytest.raises(Refused, match="要改请改方案"):
        plan_care(pairing, goal="另一个", measures="", by=zhao)
    page = as_(zhao).get(pairing.get_absolute_url()).content.decode()
    assert "写进结对登记" not in page
    assert "丈夫有活干" in page

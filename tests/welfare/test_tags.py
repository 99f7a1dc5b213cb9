"""What templates may say."""

import datetime as dt
from decimal import Decimal

import pytest
from django.template import Context, Template

from staff.models import Tier
from welfare.templatetags import welfare as tags

DAYS = [dt.date(2022, 10, day) for day in (14, 17, 18, 19, 20)]


def say(text: str, **context: object) -> str:
    """The text as a template renders it."""
    return Template(text).render(Context(context))


def test_it_writes_amounts_to_the_fen():
    assert say("{{ a|yuan }}", a=Decimal("1234.5")) == "1,234.50"
    assert say("{{ a|yuan }}", a=None) == ""


def test_it_leaves_the_fen_out_of_headlines_only_when_there_are_none():
    assert tags.yuan0(Decimal(36000)) == "36,000"
    assert tags.yuan0(Decimal("36000.50")) == "36,000.50"
    assert tags.yuan0(None) == ""


def test_it_masks_a_name():
    assert say("{{ n|masked }}", n="周桂芳") == "周*芳"


def test_it_writes_days_for_prose_and_for_tables():
    assert say("{{ d|cn_date }} {{ d|day }} {{ d|weekday }}", d=DAYS[2]) == "10 月 18 日 10-18 周二"
    assert say("{{ d|cn_date }}{{ d|day }}{{ d|weekday }}", d=None) == ""


@pytest.mark.parametrize(
    ("held", "bars", "words"),
    [
        (Tier(rank=3, name="特困"), 3, "特困"),
        (Tier(rank=1, name="一般困难"), 1, "一般困难"),
        (Tier(rank=7, name="深度困难"), 3, "深度困难"),
        (None, 0, "未建档"),
    ],
)
def test_it_shows_a_tier_of_any_scheme_as_bars_and_words(held, bars, words):
    shown = say("{% tier held %}", held=held)
    assert f"wf-tier--{bars}" in shown
    assert shown.endswith(f"{words}</span>")


def test_it_shows_a_state_as_icon_and_words():
    shown = say('{% state "over" words %}', words="<逾期>")
    assert "bi-exclamation-triangle-fill" in shown
    assert "&lt;逾期&gt;" in shown


@pytest.mark.parametrize(
    ("part", "whole", "css"), [(13, 35, "pc-37"), (0, 0, "pc-0"), (5, 4, "pc-100")]
)
def test_it_gives_a_share_as_a_class(part, whole, css):
    assert say("{{ part|pc:whole }}", part=part, whole=whole) == css


def test_it_reads_a_meter_out():
    shown = say('{% meter 2 9 "over" "9 人里走访 2 人" %}')
    assert 'class="wf-meter wf-meter--over" role="img" aria-label="9 人里走访 2 人"' in shown
    assert 'class="pc-22"' in shown


def test_it_draws_a_cell_for_each_day_of_a_notice():
    shown = say('{% period days on "还剩 2 天" %}', days=DAYS, on=DAYS[2])
    assert shown.count("<span") == 5
    assert shown.count('class="past"') == 2
    assert '<span class="now" aria-hidden="true">18<small>今天</small></span>' in shown


@pytest.mark.parametrize(
    ("on", "words"),
    [
        (DAYS[2], "还剩<b>2</b>天"),
        (DAYS[-1] - dt.timedelta(days=1), "还剩<b>1</b>天"),
        (DAYS[-1], "今天最后一天"),
    ],
)
def test_it_counts_the_working_days_left(on, words):
    assert words in say("{% days_left days on %}", days=DAYS, on=on)


@pytest.mark.parametrize(("part", "whole", "words"), [(13, 35, "37%"), (0, 0, "0%")])
def test_it_gives_a_share_in_words(part, whole, words):
    assert say("{{ part|share:whole }}", part=part, whole=whole) == words


def test_it_changes_one_thing_of_the_address(rf):
    request = rf.get("/workers/", {"station": "3", "page": "2"})
    context = Context({"request": request})
    assert Template('{% url_with page="" %}').render(context) == "/workers/?station=3"
    assert Template("{% url_with page=3 %}").render(context) == "/workers/?station=3&amp;page=3"
    assert Template('{% url_with page="" station="" %}').render(context) == "/workers/"


def test_it_counts_and_marks_steps():
    shown = say('{% include "components/_steps.html" %}', steps=["受理", ("调查", "2 人")], now=2)
    assert shown.count("<li") == 2
    assert 'class="now" aria-current="step"' in shown
    assert "<b>调查</b>2 人" in shown

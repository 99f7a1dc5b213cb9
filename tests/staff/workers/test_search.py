"""The one box: people by every name they go by, places, leavers; while typing and as a page."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from staff.search import SHOWN, search
from tests.people import DAY, make_station, make_worker

FIND = reverse("worker-find")


@pytest.fixture
def office(as_, zheng):
    """Zheng's browser."""
    return as_(zheng)


def found(office, text: str):
    """What the page found."""
    return office.post(FIND, {"q": text}).context["found"]


@pytest.fixture
def two(zhang):
    """Two of one given name, so that no single hit is opened at once."""
    return zhang, make_worker("欧阳桂兰", number="JT-0317")


@pytest.mark.parametrize("word", ["桂兰", " 桂 兰 ", "桂"])
def test_it_finds_a_given_name(office, two, word):
    assert {worker.name for worker in found(office, word).workers} == {"张桂兰", "欧阳桂兰"}


def test_it_finds_what_stands_after_the_dot(office, two):
    for _ in range(2):
        make_worker("买买提·热合曼")
    assert [worker.name for worker in found(office, "热合曼").workers] == ["买买提·热合曼"] * 2


@pytest.mark.parametrize("word", ["zgl", "zhanggui", "JT-0317", "317"])
def test_it_opens_the_only_hit(office, two, word):
    assert office.post(FIND, {"q": word}).status_code == 302


def test_it_opens_a_leaver_and_says_that_he_left(office, zhang):
    for _ in range(2):
        make_worker("周桂芳", left_on=DAY, leave_reason="retired")
    answer = office.post(FIND, {"q": "周桂芳"})
    assert len(answer.context["found"].leavers) == 2
    assert "2026-10-20 退休离册" in answer.content.decode()


def test_it_leads_to_a_stations_list(office, zhang):
    station = make_station("柳河站", "柳河分公司")
    page = office.post(FIND, {"q": "柳河"}).content.decode()
    assert f"?station={station.pk}" in page


def test_it_shows_hits_under_the_box_while_one_types(office, zhang):
    live = {"q": "zgl", "live": "1"}
    answer = office.post(FIND, live, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert zhang.get_absolute_url() in answer.content.decode()
    assert "<html" not in answer.content.decode()


def test_it_stands_on_every_office_page(office):
    page = office.get(reverse("visit-list")).content.decode()
    assert f'action="{FIND}"' in page
    assert 'method="post"' in page


def test_it_asks_for_more_letters_when_there_are_many(office):
    for _ in range(SHOWN + 1):
        make_worker("钱春兰")
    answer = office.post(FIND, {"q": "钱"})
    assert answer.context["found"].more
    assert "在名单里看全部" in answer.content.decode()


def test_it_shows_a_cadre_nobody_elses_workers(as_, he, zhang):
    assert found(as_(he), "张桂兰").workers == []


@pytest.mark.parametrize("word", ["", "   ", "%", "_", "\\", "'", "😀", "a" * 300, "1" * 40])
def test_it_bears_any_words(office, zhang, word):
    answer = office.post(FIND, {"q": word})
    assert answer.status_code == 200


def test_it_does_not_repeat_a_number_on_the_page(office, zhang):
    page = office.post(FIND, {"q": "110105194912310021"}).content.decode()
    assert "110105194912310021" not in page
    assert "册上没有这个号码" in page


def test_it_asks_the_same_of_the_database_for_one_and_for_twenty(zheng, zhang):
    zheng.role_keys()
    asked = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            search("桂兰", zheng, on=DAY)
        asked.append(len(queries))
        for _ in range(15):
            make_worker("张桂兰")
    assert asked[0] == asked[1]

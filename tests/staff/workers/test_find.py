"""Finding a worker: by name, pinyin, initials, number, filters; an ID number never in an address."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from staff.actions.households import join_couples
from staff.actions.visits import open_duties
from staff.models import Post, Sex
from tests.people import DAY, make_station, make_worker
from tests.staff.care import make_cadre, pair
from welfare.days import Quarter

LIST, FIND = reverse("worker-list"), reverse("worker-find")


def names(answer) -> list[str]:
    """Who stands in the list, in its order."""
    return [row.worker.name for row in answer.context["rows"]]


@pytest.fixture
def office(as_, zheng):
    """Zheng's browser."""
    return as_(zheng)


@pytest.mark.parametrize("word", ["张桂", "张 桂兰", "zhanggui", "Zhang Gui Lan", "zgl", "ZGL"])
def test_it_finds_by_name_pinyin_and_initials(office, zhang, li, word):
    assert names(office.get(LIST, {"q": word})) == ["张桂兰"]


@pytest.mark.parametrize("word", ["JT-0317", "jt-0317", "317", "0317", "JT-03"])
def test_it_finds_by_number(office, li, word):
    make_worker("周桂芳", number="JT-0317")
    assert names(office.get(LIST, {"q": word})) == ["周桂芳"]


@pytest.mark.parametrize("gap", ["", " "])
def test_it_finds_by_id_number_without_an_address_holding_it(office, zhang, gap):
    text = zhang.id_number[:6] + gap + zhang.id_number[6:]
    answer = office.post(FIND, {"q": text})
    assert answer.url == zhang.get_absolute_url()


def test_it_finds_by_telephone(office, li):
    phoned = make_worker("周桂芳", phone="13800000417")
    assert office.post(FIND, {"q": "138 0000 0417"}).url == phoned.get_absolute_url()


def test_it_names_who_shares_a_telephone(office):
    for name in ("周桂芳", "吴建国"):
        make_worker(name, phone="13800000417")
    page = office.post(FIND, {"q": "13800000417"}, follow=True).content.decode()
    assert "这个手机号不止一人在用：" in page


def test_it_says_when_nobody_has_the_number(office, zhang):
    page = office.post(FIND, {"q": "110105194912310021"}, follow=True).content.decode()
    assert "册上没有这个号码" in page


def test_it_says_the_same_of_a_number_that_is_not_for_these_eyes(as_, he, zhang):
    page = as_(he).post(FIND, {"q": zhang.id_number}, follow=True).content.decode()
    assert "册上没有这个号码" in page


def test_it_takes_an_id_number_out_of_the_address(office, zhang):
    answer = office.get(LIST, {"q": zhang.id_number})
    assert answer.url == LIST


def test_it_goes_straight_to_the_only_one_of_a_name(office, zhang, li):
    assert office.post(FIND, {"q": "zgl"}).url == zhang.get_absolute_url()
    assert office.post(FIND, {"q": "zgl", "sort": "tier"}).url == f"{LIST}?q=zgl"


def test_it_tells_htmx_to_leave_for_the_worker(office, zhang):
    answer = office.post(FIND, {"q": zhang.id_number}, headers={"HX-Request": "true"})
    assert answer.headers["HX-Redirect"] == zhang.get_absolute_url()


def test_it_keeps_the_filters_in_the_address(office, zhang):
    told = {
        "q": "",
        "station": "3",
        "post": "on_post",
        "tier": "both",
        "due": "1",
        "sort": "number",
    }
    url = office.post(FIND, told).url
    assert url == f"{LIST}?station=3&post=on_post&tier=both&due=1&sort=number"


def test_it_drops_filters_that_mean_nothing(office, zhang):
    told = {
        "station": "x",
        "post": "boss",
        "tier": "rich",
        "due": "yes",
        "sort": "name",
        "page": "z",
    }
    answer = office.get(LIST, told)
    assert names(answer) == ["张桂兰"]
    assert answer.context["tags"] == []


@pytest.fixture
def crowd(zheng, zhao):
    """Five workers: one 特困 whose visit is due, a couple, one disabled, one off post."""
    liuhe = make_station("柳河站", "柳河分公司")
    poor = make_worker("甄困")
    open_pairing = pair(poor, make_cadre(zhao, zheng), zheng, dt.date(2026, 10, 8))
    open_duties(Quarter.of(DAY))
    wife, husband = make_worker("安妻"), make_worker("白夫", liuhe, sex=Sex.MALE)
    join_couples([(wife, husband)])
    make_worker("陈残", is_disabled=True, education="大专")
    make_worker("戴歇", post=Post.OFF_POST)
    return open_pairing


def test_it_puts_hardship_first(office, crowd):
    assert names(office.get(LIST)) == ["甄困", "安妻", "白夫", "陈残", "戴歇"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("tier=any", ["甄困"]),
        ("tier=general", []),
        ("due=1", ["甄困"]),
        ("double=1", ["安妻", "白夫"]),
        ("disabled=1", ["陈残"]),
        ("post=off_post", ["戴歇"]),
        ("sex=male", ["白夫"]),
        ("education=大专&sex=female", ["陈残"]),
        ("double=1&post=off_post", []),
    ],
)
def test_it_narrows_by(office, crowd, query, found):
    assert names(office.get(f"{LIST}?{query}")) == found


def test_it_narrows_by_place(office, crowd):
    liuhe = make_station("柳河站")
    assert names(office.get(LIST, {"station": liuhe.pk})) == ["白夫"]
    assert names(office.get(LIST, {"branch": liuhe.branch_id})) == ["白夫"]


def test_it_opens_the_list_of_every_count(office, crowd):
    page = office.get(LIST)
    for saved in page.context["counts"].saved:
        people = len(names(office.get(LIST + saved.url)))
        assert people == (saved.count * 2 if saved.unit == "户" else saved.count), saved.label


def test_it_shows_care_beside_the_name(office, crowd):
    row = office.get(LIST).context["rows"][0]
    assert (row.cadre, row.worker.is_due, row.last_visit) == ("赵志强", True, None)
    page = office.get(LIST).content.decode()
    assert "本季没去" in page
    assert "配偶在柳河站" in page


def test_it_lists_the_longest_unvisited_first(office, crowd):
    assert names(office.get(LIST, {"sort": "visit"}))[0] == "甄困"


def test_it_lists_leavers_only_when_asked(office, zhang):
    make_worker("周桂芳", left_on=DAY, leave_reason="retired")
    assert names(office.get(LIST)) == ["张桂兰"]
    assert names(office.get(f"{LIST}?who=left")) == ["周桂芳"]
    assert names(office.get(f"{LIST}?who=all")) == ["张桂兰", "周桂芳"]


@pytest.mark.parametrize(
    ("sort", "order"),
    [("name", "安白"), ("number", "白安"), ("age", "白安"), ("station", "安白")],
)
def test_it_sorts(office, sort, order):
    make_worker("安一", number="T2", birth=dt.date(1980, 1, 1))
    make_worker("白一", make_station("柳河站"), number="T1", birth=dt.date(1960, 1, 1))
    assert "".join(name[0] for name in names(office.get(f"{LIST}?sort={sort}"))) == order


def test_it_shows_a_cadre_only_his_own_workers(as_, zhao, he, crowd, zhang):
    answer = as_(zhao).get(LIST)
    assert names(answer) == ["甄困"]
    assert answer.context["counts"].total == 1
    assert names(as_(he).get(LIST, {"q": "甄"})) == []


def test_it_tells_a_registrar_nothing_of_care(as_, zhou, crowd):
    answer = as_(zhou).get(f"{LIST}?tier=any")
    assert len(names(answer)) == 5
    page = answer.content.decode()
    for word in ("特困", "困难职工", "赵志强", "本季没"):
        assert word not in page


def test_it_asks_the_same_of_the_database_for_one_and_for_twenty(office, crowd):
    asked = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            office.get(LIST)
        asked.append(len(queries))
        more = [make_worker() for _ in range(20)]
        join_couples([(more[0], more[1])])
    assert asked[0] == asked[1] <= 18

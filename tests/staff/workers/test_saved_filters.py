"""Saved filters: named, counted, opened, renamed and taken away by their owner alone."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from staff.models import SavedFilter
from staff.models.saved_filters import MOST
from tests.people import make_worker

LIST, KEPT, SAVE = reverse("worker-list"), reverse("filter-list"), reverse("filter-save")


@pytest.fixture
def office(as_, zheng):
    """Zheng's browser."""
    return as_(zheng)


def save(client, name="女职工", **query):
    """Save a filter and follow to the list."""
    return client.post(SAVE, {"name": name, **(query or {"sex": "female"})}, follow=True)


def test_it_saves_and_counts_and_opens_the_list(office, zhang, li):
    make_worker("白夫", sex="male")
    page = save(office).content.decode()
    assert "「女职工」存下了" in page
    (one,) = office.get(LIST).context["own"]
    assert (one.label, one.count, one.url) == ("女职工", 2, "?sex=female")
    assert len(office.get(LIST + one.url).context["rows"]) == one.count


def test_it_keeps_a_filter_of_leavers(office, zhang):
    make_worker("周桂芳", left_on="2026-10-01", leave_reason="retired")
    save(office, "离册女", who="left", sex="female")
    assert office.get(LIST).context["own"][0].count == 1


def test_it_renames_and_takes_away(office, zhang):
    save(office)
    kept = SavedFilter.objects.get()
    office.post(reverse("filter-rename", args=[kept.pk]), {"name": "女"})
    assert "女</a>" in office.get(KEPT).content.decode()
    office.post(reverse("filter-delete", args=[kept.pk]))
    assert not SavedFilter.objects.exists()


def test_it_is_nobody_elses(office, as_, liang, zhang):
    save(office)
    kept, other = SavedFilter.objects.get(), as_(liang)
    assert other.get(LIST).context["own"] == []
    for name in ("filter-rename", "filter-delete"):
        assert other.post(reverse(name, args=[kept.pk]), {"name": "我的"}).status_code == 404


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"name": ""}, "给筛选起个名字再存"),
        ({"name": "很" * 21}, "名字最多 20 个字"),
        ({"name": "空的", "sex": "", "sort": "number"}, "还没有选筛选条件"),
        ({"name": "号码", "q": "110105194912310021"}, "证件号、手机号和银行卡号不能存进筛选里"),
    ],
)
def test_it_refuses(office, zhang, told, words):
    page = office.post(SAVE, {"sex": "female"} | told, follow=True).content.decode()
    assert words in page
    assert not SavedFilter.objects.exists()


def test_it_refuses_a_name_twice_and_too_many(office, zheng, zhang):
    save(office)
    assert "已经用过了" in save(office).content.decode()
    SavedFilter.objects.bulk_create(
        SavedFilter(user=zheng, name=f"第{n}个", query={"sex": "male"}) for n in range(MOST)
    )
    assert "最多存 20 个筛选" in save(office, "又一个").content.decode()


def test_it_tells_a_registrar_nothing_of_care(as_, zhou, zhang):
    client = as_(zhou)
    SavedFilter.objects.create(user=zhou, name="困难", query={"tier": "any"})
    assert client.get(LIST).context["own"][0].count == 1  # as the list shows him, unnarrowed


def test_it_asks_the_same_of_the_database_for_one_and_for_twenty(office, zheng, zhang):
    asked = []
    for start in (0, 1):
        SavedFilter.objects.bulk_create(
            SavedFilter(user=zheng, name=f"{start} {n}", query={"sex": "male"})
            for n in range(1 + start * 18)
        )
        with CaptureQueriesContext(connection) as queries:
            office.get(KEPT)
        asked.append(len(queries))
    assert asked[0] == asked[1]

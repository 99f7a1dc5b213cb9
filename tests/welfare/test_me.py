"""我的: a worker confirms and rates with his own login; of anybody else he sees and says nothing."""

import datetime as dt

import pytest
from django.db import DatabaseError
from django.urls import reverse

from staff.actions.matters import answer_matter, assign_matter
from staff.models import Matter, MatterStatus, Need, Visit
from tests.mutualfund.sql import as_app, run
from tests.people import DAY
from tests.staff.care import make_cadre, pair, visit

ME = reverse("me")
SAID = (
    "INSERT INTO staff_visitconfirmation (uid, visit_id, way, came, at, by_id)"
    " SELECT gen_random_uuid(), id, %s, true, now(), %s FROM staff_visit"
)


@pytest.fixture
def seen(zhang, zhao, zheng) -> Visit:
    """Zhao called on Zhang, who asked for a roof."""
    pairing = pair(zhang, make_cadre(zhao, zheng), zheng, dt.date(2026, 7, 2))
    return visit(pairing, zhao, note="屋顶漏雨", needs=[Need.HOUSING])


@pytest.fixture
def answered(seen, liang, zheng) -> Matter:
    """Liang says the roof is mended."""
    matter = assign_matter(Matter.objects.get(), liang, due_on=DAY, on=DAY, by=zheng)
    return answer_matter(matter, answer="建筑段补好了", by=liang)


def test_it_asks_the_worker_and_tells_him_what_was_written(as_, zhang, answered):
    page = as_(zhang.user).get(ME).content.decode()
    assert "您有 2 件事要确认" in page
    assert "赵志强" in page
    assert "屋顶漏雨" in page
    assert "建筑段补好了" in page
    assert "特困" in page


def test_he_says_that_somebody_came_and_what_was_written_wrongly(as_, zhang, seen):
    client, at = as_(zhang.user), reverse("me-visit", args=[seen.pk])
    assert "哪里写得不对" in client.post(at, {"came": "wrong"}, follow=True).content.decode()
    assert "点一下" in client.post(at, {"came": "x"}, follow=True).content.decode()
    with as_app():
        client.post(at, {"came": "wrong", "words": "漏的是厨房"})
    said = Visit.objects.get().confirmation
    assert (said.way, said.came, said.by, said.words) == ("own", True, zhang.user, "漏的是厨房")
    assert "不能再改" in client.post(at, {"came": "no"}, follow=True).content.decode()


def test_his_denial_reaches_the_office(as_, zhang, zheng, seen):
    as_(zhang.user).post(reverse("me-visit", args=[seen.pk]), {"came": "no", "words": "没见人"})
    told = {"kind": "denied", "quarter": "2026-4"}
    assert "说没来过" in as_(zheng).get(reverse("visit-oddities"), told).content.decode()
    assert "没见人" in as_(zheng).get(seen.get_absolute_url()).content.decode()


def test_a_good_word_closes_and_a_bad_one_reopens(as_, zhang, answered, liang):
    client, at = as_(zhang.user), reverse("me-matter", args=[answered.pk])
    page = client.post(at, {"rating": "unsatisfied"}, follow=True).content.decode()
    assert "写明哪里没办好" in page
    with as_app():
        client.post(at, {"rating": "unsatisfied", "words": "还漏"})
    answered.refresh_from_db()
    assert answered.status == MatterStatus.DOING
    again = answer_matter(answered, answer="又补了", by=liang)
    client.post(at, {"rating": "satisfied"})
    again.refresh_from_db()
    assert again.status == MatterStatus.CLOSED
    assert "不能办" in client.post(at, {"rating": "fair"}, follow=True).content.decode()


def test_nobody_speaks_for_another(as_, zheng, zhang, li, answered, seen):
    for user in (li.user, zheng):
        client = as_(user)
        assert client.post(reverse("me-visit", args=[seen.pk]), {"came": "no"}).status_code == 404
        rated = client.post(reverse("me-matter", args=[answered.pk]), {"rating": "fair"})
        assert rated.status_code == 404
        assert "屋顶漏雨" not in client.get(ME).content.decode()


@pytest.mark.parametrize(("way", "name"), [("own", "zheng"), ("next_visit", "zhang")])
def test_the_database_keeps_whose_word_it_is(request, seen, way, name):
    person = request.getfixturevalue(name)
    user = getattr(person, "user", person)
    with pytest.raises(DatabaseError, match="speaks for himself"):
        run(SAID, way, user.pk)


def test_a_login_without_a_worker_is_told_so(as_, zheng):
    assert "还没有对应的职工档案" in as_(zheng).get(ME).content.decode()

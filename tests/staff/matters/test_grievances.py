"""诉求: a worker asks himself, what drags on reaches the chair, the quarters tell how it went."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from staff.actions.matters import answer_matter, press_matter, raise_own, rate_own
from staff.matter_trend import SHOWN, matter_trend
from staff.models import Matter, MatterSource, MatterStatus, Need, Rating
from tests.mutualfund.sql import run
from tests.people import DAY
from tests.staff.matters.conftest import DUE
from welfare import clock
from welfare.errors import Refused

NEW = reverse("me-matter-new")
LATE = DUE + dt.timedelta(days=11)


@pytest.fixture
def own(zhang) -> Matter:
    """Zhang's own words."""
    return raise_own(zhang, need=Need.JOB, content="想回运转班", on=DAY, by=zhang.user)


def test_a_worker_tells_it_himself_and_reads_when_he_is_answered(as_, zhang):
    page = as_(zhang.user).post(NEW, {"need": "job", "content": "想回运转班"}, follow=True)
    matter = Matter.objects.get()
    assert (matter.source, matter.status, matter.worker) == (
        MatterSource.OWN, MatterStatus.RAISED, zhang,
    )  # fmt: skip
    assert f"{matter.due_on:%m-%d} 前答复您" in page.content.decode()
    assert "想回运转班" in page.content.decode()


def test_the_same_words_twice_a_day_are_one_matter(as_, own, zhang):
    page = as_(zhang.user).post(NEW, {"need": "job", "content": "想回运转班"})
    assert own.number in page.content.decode()
    assert Matter.objects.count() == 1


def test_it_names_the_field_that_is_empty(as_, zhang):
    page = as_(zhang.user).post(NEW, {"need": "job", "content": ""}).content.decode()
    assert "「什么事」还没有填" in page
    assert not Matter.objects.exists()


def test_nobody_asks_in_anothers_name(zhang, li):
    with pytest.raises(Refused, match="本人"):
        raise_own(zhang, need=Need.JOB, content="替她说", on=DAY, by=li.user)


def test_whoever_is_no_worker_has_no_such_page(as_, zheng):
    assert as_(zheng).get(NEW).status_code == 404


def test_the_chair_presses_for_what_is_late(as_, doing, gao, liang):
    with clock.travel(LATE):
        page = as_(gao).get(reverse("home")).content.decode()
        assert "等您督办" in page
        sent = {"owner": liang.pk, "due_on": LATE, "words": "三天内给话"}
        answer = as_(gao).post(reverse("matter-press", args=[doing.pk]), sent, follow=True)
    assert "督办：三天内给话" in answer.content.decode()
    doing.refresh_from_db()
    assert doing.due_on == LATE


def test_putting_a_day_off_needs_a_reason_and_makes_nothing_less_late(as_, doing, liang, gao):
    far, told = DUE + dt.timedelta(days=300), {"owner": liang.pk}
    client, url = as_(liang), reverse("matter-assign", args=[doing.pk])
    page = client.post(url, told | {"due_on": far}, follow=True).content.decode()
    assert "写明为什么推后" in page
    page = client.post(url, told | {"due_on": far, "words": "等建筑段排期"}, follow=True)
    assert "等建筑段排期" in page.content.decode()
    assert "逾期从那天算" in page.content.decode()
    doing.refresh_from_db()
    assert (doing.due_on, doing.first_due_on) == (far, DUE)
    assert Matter.objects.overdue(on=LATE).get() == doing
    assert press_matter(doing, liang, due_on=LATE, words="快办", on=LATE, by=gao)
    assert not Matter.objects.overdue(on=LATE).exists()


def test_the_database_puts_no_day_off_in_silence(doing, liang):
    with pytest.raises(IntegrityError, match="without a reason"), transaction.atomic():
        run(
            "INSERT INTO staff_matterstep (uid, matter_id, kind, status, owner_id, due_on, rating,"
            " heard, at, by_id) VALUES (gen_random_uuid(), %s, 'assigned', 'doing', %s, %s, '', '',"
            " now(), %s)",
            doing.pk, liang.pk, LATE, liang.pk,
        )  # fmt: skip
    with pytest.raises(IntegrityError, match="lateness from another day"), transaction.atomic():
        run("UPDATE staff_matter SET first_due_on = %s; SET CONSTRAINTS ALL IMMEDIATE", LATE)


def test_it_is_not_pressed_for_before(doing, gao, liang):
    told = {"due_on": LATE, "words": "快办"}
    with pytest.raises(Refused, match="才要督办"):
        press_matter(doing, liang, **told, on=LATE - dt.timedelta(days=1), by=gao)
    with pytest.raises(Refused, match="主任委员"):
        press_matter(doing, liang, **told, on=LATE, by=liang)


def test_two_bad_words_are_the_chairs_business(answered, zhang, liang, gao):
    told = {"rating": Rating.UNSATISFIED, "words": "还在漏", "on": DAY, "by": zhang.user}
    rate_own(answered, **told)
    with pytest.raises(Refused, match="才要督办"):
        press_matter(answered, liang, due_on=DUE, words="快办", on=DAY, by=gao)
    answer_matter(answered, answer="又补了", by=liang)
    rate_own(answered, **told)
    assert press_matter(answered, liang, due_on=DUE, words="快办", on=DAY, by=gao).due_on == DUE


@pytest.mark.parametrize(
    "sent", [{"due_on": DAY, "words": " "}, {"due_on": DAY - dt.timedelta(days=1), "words": "快"}]
)
def test_pressing_needs_a_word_and_a_day_to_come(doing, gao, liang, sent):
    with pytest.raises(Refused):
        press_matter(doing, liang, **sent, on=LATE, by=gao)


def test_each_number_of_a_quarter_opens_its_list(as_, answered, own, zheng):
    client = as_(zheng)
    assert client.get(reverse("matter-trend")).status_code == 200
    lines = matter_trend(zheng, on=DAY)
    assert lines[0].shown[SHOWN.index("all")].many == 2
    for line in lines:
        for number in (*line.shown, *line.sources):
            page = client.get(f"{reverse('matter-list')}?{number.query}").context["page"]
            assert page.paginator.count == number.many, number


def test_the_trend_asks_once(own, zheng, django_assert_num_queries):
    zheng.role_keys()
    with django_assert_num_queries(1):
        matter_trend(zheng, on=DAY)

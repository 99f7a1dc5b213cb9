"""Finding a worker by name, pinyin, initials, number or ID number, and reading one file."""

import pytest
from django.urls import reverse

from tests.people import make_worker
from tests.staff.care import make_cadre, pair
from welfare.models import AuditEntry

LIST, FIND = reverse("worker-list"), reverse("worker-find")


@pytest.mark.parametrize("word", ["张桂", "zhanggui", "zgl", "ZGL"])
def test_it_finds_by_name_pinyin_and_initials(as_, zheng, zhang, li, word):
    page = as_(zheng).get(LIST, {"q": word}).content.decode()
    assert "张桂兰" in page
    assert "李秀英" not in page


def test_it_finds_by_id_number_without_an_address_holding_it(as_, zheng, zhang):
    answer = as_(zheng).post(FIND, {"q": zhang.id_number})
    assert answer.url == zhang.get_absolute_url()


def test_it_says_when_nobody_has_the_number(as_, zheng, zhang):
    page = as_(zheng).post(FIND, {"q": "110105194912310021"}, follow=True).content.decode()
    assert "册上没有这个身份证号" in page


def test_it_shows_a_cadre_only_his_own_workers(as_, zhao, he, zheng, zhang, li):
    pair(zhang, make_cadre(zhao, zheng), zheng)
    page = as_(zhao).get(LIST).content.decode()
    assert "张桂兰" in page
    assert "李秀英" not in page
    assert as_(he).get(zhang.get_absolute_url()).status_code == 404


def test_it_masks_what_identifies_a_person(as_, zheng, zhang):
    page = as_(zheng).get(zhang.get_absolute_url()).content.decode()
    assert zhang.id_number not in page
    assert zhang.id_number[-2:] in page


def test_it_reveals_for_a_reason_and_writes_it_down(as_, zheng, zhang):
    url = reverse("worker-reveal", args=[zhang.pk])
    assert as_(zheng).post(url).status_code == 400
    page = as_(zheng).post(url, {"reason": "办理补助"}).content.decode()
    assert zhang.id_number in page
    assert AuditEntry.objects.about(zhang).last().facts == {"reason": "办理补助"}


def test_it_reveals_thirty_times_a_day(as_, zheng, zhang):
    client, url = as_(zheng), reverse("worker-reveal", args=[zhang.pk])
    codes = [client.post(url, {"reason": "走访"}).status_code for _ in range(31)]
    assert codes == [200] * 30 + [400]


def test_it_asks_the_same_of_the_database_for_one_and_for_twenty(
    as_, zheng, zhang, django_assert_num_queries
):
    client = as_(zheng)
    client.get(LIST)
    with django_assert_num_queries(9):
        client.get(LIST)
    for _ in range(19):
        make_worker()
    with django_assert_num_queries(9):
        client.get(LIST)

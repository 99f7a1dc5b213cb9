"""A matter from the visit to the worker's word."""

import datetime as dt

import pytest
from django.urls import reverse

from staff.actions.matters import answer_matter, assign_matter, rate_matter
from staff.models import Heard, Matter, MatterStatus, Need, Rating, StepKind
from tests.people import DAY, make_worker
from tests.staff.care import pair, visit
from tests.staff.matters.conftest import DUE
from welfare.errors import Refused

GOOD = {"rating": Rating.SATISFIED, "heard": Heard.PHONE, "words": "", "on": DAY}
BAD = {"rating": Rating.UNSATISFIED, "heard": Heard.FACE, "words": "还在漏", "on": DAY}


def test_each_need_of_a_visit_becomes_a_matter(pairing, zhao):
    visit(pairing, zhao, needs=[Need.HOUSING, Need.JOB])
    found = Matter.objects.order_by("pk")
    assert [(one.need, one.status, one.owner) for one in found] == [
        (Need.HOUSING, MatterStatus.RAISED, None),
        (Need.JOB, MatterStatus.RAISED, None),
    ]
    assert [one.number for one in found] == ["ZB-2026-0001", "ZB-2026-0002"]


def test_a_need_told_again_is_the_same_matter(matter, pairing, zhao):
    visit(pairing, zhao, note="又漏了", needs=[Need.HOUSING])
    assert Matter.objects.count() == 1
    last = matter.steps.last()
    assert last.kind == StepKind.ASKED
    assert "又漏了" in last.words


def test_a_need_told_after_it_was_closed_is_a_new_matter(answered, pairing, zhao, zheng):
    rate_matter(answered, **GOOD, by=zheng)
    visit(pairing, zhao, needs=[Need.HOUSING])
    assert Matter.objects.count() == 2


def test_the_office_assigns_the_owner_answers_another_writes_the_workers_word(
    as_, matter, zheng, liang
):
    office, owner = as_(zheng), as_(liang)
    at = matter.get_absolute_url()
    office.post(f"{at}assign/", {"owner": liang.pk, "due_on": DUE})
    owner.post(f"{at}answer/", {"answer": "建筑段已补好屋顶"})
    page = office.post(f"{at}rate/", {"rating": "satisfied", "heard": "phone"}, follow=True)
    text = page.content.decode()
    assert "已办结" in text
    assert "建筑段已补好屋顶" in text
    assert "满意" in text
    matter.refresh_from_db()
    assert matter.status == MatterStatus.CLOSED


def test_the_owner_cannot_close_his_own_matter(as_, answered, liang):
    at = answered.get_absolute_url()
    assert "要由别人去问" in as_(liang).get(at).content.decode()
    sent = {"rating": "satisfied", "heard": "phone"}
    page = as_(liang).post(f"{at}rate/", sent, follow=True).content.decode()
    assert "要由别人去问" in page
    answered.refresh_from_db()
    assert answered.status == MatterStatus.ANSWERED


def test_a_bad_word_reopens_with_a_new_day(answered, zheng):
    again = rate_matter(answered, **BAD, by=zheng)
    assert (again.status, again.due_on) == (MatterStatus.DOING, DAY + dt.timedelta(days=7))
    with pytest.raises(Refused, match="写明哪里没办好"):
        rate_matter(
            answer_matter(again, answer="补了", by=again.owner), **BAD | {"words": " "}, by=zheng
        )


def test_a_bad_word_stands_first_on_the_workbench_of_owner_and_office(as_, answered, zheng, liang):
    """Above what is late: what the worker said, and until when it is to be answered anew."""
    rate_matter(answered, **BAD, by=zheng)
    told = f"职工说：还在漏。重办，{DAY + dt.timedelta(days=7):%m-%d} 前答复"
    for person in (liang, zheng):
        page = as_(person).get("/office/").content.decode()
        assert page.count(answered.number) == 1
        assert page.index("职工不满意，要重办") < page.index(told) < page.index("待我处理")
    assert "屋顶漏雨" in as_(liang).get("/matters/", {"show": "again"}).content.decode()
    answer_matter(answered, answer="换了瓦", by=liang)
    assert "要重办" not in as_(liang).get("/office/").content.decode()


def test_only_the_owner_answers(doing, zheng):
    with pytest.raises(Refused, match="由承办人梁艳答复"):
        answer_matter(doing, answer="办了", by=zheng)


def test_a_day_gone_by_is_no_limit(matter, zheng, liang):
    with pytest.raises(Refused, match="已经过去"):
        assign_matter(matter, liang, due_on=DAY - dt.timedelta(days=1), on=DAY, by=zheng)


def test_nobody_judges_before_there_is_an_answer(doing, zheng):
    with pytest.raises(Refused, match="现在不能办"):
        rate_matter(doing, **GOOD, by=zheng)


def test_what_a_worker_comes_for_is_entered_at_the_counter(as_, zhang, zheng, liang):
    sent = {"need": "job", "content": "想学电工", "owner": liang.pk, "due_on": DUE}
    page = as_(zheng).post(reverse("matter-new", args=[zhang.pk]), sent, follow=True)
    assert "已立转办单 ZB-2026-0001" in page.content.decode()
    assert Matter.objects.get().owner == liang
    again = as_(zheng).post(reverse("matter-new", args=[zhang.pk]), sent).content.decode()
    assert "今天已经立过一样的转办单 ZB-2026-0001" in again
    assert Matter.objects.count() == 1


def test_a_cadre_sees_the_matters_of_his_workers_alone(as_, matter, zhao, he):
    at = matter.get_absolute_url()
    assert [as_(user).get(at).status_code for user in (zhao, he)] == [200, 404]
    assert "屋顶漏雨" not in as_(he).get(reverse("matter-list")).content.decode()


def test_the_lists_say_what_is_late_and_whose_it_is(as_, doing, zheng, liang):
    late = DUE + dt.timedelta(days=1)
    assert list(Matter.objects.overdue(on=late)) == [doing]
    assert list(Matter.objects.overdue(on=DUE)) == []
    lists = reverse("matter-list")
    assert "屋顶漏雨" in as_(liang).get(lists, {"show": "mine"}).content.decode()
    assert "屋顶漏雨" not in as_(zheng).get(lists, {"show": "mine"}).content.decode()
    assert "屋顶漏雨" not in as_(zheng).get(lists, {"need": "job"}).content.decode()
    assert "屋顶漏雨" in as_(zheng).get(lists, {"q": "zhangguilan"}).content.decode()


def test_it_stands_on_the_workers_page_and_the_workbench(as_, doing, zheng, liang):
    assert doing.number in as_(zheng).get(doing.worker.get_absolute_url()).content.decode()
    assert doing.number in as_(liang).get("/office/").content.decode()
    assert doing.number not in as_(zheng).get("/office/").content.decode()


def test_the_list_asks_as_many_questions_for_one_as_for_sixty(
    as_, matter, zhao, zheng, django_assert_num_queries
):
    client, cadre = as_(zheng), matter.visit.pairing.cadre
    with django_assert_num_queries(8):
        client.get("/matters/")
    for n in range(60):
        visit(pair(make_worker(f"职工{n:02d}"), cadre, zheng), zhao, needs=[Need.JOB])
    with django_assert_num_queries(8):
        page = client.get("/matters/").content.decode()
    assert "第 1 页，共 2 页，61 条" in page


def test_an_owner_from_elsewhere_gets_no_link_he_may_not_follow(as_, matter, he, zheng, zhao):
    assign_matter(matter, he, due_on=DUE, on=DAY, by=zheng)
    links = ("看档案", "看那次走访")
    page = as_(he).get(matter.get_absolute_url()).content.decode()
    assert not any(words in page for words in links)
    page = as_(zhao).get(matter.get_absolute_url()).content.decode()
    assert all(words in page for words in links)

"""One household, one file; members with schooling; couples shown and counted."""

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from staff.actions.exits import decide_exit, propose_exit
from staff.actions.households import (
    add_member,
    change_member,
    end_member,
    join_couples,
    join_household,
    make_household,
)
from staff.models import ExitReason, HardshipFile, Household, HouseholdMember
from tests.people import DAY, make_worker
from tests.staff.care import from_paper, make_cadre, make_lead, pair
from welfare.errors import Refused
from welfare.models import AuditEntry

LIST = reverse("household-list")
STUDENT = {
    "name": "张小雨", "relation": "child", "schooling": "bachelor", "entered_year": 2025,
    "school_years": 4, "workplace": "省城师范学院", "income": "0",
}  # fmt: skip


@pytest.fixture
def office(as_, zheng):
    """Zheng's browser."""
    return as_(zheng)


@pytest.fixture
def home(zhang, zheng) -> Household:
    """Zhang's household."""
    return make_household(zhang, by=zheng)


def open_file(worker, by):
    return from_paper(worker, lead=make_lead(by), by=by, tier="severe")


def test_it_enters_a_member_with_schooling(office, home, zhang):
    page = office.post(reverse("member-new", args=[home.pk]), STUDENT, follow=True)
    assert "本科二年级，学制 4 年" in page.content.decode()
    assert "本科二年级，学制 4 年" in office.get(zhang.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("on", "words"),
    [
        (dt.date(2025, 8, 31), "2025 年入本科，学制 4 年"),
        (dt.date(2025, 9, 1), "本科一年级，学制 4 年"),
        (dt.date(2026, 8, 31), "本科一年级，学制 4 年"),
        (dt.date(2029, 9, 1), "本科，2029 年读完"),
    ],
)
def test_it_counts_the_class_from_the_entry_year(on, words):
    member = HouseholdMember(schooling="bachelor", entered_year=2025, school_years=4)
    assert member.schooling_words(on=on) == words


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"name": ""}, "「姓名」还没有填"),
        ({"entered_year": ""}, "「入学年份」"),
        ({"income": "很少"}, "「月收入（元）」写得不对"),
        ({"relation": "self"}, "「与职工关系」只能选"),
        ({"id_number": "123"}, "身份证号应有 18 位"),
        ({"school_years": "99"}, "「学制（年）」太大"),
    ],
)
def test_it_names_the_field_that_is_wrong(office, home, told, words):
    page = office.post(reverse("member-new", args=[home.pk]), STUDENT | told)
    assert words in page.content.decode()
    assert not HouseholdMember.objects.exists()


def test_it_corrects_a_member_and_keeps_sealed_facts_out_of_the_trail(office, home, zheng):
    member = add_member(home, facts={"name": "张小雨", "relation": "child"}, by=zheng)
    told = STUDENT | {"income": "1234.50"}
    office.post(reverse("member-edit", args=[member.pk]), told)
    member.refresh_from_db()
    assert str(member.income) == "1234.50"
    entry = AuditEntry.objects.get(action="household.member_changed")
    assert "1234" not in str(entry.facts)
    with pytest.raises(Refused, match="没有改动"):
        change_member(member, facts={"name": "张小雨"}, by=zheng)


def test_a_member_ends_with_a_reason_and_is_kept(office, home, zheng):
    member = add_member(home, facts={"name": "张小雨", "relation": "child"}, by=zheng)
    with pytest.raises(Refused, match="写明为什么"):
        end_member(member, reason="", on=DAY, by=zheng)
    url = reverse("member-end", args=[member.pk])
    page = office.post(url, {"reason": "结婚另住"}, follow=True).content.decode()
    assert "结婚另住" in page
    with pytest.raises(Refused, match="已经移出"):
        end_member(member, reason="x", on=DAY, by=zheng)


def test_it_keeps_income_and_health_from_the_registrar(as_, zhou, home, zheng):
    facts = {"name": "张小雨", "relation": "child", "income": 777, "health": "serious"}
    add_member(home, facts=facts, by=zheng)
    page = as_(zhou).get(home.get_absolute_url()).content.decode()
    assert "张小雨" in page
    assert "777" not in page
    assert "大病" not in page


def test_a_cadre_sees_the_households_of_his_workers_alone(as_, zhao, he, home, zhang, zheng):
    pair(zhang, make_cadre(zhao, zheng), zheng)
    assert as_(zhao).get(home.get_absolute_url()).status_code == 200
    assert as_(he).get(home.get_absolute_url()).status_code == 404


def test_the_counts_open_their_lists(office, home, zhang, li, zheng):
    add_member(home, facts={"name": "张小雨", "relation": "child"}, by=zheng)
    open_file(zhang, zheng)
    join_couples([(make_worker("安妻"), make_worker("白夫"))])
    counts = office.get(LIST).context["counts"]
    assert [one.count for one in counts] == [2, 1, 1, 1]
    for one in counts:
        assert office.get(LIST + one.url).context["page"].paginator.count == one.count


@pytest.mark.parametrize("word", ["张小雨", "zgl", "张桂兰", "H-0001", "h-0001"])
def test_it_finds_a_household(office, home, zheng, word):
    add_member(home, facts={"name": "张小雨", "relation": "child"}, by=zheng)
    join_couples([(make_worker("安妻"), make_worker("白夫"))])
    assert [row.home for row in office.get(LIST, {"q": word}).context["rows"]] == [home]


def test_it_asks_the_same_for_one_household_and_for_sixty(office, home, zheng):
    asked = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            page = office.get(LIST)
        asked.append(len(queries))
        for _ in range(59):
            make_household(make_worker(), by=zheng)
    assert asked[0] == asked[1] <= 16
    assert len(page.context["rows"]) == 50


# -- one household, one file -----------------------------------------------------------------


def test_it_joins_by_number_never_by_name(office, home, zhang):
    namesake = make_worker("张桂兰")
    url = reverse("household-join", args=[home.pk])
    assert "没有工号是" in office.post(url, {"number": "张桂兰"}, follow=True).content.decode()
    office.post(url, {"number": namesake.number})
    assert home.workers.count() == 2


def test_it_refuses_to_join_two_files(home, zhang, li, zheng):
    open_file(zhang, zheng)
    open_file(li, zheng)
    with pytest.raises(Refused, match="一户一档"):
        join_household(li, home, by=zheng)


def test_a_couple_with_two_files_stays_apart_until_one_is_closed(zhang, li, zheng):
    open_file(zhang, zheng)
    open_file(li, zheng)
    assert join_couples([(zhang, li)]) == 0
    li.refresh_from_db()
    assert li.household is None


def test_the_database_refuses_a_second_open_file(home, zhang, li, zheng):
    join_household(li, home, by=zheng)
    file = open_file(zhang, zheng)
    with (
        pytest.raises(IntegrityError, match="hardship_one_open_file_per_household"),
        transaction.atomic(),
    ):
        HardshipFile.objects.create(
            number="X", worker=li, tier=file.tier, cause=file.cause, status="applied", basis="x"
        )


def test_the_database_refuses_to_move_a_file_beside_another(home, zhang, li, zheng):
    open_file(zhang, zheng)
    open_file(li, zheng)
    li.household = home
    with (
        pytest.raises(IntegrityError, match="hardship_one_open_file_per_household"),
        transaction.atomic(),
    ):
        li.save()


def test_an_ended_file_makes_room(home, zhang, li, zheng, gao):
    join_household(li, home, by=zheng)
    file = open_file(zhang, zheng)
    told = {"on": DAY, "by": zheng}
    propose_exit(file, reason=ExitReason.LIFTED, evidence="上班", told_on=DAY, **told)
    decide_exit(file, agree=True, words="示例", on=DAY, by=gao)
    assert open_file(li, zheng).household_id is None  # the database fills it in
    assert HardshipFile.objects.open().get().household == home


def test_it_numbers_households_past_ten_thousand(db):
    Household.objects.create(number="H-9999")
    Household.objects.create(number="H-10000")
    join_couples([(make_worker("甲"), make_worker("乙"))])
    assert Household.objects.latest("pk").number == "H-10001"

"""The last import is taken back whole, or not at all and with the reason."""

import datetime as dt
from dataclasses import replace

import pytest
from django.urls import reverse

from staff.actions.departures import leave_roster
from staff.actions.tenures import move_worker
from staff.holdings import holding_of
from staff.models import Household, LeaveReason, Post, RosterImport, Sex, Tenure, Worker
from tests.people import DAY, id_number, make_station
from tests.staff.care import make_cadre, pair
from tests.staff.rosters.desk import commit, line, upload
from tests.staff.rosters.test_rules import BORN, FIRST, LATER, SECOND
from welfare import clock


@pytest.fixture
def qian(desk) -> Worker:
    """钱春兰, written by a first import."""
    make_station()
    upload(desk, [line("钱春兰", FIRST, 联系电话="13800000417", 岗位="保洁员")])
    commit(desk)
    return Worker.objects.get()


def take_in(desk, *rows) -> RosterImport:
    """Upload and write."""
    upload(desk, list(rows))
    commit(desk)
    return RosterImport.objects.latest("pk")


def undo(desk, roster) -> str:
    """Press 整次撤回; the page that follows."""
    url = reverse("roster-import-undo", args=[roster.pk])
    return desk.post(url, follow=True).content.decode()


def test_it_removes_who_was_new(desk, qian):
    roster = take_in(desk, line("孙小英", SECOND))
    page = undo(desk, roster)
    assert "已整次撤回" in page
    assert "这一行的资料没有留下" in page
    assert list(Worker.objects.all()) == [qian]
    assert Tenure.objects.count() == 1
    roster.refresh_from_db()
    assert roster.status == "undone"


def test_it_puts_back_what_was_overwritten(desk, qian):
    make_station("柳河站", "柳河分公司")
    with clock.travel(LATER):
        roster = take_in(
            desk,
            line(
                "钱春兰", FIRST, 联系电话="13900008888", 岗位="门卫", 车站="柳河站", 用工状态="息岗"
            ),
        )
        undo(desk, roster)
    now = Worker.objects.get()
    assert (now.phone, now.job, now.station.name, now.post) == (
        "13800000417", "保洁员", "青石站", Post.ON_POST,
    )  # fmt: skip
    assert list(Tenure.objects.values_list("since", "until", "station__name")) == [
        (DAY, None, "青石站")
    ]
    assert Worker.objects.with_phone("13800000417").exists()


def test_it_puts_back_a_move_of_the_same_day(desk, qian):
    undo(desk, take_in(desk, line("钱春兰", FIRST, 用工状态="息岗")))
    assert list(Tenure.objects.values_list("since", "until", "post")) == [(DAY, None, "on_post")]


def test_it_parts_the_couples_it_joined(desk, qian):
    husband = id_number(BORN, Sex.MALE, 21)
    rows = [line("吴建国", husband, 性别="男", 配偶姓名="钱春兰", 配偶身份证号=FIRST)]
    roster = take_in(desk, *rows)
    assert Household.objects.double().count() == 1
    undo(desk, roster)
    assert Household.objects.count() == 0
    qian.refresh_from_db()
    assert qian.household_id is None


def test_it_can_be_written_again_afterwards(desk, qian):
    rows = [line("孙小英", SECOND)]
    undo(desk, take_in(desk, *rows))
    take_in(desk, *rows)
    assert Worker.objects.filter(name="孙小英").count() == 1


def test_it_goes_back_one_by_one(desk, qian):
    first = RosterImport.objects.get()
    second = take_in(desk, line("孙小英", SECOND))
    assert "只能从最近一次开始" in undo(desk, first)
    undo(desk, second)
    undo(desk, first)
    assert Worker.objects.count() == 0


def test_it_refuses_once_a_file_refers_to_a_new_worker(desk, qian, zheng, zhao):
    roster = take_in(desk, line("孙小英", SECOND))
    pair(Worker.objects.get(name="孙小英"), make_cadre(zhao, zheng), zheng)
    page = undo(desk, roster)
    assert "孙小英已经有「" in page
    assert Worker.objects.count() == 2


def test_it_refuses_once_a_field_was_changed_by_hand(desk, qian):
    roster = take_in(desk, line("钱春兰", FIRST, 岗位="门卫"))
    Worker.objects.update(job="巡守")
    assert "钱春兰的岗位后来又改过" in undo(desk, roster)
    assert Worker.objects.get().job == "巡守"


def test_it_does_not_mind_another_field(desk, qian):
    roster = take_in(desk, line("钱春兰", FIRST, 岗位="门卫"))
    worker = Worker.objects.get()
    worker.remark = "借调"
    worker.save(update_fields=["remark"])
    undo(desk, roster)
    worker.refresh_from_db()
    assert (worker.job, worker.remark) == ("保洁员", "借调")


def test_it_refuses_when_a_new_worker_was_changed_by_hand(desk, qian):
    roster = take_in(desk, line("孙小英", SECOND))
    Worker.objects.filter(name="孙小英").update(birth=dt.date(1975, 6, 2))
    assert "孙小英的资料后来又改过" in undo(desk, roster)


def test_it_undoes_nothing_that_was_not_written(desk, qian):
    upload(desk, [line("孙小英", SECOND)])
    assert "没有可撤回的" in undo(desk, RosterImport.objects.latest("pk"))


def test_it_refuses_once_somebody_it_moved_has_left(desk, qian, zheng):
    with clock.travel(LATER):
        roster = take_in(desk, line("钱春兰", FIRST, 岗位="门卫"))
    gone = LATER + dt.timedelta(days=7)
    with clock.travel(gone):
        leave_roster(
            qian, left_on=gone, reason=LeaveReason.RETIRED, document="退休证", on=gone, by=zheng
        )
        assert "钱春兰后来又登记了岗位变动或离册" in undo(desk, roster)
    assert Worker.objects.get().job == "门卫"
    assert not Tenure.objects.filter(until=None).exists()


def test_it_refuses_once_somebody_it_moved_went_elsewhere_and_came_back(desk, qian, zheng):
    with clock.travel(LATER):
        roster = take_in(desk, line("钱春兰", FIRST, 岗位="门卫"))
    qian.refresh_from_db()
    here = holding_of(qian)
    for step, job in enumerate(("巡守", "门卫"), 1):
        day = LATER + dt.timedelta(days=step)
        move_worker(qian, replace(here, job=job), since=day, reason="轮岗", on=day, by=zheng)
    with clock.travel(day):
        assert "钱春兰后来又登记了岗位变动或离册" in undo(desk, roster)
    assert Tenure.objects.count() == 4


def test_it_refuses_once_a_couple_was_given_another_household(desk, qian):
    husband = id_number(BORN, Sex.MALE, 21)
    take_in(desk, line("吴建国", husband, 性别="男"))
    told = line("吴建国", husband, 性别="男", 岗位="门卫", 配偶姓名="钱春兰", 配偶身份证号=FIRST)
    roster = take_in(desk, told)
    assert Household.objects.double().count() == 1
    other = Household.objects.create(number="H-0009")
    Worker.objects.filter(pk=qian.pk).update(household=other)
    assert "钱春兰后来又换了家庭户" in undo(desk, roster)
    qian.refresh_from_db()
    assert qian.household == other


def test_it_says_again_that_a_field_was_edited_by_hand(desk, qian):
    Worker.objects.update(job="巡守")
    roster = take_in(desk, line("钱春兰", FIRST, 岗位="门卫"))
    assert Worker.objects.get().roster_edited == []
    undo(desk, roster)
    assert (Worker.objects.get().job, Worker.objects.get().roster_edited) == ("巡守", ["job"])

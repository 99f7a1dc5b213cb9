"""What is accepted is written, the rest waits for another time; and hands never hide."""

import pytest
from django.db import connection
from django.urls import reverse

from staff.models import RosterImport, StagedWorker, Worker
from staff.provenance import sources_of
from tests.people import make_station
from tests.staff.rosters.desk import commit, line, upload
from tests.staff.rosters.test_rules import FIRST, SECOND


@pytest.fixture
def qian(desk) -> Worker:
    """钱春兰, written by a first import."""
    make_station()
    upload(desk, [line("钱春兰", FIRST, 联系电话="13800000417", 岗位="保洁员")])
    commit(desk)
    return Worker.objects.get()


def accept(desk, *groups):
    """Confirm some groups of the latest preview."""
    roster = RosterImport.objects.latest("pk")
    url = reverse("roster-import-commit", args=[roster.pk])
    return desk.post(url, {"chosen": "1", "accept": groups}, follow=True)


ROWS = [line("钱春兰", FIRST, 联系电话="13900008888", 岗位="门卫"), line("孙小英", SECOND)]


def test_it_counts_each_group_and_opens_its_list(desk, qian):
    page = upload(desk, ROWS).content.decode()
    assert "field=phone" in page
    url = RosterImport.objects.latest("pk").get_absolute_url()
    assert "显示 1 / 2 行" in desk.get(url, {"show": "changed", "field": "phone"}).content.decode()
    assert "显示 0 / 2 行" in desk.get(url, {"show": "changed", "field": "post"}).content.decode()


def test_it_writes_one_field_and_leaves_the_other(desk, qian):
    upload(desk, ROWS)
    page = accept(desk, "job").content.decode()
    assert "没有勾、没写入的" in page
    assert "联系电话 1 行" in page
    qian.refresh_from_db()
    assert (qian.job, qian.phone, Worker.objects.count()) == ("门卫", "13800000417", 1)


def test_it_tells_again_what_was_not_accepted(desk, qian):
    upload(desk, ROWS)
    accept(desk, "job")
    upload(desk, ROWS)
    roster = RosterImport.objects.latest("pk")
    assert roster.totals["fields"] == {"phone": 1}
    assert roster.counts["new"] == 1


def test_it_writes_newcomers_alone(desk, qian):
    upload(desk, ROWS)
    accept(desk, "new")
    assert Worker.objects.count() == 2
    qian.refresh_from_db()
    assert qian.job == "保洁员"


def test_it_wants_something_to_be_accepted(desk, qian):
    upload(desk, ROWS)
    assert "一样也没有勾" in accept(desk).content.decode()


def test_it_empties_the_staging_table_of_newcomers(desk, qian):
    upload(desk, ROWS)
    accept(desk, "new", "job", "phone")
    assert list(StagedWorker.objects.values_list("worker_id", flat=True)) == [qian.pk]


@pytest.mark.parametrize("sql", ["job = '巡守'", "phone_index = NULL, phone = NULL"])
def test_it_sees_what_was_changed_behind_its_back(desk, qian, sql):
    row = line("钱春兰", FIRST, 联系电话="13800000417", 岗位="保洁员")
    upload(desk, [row])
    assert RosterImport.objects.latest("pk").counts["unchanged"] == 1
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE staff_worker SET {sql}")
    upload(desk, [row])
    assert RosterImport.objects.latest("pk").counts["changed"] == 1


def test_it_sees_an_edit_saved_from_an_old_copy(desk, qian):
    stale = Worker.objects.get()
    upload(desk, [line("钱春兰", FIRST, 岗位="门卫")])
    commit(desk)
    stale.remark = "借调"
    stale.save()
    upload(desk, [line("钱春兰", FIRST, 岗位="门卫")])
    assert RosterImport.objects.latest("pk").totals["fields"] == {"job": 1}


def test_it_knows_where_each_field_came_from(desk, qian, as_, zheng):
    upload(desk, [line("钱春兰", FIRST, 岗位="门卫")], name="第二次.xlsx")
    commit(desk)
    worker = Worker.objects.get()
    worker.remark = "手写的"
    worker.save(update_fields=["remark"])
    page = as_(zheng).get(qian.get_absolute_url()).content.decode()
    assert "第二次.xlsx" in page
    assert "花名册.xlsx" in page
    assert "“花名册”第 2 行" in page
    assert "导入以后手工改过" in page


def test_what_has_no_column_of_its_own_knows_its_row_too(desk, qian):
    upload(desk, [line("孙小英(小)", SECOND, 残疾证号="43012419750601")], name="第三次.xlsx")
    commit(desk)
    told = {(s.label, s.row) for s in sources_of(Worker.objects.get(name="孙小英")) if s.pk}
    assert {("备注", 2), ("出生日期", 2), ("车站", 2), ("是否残疾", 2)} <= told
    assert "用工性质" not in {label for label, _ in told}


def test_it_takes_no_source_from_an_import_that_was_taken_back(desk, qian):
    upload(desk, [line("钱春兰", FIRST, 岗位="门卫")], name="第二次.xlsx")
    commit(desk)
    url = reverse("roster-import-undo", args=[RosterImport.objects.latest("pk").pk])
    desk.post(url, follow=True)
    page = desk.get(qian.get_absolute_url())
    assert "第二次.xlsx" not in page.content.decode()

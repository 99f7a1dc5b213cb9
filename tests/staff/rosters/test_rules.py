"""Rules of the import: whom a row means, what a row may change, what is only listed."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from staff.models import Household, Post, RosterImport, Sex, Station, Tenure, Worker
from tests.people import DAY, id_number, make_station, make_worker
from tests.staff.rosters.desk import commit, line, upload
from welfare import clock
from welfare.models import AuditEntry

BORN = dt.date(1975, 6, 1)
LATER = dt.date(2026, 11, 3)
FIRST, SECOND = id_number(BORN, serial=11), id_number(BORN, serial=12)


@pytest.fixture
def qian(desk) -> Worker:
    """钱春兰, taken from a roster on the day of the tests."""
    make_station()
    upload(desk, [line("钱春兰", FIRST, 联系电话="13800000417", 工资卡号="6217000000001234")])
    commit(desk)
    return Worker.objects.get()


def test_it_never_merges_two_people_of_one_name(desk, qian):
    upload(desk, [line("钱春兰", FIRST), line("钱春兰", SECOND)])
    commit(desk)
    assert Worker.objects.filter(name="钱春兰").count() == 2


def test_it_gives_numbers_that_go_on(desk, qian):
    upload(desk, [line("孙小英", SECOND)])
    commit(desk)
    assert list(Worker.objects.order_by("pk").values_list("number", flat=True)) == [
        "JT-0001", "JT-0002",
    ]  # fmt: skip


def test_it_opens_a_dated_record_and_turns_it_over_when_someone_moves(desk, qian):
    make_station("柳河站", "柳河分公司")
    with clock.travel(LATER):
        upload(desk, [line("钱春兰", FIRST, 车站="柳河站", 用工状态="息岗")])
        commit(desk)
    qian.refresh_from_db()
    assert (qian.station.name, qian.post) == ("柳河站", Post.OFF_POST)
    told = Tenure.objects.values_list("since", "until", "station__name", "post")
    assert list(told) == [
        (DAY, LATER, "青石站", "on_post"),
        (LATER, None, "柳河站", "off_post"),
    ]


def test_it_keeps_one_record_of_a_day(desk, qian):
    upload(desk, [line("钱春兰", FIRST, 用工状态="息岗")])
    commit(desk)
    assert list(Tenure.objects.values_list("since", "until", "post")) == [(DAY, None, "off_post")]


def test_it_shows_old_beside_new_and_masks_what_identifies(desk, qian):
    page = upload(desk, [line("钱春兰", FIRST, 联系电话="13900008888", 岗位="门卫")])
    text = page.content.decode()
    assert "<s>138****0417</s> <b>139****8888</b>" in text
    assert "<s>空</s> <b>门卫</b>" in text
    assert FIRST not in text
    assert "13900008888" not in text


def test_e10_it_never_changes_a_bank_card(desk, qian):
    page = upload(desk, [line("钱春兰", FIRST, 工资卡号="6217000000009999", 岗位="门卫")])
    assert "1 人的工资卡号和册上不同，导入不改卡号" in page.content.decode()
    commit(desk)
    assert Worker.objects.get().bank_card == "6217000000001234"


def test_it_lets_a_blank_change_nothing(desk, qian):
    upload(desk, [line("钱春兰", FIRST)])
    assert RosterImport.objects.latest("pk").rows.get().outcome == "unchanged"


def test_it_finds_the_worker_by_a_new_phone(desk, qian):
    upload(desk, [line("钱春兰", FIRST, 联系电话="13900008888")])
    commit(desk)
    assert Worker.objects.get().phone == "13900008888"
    index = Worker._meta.get_field("phone_index").of("13900008888")
    assert Worker.objects.filter(phone_index=index).exists()


def test_it_lists_who_is_missing_and_deletes_nobody(desk, qian):
    page = upload(desk, [line("孙小英", SECOND)]).content.decode()
    assert "册上有、表里没有的 1 人" in page
    roster = RosterImport.objects.latest("pk")
    listed = desk.get(reverse("roster-import-missing", args=[roster.pk])).content.decode()
    assert "钱春兰" in listed
    commit(desk)
    assert Worker.objects.count() == 2


@pytest.mark.parametrize("change", [{"job": "门卫"}, {"post": Post.OFF_POST}])
def test_e10_it_refuses_when_a_touched_worker_changed_since_the_look(desk, qian, change):
    upload(desk, [line("钱春兰", FIRST, 岗位="保洁员")])
    Worker.objects.update(**change)
    page = commit(desk).content.decode()
    assert "预览以后职工资料有了变动" in page
    assert Worker.objects.get().job == change.get("job", "")


def test_it_writes_although_another_worker_changed_since_the_look(desk, qian):
    make_worker("李秀英", make_station(), job="门卫")
    upload(desk, [line("钱春兰", FIRST, 岗位="保洁员")])
    Worker.objects.filter(name="李秀英").update(job="巡守")
    commit(desk)
    assert Worker.objects.get(name="钱春兰").job == "保洁员"


def test_it_joins_couples_and_marks_disability(desk):
    husband = id_number(BORN, Sex.MALE, 21)
    page = upload(
        desk,
        [
            line("钱春兰", FIRST, 配偶姓名="吴建国", 配偶身份证号=husband),
            line("吴建国", husband, 性别="男", 残疾证号="43012419750601001244"),
        ],
        places=True,
    )
    totals = {row[0]: row[1:] for row in RosterImport.objects.get().totals["rows"]}
    assert totals["双集体户"] == [0, 1, 1]
    assert totals["残疾"] == [0, 1, 1]
    commit(desk)
    assert Household.objects.double().count() == 1
    assert Worker.objects.get(name="吴建国").is_disabled
    assert "写入时会新建 1 个车站：青石站" in page.content.decode()


def test_it_foretells_the_totals_exactly(desk, qian):
    upload(desk, [line("孙小英", SECOND), line("钱春兰", FIRST, 用工状态="息岗")])
    foretold = {row[0]: row[2] for row in RosterImport.objects.latest("pk").totals["rows"]}
    commit(desk)
    upload(desk, [line("孙小英", SECOND)])
    now = {row[0]: row[1] for row in RosterImport.objects.latest("pk").totals["rows"]}
    assert foretold == now
    assert (now["职工"], now["在岗"], now["息岗"]) == (2, 1, 1)


def test_it_asks_for_the_branch_of_a_new_station(desk):
    page = upload(desk, [line("钱春兰", FIRST, 所属分公司="")], places=True).content.decode()
    assert "第 2 行 F 列：「青石站」是新车站" in page
    assert Station.objects.count() == 0


def test_it_leaves_an_unknown_station_to_be_mended(desk):
    make_station()
    page = upload(desk, [line("钱春兰", FIRST, 车站="清石站")]).content.decode()
    assert "没有「清石站」，是不是「青石站」" in page
    assert "没有要写入的" in page


def test_it_shows_and_hides_kinds_of_rows(desk, qian):
    upload(desk, [line("钱春兰", FIRST), line("孙小英", SECOND)])
    url = RosterImport.objects.latest("pk").get_absolute_url()
    assert "显示 1 / 2 行" in desk.get(url).content.decode()
    assert "显示 2 / 2 行" in desk.get(url, {"show": ["new", "unchanged"]}).content.decode()
    assert "显示 1 / 2 行" in desk.get(url, {"show": "nonsense"}).content.decode()


def test_it_records_who_read_and_who_wrote(desk, qian, zhou):
    entries = AuditEntry.objects.about(RosterImport.objects.get())
    assert list(entries.values_list("action", "actor")) == [
        ("roster.received", zhou.pk),
        ("roster.read", zhou.pk),
        ("roster.committed", zhou.pk),
    ]
    assert not any(FIRST in str(entry.facts) for entry in entries)


def test_it_writes_with_as_many_queries_for_one_row_as_for_twenty(desk, qian):
    asked = []
    for count in (1, 20):
        numbers = [id_number(BORN, serial=100 * count + step) for step in range(count)]
        rows = [line("孙小英", number) for number in numbers]
        upload(desk, rows)
        commit(desk)
        upload(desk, [line("孙小英", number, 岗位="门卫") for number in numbers])
        with CaptureQueriesContext(connection) as queries:
            commit(desk)
        asked.append(len(queries))
    assert asked[0] == asked[1]
    assert Worker.objects.filter(job="门卫").count() == 21

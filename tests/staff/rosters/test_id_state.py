"""身份证号状态 and the name as the roster wrote it stay with the worker (domain.md 3.1)."""

import pytest
from django.db import connection

from staff.models import IdState, RosterImport, Worker
from tests.people import make_station
from tests.staff.rosters.desk import commit, line, upload
from tests.staff.rosters.test_repairs import repair
from tests.staff.rosters.test_rules import FIRST, SECOND
from tests.staff.workers.test_correcting import correct

WRONG = f"{FIRST[:17]}{'1' if FIRST[17] != '1' else '2'}"
BORN = {"出生日期": "1975-06-01"}


def test_a_row_tells_why_it_comes_without_its_number(desk):
    make_station()
    rows = [
        line("钱春兰", int(f"{FIRST[:15]}000"), **BORN), line("孙小英", WRONG, **BORN),
        line("李秀英", SECOND), line("吴凤", "110101750601122"),
    ]  # fmt: skip
    upload(desk, rows)
    roster = RosterImport.objects.get()
    for _ in ("钱春兰", "孙小英"):
        repair(desk, roster)  # 先不带身份证号导入
    assert list(roster.rows.filter(outcome="error").values_list("problems", flat=True)) == []
    commit(desk, roster)
    states = dict(Worker.objects.values_list("name", "id_number_state"))
    assert states == {
        "钱春兰": IdState.PRECISION_LOST, "孙小英": IdState.CHECKSUM_FAILED,
        "李秀英": IdState.VALID, "吴凤": IdState.LEGACY15,
    }  # fmt: skip


def test_a_number_that_is_put_right_is_valid_and_the_page_says_so(desk, as_, zheng):
    make_station()
    upload(desk, [line("孙小英", WRONG, **BORN)])
    repair(desk, RosterImport.objects.get())
    commit(desk)
    worker = Worker.objects.get()
    assert "校验不符" in as_(zheng).get(worker.get_absolute_url()).content.decode()
    told = {"id_number": FIRST, "birth": f"{FIRST[6:10]}-{FIRST[10:12]}-{FIRST[12:14]}"}
    assert "已更正" in correct(as_(zheng), worker, is_disabled=None, **told)
    assert worker.id_number_state == IdState.VALID
    assert "校验不符" not in as_(zheng).get(worker.get_absolute_url()).content.decode()


def test_a_name_is_kept_as_it_was_written(desk, as_, zheng):
    make_station()
    upload(desk, [line("钱　春 兰（大）", FIRST), line("孙小英", SECOND)])
    commit(desk)
    raw = dict(Worker.objects.values_list("name", "name_raw"))
    assert raw == {"钱春兰": "钱　春 兰（大）", "孙小英": ""}
    page = as_(zheng).get(Worker.objects.get(name="钱春兰").get_absolute_url())
    assert "钱　春 兰（大）" in page.content.decode()


@pytest.mark.parametrize("state", ["missing", "checksum_failed"])
def test_the_database_lets_no_state_speak_against_the_number(zhang, state):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE staff_worker SET id_number_state = %s", [state])
    zhang.refresh_from_db()
    assert zhang.id_number_state == IdState.VALID
    with connection.cursor() as cursor:
        cursor.execute("UPDATE staff_worker SET id_number_index = NULL, id_number = NULL")
    zhang.refresh_from_db()
    assert zhang.id_number_state == IdState.MISSING

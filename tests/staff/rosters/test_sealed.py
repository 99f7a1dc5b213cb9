"""What a roster says in its own words lies sealed from the upload to the registry and back."""

import io

import pytest
import xlsxwriter
from django.db import connection
from django.urls import reverse

from staff.models import ImportStatus, RosterImport, Worker
from tests.people import make_station
from tests.staff.rosters.desk import commit, upload
from tests.staff.rosters.test_columns import settle
from tests.staff.rosters.test_rules import FIRST, SECOND

MARKERS = ("尿毒症透析", "心脏支架", "精神分裂", "抑郁住院")
TITLES = ["姓名", "性别", "公民身份号码", "车站", "用工状态", "备注", "身体怎样"]
KEYS = ("name", "sex", "id_number", "station", "post", "remark", "")


def book(*people: tuple[str, str], remark: str) -> bytes:
    """A roster with a column nobody knows, a comment, a remark and a note below the table."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as made:
        page = made.add_worksheet("花名册")
        page.write_row(0, 0, TITLES)
        for number, (name, code) in enumerate(people, 1):
            row = [name, "女", code, "青石站", "在岗", f"{remark}{MARKERS[2]}", MARKERS[0]]
            page.write_row(number, 0, row)
            page.write_comment(number, 0, MARKERS[1])
        page.write_row(len(people) + 1, 0, [f"注：{MARKERS[3]}"])
    return out.getvalue()


def told() -> list[tuple[str, str]]:
    """Tables where a marker stands in the open, as words or as bytes."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            for marker in MARKERS:
                looks = [f"%{marker}%", f"%{marker.encode().hex()}%"]
                cursor.execute(
                    f"SELECT FROM {table} t WHERE t::text LIKE %s OR t::text LIKE %s LIMIT 1", looks
                )
                found += [(table, marker)] if cursor.rowcount else []
    return found


@pytest.fixture
def waiting(desk) -> RosterImport:
    """The roster whose last column has to be mapped by hand."""
    make_station()
    upload(desk, book(("钱春兰", FIRST), remark="甲"), name="a.xlsx")
    return RosterImport.objects.get()


def test_no_table_tells_it_while_columns_are_asked(desk, waiting):
    assert waiting.status == ImportStatus.MAPPING
    assert MARKERS[0] in desk.get(waiting.get_absolute_url()).content.decode()
    assert told() == []


def test_no_table_tells_it_before_and_after_writing(desk, waiting):
    settle(desk, waiting, *KEYS)
    assert told() == []
    commit(desk)
    assert Worker.objects.get().remark == f"甲{MARKERS[2]}；批注：A2 {MARKERS[1]}"
    assert told() == []


def test_no_table_tells_what_a_later_roster_changed_or_took_back(desk, waiting):
    settle(desk, waiting, *KEYS)
    commit(desk)
    upload(desk, book(("钱春兰", FIRST), ("孙小英", SECOND), remark="乙"), name="b.xlsx")
    roster = RosterImport.objects.latest("pk")
    assert roster.counts["changed"] == 1
    page = desk.get(roster.get_absolute_url()).content.decode()
    assert f"<s>甲{MARKERS[2]}；批注：A2 {MARKERS[1]}</s>" in page
    assert "1 行不是人，跳过了：落款或说明 1" in page
    commit(desk)
    assert told() == []
    desk.post(reverse("roster-import-undo", args=[roster.pk]))
    assert Worker.objects.get().remark.startswith("甲")
    assert told() == []


def test_a_remark_corrected_by_hand_is_not_quoted_in_the_log(desk, waiting, as_, zheng):
    settle(desk, waiting, *KEYS)
    commit(desk)
    worker = Worker.objects.get()
    address = reverse("worker-edit", args=[worker.pk])
    form = as_(zheng).get(address).context["form"]
    data = {name: value for name, value in form.initial.items() if value not in (None, False)}
    as_(zheng).post(address, {**data, "remark": MARKERS[3], "reason": "核对本人"})
    worker.refresh_from_db()
    assert worker.remark == MARKERS[3]
    assert told() == []

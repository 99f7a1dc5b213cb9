"""The admin site opens each table to its keeper and nothing to the others."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from staff.models import Branch, Code, Station, StationAlias, SubsistenceLine
from tests.books import workbook
from tests.people import make_station, make_worker
from tests.welfare.exports.books import sheets
from welfare.models import AuditEntry

pytestmark = pytest.mark.ignore_template_errors  # the package's own templates leave some unset
BRANCHES, HOLIDAYS = "/admin/staff/branch/", "/admin/welfare/holiday/"
TRAIL, CHARTERS = "/admin/welfare/auditentry/", "/admin/mutualfund/charter/"
CODES, WORKERS = "/admin/staff/code/", "/admin/staff/worker/"
KEEPERS = {
    BRANCHES: "registrar",
    WORKERS: "registrar",
    CODES: "system_admin",
    HOLIDAYS: "system_admin",
    TRAIL: "audit_admin",
}


@pytest.mark.parametrize("url", KEEPERS)
def test_it_opens_a_table_to_its_keeper_alone(as_, everyone, url):
    codes = {role: as_(user).get(url).status_code for role, user in everyone.items()}
    assert {role for role, code in codes.items() if code == 200} == {KEEPERS[url]}
    assert set(codes.values()) == {200, 302, 403}


@pytest.mark.parametrize("url", [TRAIL, CHARTERS])
def test_it_adds_nothing_to_what_is_only_read(as_, everyone, url):
    keeper = everyone["audit_admin" if url == TRAIL else "system_admin"]
    assert as_(keeper).get(f"{url}add/").status_code == 403


def test_it_lets_the_registrar_add_a_branch(as_, zhou):
    answer = as_(zhou).post(f"{BRANCHES}add/", {"name": "新开分公司"})
    assert answer.status_code == 302


def confirm(client, table: str, content: bytes, name: str = "表.xlsx"):
    """Upload a file and, when the preview offers it, confirm."""
    page = client.post(
        f"{table}import/",
        {"import_file": SimpleUploadedFile(name, content), "format": "0", "resource": ""},
    )
    text = page.content.decode()
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', text))
    if "import_file_name" not in hidden:
        return page
    hidden.pop("csrfmiddlewaretoken", None)
    return client.post(f"{table}process_import/", hidden, follow=True)


def test_it_imports_stations_with_their_branch(as_, zhou):
    Branch.objects.create(name="东岭分公司")
    book = workbook(["车站", "分公司"], ["新站", "东岭分公司"], ["旧站", "东岭分公司"])
    confirm(as_(zhou), "/admin/staff/station/", book)
    assert set(Station.objects.values_list("name", "branch__name")) == {
        ("新站", "东岭分公司"), ("旧站", "东岭分公司"),
    }  # fmt: skip
    entry = AuditEntry.objects.get(action="reference.imported")
    assert (entry.actor, entry.facts["new"]) == (zhou, 2)


def test_it_imports_all_rows_or_none(as_, zhou):
    make_station()
    book = workbook(["别名", "车站"], ["青站", "青石站"], ["柳站", "没有的站"])
    page = confirm(as_(zhou), "/admin/staff/stationalias/", book).content.decode()
    assert "没有「没有的站」这个车站，先建好再导入" in page
    assert not StationAlias.objects.exists()


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (["血型", "A", "1", "是"], "没有「血型」这张代码表"),
        (["民族", "", "1", "是"], "名称空着"),
        (["民族", "新族", "十", "是"], "不是 0 到 9999 的整数"),
        (["民族", "新族", "1", "大概"], "写是或否"),
    ],
)
def test_it_says_what_is_wrong_with_a_code(as_, everyone, row, words):
    before = Code.objects.count()
    book = workbook(["代码表", "名称", "次序", "在用"], row)
    page = confirm(as_(everyone["system_admin"]), CODES, book).content.decode()
    assert words in page
    assert Code.objects.count() == before


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04nonsense", b"\xff\xfe\x00", b"<html>"])
def test_it_refuses_what_is_no_workbook(as_, zhou, content):
    page = confirm(as_(zhou), BRANCHES, content)
    assert page.status_code == 200
    assert not Branch.objects.exists()


@pytest.mark.parametrize("told", [{}, {"import_file_name": "../../etc/passwd", "format": "x"},
                                  {"import_file_name": "gone", "format": "0"},
                                  {"import_file_name": "gone", "format": "99"}])  # fmt: skip
def test_it_bears_a_confirmation_of_nothing(as_, zhou, told):
    told = {"original_file_name": "表.xlsx", "resource": ""} | told
    assert as_(zhou).post(f"{BRANCHES}process_import/", told, follow=True).status_code == 200


def test_codes_taken_out_and_in_again_differ_in_nothing(as_, everyone):
    client = as_(everyone["system_admin"])
    fields = {f"codetable_{name}": "on" for name in ("list", "name", "rank", "is_used")}
    answer = client.post(f"{CODES}export/", {"format": "0", "resource": ""} | fields)
    assert "民族" in str(sheets(answer.content))
    before = list(Code.objects.values_list("pk", "list", "name", "rank", "is_used"))
    confirm(client, CODES, answer.content)
    assert list(Code.objects.values_list("pk", "list", "name", "rank", "is_used")) == before
    facts = AuditEntry.objects.filter(action="reference.imported").values_list("facts", flat=True)
    assert all(fact["new"] == fact["changed"] == 0 for fact in facts)


def test_it_writes_down_who_changed_reference_data(as_, zhou):
    as_(zhou).post(f"{BRANCHES}add/", {"name": "新开分公司"})
    assert AuditEntry.objects.get(action="reference.saved").facts == {"fields": ["name"]}


def test_workers_are_read_there_masked_and_not_changed(as_, zhou):
    worker = make_worker(
        "张桂兰", phone="13800000417", bank_card="6222000000000417", is_disabled=True,
        disability_type="精神", disability_grade="二级", marital_status="丧偶",
    )  # fmt: skip
    client = as_(zhou)
    for url in (WORKERS, f"{WORKERS}{worker.pk}/change/"):
        page = client.get(url).content.decode()
        assert "138****0417" in page
        assert worker.id_number not in page
        assert "6222000000000417" not in page
        assert "精神" not in page
        assert "二级" not in page
        assert 'name="_save"' not in page
    assert "丧偶" in page
    assert client.get(f"{WORKERS}add/").status_code == 403
    assert client.post(f"{WORKERS}{worker.pk}/delete/").status_code == 403
    assert client.post(f"{WORKERS}{worker.pk}/change/", {"name": "改名"}).status_code == 403
    assert AuditEntry.objects.about(worker).filter(action="worker.opened").exists()


def test_workers_go_out_of_there_masked(as_, zhou):
    make_worker("张桂兰")
    page = as_(zhou).get(WORKERS).content.decode()
    assert "/lists/workers/xlsx/" in page
    assert "/admin/staff/worker/export/" not in page


def test_an_id_number_does_not_stay_in_the_address(as_, zhou):
    worker = make_worker()
    answer = as_(zhou).get(WORKERS, {"q": worker.id_number})
    assert (answer.status_code, answer.url) == (302, WORKERS)


def test_a_subsistence_line_is_added_and_then_stands(as_, everyone, house):
    keeper, url = as_(everyone["system_admin"]), "/admin/staff/subsistenceline/"
    answer = keeper.post(
        f"{url}add/", {"since": "2026-10-01", "amount": "850", "basis": "示例文件 1 号"}
    )
    assert answer.status_code == 302
    line = SubsistenceLine.objects.get(amount=850)
    page = keeper.get(f"{url}{line.pk}/change/")
    assert page.status_code == 200
    assert 'name="amount"' not in page.content.decode()
    assert keeper.post(f"{url}{line.pk}/change/", {"amount": "2000"}).status_code == 403

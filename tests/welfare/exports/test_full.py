"""Full numbers go out for a reason, after another person's approval, once, in time."""

import datetime as dt

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from staff.models import Worker
from tests.people import DAY, make_worker
from tests.welfare.exports.books import lines, parts, sheets
from welfare import clock
from welfare.errors import Refused
from welfare.exports import TAKEN, ask_export, decide_export
from welfare.models import AuditEntry, ExportRequest, ExportStatus

ASK, LIST = reverse("export-ask", args=["workers"]), reverse("export-list")
TOLD = {"form": "xlsx", "reason": "报送上级工会", "words": ""}


@pytest.fixture
def asked(as_, zheng, zhang) -> ExportRequest:
    """Zheng asked for the women of the registry."""
    as_(zheng).post(f"{ASK}?sex=female", TOLD)
    return ExportRequest.objects.get()


def decide(client, asked, step="approve", words=""):
    """Press a button of the list."""
    url = reverse("export-decide", args=[asked.pk])
    return client.post(url, {"step": step, "words": words}, follow=True)


def take(client, asked, **told):
    """Press 取, with the password once more."""
    url = reverse("export-take", args=[asked.pk])
    return client.post(url, {"password": "a-long-password-7", **told}, follow=True)


@pytest.fixture
def approved(as_, gao, asked) -> ExportRequest:
    """Gao, the chair, approved."""
    decide(as_(gao), asked)
    asked.refresh_from_db()
    return asked


def test_it_goes_out_in_full_once(as_, zheng, zhang, approved):
    answer = take(as_(zheng), approved)
    assert lines(answer.content)[0]["公民身份号码"] == zhang.id_number
    assert "完整号码，用途：报送上级工会" in parts(answer.content)
    assert "已遮住" not in str(sheets(answer.content)["填写说明"])
    again = take(as_(zheng), approved)
    assert "已经取走过一次" in again.content.decode()
    assert AuditEntry.objects.filter(action=TAKEN).count() == 1


def test_it_writes_down_who_took_what_for_what(as_, zheng, approved):
    take(as_(zheng), approved)
    entry = AuditEntry.objects.get(action=TAKEN)
    approved.refresh_from_db()
    assert entry.facts["digest"] == approved.digest
    assert entry.facts["reason"] == "报送上级工会"
    assert entry.facts["query"] == {"sex": "female"}


def test_a_row_that_came_after_it_was_asked_does_not_go_out(as_, zheng, gao, zhang, asked):
    page = as_(gao).get(LIST).content.decode()
    assert "集体职工花名册 1 行" in page
    assert "筛选：女。只交出申请时的这 1 行" in page
    make_worker("周桂芳", sex="female")
    decide(as_(gao), asked)
    make_worker("吴凤", sex="female")
    assert [row["姓名"] for row in lines(take(as_(zheng), asked).content)] == [zhang.name]
    assert AuditEntry.objects.get(action=TAKEN).facts["rows"] == 1


def test_it_is_refused_when_none_of_its_rows_is_on_the_list_any_more(as_, zheng, zhang, approved):
    make_worker("周桂芳", sex="female")
    Worker.objects.filter(pk=zhang.pk).update(sex="male")
    assert "一行也不在这份名单里" in take(as_(zheng), approved).content.decode()
    approved.refresh_from_db()
    assert approved.status == ExportStatus.APPROVED


@pytest.mark.parametrize(("password", "words"), [("", "还没有填"), ("wrong-one", "密码不对")])
def test_it_wants_the_password_once_more(as_, zheng, approved, password, words):
    assert words in take(as_(zheng), approved, password=password).content.decode()
    approved.refresh_from_db()
    assert approved.status == ExportStatus.APPROVED


def test_five_wrong_passwords_close_the_name_for_a_while(as_, zheng, approved):
    client = as_(zheng)
    for _ in range(5):
        last = take(client, approved, password="wrong-one")
    assert last.status_code == 429
    assert take(client, approved).status_code == 429


def test_it_waits_for_approval(as_, zheng, asked):
    assert "还不能取" in take(as_(zheng), asked).content.decode()


def test_it_is_not_approved_by_the_asker(asked, zheng, hire, as_):
    from welfare.accounts import grant_role  # noqa: PLC0415
    from welfare.models import User  # noqa: PLC0415
    from welfare.roles import Role  # noqa: PLC0415

    grant_role(zheng, Role.CHAIR, by=None)
    both = User.objects.get(pk=zheng.pk)
    assert "自己的申请要由另一个人批" in as_(both).get(LIST).content.decode()
    with pytest.raises(Refused, match="另一个人"):
        decide_export(asked, approve=True, by=both)


def test_it_is_refused_with_a_reason_the_asker_reads(as_, gao, zheng, asked):
    assert "不批要写一句为什么" in decide(as_(gao), asked, "refuse").content.decode()
    decide(as_(gao), asked, "refuse", "先用遮住的")
    assert "先用遮住的" in as_(zheng).get(LIST).content.decode()
    assert "没批准" in take(as_(zheng), asked).content.decode()


def test_it_expires(as_, zheng, approved):
    with clock.travel(DAY + dt.timedelta(days=2)):
        assert "批准已过 24 小时" in take(as_(zheng), approved).content.decode()


def test_it_is_taken_by_nobody_else(as_, liang, approved):
    assert take(as_(liang), approved).status_code == 404


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"reason": ""}, "写明用途"),
        ({"reason": "其他"}, "选「其他」时写一句用途"),
        ({"reason": "好奇"}, "选一个列出来的用途"),
        ({"form": "pdf"}, "只有 Excel 和 CSV 两种"),
    ],
)
def test_it_wants_a_purpose(as_, zheng, zhang, told, words):
    assert words in as_(zheng).post(ASK, TOLD | told).content.decode()
    assert not ExportRequest.objects.exists()


def test_it_is_not_asked_twice_nor_for_nobody(as_, zheng, asked):
    again = as_(zheng).post(f"{ASK}?sex=female", TOLD).content.decode()
    assert "同样的申请已经在等批准" in again
    assert "一行也没有" in as_(zheng).post(f"{ASK}?q=没有这人", TOLD).content.decode()
    assert ExportRequest.objects.count() == 1


def test_it_tells_before_asking_how_many_and_which_columns(as_, zheng, zhang):
    page = as_(zheng).get(ASK).content.decode()
    assert "1 行" in page
    assert "公民身份号码、联系电话、家庭月收入、残疾类别、残疾等级、残疾证号、家庭住址" in page


def test_it_is_only_for_lists_with_something_masked(as_, zheng):
    assert as_(zheng).get(reverse("export-ask", args=["claims"])).status_code == 404


def test_it_shows_an_officer_only_his_own(as_, liang, gao, asked):
    assert as_(liang).get(LIST).context["rows"] == []
    assert len(as_(gao).get(LIST).context["rows"]) == 1


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE welfare_exportrequest SET status = 'approved', decided_by_id = asked_by_id",
        "UPDATE welfare_exportrequest SET status = 'taken'",
        "UPDATE welfare_exportrequest SET reason = ''",
        "UPDATE welfare_exportrequest SET query = '{}'",
        "UPDATE welfare_exportrequest SET rows = 1000000",
        "UPDATE welfare_exportrequest SET row_ids = '[1, 2]'",
        "UPDATE welfare_exportrequest SET filter_words = '全部'",
        "UPDATE welfare_exportrequest SET status = 'approved', decided_at = now(), decided_by_id ="
        " (SELECT min(id) FROM welfare_user WHERE id <> asked_by_id)",
        "DELETE FROM welfare_exportrequest",
    ],
)
def test_the_database_refuses(asked, sql):
    refused = pytest.raises((DatabaseError, IntegrityError))
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    asked.refresh_from_db()
    assert asked.status == ExportStatus.ASKED


@pytest.mark.parametrize("at", ["NULL", "now()", "expires_at"])
def test_the_database_lets_none_be_taken_without_a_moment_in_time_and_a_fingerprint(approved, at):
    digest = "" if at == "now()" else "0" * 64
    sql = f"UPDATE welfare_exportrequest SET status = 'taken', taken_at = {at}, digest = '{digest}'"
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def test_the_database_takes_in_no_request_that_is_approved_already(asked, gao):
    born = ExportRequest(
        shape="workers", title="花名册", query={}, form="csv", rows=1, row_ids=[1], reason="核对",
        status=ExportStatus.APPROVED, asked_by=asked.asked_by, asked_at=asked.asked_at,
        decided_by=gao, decided_at=asked.asked_at,
        expires_at=asked.asked_at + dt.timedelta(hours=1),
    )  # fmt: skip
    with pytest.raises(DatabaseError, match="begins as asked"), transaction.atomic():
        born.save()


def test_the_database_keeps_a_taken_one_taken(as_, zheng, approved):
    take(as_(zheng), approved)
    with pytest.raises(DatabaseError), transaction.atomic():
        ExportRequest.objects.update(status=ExportStatus.APPROVED, taken_at=None)


def test_it_asks_the_same_of_the_database_for_one_and_for_twenty(as_, gao, zheng, asked):
    client, counts = as_(gao), []
    for time in range(2):
        with CaptureQueriesContext(connection) as queries:
            client.get(LIST)
        counts.append(len(queries))
        for number in range(20):
            ask_export(
                shape="workers", title="花名册", query={"q": f"{time} {number}"}, filter_words="",
                form="csv", row_ids=[1], reason="核对", by=zheng,
            )  # fmt: skip
    assert counts[0] == counts[1]

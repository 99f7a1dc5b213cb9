"""An export imported again unchanged changes nothing; a masked one changes nothing either."""

import contextlib
import datetime as dt
import io
import json

import pytest
from django.core.management import call_command
from django.urls import reverse

from staff.models import Identity, Post, Precision, RosterImport, RowOutcome, Sex, Worker
from staff.shapes import WORKERS
from tests.people import DAY, make_station, make_worker
from tests.staff.rosters.desk import upload
from welfare.models import ExportRequest
from welfare.shapes import Taken

PASSWORD = {"password": "a-long-password-7"}


@pytest.fixture
def registry(zhou):
    """A registry with everything a roster can hold, dates of every precision, odd remarks."""
    liuhe = make_station("柳河站", "柳河分公司")
    make_worker(
        "欧阳春梅", ethnicity="汉族", political_status="群众", education="大专", job="售票员",
        phone="13800000417", family_size=3, family_income="1234.50", remark="=1+1",
        work_start=dt.date(1990, 3, 1), work_start_precision=Precision.MONTH,
        disability_certificate="99999919700312002X43", is_disabled=True, bank_card="6222000000000000",
        address="东岭市青石镇", disability_type="肢体", disability_grade="二级",
        marital_status="丧偶", household_type="农转居", model_worker_type="省部级",
        join_date=dt.date(1993, 7, 1), join_date_precision=Precision.MONTH,
    )  # fmt: skip
    make_worker(
        "买买提·热合曼", liuhe, sex=Sex.MALE, post=Post.EARLY_RETIRED, remark="-10 元，见“附件”",
        work_start=dt.date(1988, 1, 1), work_start_precision=Precision.YEAR,
    )  # fmt: skip
    make_worker(
        "钱春兰", liuhe, post=Post.OFF_POST, remark="+86 的号码", identity=Identity.STATE,
        is_disabled=True,
    )  # fmt: skip


def imported(path) -> dict:
    """What the command says of the file."""
    out = io.StringIO()
    with contextlib.suppress(SystemExit):  # 2 when rows have errors
        call_command("import_roster", path, "--json", stdout=out)
    return json.loads(out.getvalue())


def taken(tmp_path, user, form: str, *, full: bool):
    """The registry, taken out into a file."""
    path = tmp_path / f"out.{form}"
    path.write_bytes(Taken(WORKERS, WORKERS.rows(user, {}, DAY), full, "水印").content(form))
    return path


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_a_full_export_comes_back_without_a_difference(registry, zhou, tmp_path, form):
    report = imported(taken(tmp_path, zhou, form, full=True))
    assert report["errors"] == []
    found = {key: report[key] for key in ("rows", "new", "changed", "unchanged", "missing")}
    assert found == {"rows": 3, "new": 0, "changed": 0, "unchanged": 3, "missing": 0}


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_a_masked_export_does_not_come_back(registry, zhou, tmp_path, form):
    report = imported(taken(tmp_path, zhou, form, full=False))
    assert report["new"] == report["changed"] == 0
    assert len(report["errors"]) >= 3


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_it_comes_back_through_the_desk_without_a_difference(registry, as_, zheng, gao, zhou, form):
    told = {"form": form, "reason": "核对花名册", "words": ""}
    as_(zheng).post(reverse("export-ask", args=["workers"]), told)
    asked = ExportRequest.objects.get()
    as_(gao).post(reverse("export-decide", args=[asked.pk]), {"step": "approve"})
    book = as_(zheng).post(reverse("export-take", args=[asked.pk]), PASSWORD).content
    before = list(Worker.objects.order_by("pk").values())
    page = upload(as_(zhou), book, name=f"花名册.{form}").content.decode()
    roster = RosterImport.objects.get()
    assert roster.failure == "", (roster.status, roster.failure, roster.notes, roster.totals)
    outcomes = set(roster.rows.values_list("outcome", flat=True))
    assert (roster.rows.count(), outcomes) == (3, {RowOutcome.UNCHANGED}), page
    assert list(Worker.objects.order_by("pk").values()) == before

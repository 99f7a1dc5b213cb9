"""Any list goes out at once, masked, as its page shows it, with a watermark and a guide."""

import datetime as dt

import pytest
from django.urls import reverse

from staff.models import Cause, Household, HouseholdMember, Precision
from tests.mutualfund.conftest import coop, zhang_joined  # noqa: F401 - the fund's own people
from tests.people import make_worker
from tests.staff.care import make_cadre, pair, visit
from tests.welfare.exports.books import csv_lines, lines, parts, sheets, url
from welfare.exports import MASKED
from welfare.models import AuditEntry

PHONE, ADDRESS = "13800000417", "东岭市青石镇铁路新村3号"


@pytest.fixture
def known(zhang):
    """Zhang with everything that identifies her."""
    zhang.phone, zhang.address, zhang.disability_certificate = PHONE, ADDRESS, "99887766554433"
    zhang.is_disabled, zhang.family_size, zhang.family_income = True, 3, "1234.50"
    zhang.disability_type, zhang.disability_grade, zhang.marital_status = "精神", "二级", "丧偶"
    zhang.save()
    return zhang


@pytest.fixture
def office(as_, zheng):
    """Zheng's browser."""
    return as_(zheng)


@pytest.mark.parametrize("form", ["xlsx", "csv", "print"])
def test_it_masks_by_default(office, known, form):
    content = office.get(url("workers", form)).content
    text = parts(content) if form == "xlsx" else content.decode()
    sealed = (known.disability_certificate, "精神", "二级", "1234.5")
    for secret in (known.id_number, PHONE, ADDRESS, *sealed):
        assert str(secret) not in text
    assert "张桂兰" in text


def test_it_writes_the_takers_name_and_the_moment_on_it(office, known):
    for form in ("xlsx", "csv", "print"):
        content = office.get(url("workers", form)).content
        text = parts(content) if form == "xlsx" else content.decode()
        assert "集体职工花名册 · 郑敏 2026-10-20 09:00 导出 · 号码已遮住" in text


def test_it_explains_its_columns_and_that_it_cannot_come_back(office, known):
    guide = sheets(office.get(url("workers")).content)["填写说明"]
    assert any("不能再导入" in str(cell) for row in guide for cell in row)
    assert ["公民身份号码", "必填，18 位，单元格要是文本格式", "已遮住"] in guide


@pytest.mark.parametrize("text", ["=1+1", "+86", "-x", "@sum", "＝1", "\t=2", "=HYPERLINK(1)"])
def test_it_writes_no_formula(office, known, text):
    known.remark, known.job = text, text[:40]
    known.save(update_fields=["remark", "job"])
    content = office.get(url("workers")).content
    assert "<f>" not in parts(content)
    assert "<hyperlink " not in parts(content)
    assert lines(content)[0]["备注"] == text
    cells = csv_lines(office.get(url("workers", "csv")).content)[2]
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "＝")) for cell in cells)


@pytest.mark.parametrize(
    "query", ["", "sex=male", "who=left", "q=白", "sort=number", "station=999"]
)
def test_it_takes_the_rows_of_the_page(office, known, query):
    make_worker("白夫", sex="male")
    make_worker("周桂芳", left_on="2026-10-01", leave_reason="retired")
    page = office.get(f"/workers/?{query}").context["rows"]
    taken = lines(office.get(url("workers", query=query)).content)
    assert [row["工号"] for row in taken] == [row.worker.number for row in page]


def test_it_is_written_down(office, zheng, known):
    office.get(url("workers", "xlsx", "sex=female&q=张"))
    entry = AuditEntry.objects.get(action=MASKED)
    assert entry.actor == zheng
    assert entry.facts["rows"] == 1
    assert entry.facts["query"] == {"sex": "female", "q": "张"}
    assert (entry.facts["full"], len(entry.facts["digest"])) == (False, 64)
    assert "公民身份号码" in entry.facts["columns"]


@pytest.fixture
def cared(zheng, zhao, known):
    """Zhang has a file, a cadre, a visit, and a child."""
    known.household = Household.objects.create(number="H1")
    known.save()
    HouseholdMember.objects.create(
        household=known.household,
        name="小张",
        relation="child",
        income="88.88",
        illness="哮喘",
        schooling="primary",
        workplace="青石小学",
        remark="住校，每周透析陪护",
    )
    pairing = pair(known, make_cadre(zhao, zheng), zheng, cause=Cause.OWN_ILLNESS)
    visit(pairing, zhao, note="屋顶漏雨")


def test_it_takes_hardship_files_in_the_national_columns(office, cared, known):
    book = sheets(office.get(url("hardship")).content)
    header, row = book["困难职工档案"][1:3]
    told = dict(zip(header, row, strict=True))
    assert header[1:9] == [
        "职工编号", "困难类别", "姓名", "民族", "性别", "政治面貌", "身份证号", "出生日期",
    ]  # fmt: skip
    assert (told["困难类别"], told["主要致困原因"]) == ("特困", "患重特大疾病")
    assert told["家庭月人均收入"] == told["残疾类别"] == "已遮"
    assert (told["婚姻状况"], told["住房类型"], told["建档人"]) == ("丧偶", "", "")
    child = dict(zip(book["家庭成员"][1], book["家庭成员"][2], strict=True))
    assert (child["姓名"], child["当前学历"], child["疾病或残疾类别"]) == ("小*", "小学", "已遮")
    assert known.id_number not in parts(office.get(url("hardship")).content)


@pytest.mark.parametrize("words", ["小张", "青石小学", "透析", "哮喘", "88.88"])
def test_it_tells_no_childs_name_nor_school_nor_illness(office, cared, words):
    assert words not in parts(office.get(url("hardship")).content)


@pytest.mark.parametrize(
    "query", ["", "tier=extreme", "tier=general", "group=force", "cause=other"]
)
def test_it_takes_the_national_form_of_the_files_of_the_page(office, cared, query):
    page = office.get(f"{reverse('hardship-list')}?{query}").context
    taken = lines(office.get(url("hardship", query=query)).content)
    assert [row["档案号"] for row in taken] == [file.number for file in page["page"]]
    assert page["known"] == len(taken)


def test_it_explains_the_columns_of_both_tables(office, cared):
    guide = sheets(office.get(url("hardship")).content)["填写说明"]
    second = guide[[row[:2] for row in guide].index(["表", "家庭成员"]) + 1 :]
    assert ["单位或学校", "", "已遮住"] in second


def test_it_tells_before_asking_that_the_familys_columns_open_too(office, cared):
    page = office.get(reverse("export-ask", args=["hardship"])).content.decode()
    assert "家庭成员的疾病或残疾类别" in page


def test_it_invents_no_day_of_birth(office, cared, known):
    known.birth_precision, known.birth = Precision.MONTH, dt.date(1975, 3, 1)
    known.save()
    header, row = sheets(office.get(url("hardship")).content)["困难职工档案"][1:3]
    assert dict(zip(header, row, strict=True))["出生日期"] == "1975-03"


def test_it_takes_the_visits_narrowed_and_without_illness_or_what_was_said(office, cared):
    (row,) = lines(office.get(url("visits")).content)
    assert (row["职工"], row["看病"], row["情况"]) == ("张桂兰", "已遮", "已遮")
    assert row["生活"] == "放心"
    page = office.get(reverse("export-ask", args=["visits"])).content.decode()
    assert "会露出来的列：看病、诉求、情况" in page
    assert lines(office.get(url("visits", query="day=2001-01-01")).content) == []


@pytest.mark.parametrize("query", ["", "tier=general", "group=way", "state=active"])
def test_it_takes_the_files_of_the_page(office, cared, query):
    page = office.get(f"{reverse('hardship-list')}?{query}").context["page"]
    taken = lines(office.get(url("files", query=query)).content)
    assert [row["档案号"] for row in taken] == [file.number for file in page]


def test_it_takes_members_with_their_state(office, zhang_joined):  # noqa: F811
    (row,) = lines(office.get(url("members")).content)
    ((member, (_, state)),) = office.get(reverse("coop-list")).context["rows"]
    assert (row["姓名"], row["状态"]) == (member.worker.name, state)
    assert lines(office.get(url("members", query="state=left")).content) == []


def test_it_shows_a_cadre_his_own_pairings_alone(as_, zhao, he, cared):
    assert len(lines(as_(zhao).get(url("pairings")).content)) == 1
    assert lines(as_(he).get(url("pairings")).content) == []


def test_it_prints_at_most_two_thousand_rows(office, known, monkeypatch):
    monkeypatch.setattr("welfare.take_out.PRINT_ROWS", 0)
    page = office.get(url("workers", "print"), follow=True).content.decode()
    assert "一次最多打印 0 行" in page


@pytest.mark.parametrize("address", ["workers/pdf", "nothing/xlsx", "workers/XLSX"])
def test_it_knows_no_other_list_or_form(office, address):
    assert office.get(f"/lists/{address}/").status_code == 404

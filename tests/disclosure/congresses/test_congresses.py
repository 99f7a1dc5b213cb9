"""职工代表大会: recorded with its minutes, confirmed by another, its resolutions behind what they passed."""

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError
from django.urls import reverse
from docx import Document

from disclosure.actions.congresses import add_resolution, confirm_congress, record_congress
from disclosure.actions.papers import cleaned
from disclosure.congress_links import Behind
from disclosure.delegate_lines import read_delegates
from disclosure.models import Congress, CongressKind, Resolution
from mutualfund.models import Charter
from staff.actions.matters import raise_matter
from staff.models import CertificationRule, MatterSource, Need, SubsistenceLine, Tenure, TierScheme
from tests.mutualfund.fund import picture
from tests.mutualfund.sql import OWNER, as_app, run
from tests.people import DAY, make_worker
from welfare.congress_report import congress_report_of
from welfare.errors import Refused
from welfare.roles import Role

VOTES = {"agreed": 38, "refused": 1, "abstained": 1}


def record(by, **facts):
    told = {
        "title": "一届二次职工代表大会", "held_on": DAY, "place": "礼堂", "entitled": 50,
        "present": 40, "agenda": "通过章程", "on": DAY, "by": by,
    }  # fmt: skip
    files = facts.pop("files", None)
    if files is None:
        files = cleaned([picture()])
    return record_congress(CongressKind.CONGRESS, **told | facts, files=files)


@pytest.fixture
def congress(zheng) -> Congress:
    return record(zheng)


def resolve(congress, by, number="决〔2026〕1 号", behind=None, **votes):
    return add_resolution(
        congress, number=number, title="通过", behind=behind, by=by, **VOTES | votes
    )


def test_a_meeting_is_recorded_with_its_minutes_when_it_is_over(zheng):
    for facts, words in (
        ({"files": []}, "要传签了字的纪要"),
        ({"present": 51}, "实到不能多于应到"),
        ({"held_on": DAY.replace(year=2027)}, "开完会再登记"),
    ):
        with pytest.raises(Refused, match=words):
            record(zheng, **facts)
    assert record(zheng).number == "ZH-2026-01"


def test_only_a_majority_of_all_stands_behind_something(congress, zheng):
    tiers = Behind(tiers=TierScheme.objects.first())
    with pytest.raises(Refused, match="要等于实到 40 人"):
        resolve(congress, zheng, agreed=39)
    with pytest.raises(Refused, match="没有通过的决议"):
        resolve(congress, zheng, behind=tiers, agreed=25, refused=14)
    assert resolve(congress, zheng, behind=tiers, agreed=26, refused=13).is_passed
    with pytest.raises(Refused, match="已经登记过"):
        resolve(congress, zheng)


def test_a_resolution_stands_behind_the_clocks_and_the_line_of_a_day(as_, congress, zheng, gao):
    rules, line = (
        CertificationRule.objects.in_force(on=DAY),
        SubsistenceLine.objects.latest("since"),
    )
    sent = {"number": "决 9 号", "title": "认定期限和低保标准", "agreed": 38, "refused": 1,
            "abstained": 1, "rules": rules.pk, "line": line.pk}  # fmt: skip
    client = as_(zheng)
    client.post(reverse("congress-resolve", args=[congress.pk]), sent)
    page = client.get(congress.get_absolute_url()).content.decode()
    for words in (
        f"认定期限，{rules.valid_from} 起",
        f"全段低保标准每人每月 {line.amount} 元，{line.since} 起",
    ):
        assert words in page
        told = congress_report_of(DAY.year, user=gao, on=DAY).parts[0].paragraphs
        assert words in str(told)
    with pytest.raises(DatabaseError, match="only what was passed"):
        run(INSERT.replace("report_year", "line_id"), 20, 19, line.pk, zheng.pk)


def test_a_charter_stands_on_the_resolution_it_names(congress, coop, zheng):
    charter = Charter.objects.in_force(on=DAY)
    with pytest.raises(Refused, match="章程写的决议文号是"):
        resolve(congress, zheng, behind=Behind(charter=charter))
    told = resolve(congress, zheng, number=charter.resolution, behind=Behind(charter=charter))
    assert told.charter == charter


def test_it_is_confirmed_by_another_and_then_stands(congress, zheng, gao):
    with pytest.raises(Refused, match="由别人核对"):
        confirm_congress(congress, on=DAY, by=zheng)
    confirm_congress(congress, on=DAY, by=gao)
    with pytest.raises(Refused, match="已经核对过"):
        confirm_congress(congress, on=DAY, by=gao)
    with pytest.raises(Refused, match="不能再加决议"):
        resolve(congress, zheng)


INSERT = (
    "INSERT INTO disclosure_resolution (congress_id, number, title, agreed, refused, abstained,"
    " report_year, by_id, at) SELECT id, 'x', 'x', %s, %s, 1, %s, %s, now() FROM disclosure_congress"
)


def test_the_database_refuses_it_too(congress, zheng, gao):
    resolve(congress, zheng)
    for statement in (
        "DELETE FROM disclosure_resolution",
        "UPDATE disclosure_resolution SET id = id",
    ):
        with pytest.raises(DatabaseError, match="append-only"):
            run(statement, role=OWNER)
    with pytest.raises(DatabaseError, match="who was there has voted"):
        run(INSERT, 1, 1, None, zheng.pk)
    with pytest.raises(DatabaseError, match="only what was passed"):
        run(INSERT, 20, 19, 2025, zheng.pk)
    with pytest.raises(DatabaseError, match="confirmed_by_another"):
        run("UPDATE disclosure_congress SET confirmed_by_id = %s", zheng.pk)
    with pytest.raises(DatabaseError, match="stands"):
        run("UPDATE disclosure_congress SET present = 50")
    confirm_congress(congress, on=DAY, by=gao)
    with pytest.raises(DatabaseError, match="resolves nothing more"):
        run(INSERT, 38, 1, None, zheng.pk)


def test_the_office_records_and_the_chair_confirms(transactional_db, as_, coop, zheng, gao):
    office = as_(zheng)
    told = {
        "kind": "congress", "title": "职代会", "held_on": f"{DAY}", "entitled": 50, "present": 40,
        "agenda": "报告", "papers": [SimpleUploadedFile("a.jpg", picture())],
    }  # fmt: skip
    url = office.post("/congress/new/", told).url
    votes = {"number": "决〔2026〕2 号", "title": "审议报告", "report_year": DAY.year, **VOTES}
    office.post(f"{url}resolve/", votes)
    assert Resolution.objects.get().report_year == DAY.year
    as_(gao).post(f"{url}confirm/")
    page = as_(gao).get(url).content.decode()
    assert "已核对" in page
    assert f"{DAY.year} 年报告" in page
    assert "职代会" in office.get("/congress/").content.decode()
    paper = Congress.objects.get().papers.get()
    assert office.get(f"/congress/papers/{paper.pk}/").headers["Content-Type"] == "image/jpeg"


LIST = "张桂兰\nT90001 请假\n\n钱春兰"


@pytest.fixture
def three(zhang):
    """Zhang, Qian and Wu, whose number is known."""
    return zhang, make_worker("钱春兰"), make_worker("吴敏", number="T90001")


def test_who_is_entitled_and_there_is_counted_from_the_list(as_, three, zheng, gao):
    told = {
        "kind": "congress", "title": "职代会", "held_on": f"{DAY}", "agenda": "报告",
        "delegates": LIST, "papers": [SimpleUploadedFile("a.jpg", picture())],
    }  # fmt: skip
    office = as_(zheng)
    with as_app():
        url = office.post("/congress/new/", told).url
    congress = Congress.objects.get()
    assert (congress.entitled, congress.present) == (3, 2)
    assert f'href="{url}delegates/?show=absent">1</a>' in office.get(url).content.decode()
    absent = office.get(f"{url}delegates/?show=absent").content.decode()
    assert "吴敏" in absent
    assert "钱春兰" not in absent
    (address,) = re.findall(r'href="(/lists/delegates/csv/[^"]+)"', absent)
    assert "吴敏" in office.get(address.replace("&amp;", "&")).content.decode()
    again = office.get("/congress/new/?like=congress").content.decode()
    assert three[0].number in again
    report = congress_report_of(DAY.year, user=gao, on=DAY)
    words = [str(one) for one in report.parts[0].paragraphs[1]]
    assert words == ["职代会：应到代表 ", "3", " 人，实到 ", "2", " 人，没到 ", "1", " 人。"]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("无名", "第 1 行：2026-10-20 的花名册里没有「无名」"),
        ("同名", "有 2 个「同名」，改写工号"),
        ("张桂兰\n张桂兰 缺席", "第 2 行：张桂兰 前面已经写过"),
        ("张桂兰 生病", "后面只写「请假」或者「缺席」"),
        ("", "没有代表名单，就填应到代表人数"),
    ],
)
def test_a_list_names_the_line_that_is_wrong(as_, three, zheng, line, words):
    for _ in range(2):
        make_worker("同名")
    told = {
        "kind": "congress",
        "title": "会",
        "held_on": f"{DAY}",
        "agenda": "x",
        "delegates": line,
    }
    page = as_(zheng).post("/congress/new/", told).content.decode()
    assert words in page
    assert not Congress.objects.exists()


def test_the_database_keeps_the_list_and_its_numbers(three, zheng):
    congress = record(zheng, delegates=read_delegates(LIST, on=DAY))
    listed = (
        "INSERT INTO disclosure_delegate (congress_id, worker_id, station_id, attendance)"
        " SELECT id, %s, %s, 'present' FROM disclosure_congress"
    )
    late = make_worker("赵新", station=three[0].station)
    with pytest.raises(DatabaseError, match="numbers of a meeting are those of its list"):
        run(listed, late.pk, late.station_id)
    with pytest.raises(DatabaseError, match="append-only"):
        run("UPDATE disclosure_delegate SET attendance = 'present'", role=OWNER)
    Tenure.objects.filter(worker=late).update(since=DAY.replace(month=11))
    with pytest.raises(DatabaseError, match="was no delegate of that day"):
        run(listed, late.pk, late.station_id)
    assert congress.absent == 1


def test_the_report_tells_what_was_public_and_what_workers_asked_for(zhang, gao, hire):
    raise_matter(
        zhang, need=Need.OTHER, content="想换班", source=MatterSource.COUNTER, on=DAY, by=gao
    )
    told = congress_report_of(DAY.year, user=gao, on=DAY).parts
    matters = next(part for part in told if part.title == "六、职工诉求")
    last = matters.paragraphs[-1]
    assert [str(one) for one in last][:2] == ["第四季度提出 ", "1"]
    assert "quarter=2026-4" in last[1].url
    assert "断档" in str(next(part for part in told if part.title == "五、厂务公开").paragraphs)
    blind = congress_report_of(DAY.year, user=hire("b", "看不到", Role.CASHIER), on=DAY).parts
    assert "有「查看转办事项」权限" in str(blind)


def test_the_report_says_the_same_on_screen_and_in_word_and_every_number_opens_its_list(
    as_, world, congress, zheng, gao
):
    resolve(congress, zheng, behind=Behind(report_year=DAY.year))
    page = as_(gao).get("/congress/report/").content.decode()
    answer = as_(gao).get("/congress/report/docx/")
    words = "".join(one.text for one in Document(io.BytesIO(answer.content)).paragraphs)
    for told in ("审议了 2026 年报告", "下整改通知 1 张", "征集合理化建议 1 条"):
        assert told in words
    report = congress_report_of(DAY.year, user=gao, on=DAY)
    pieces = [one for part in report.parts for words in part.paragraphs for one in words]
    assert not [
        one for one in pieces if isinstance(one, str) and re.search(r" \d+ [件条期张份]", one)
    ]
    lists = {one.url for one in report.figures if one.source in ("公示公告", "公示异议")}
    assert len(lists) == 3  # each of them narrowed to the year of the report
    assert all(url in page.replace("&amp;", "&") for url in lists)
    assert all(f"{DAY.year}</span> 年" in as_(gao).get(url).content.decode() for url in lists)
    assert as_(gao).get("/congress/report/pdf/").content.startswith(b"%PDF")
    assert as_(gao).get("/congress/report/xls/").status_code == 302

"""困难职工档案 in the national columns: what the application, the test and the decision said."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from staff.actions.certifications import start_tier_change
from staff.actions.households import add_member, end_member, make_household
from staff.actions.plans import add_measure, make_plan
from staff.models import DepotFacts, Goal, Housing, MeasureKind, Relation, Worker
from staff.shapes import HARDSHIP
from tests.people import DAY, make_worker
from tests.staff.hardship.walk import Walk, told
from tests.staff.workers.test_correcting import correct
from welfare.shapes import Taken

CARD = {"disability_type": "肢体", "model_worker_type": "地市级", "marital_status": "丧偶",
        "household_type": "农业"}  # fmt: skip
OWN = {"household_place": "东岭市青石镇", "bank_name": "工商银行", "bank_branch": "青石支行"}
SAID = {
    "other_causes": ["schooling", "no_job"], "health": "糖尿病", "contact": "13900000418（女儿）",
    "housing": Housing.BOUGHT, "floor_area": Decimal("62.5"), "is_single_parent": True,
    "can_self_help": True, "insurance": "职工医保", "own_income": Decimal("1850.50"),
}  # fmt: skip


def taken(user, on, *, full: bool = True) -> list[dict]:
    """The rows as they go out."""
    titles = [column.title for column in HARDSHIP.columns]
    rows = Taken(HARDSHIP, HARDSHIP.rows(user, {}, on), full, "水印").values()
    return [dict(zip(titles, row, strict=True)) for row in rows]


@pytest.fixture
def certified(walk, zhang):
    """Zhang's file, certified the whole way."""
    for name, value in CARD.items():
        setattr(zhang, name, value)
    zhang.save()
    walk.fill(**SAID).sign().receive().pass_papers().assign().survey()
    walk.sign_survey().peer_review().announce().close().approve()
    return walk


def test_the_form_says_what_was_said_and_decided(certified, zheng):
    (row,) = taken(zheng, certified.over)
    wanted = {
        "健康状况": "糖尿病", "残疾类别": "肢体", "劳模类型": "地市级", "住房类型": "自购房",
        "建筑面积": Decimal("62.5"), "其他联系方式": "13900000418（女儿）", "户口类型": "农业",
        "婚姻状况": "丧偶", "是否单亲": "是", "是否零就业家庭": "否", "是否有自救能力": "是",
        "医保状况": "职工医保", "主要致困原因": "患重特大疾病",
        "次要致困原因": "子女上学、有劳动能力而未就业",
        "建档人": zheng.name, "审核人": certified.reviewer.name,
    }  # fmt: skip
    assert {title: row[title] for title in wanted} == wanted
    assert "段工会〔2026〕8 号" in row["基层工会意见"]


def test_the_rest_comes_from_the_person_the_depot_the_plan_and_the_senior_union(walk, zhang, zheng):
    for name, value in OWN.items():
        setattr(zhang, name, value)
    zhang.save()
    DepotFacts.objects.create(
        valid_from=dt.date(2020, 1, 1), industry="铁路运输业", nature="集体企业",
        condition="正常生产经营", postcode="110000",
    )  # fmt: skip
    DepotFacts.objects.create(
        valid_from=dt.date(2099, 1, 1), industry="别的", nature="别的", condition="别的"
    )
    walk.fill(**SAID).sign().receive().pass_papers().assign().survey().sign_survey()
    walk.peer_review().announce().close().approve(senior="局工会 10 月 30 日同意")
    file = walk.run.file
    plan = make_plan(file, goals=[Goal.LIVING], aim="有活干", on=walk.over, by=zheng)
    for kind in (MeasureKind.JOB, MeasureKind.TRAINING, MeasureKind.INSURANCE):
        add_measure(
            plan, kind=kind, goal=Goal.LIVING, owner=zheng, due_on=walk.over, source="",
            amount=None, on=walk.over, by=zheng,
        )  # fmt: skip
    (row,) = taken(zheng, walk.over)
    wanted = {
        "户口所在地行政区划": "东岭市青石镇", "邮政编码": "110000", "开户银行": "工商银行",
        "支行名称": "青石支行", "所属行业": "铁路运输业", "单位性质": "集体企业",
        "企业状况": "正常生产经营", "本人月平均收入": Decimal("1850.50"),
        "上级工会意见": "局工会 10 月 30 日同意", "措施类别": "就业创业、纳入社保",
    }  # fmt: skip
    assert {title: row[title] for title in wanted} == wanted
    (row,) = taken(zheng, walk.over, full=False)
    assert row["本人月平均收入"] == "已遮"


def test_the_paper_shows_what_was_approved_and_who_belongs_to_the_family(
    as_, certified, zheng, zhang
):
    file, zhang = certified.run.file, Worker.objects.get(pk=zhang.pk)
    home = make_household(zhang, by=zheng)
    for name in ("张小雨", "张小雪"):
        add_member(home, facts={"name": name, "relation": Relation.CHILD}, by=zheng)
    end_member(home.members.get(name="张小雪"), reason="分户", on=DAY, by=zheng)
    zhang.refresh_from_db()
    zhang.bank_card, zhang.model_worker_type = "6222020000001233314", "全国"
    zhang.save()
    change = start_tier_change(
        file, told("general", story="没有批的话"), reason="好了", on=certified.over, by=zheng
    )
    page = as_(zheng).get(reverse("hardship-sheet", args=[file.pk])).content.decode()
    assert "没有批的话" not in page
    assert "张小雨" in page
    assert "张小雪" not in page
    assert "6222020000001233314" not in page
    assert "3314" in page
    for words in ("家庭人口", "43,440.00", "劳模类型", "全国"):
        assert words in page
    assert change.status == "home_survey"


def test_the_paper_and_the_forms_ask_and_show_it(as_, zheng, gao, certified, zhang):
    sheet = as_(zheng).get(reverse("hardship-sheet", args=[certified.run.file.pk]))
    assert "1,850.50" in sheet.content.decode()
    new = as_(zheng).get(f"{reverse('hardship-new')}?worker={make_worker().pk}").content.decode()
    assert "本人月平均收入" in new
    assert "邮政编码是 6 位数字" in correct(as_(zheng), zhang, postcode="abc")
    assert "已更正" in correct(as_(zheng), zhang, is_disabled=None, **OWN, postcode="110001")
    page = as_(zheng).get(zhang.get_absolute_url()).content.decode()
    assert "东岭市青石镇" in page
    assert "工商银行 青石支行" in page
    assert "110001" in page


def test_the_income_is_that_of_the_test_before_rigid_expenses(certified, zheng):
    (row,) = taken(zheng, certified.over)
    assert row["家庭年度总收入"] == Decimal(43440)  # wages 39,840 and 3,600 besides
    assert row["家庭其他非薪资年收入"] == Decimal(3600)
    assert (row["家庭人口"], row["家庭月人均收入"]) == (3, Decimal("1206.67"))


def test_it_goes_out_masked(certified, zheng):
    (row,) = taken(zheng, certified.over, full=False)
    hidden = ("健康状况", "残疾类别", "其他联系方式", "家庭年度总收入", "家庭其他非薪资年收入")
    assert {row[title] for title in hidden} == {"已遮"}


def test_only_a_decided_run_counts(certified, zheng):
    start_tier_change(
        certified.run.file, told("extreme"), reason="收入变了", on=certified.over, by=zheng
    )
    (row,) = taken(zheng, certified.over)
    assert row["次要致困原因"] == "子女上学、有劳动能力而未就业"


def test_its_queries_do_not_grow_with_the_files(certified, walk, zheng):
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert taken(zheng, certified.over)
        return len(queries)

    asked()  # the first asks what is then remembered
    few = asked()
    for name in ("钱春兰", "周桂芳"):
        other = Walk(make_worker(name), zheng, walk.reviewer, walk.people, walk.chair)
        other.reviewed().approve()
    assert asked() == few

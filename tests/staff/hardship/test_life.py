"""A hardship file through its whole life: every state, its clock and its reason."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from staff.actions.approvals import (
    judged_of,
    reject_certification,
)
from staff.actions.certifications import (
    correct_application,
    fill_application,
    pass_papers,
    return_application,
    supplement_application,
    withdraw_application,
)
from staff.actions.households import join_couples
from staff.actions.kinships import declare_kinship
from staff.actions.objections import answer_objection, raise_objection
from staff.hardship_facts import GroundRow
from staff.models import (
    Cause,
    FilePaper,
    FileStatus,
    Finding,
    Ground,
    GroundFinding,
    KinRelation,
    Objection,
    Result,
    RunKind,
    Source,
    Worker,
)
from tests.people import DAY
from tests.staff.hardship.walk import ONE, told
from welfare.errors import Refused
from welfare.roles import Role

S = FileStatus
NEXT_DAY = DAY + ONE


def test_it_walks_from_the_application_to_the_file(walk):
    walk.reviewed().approve()
    file = walk.run.file
    assert (file.status, file.number, file.tier.key) == (S.ACTIVE, "KN-2026-0001", "severe")
    assert (file.opened_on, file.recheck_on) == (walk.over, dt.date(2027, 10, 27))
    assert [step.now for step in file.steps.all()] == [
        S.DRAFT, S.APPLIED, S.DOCUMENT_REVIEW, S.HOME_SURVEY, S.HOME_SURVEY, S.HOME_SURVEY,
        S.PEER_REVIEW, S.PEER_REVIEW, S.PUBLICITY, S.UNION_REVIEW, S.ACTIVE,
    ]  # fmt: skip
    assert [change.now.key for change in file.changes.all()] == ["severe"]


def test_it_names_both_when_somebody_fills_in_for_another(walk, zhang, zheng):
    run = walk.fill().run
    assert (run.is_on_behalf, run.filled_by, run.file.worker) == (True, zheng, zhang)


def test_the_worker_fills_in_for_himself(zhang):
    run = fill_application(zhang, told(), on=DAY, by=zhang.user)
    assert not run.is_on_behalf
    assert run.steps.get().duty == ""


def test_it_sets_the_clock_of_each_state_in_working_days(walk):
    walk.fill().sign().receive()
    assert walk.run.due_on == dt.date(2026, 10, 27)  # 5 working days from Wednesday
    walk.pass_papers()
    assert walk.run.due_on == dt.date(2026, 11, 3)
    assert walk.run.is_late(on=dt.date(2026, 11, 4))


def test_it_sends_back_for_what_is_missing(walk, liang, zheng):
    walk.fill().sign().receive()
    with pytest.raises(Refused, match="还差申请书"):
        pass_papers(walk.run, papers=[p for p in FilePaper if p != "application"], on=DAY, by=liang)
    with pytest.raises(Refused, match="要补什么材料"):
        return_application(walk.run, papers=[], missing=" ", on=DAY, by=liang)
    return_application(walk.run, papers=["booklet"], missing="药费单据", on=DAY, by=liang)
    assert (walk.run.status, walk.run.missing) == (S.RETURNED, "药费单据")
    supplement_application(walk.run, words="药费单据 11 张", on=DAY, by=zheng)
    assert walk.run.status == S.DOCUMENT_REVIEW


def test_what_was_rewritten_is_signed_again(walk, liang, zheng):
    walk.fill().sign().receive()
    return_application(walk.run, papers=[], missing="药费单据", on=DAY, by=liang)
    changed = told(cause=Cause.OWN_ILLNESS, other_causes=())
    with pytest.raises(Refused, match="初审人，代填要由别人来办"):
        correct_application(walk.run, changed, on=DAY, by=liang)
    correct_application(walk.run, changed, on=DAY, by=zheng)
    run = walk.run
    assert (run.status, run.signed_on, run.file.cause) == (S.DRAFT, None, Cause.OWN_ILLNESS)
    assert run.steps.last().get_act_display() == "更改申请内容"
    walk.sign().receive()


def test_it_computes_the_income_per_head_against_the_line(walk):
    walk.surveyed()
    judged = judged_of(walk.run)
    assert (judged.sum.income, judged.sum.costs) == (Decimal(43440), Decimal(11600))
    assert (judged.sum.left, judged.sum.parts) == (Decimal(31840), 36)
    assert (judged.sum.per_head, judged.line, judged.ratio) == (
        Decimal("884.44"), Decimal(800), Decimal("1.11"),
    )  # fmt: skip
    assert judged.tier.key == "severe"
    assert (judged.test.first, judged.test.last) == (dt.date(2025, 10, 1), dt.date(2026, 9, 30))


def test_it_raises_one_tier_only_with_a_reason(walk):
    walk.surveyed()
    with pytest.raises(Refused, match="写明突发事件或大病的理由"):
        walk.peer_review("extreme")
    walk.peer_review("extreme", reason="丈夫大病")
    assert walk.run.proposed_tier.key == "extreme"


def test_it_never_raises_two_tiers(walk):
    walk.fill().sign().receive().pass_papers().assign()
    walk.survey(tier="general", people=2).sign_survey()  # 1,326.67 a head: 一般困难
    with pytest.raises(Refused, match="最多提高一级"):
        walk.peer_review("extreme", reason="大病")


def test_a_ground_against_filing_needs_a_written_override(walk):
    walk.fill().sign().receive().pass_papers().assign()
    with pytest.raises(Refused, match="仍然建档"):
        walk.survey(grounds=[GroundRow(Ground.CAR, is_found=True, checked="车管所")])
    walk.survey(grounds=[GroundRow(Ground.CAR, is_found=True, override="女婿的车")])
    found = GroundFinding.objects.filter(is_found=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        found.update(override=None)
    assert GroundFinding.objects.count() == len(Ground)
    assert {found.sentence for found in GroundFinding.objects.all()} == {
        "经常使用小汽车（残疾人专用车除外）", "没有两套以上住房", "没有开店、雇人",
        "没有高收费私立学校或自费留学", "不是控股股东", "配合核查", "没有隐瞒收入",
        "没有无故不就业",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"clear": ["income"]}, "六清还差"),
        ({"rows": []}, "收入逐项"),
        ({"tier": None}, "建议的等级"),
        ({"worker_signed_on": NEXT_DAY}, "本人在调查表上签字"),
        ({"on": NEXT_DAY}, "调查时间"),
    ],
)
def test_it_takes_no_survey_with_gaps(walk, changes, words):
    walk.fill().sign().receive().pass_papers().assign()
    with pytest.raises(Refused, match=words):
        walk.survey(**changes)


def test_an_unfit_family_is_refused_with_a_reason_and_may_apply_again(walk, gao):
    walk.fill().sign().receive().pass_papers().assign()
    walk.survey(tier=None, finding=Finding.UNFIT).sign_survey()
    with pytest.raises(Refused, match="不符合"):
        walk.peer_review()
    with pytest.raises(Refused, match="写原因"):
        reject_certification(walk.run, reason="", on=DAY, by=gao)
    reject_certification(walk.run, reason="收入超过低保线两倍", on=DAY, by=gao)
    assert walk.run.file.status == S.REJECTED
    walk.fill()
    assert walk.run.kind == RunKind.FIRST


def test_it_keeps_the_notice_open_for_its_working_days(walk):
    walk.surveyed().peer_review()
    with pytest.raises(Refused, match="公示至少 5 个工作日，10-20 至 10-25 不够"):
        walk.announce(last=dt.date(2026, 10, 25))
    walk.announce()
    with pytest.raises(Refused, match="公示到 10-26"):
        walk.close(on=dt.date(2026, 10, 26))


def test_it_decides_nothing_before_an_objection_is_answered(walk, hire, bian):
    walk.surveyed().peer_review().announce()
    run = walk.run
    hearers = [hire(f"h{n}", f"核查{n}", Role.OFFICER) for n in (1, 2)]
    objection = raise_objection(
        run, words="她家有车", source=Source.BOARD, who="", handlers=hearers, on=DAY, by=walk.filler
    )
    assert (walk.run.status, walk.run.file.status) == (S.OBJECTION, S.OBJECTION)
    assert objection.due_on == dt.date(2026, 11, 17)  # 20 working days
    with pytest.raises(Refused, match="没有答复"):
        walk.close()
    with pytest.raises(Refused, match="没有指派您核查"):
        answer_objection(objection, result=Result.UNFOUNDED, answer="查过", on=DAY, by=walk.filler)
    told = {"result": Result.UNFOUNDED, "answer": "车是女婿的", "on": DAY}
    answer_objection(objection, **told, by=hearers[0])
    assert walk.run.status == S.OBJECTION
    with pytest.raises(Refused, match="等另一位核查人签"):
        answer_objection(objection, **told, by=hearers[0])
    answer_objection(objection, **told, by=hearers[1])
    assert (walk.run.status, Objection.objects.get().answer) == (S.PUBLICITY, "车是女婿的")
    walk.close().approve()
    assert walk.run.file.status == S.ACTIVE


def test_a_founded_objection_starts_a_survey_by_others(walk, hire, zhao):
    walk.surveyed().peer_review().announce()
    hearers = [hire(f"h{n}", f"核查{n}", Role.OFFICER) for n in (1, 2)]
    objection = raise_objection(
        walk.run, words="有店", source=Source.PHONE, who="李某", handlers=hearers, on=DAY,
        by=walk.filler,
    )  # fmt: skip
    for result, person in zip((Result.UNFOUNDED, Result.FOUNDED), hearers, strict=True):
        answer_objection(objection, result=result, answer=result.label, on=DAY, by=person)
    assert Objection.objects.get().answer == Result.FOUNDED.label
    assert (walk.run.status, walk.run.round) == (S.HOME_SURVEY, 2)
    with pytest.raises(Refused, match="要换人"):
        walk.assign()
    walk.people = [hire(f"n{n}", f"新调查{n}", Role.CADRE) for n in (1, 2)]
    walk.assign().survey().sign_survey().peer_review().announce().close().approve()
    assert walk.run.file.status == S.ACTIVE


def test_one_household_has_one_file_also_on_its_way(walk, zhang, li, zheng):
    join_couples([(zhang, li)])
    walk.worker = Worker.objects.get(pk=zhang.pk)
    walk.fill()
    with pytest.raises(Refused, match="这一户已有草稿的困难档案"):
        fill_application(Worker.objects.get(pk=li.pk), told(), on=DAY, by=zheng)


def test_it_withdraws_with_a_reason(walk, zheng):
    walk.fill()
    with pytest.raises(Refused, match="撤回的原因"):
        withdraw_application(walk.run, reason="", on=DAY, by=zheng)
    withdraw_application(walk.run, reason="家里缓过来了", on=DAY, by=zheng)
    assert walk.run.file.status == S.WITHDRAWN
    with pytest.raises(Refused, match="不能转为"):
        walk.sign()


def test_declared_kin_is_kept_away_too(walk, zhang, liang, zheng):
    declare_kinship(zhang, liang, relation=KinRelation.SIBLING, source="本人申报", on=DAY, by=zheng)
    walk.fill().sign()
    with pytest.raises(Refused, match="申请人的亲属，初审"):
        walk.receive()

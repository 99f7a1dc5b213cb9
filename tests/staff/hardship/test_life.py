"""A hardship file through its whole life: every state, its clock and its reason."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from staff.actions.approvals import (
    answer_objection,
    approve_certification,
    judged_of,
    raise_objection,
    reject_certification,
)
from staff.actions.certifications import (
    correct_application,
    fill_application,
    pass_papers,
    return_application,
    start_tier_change,
    supplement_application,
    withdraw_application,
)
from staff.actions.departures import leave_roster, undo_departure
from staff.actions.exits import decide_exit, follow_up, propose_exit
from staff.actions.hardship import (
    mark_rechecks,
    recheck_day,
    recheck_file,
    step_on_file,
    take_over_file,
)
from staff.actions.households import join_couples
from staff.actions.kinships import declare_kinship
from staff.hardship_facts import GroundRow
from staff.models import (
    Act,
    Cause,
    CertificationRule,
    DutyStatus,
    ExitReason,
    FilePaper,
    FileStatus,
    Finding,
    Ground,
    GroundFinding,
    HardshipFile,
    KinRelation,
    LeaveReason,
    Result,
    RunKind,
    Source,
    Tier,
    Worker,
)
from tests.people import DAY, make_worker
from tests.staff.care import close, lead, make_cadre, make_lead, pair
from tests.staff.hardship.walk import ONE, Walk, told
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
    correct_application(walk.run, told(cause=Cause.OWN_ILLNESS, other_causes=()), on=DAY, by=zheng)
    supplement_application(walk.run, words="药费单据 11 张", on=DAY, by=zheng)
    assert (walk.run.status, walk.run.file.cause) == (S.DOCUMENT_REVIEW, Cause.OWN_ILLNESS)


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
        found.update(override="")
    assert GroundFinding.objects.count() == len(Ground)
    assert {found.sentence for found in GroundFinding.objects.all()} == {
        "经常使用小汽车（残疾人专用车除外）", "没有两套以上住房", "没有开店、雇人",
        "没有高收费私立学校或自费留学", "不是控股股东", "配合核查", "没有隐瞒收入",
        "没有无故不就业",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"photos": 0}, "拍照片"),
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
    answer_objection(objection, result=Result.UNFOUNDED, answer="车是女婿的", on=DAY, by=hearers[0])
    assert walk.run.status == S.PUBLICITY
    walk.close().approve()
    assert walk.run.file.status == S.ACTIVE


def test_a_founded_objection_starts_a_survey_by_others(walk, hire, zhao):
    walk.surveyed().peer_review().announce()
    hearers = [hire(f"h{n}", f"核查{n}", Role.OFFICER) for n in (1, 2)]
    objection = raise_objection(
        walk.run, words="有店", source=Source.PHONE, who="李某", handlers=hearers, on=DAY,
        by=walk.filler,
    )  # fmt: skip
    answer_objection(objection, result=Result.FOUNDED, answer="确有其事", on=DAY, by=hearers[1])
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


def taken_over(worker, by, on=DAY - 400 * ONE) -> HardshipFile:
    """A file from paper, older than a year, with somebody who answers for it."""
    file = take_over_file(
        worker, tier=Tier.objects.get(key="general"), cause=Cause.LOW_INCOME, basis="示例", on=on,
        by=by,
    )  # fmt: skip
    lead(file, by, since=on)
    return file


def test_a_file_from_paper_is_rechecked_each_year(zhang, zheng):
    file = taken_over(zhang, zheng)
    assert mark_rechecks(on=DAY) == 1
    assert mark_rechecks(on=DAY) == 0
    file.refresh_from_db()
    assert file.status == S.RECHECK_DUE
    assert list(HardshipFile.objects.in_force()) == [file]
    with pytest.raises(Refused, match="核对了什么"):
        recheck_file(file, words="", on=DAY, by=zheng)
    recheck_file(file, words="收入没有变", on=DAY, by=zheng)
    file.refresh_from_db()
    assert (file.status, file.recheck_on) == (S.ACTIVE, dt.date(2027, 10, 20))


def test_a_file_may_be_rechecked_early_but_not_while_it_is_closed(zhang, zheng):
    file = taken_over(zhang, zheng, on=DAY - 30 * ONE)
    recheck_file(file, words="上级检查", on=DAY, by=zheng)
    propose_exit(file, reason=ExitReason.DIED, evidence="证明", told_on=None, on=DAY, by=zheng)
    with pytest.raises(Refused, match="不能复核"):
        recheck_file(file, words="再看", on=DAY, by=zheng)


def test_a_tier_changes_by_the_same_path_and_holds_meanwhile(walk, zhang, zheng):
    file = taken_over(zhang, zheng)
    run = start_tier_change(file, told("severe"), reason="丈夫大病", on=DAY, by=zheng)
    walk.pk = run.pk
    file.refresh_from_db()
    assert (file.status, file.tier.key, run.status) == (S.TIER_CHANGE, "general", S.HOME_SURVEY)
    assert file in HardshipFile.objects.in_force()
    walk.assign().survey().sign_survey().peer_review().announce().close().approve()
    file.refresh_from_db()
    assert (file.status, file.tier.key) == (S.ACTIVE, "severe")
    assert [c.now.key for c in file.changes.all()] == ["severe", "general"]
    assert file.number == "KN-2025-0001"


def test_a_refused_tier_change_leaves_the_file_as_it_was(walk, zhang, zheng, gao):
    file = taken_over(zhang, zheng)
    walk.pk = start_tier_change(file, told("severe"), reason="大病", on=DAY, by=zheng).pk
    walk.assign().survey().sign_survey().peer_review().announce().close()
    reject_certification(walk.run, reason="会上没有通过", on=walk.over, by=gao)
    file.refresh_from_db()
    assert (file.status, file.tier.key, walk.run.status) == (S.ACTIVE, "general", S.REJECTED)


def test_it_closes_a_file_with_its_pairing_and_lets_it_come_back(walk, zhang, zhao, zheng, gao):
    pairing = pair(zhang, make_cadre(zhao, zheng), zheng, DAY - 30 * ONE)
    file = pairing.file
    for words, change in {"凭什么": {"evidence": ""}, "告诉本人": {"told_on": None}}.items():
        facts = {"reason": ExitReason.LIFTED, "evidence": "儿子上班", "told_on": DAY}
        with pytest.raises(Refused, match=words):
            propose_exit(file, on=DAY, by=zheng, **(facts | change))
    propose_exit(file, reason=ExitReason.LIFTED, evidence="儿子上班", told_on=DAY, on=DAY, by=zheng)
    decide_exit(file, agree=True, words="段工会〔2026〕9 号", on=DAY, by=gao)
    file.refresh_from_db()
    pairing.refresh_from_db()
    assert (file.status, file.exited_on, pairing.until) == (S.EXITED, DAY, DAY)
    assert {duty.status for duty in pairing.duties.all()} == {DutyStatus.WAIVED}
    assert {duty.waived_by for duty in pairing.duties.all()} == {gao}
    follow_up(file, words="都好", on=DAY, by=zheng)
    walk.fill()
    assert (walk.run.kind, walk.run.file.follows) == (RunKind.REENTRY, file)


def test_who_led_the_family_may_close_its_file(zhang, zheng, gao):
    pairing = pair(zhang, make_cadre(gao, zheng), zheng, DAY - 30 * ONE)
    close(pairing.file, zheng, gao)
    assert {duty.waived_by for duty in pairing.duties.all()} == {gao}


def test_no_file_is_approved_without_a_lead_fit_for_it(walk, zhang, zheng, gao):
    walk.reviewed()
    facts = {"decision_no": "段工会〔2026〕8 号", "on": walk.over, "by": gao}
    with pytest.raises(Refused, match="没选不能批准"):
        approve_certification(walk.run, lead=None, **facts)
    with pytest.raises(Refused, match="不能是本人、家里人"):
        approve_certification(walk.run, lead=make_cadre(zhang.user, zheng), **facts)
    assert walk.run.status == S.UNION_REVIEW
    chosen = make_lead(zheng)
    walk.approve(lead=chosen)
    pairing = walk.run.file.pairings.get()
    assert (pairing.cadre, pairing.since) == (chosen, walk.over)
    assert pairing.duties.get().due_on == walk.over + 30 * ONE


def test_an_exit_that_is_refused_needs_a_reason(zhang, zheng, gao):
    file = taken_over(zhang, zheng)
    propose_exit(
        file, reason=ExitReason.NO_LONGER, evidence="收入高了", told_on=DAY, on=DAY, by=zheng
    )
    with pytest.raises(Refused, match="要写原因"):
        decide_exit(file, agree=False, words="", on=DAY, by=gao)
    decide_exit(file, agree=False, words="证据不够", on=DAY, by=gao)
    file.refresh_from_db()
    assert (file.status, file.exit_reason) == (S.ACTIVE, "")


def test_the_recheck_day_is_a_day_of_the_calendar(house):
    rule = CertificationRule.objects.get()
    assert recheck_day(rule, after=dt.date(2028, 2, 29)) == dt.date(2029, 2, 28)
    rule.recheck_months = 6
    assert recheck_day(rule, after=dt.date(2026, 8, 31)) == dt.date(2027, 2, 28)


def test_a_rule_has_five_days_of_notice_at_least(house):
    with pytest.raises(IntegrityError):
        CertificationRule.objects.update(publicity_days=4)


def test_two_applications_get_two_numbers(walk, zheng):
    walk.fill()
    other = Walk(make_worker("钱春兰"), zheng, walk.reviewer, walk.people, walk.chair).fill()
    assert [walk.run.number, other.run.number] == ["SQ-2026-0001", "SQ-2026-0002"]


def leave(worker, by):
    """The worker retires today."""
    return leave_roster(
        worker, left_on=DAY, reason=LeaveReason.RETIRED, document="退休通知", on=DAY, by=by
    )


def test_a_worker_who_leaves_takes_his_application_and_his_tier_change_along(walk, zhang, zheng):
    run = walk.fill().run
    leave(zhang, zheng)
    assert walk.run.status == walk.run.file.status == S.WITHDRAWN
    other = make_worker("钱春兰")
    file = taken_over(other, zheng)
    run = start_tier_change(file, told("severe"), reason="大病", on=DAY, by=zheng)
    departure = leave(other, zheng)
    file.refresh_from_db()
    run.refresh_from_db()
    assert (run.status, file.status, file.exit_reason) == (S.WITHDRAWN, S.EXITED, "retired")
    undo_departure(departure, reason="登记错了", on=DAY, by=zheng)
    file.refresh_from_db()
    assert (file.status, file.exited_on) == (S.ACTIVE, None)


def test_the_database_closes_no_file_without_a_decision_or_a_departure(zhang, zheng):
    file = taken_over(zhang, zheng)
    with pytest.raises(IntegrityError, match="nobody decided the exit"), transaction.atomic():
        step_on_file(file, Act.LEFT, S.EXITED, on=DAY, by=zheng)


def test_declared_kin_is_kept_away_too(walk, zhang, liang, zheng):
    declare_kinship(zhang, liang, relation=KinRelation.SIBLING, source="本人申报", on=DAY, by=zheng)
    walk.fill().sign()
    with pytest.raises(Refused, match="申请人的亲属，初审"):
        walk.receive()

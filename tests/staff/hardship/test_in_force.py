"""A file in force: rechecked, moved to another tier, closed, opened again, left with its worker."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from staff.actions.approvals import (
    approve_certification,
    reject_certification,
)
from staff.actions.certifications import (
    start_tier_change,
)
from staff.actions.departures import leave_roster, undo_departure
from staff.actions.exits import decide_exit, follow_up, propose_exit
from staff.actions.hardship import (
    mark_rechecks,
    recheck_day,
    recheck_file,
    step_on_file,
)
from staff.models import (
    Act,
    Certification,
    CertificationRule,
    DutyStatus,
    ExitReason,
    FileStatus,
    HardshipFile,
    LeaveReason,
    RunKind,
)
from tests.people import DAY, make_worker
from tests.staff.care import close, from_paper, make_cadre, make_lead, pair
from tests.staff.hardship.walk import ONE, Walk, told
from welfare.errors import Refused

S = FileStatus
NEXT_DAY = DAY + ONE


def taken_over(worker, by, on=DAY - 400 * ONE) -> HardshipFile:
    """A file from paper, older than a year, with somebody who answers for it."""
    return from_paper(worker, lead=make_lead(by), by=by, tier="general", on=on)


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
    with pytest.raises(Refused, match="是本人、家里人"):
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


def test_the_number_after_9999_is_10000_and_then_10001(walk, zhang, zheng):
    Certification.objects.filter(pk=walk.fill().pk).update(number="SQ-2026-9999")
    for name, number in (("钱春兰", "SQ-2026-10000"), ("钱秋兰", "SQ-2026-10001")):
        other = Walk(make_worker(name), zheng, walk.reviewer, walk.people, walk.chair).fill()
        assert other.run.number == number


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

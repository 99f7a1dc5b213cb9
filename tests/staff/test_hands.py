"""Whose hand may do what: in the action whoever calls it, and in the database by direct SQL."""

import datetime as dt
import uuid

import pytest
from django.db import IntegrityError

from staff.actions.certifications import withdraw_application
from staff.actions.departures import leave_roster
from staff.actions.households import join_couples
from staff.actions.kinships import declare_kinship
from staff.actions.matters import assign_matter, raise_matter
from staff.actions.pairings import plan_care
from staff.actions.visits import record_visit
from staff.models import (
    FileStatus,
    KinRelation,
    LeaveReason,
    Level,
    MatterSource,
    Mode,
    Need,
    Visit,
)
from tests.mutualfund.sql import OWNER, run
from tests.people import DAY, make_worker
from tests.staff.care import close, make_cadre, pair
from tests.staff.hardship.walk import Walk
from welfare.errors import Refused
from welfare.models import User
from welfare.roles import Role


@pytest.fixture
def walk(zhang, zheng, liang, zhao, he, gao) -> Walk:
    """Zheng fills in for Zhang, Liang reviews, Zhao and He survey, Gao decides."""
    return Walk(zhang, zheng, liang, [zhao, he], gao)


# -- the owner of a matter --------------------------------------------------------------------


def counter(zhang, by: User, owner: User | None = None):
    return raise_matter(
        zhang,
        need=Need.JOB,
        content="想换岗",
        source=MatterSource.COUNTER,
        owner=owner,
        on=DAY,
        by=by,
    )


def test_a_matter_is_given_only_to_who_may_answer_it(zhang, zheng, chen, he):
    with pytest.raises(Refused, match="陈静没有办理转办事项的权限"):
        counter(zhang, zheng, owner=chen)
    matter = counter(zhang, zheng)
    with pytest.raises(Refused, match="陈静没有办理转办事项的权限"):
        assign_matter(matter, chen, due_on=DAY, on=DAY, by=zheng)
    he.is_active = False
    he.save()
    with pytest.raises(Refused, match="账号停用"):
        assign_matter(matter, he, due_on=DAY, on=DAY, by=zheng)


def test_the_database_gives_a_matter_only_to_who_may_answer_it(zhang, zheng, chen):
    matter = counter(zhang, zheng)
    with pytest.raises(IntegrityError, match="cannot own matter"):
        run(
            "INSERT INTO staff_matterstep (uid, matter_id, kind, status, owner_id, due_on, rating,"
            " heard, at, by_id) VALUES (gen_random_uuid(), %s, 'assigned', 'doing', %s, %s, '', '',"
            " now(), %s)",
            matter.pk, chen.pk, DAY, zheng.pk,
        )  # fmt: skip


# -- whose visit it is ------------------------------------------------------------------------


def call(pairing, by: User) -> Visit:
    fine = dict.fromkeys(("living", "schooling", "medical", "belonging"), Level.FINE)
    return record_visit(
        pairing, visited_on=DAY, mode=Mode.HOME, levels=fine, needs=[], note="", key=uuid.uuid4(),
        on=DAY, by=by,
    )  # fmt: skip


def test_a_visit_is_recorded_by_who_leads(zhang, zhao, he, gao, zheng):
    pairing = pair(zhang, make_cadre(zhao, zheng), zheng)
    for stranger in (he, gao):
        with pytest.raises(Refused, match="不由您包保"):
            call(pairing, stranger)
    assert call(pairing, zhao).recorded_by == zhao


def test_the_database_takes_no_visit_of_a_stranger(zhang, zhao, he, zheng):
    visit = call(pair(zhang, make_cadre(zhao, zheng), zheng), zhao)
    names = [
        field.column for field in Visit._meta.concrete_fields
        if field.column not in ("id", "key", "code", "recorded_by_id")
    ]  # fmt: skip
    copied = ", ".join(names)
    with pytest.raises(IntegrityError, match="does not lead pairing"):
        run(
            f"INSERT INTO staff_visit (key, code, recorded_by_id, {copied})"
            f" SELECT gen_random_uuid(), 'XX', %s, {copied} FROM staff_visit"
            " WHERE id = %s",
            he.pk, visit.pk,
        )  # fmt: skip


# -- the plan of a pairing --------------------------------------------------------------------


def test_the_goal_of_a_pairing_is_its_cadres_and_stands_when_it_has_ended(
    zhang, zhao, he, zheng, gao
):
    pairing = pair(zhang, make_cadre(zhao, zheng), zheng, DAY - dt.timedelta(days=5))
    with pytest.raises(Refused, match="由包保责任人或工会办公室写"):
        plan_care(pairing, goal="上岗", measures="", by=he)
    plan_care(pairing, goal="上岗", measures="联系劳资科", by=zhao)
    close(pairing.file, zheng, gao)
    for person in (zhao, zheng):
        with pytest.raises(Refused, match="已经终止"):
            plan_care(pairing, goal="别的", measures="", by=person)
    for role in ("guanai_app", OWNER):
        with pytest.raises(IntegrityError, match="its goal stands"):
            run("UPDATE staff_pairing SET goal = NULL", role=role)


# -- who withdraws ----------------------------------------------------------------------------


def test_an_application_is_withdrawn_by_the_worker_or_by_who_may_fill_in(walk, zhang, liang, he):
    walk.fill().sign().receive()
    with pytest.raises(Refused, match="初审人，撤回要由本人或别的干事来办"):
        withdraw_application(walk.run, reason="不办了", on=DAY, by=liang)
    with pytest.raises(Refused, match="由本人或工会干事办"):
        withdraw_application(walk.run, reason="不办了", on=DAY, by=he)
    withdraw_application(walk.run, reason="家里缓过来了", on=DAY, by=zhang.user)
    assert walk.run.status == FileStatus.WITHDRAWN


def test_kin_withdraws_nothing(walk, zhang, hire):
    walk.fill()
    spouse = hire("liu", "刘建国", Role.OFFICER)
    join_couples([(zhang, make_worker("刘建国", user=spouse))])
    with pytest.raises(Refused, match="家里人，撤回要由本人"):
        withdraw_application(walk.run, reason="不办了", on=DAY, by=spouse)


def test_who_leaves_the_roster_is_withdrawn_with_it(walk, zhang, liang):
    walk.fill().sign().receive()
    leave_roster(
        zhang, reason=LeaveReason.DIED, left_on=DAY, document="死亡证明", note="", on=DAY, by=liang
    )
    assert walk.run.status == FileStatus.WITHDRAWN


@pytest.mark.parametrize("duty", ["", "apply"])
def test_the_database_lets_no_stranger_withdraw(walk, he, duty):
    case = walk.fill().run
    with pytest.raises(IntegrityError, match="does not withdraw"):
        run(
            "INSERT INTO staff_filestep (uid, file_id, certification_id, act, duty, was, now, words,"
            " by_id, \"on\", at) VALUES (gen_random_uuid(), %s, %s, 'withdrawn', %s, 'draft',"
            " 'withdrawn', '', %s, %s, now())",
            case.file_id, case.pk, duty, he.pk, DAY,
        )  # fmt: skip


# -- relatives of those who handle ------------------------------------------------------------


def test_a_relative_of_an_officer_is_known_though_he_does_not_say_so(walk, zhang, zheng, hire):
    officer = hire("liu", "刘建国", Role.OFFICER)
    declare_kinship(
        zhang, make_worker("刘建国", user=officer), relation=KinRelation.SIBLING,
        source="本人申报", on=DAY, by=zheng,
    )  # fmt: skip
    walk.fill()
    assert walk.run.is_staff_relative


def test_a_tie_declared_after_the_application_still_counts(walk, zhang, zhao, he, zheng, hire):
    make_worker("赵志强", zhang.station, user=zhao)
    walk.fill().sign().receive().pass_papers()
    officer = hire("liu", "刘建国", Role.OFFICER)
    join_couples([(zhang, make_worker("刘建国", user=officer))])
    with pytest.raises(Refused, match="近亲属，调查要由外单位的人来办"):
        walk.assign(zhao, he)


# -- five working days ------------------------------------------------------------------------


def test_the_database_counts_working_days_by_the_holiday_table(walk):
    walk.surveyed().peer_review()
    shorter = "UPDATE staff_certification SET publicity_from = %s, publicity_until = %s"
    with pytest.raises(IntegrityError, match="fewer than five working days"):
        run(shorter, dt.date(2026, 9, 29), dt.date(2026, 10, 8))  # over the National Day
    run(shorter, dt.date(2026, 10, 20), dt.date(2026, 10, 26))

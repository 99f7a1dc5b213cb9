"""一事不兼办 on a hardship file, in the action and for whoever writes SQL himself."""

import datetime as dt

import pytest
from django.db import DatabaseError, IntegrityError, ProgrammingError

from staff.actions.certifications import receive_application
from staff.actions.exits import decide_exit, propose_exit
from staff.actions.households import join_couples
from staff.actions.objections import raise_objection
from staff.actions.surveys import assign_surveyors
from staff.models import ExitReason, FileStep, HardshipFile, Source, Survey
from tests.mutualfund.sql import OWNER, run
from tests.people import DAY, make_worker
from tests.staff.hardship.test_in_force import taken_over
from welfare.errors import Refused
from welfare.models import User
from welfare.roles import Role

STEP = (
    "INSERT INTO staff_filestep (uid, file_id, certification_id, act, duty, was, now, words, by_id,"
    " \"on\", at) VALUES (gen_random_uuid(), %s, %s, %s, %s, %s, %s, '', %s, %s, now())"
)


def test_who_applied_for_another_does_not_review(walk, zheng):
    walk.fill().sign()
    with pytest.raises(Refused, match="代填人，初审要由别人来办"):
        receive_application(walk.run, on=DAY, by=zheng)


@pytest.mark.parametrize("who", ["filler", "reviewer"])
def test_who_applied_or_reviewed_does_not_decide(walk, who):
    walk.reviewed()
    with pytest.raises(Refused, match="审批要由别人来办"):
        walk.approve(by=getattr(walk, who))


def test_who_surveyed_does_not_decide(walk):
    walk.reviewed()
    for person in walk.people:
        with pytest.raises(Refused, match="调查人，审批要由别人来办"):
            walk.approve(by=person)


def test_who_applied_does_not_survey(walk, zheng, he):
    walk.fill().sign().receive().pass_papers()
    with pytest.raises(Refused, match="郑敏不能调查"):
        walk.assign(zheng, he)


def test_a_survey_needs_two_people(walk, he):
    walk.fill().sign().receive().pass_papers()
    for people in ([he], [he, he]):
        with pytest.raises(Refused, match="2 个不同的人"):
            assign_surveyors(walk.run, people=people, on=DAY, by=walk.filler)


@pytest.mark.parametrize("part", ["survey", "review", "fill"])
def test_an_objection_is_heard_by_others(walk, hire, part):
    walk.surveyed().peer_review().announce()
    other = hire("other", "别人", Role.OFFICER)
    person = {"survey": walk.people[0], "review": walk.reviewer, "fill": walk.filler}[part]
    with pytest.raises(Refused, match="不能核查"):
        raise_objection(
            walk.run, words="不实", source=Source.BOX, who="", handlers=[person, other], on=DAY,
            by=walk.filler,
        )  # fmt: skip


@pytest.fixture
def spouse(walk, zhang, hire) -> User:
    """The husband of the applicant, who is an officer too."""
    user = hire("liu", "刘建国", Role.OFFICER)
    join_couples([(zhang, make_worker("刘建国", user=user))])
    walk.worker.refresh_from_db()
    return user


def test_kin_takes_no_step(walk, spouse, he):
    walk.fill().sign()
    with pytest.raises(Refused, match="家里人，初审要由别人来办"):
        receive_application(walk.run, on=DAY, by=spouse)
    walk.receive().pass_papers()
    with pytest.raises(Refused, match="刘建国不能调查：是申请人的家里人"):
        walk.assign(spouse, he)
    walk.assign().survey().sign_survey().peer_review().announce().close()
    with pytest.raises(Refused, match="家里人，审批"):
        walk.approve(by=spouse)


def test_kin_does_not_fill_in_on_behalf(walk, spouse):
    walk.filler = spouse
    with pytest.raises(Refused, match="家里人，代填"):
        walk.fill()
    assert not HardshipFile.objects.exists()


def test_a_relative_of_the_office_is_surveyed_by_another_unit(walk, zhao, he):
    make_worker("赵志强", walk.worker.station, user=zhao)
    walk.fill(is_staff_relative=True).sign().receive().pass_papers()
    with pytest.raises(Refused, match="近亲属，调查要由外单位的人来办"):
        walk.assign(zhao, he)


def test_who_proposed_an_exit_does_not_decide_it(zhang, zheng):
    file = taken_over(zhang, zheng)
    propose_exit(file, reason=ExitReason.DIED, evidence="证明", told_on=None, on=DAY, by=zheng)
    with pytest.raises(Refused, match="您提出的"):
        decide_exit(file, agree=True, words="同意", on=DAY, by=zheng)


# -- the same for whoever writes SQL himself, as the application's role -----------------------


@pytest.mark.parametrize(("who", "words"), [("zhao", "took another duty"), ("zhang", "is kin")])
def test_the_database_refuses_a_decision_by_surveyor_or_applicant(walk, zhang, zhao, who, words):
    walk.reviewed()
    case = walk.run
    person = {"zhao": zhao, "zhang": zhang.user}[who]
    facts = (case.file_id, case.pk, "approved", "decide", "union_review", "active")
    with pytest.raises(IntegrityError, match=words):
        run(STEP, *facts, person.pk, walk.over)


def test_the_database_refuses_a_decision_before_the_notice_is_over(walk, gao):
    case = walk.reviewed().run
    facts = (case.file_id, case.pk, "approved", "decide", "union_review", "active")
    with pytest.raises(IntegrityError, match="not ready to be approved"):
        run(STEP, *facts, gao.pk, DAY)


def test_the_database_refuses_a_step_from_another_state(walk, gao):
    case = walk.fill().run
    facts = (case.file_id, case.pk, "approved", "decide", "union_review", "active")
    with pytest.raises(IntegrityError, match="stands at draft"):
        run(STEP, *facts, gao.pk, DAY)


@pytest.mark.parametrize("table", ["staff_certification", "staff_hardshipfile"])
def test_the_database_moves_no_state_without_a_step(walk, table):
    walk.fill()
    with pytest.raises(IntegrityError, match="has no step to applied"):
        run(f"UPDATE {table} SET status = 'applied', opened_on = now()") if (
            table == "staff_hardshipfile"
        ) else run(f"UPDATE {table} SET status = 'applied', signed_on = now()")


@pytest.mark.parametrize("role", ["guanai_app", OWNER])
@pytest.mark.parametrize(
    "act", ["UPDATE staff_filestep SET words = 'x'", "DELETE FROM staff_filestep"]
)
def test_history_is_only_added_to(walk, act, role):
    walk.fill()
    with pytest.raises(DatabaseError):
        run(act, role=role)
    assert FileStep.objects.get().words == ""


@pytest.mark.parametrize(
    "act",
    [
        "UPDATE staff_survey SET respondent = 'x'",
        "UPDATE staff_surveyphoto SET size = 9",
        "INSERT INTO staff_surveyphoto (survey_id, uid, file_type, size, sha256, stored_sha256,"
        " uploaded_by_id, uploaded_at) SELECT survey_id, gen_random_uuid(), 'jpg', 1, 'x', 'x',"
        " uploaded_by_id, now() FROM staff_surveyphoto LIMIT 1",
        "UPDATE staff_groundfinding SET checked = 'x'",
        "DELETE FROM staff_surveysignature",
        "UPDATE staff_incometest SET people = 9",
        "DELETE FROM staff_incomeline",
    ],
)
def test_a_signed_survey_is_frozen(walk, act):
    walk.surveyed()
    with pytest.raises((ProgrammingError, DatabaseError)):
        run(act)
    assert Survey.objects.get().respondent == "张桂兰"


def test_a_closed_file_stays_closed(zhang, zheng, gao):
    file = taken_over(zhang, zheng, on=DAY - dt.timedelta(days=10))
    propose_exit(file, reason=ExitReason.DIED, evidence="证明", told_on=None, on=DAY, by=zheng)
    decide_exit(file, agree=True, words="同意", on=DAY, by=gao)
    with pytest.raises(IntegrityError, match="is over"):
        run("UPDATE staff_hardshipfile SET status = 'active'")

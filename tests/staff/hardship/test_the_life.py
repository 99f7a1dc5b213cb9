"""Who may propose, name and send on; what was voted down; the life of a file as the database knows it."""

import datetime as dt

import pytest
from django.db import IntegrityError
from django.urls import reverse

from staff.actions.approvals import reject_certification
from staff.actions.certifications import fill_application, return_application, start_tier_change
from staff.actions.certifications import sign_application as sign
from staff.actions.exits import decide_exit, propose_exit
from staff.actions.objections import answer_objection, raise_objection, receive_objection
from staff.models import (
    ExitReason,
    FileStatus,
    HardshipFile,
    Objection,
    PeerReview,
    Result,
    Source,
)
from tests.mutualfund.sql import run
from tests.people import DAY
from tests.staff.hardship.test_duties import STEP, spouse  # noqa: F401 - the husband, an officer
from tests.staff.hardship.test_in_force import taken_over
from tests.staff.hardship.test_pages import application
from tests.staff.hardship.walk import ONE, told
from welfare.errors import Refused
from welfare.roles import Role

S = FileStatus
KIN = "您是申请人的家里人"


def test_kin_neither_names_surveyors_nor_proposes_nor_sends_on(walk, spouse):  # noqa: F811
    filler, reviewer = walk.filler, walk.reviewer
    walk.fill().sign().receive().pass_papers()
    walk.filler = walk.reviewer = spouse
    with pytest.raises(Refused, match=f"{KIN}，经办"):
        walk.assign()
    walk.filler = filler
    walk.assign().survey().sign_survey()
    with pytest.raises(Refused, match=f"{KIN}，拟定等级"):
        walk.peer_review("extreme", reason="大病")
    walk.reviewer = reviewer
    walk.peer_review()
    walk.reviewer = spouse
    with pytest.raises(Refused, match=f"{KIN}，经办"):
        walk.announce()
    walk.reviewer = reviewer
    walk.announce()
    walk.filler = spouse
    with pytest.raises(Refused, match=f"{KIN}，经办"):
        walk.close()


def test_who_surveyed_neither_proposes_nor_sends_on(walk):
    walk.surveyed()
    reviewer, filler = walk.reviewer, walk.filler
    walk.reviewer = walk.people[0]
    with pytest.raises(Refused, match="调查人，拟定等级"):
        walk.peer_review()
    walk.reviewer = reviewer
    walk.peer_review().announce()
    walk.filler = walk.people[1]
    with pytest.raises(Refused, match="调查人，经办"):
        walk.close()
    walk.filler = filler
    walk.close()


def test_one_step_up_needs_a_meeting(walk):
    walk.surveyed()
    with pytest.raises(Refused, match="要开评议会"):
        walk.peer_review("extreme", reason="大病", is_skipped=True)


def test_a_meeting_before_the_survey_or_with_nobody_is_none(walk):
    walk.surveyed()
    for facts in ({"held_on": DAY - 400 * ONE}, {"present": 0, "agreed": 0}):
        with pytest.raises(Refused, match=r"评议日期在入户调查|到会至少 1 人"):
            walk.peer_review(**facts)
    with pytest.raises(IntegrityError, match="a peer review on"):
        PeerReview.objects.create(
            certification=walk.run, round=1, held_on=DAY - 400 * ONE, is_skipped=True,
            minutes="x", recorded_by=walk.reviewer, recorded_at=dt.datetime.now(dt.UTC),
        )  # fmt: skip


def test_what_was_voted_down_waits_for_the_chair_to_refuse_it(walk, as_, gao):
    walk.surveyed().peer_review(present=9, agreed=4)
    case = walk.run
    assert (case.status, case.proposed_tier) == (S.PEER_REVIEW, None)
    assert HardshipFile.objects.waiting_for_chair().get() == case.file
    assert not HardshipFile.objects.waiting_for_office().exists()
    assert "评议没有过半数" in as_(gao).get(case.file.get_absolute_url()).content.decode()
    with pytest.raises(Refused, match="没有过半数，不能公示"):
        walk.announce()
    facts = (case.file_id, case.pk, "announced", "handle", "peer_review", "publicity")
    with pytest.raises(IntegrityError, match='not ready for "announced"'):
        run(STEP, *facts, walk.reviewer.pk, DAY)
    tier = "UPDATE staff_certification SET proposed_tier_id = asked_tier_id"
    with pytest.raises(IntegrityError, match="nobody proposed this tier"):
        run(tier)
    reject_certification(case, reason="评议没有通过", on=DAY, by=gao)
    assert walk.run.file.status == S.REJECTED


def test_nobody_signs_a_tier_change_for_the_worker(walk, zhang, zheng, as_):
    file = taken_over(zhang, zheng)
    walk.pk = start_tier_change(file, told("severe"), reason="大病", on=DAY, by=zheng).pk
    assert (walk.run.signed_on, walk.run.is_on_behalf) == (None, False)
    page = as_(zheng).get(file.get_absolute_url()).content.decode()
    assert "郑敏提出，本人在调查表上签字" in page
    assert "郑敏（工会提出）" in page
    with pytest.raises(IntegrityError, match=r"stands|unsigned"):
        run("UPDATE staff_certification SET signed_on = now()")


def test_both_hearers_sign_also_for_whoever_writes_sql(as_, walk, hire, zheng):
    walk.surveyed().peer_review().announce()
    two = [hire(f"h{n}", f"核查{n}", Role.OFFICER) for n in (1, 2)]
    facts = {"words": "有车", "source": Source.BOX, "who": "", "on": DAY}
    objection = raise_objection(walk.run, **facts, handlers=two, by=zheng)
    answer_objection(objection, result=Result.UNFOUNDED, answer="没有", on=DAY, by=two[0])
    assert not HardshipFile.objects.waiting_for_surveyor(two[0]).exists()
    assert HardshipFile.objects.waiting_for_surveyor(two[1]).exists()
    third = hire("h3", "核查3", Role.OFFICER)
    url = reverse("objection-replace", args=[walk.run.file_id])
    told_why = {"new": third.pk, "words": "住院"}
    signed = as_(zheng).post(url, told_why | {"old": two[0].pk})
    assert signed.status_code == 400  # who has signed stays
    as_(zheng).post(url, told_why | {"old": two[1].pk})
    assert set(objection.handlers.all()) == {two[0], third}
    with pytest.raises(IntegrityError, match="not signed by those who were asked"):
        Objection.objects.filter(pk=objection.pk).update(
            result="unfounded",
            answered_on=DAY,
            answered_by=two[0],
        )


def test_the_page_says_that_nobody_looks_into_an_objection_yet(walk, as_, zheng):
    walk.surveyed().peer_review().announce()
    receive_objection(walk.run, words="有车", source=Source.ONLINE, who="", on=DAY, by=None)
    page = as_(zheng).get(walk.run.file.get_absolute_url()).content.decode()
    assert "1 条不同意见还没有请人核查" in page
    assert reverse("objection-list") in page
    assert "送段工会审核</a>" not in page


@pytest.mark.parametrize(
    ("act", "duty", "was", "now"),
    [
        ("signed", "", "draft", "active"),
        ("approved", "decide", "draft", "active"),
        ("papers_passed", "", "draft", "applied"),
        ("signed", "apply", "draft", "publicity"),
        ("corrected", "review", "draft", "draft"),
    ],
)
def test_the_database_knows_the_life_of_a_file(walk, zheng, act, duty, was, now):
    case = walk.fill().run
    with pytest.raises(IntegrityError, match="no file goes from"):
        run(STEP, case.file_id, case.pk, act, duty, was, now, zheng.pk, DAY)


def test_in_the_database_only_the_applicant_signs_for_himself(walk, zheng, liang, zhang):
    case = walk.fill().run
    facts = (case.file_id, case.pk, "signed", "", "draft", "applied")
    with pytest.raises(IntegrityError, match="is not the applicant"):
        run(STEP, *facts, liang.pk, DAY)


def test_a_file_in_force_does_not_walk_with_its_tier_change(walk, zhang, zheng):
    file = taken_over(zhang, zheng)
    walk.pk = start_tier_change(file, told("severe"), reason="大病", on=DAY, by=zheng).pk
    with pytest.raises(IntegrityError, match="has no step to home_survey"):
        run("UPDATE staff_hardshipfile SET status = 'home_survey'")
    ended = (file.pk, None, "change_ended", "", "tier_change", "active")
    with pytest.raises(IntegrityError, match="is under way"):
        run(STEP, *ended, zheng.pk, DAY)


def test_a_decided_exit_is_not_taken_back_as_a_mistake(zhang, zheng, gao):
    file = taken_over(zhang, zheng)
    propose_exit(file, reason=ExitReason.LIFTED, evidence="好了", told_on=DAY, on=DAY, by=zheng)
    decide_exit(file, agree=True, words="同意", on=DAY, by=gao)
    with pytest.raises(IntegrityError, match="closed by a decision"):
        run(STEP, file.pk, None, "reopened", "", "exited", "active", zheng.pk, DAY)


def test_what_was_signed_stands_in_the_database(walk):
    walk.fill().sign()
    with pytest.raises(IntegrityError, match="what it tells stands"):
        run("UPDATE staff_certification SET nature = 'policy'")
    with pytest.raises(IntegrityError, match="what it tells stands"):
        run("UPDATE staff_certification SET signed_on = signed_on - 1")


def test_the_worker_brings_what_was_missing_and_puts_right_what_he_wrote(as_, walk, zhang, liang):
    own, client = reverse("hardship-own"), as_(zhang.user)
    walk.pk = fill_application(zhang, told(), on=DAY, by=zhang.user).pk
    promises = dict.fromkeys(("authorised", "promised", "agreed"), True)
    sign(walk.run, signed_on=DAY, **promises, on=DAY, by=zhang.user)
    walk.receive()
    return_application(walk.run, papers=[], missing="药费单据", on=DAY, by=liang)
    assert "材料送到了" in client.get(own).content.decode()
    bare = client.post(reverse("hardship-own-supplement"), {"words": " "}, follow=True)
    assert "写明补了什么材料" in bare.content.decode()
    client.post(reverse("hardship-own-supplement"), {"words": "单据 11 张"})
    assert walk.run.status == S.DOCUMENT_REVIEW
    return_application(walk.run, papers=[], missing="收入证明", on=DAY, by=liang)
    data = application(story="改写过的情况")
    assert "要同意授权核查" in client.post(own, data).content.decode()
    client.post(own, data | dict.fromkeys(promises, "on"))
    case = walk.run
    assert (case.status, str(case.story), case.signed_on) == (S.APPLIED, "改写过的情况", DAY)
    assert [step.duty for step in case.steps.filter(by=zhang.user)] == [""] * 5

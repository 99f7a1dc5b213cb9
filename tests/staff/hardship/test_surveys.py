"""When a survey does not go as planned: nobody lets them in, one falls ill, no photograph was taken."""

import io

import pytest
from django.core.files.storage import default_storage
from django.db import DatabaseError, IntegrityError
from django.urls import reverse
from PIL import Image

from staff.actions.approvals import reject_certification
from staff.actions.certifications import withdraw_application
from staff.actions.survey_photos import attach_photos, keep_photos
from staff.actions.surveys import fill_survey, refuse_survey, replace_surveyor, sign_survey
from staff.models import Act, FileStatus, HardshipFile, Survey, SurveyPhoto
from tests.mutualfund.fund import picture
from tests.mutualfund.sql import run
from tests.people import DAY
from tests.staff.hardship.test_pages import go
from tests.staff.hardship.walk import clean_photo, survey_facts
from welfare import clock
from welfare.errors import Refused
from welfare.roles import Role

S = FileStatus


@pytest.fixture
def out(walk):
    """Zhao and He have been asked to go."""
    return walk.fill().sign().receive().pass_papers().assign()


def turn_away(out, words: str = "说不想让外人看"):
    return refuse_survey(
        out.run, surveyed_at=clock.now(), respondent="张桂兰", words=words, on=DAY,
        by=out.people[0],
    )  # fmt: skip


def test_a_family_that_lets_nobody_in_is_refused_by_the_chair_and_may_come_again(out, gao):
    turn_away(out)
    out.sign_survey()
    assert out.run.status == S.PEER_REVIEW
    with pytest.raises(Refused, match="家里不让调查，不能公示"):
        out.peer_review()
    assert HardshipFile.objects.waiting_for_chair().get() == out.run.file
    reject_certification(out.run, reason="两次上门都不让调查", on=DAY, by=gao)
    assert out.run.file.status == S.REJECTED
    assert out.fill().run.status == S.DRAFT


def test_a_refusal_wants_words_and_somebody_who_was_there(out, zheng):
    with pytest.raises(Refused, match="怎么说的"):
        turn_away(out, words=" ")
    with pytest.raises(Refused, match="没有指派您"):
        refuse_survey(
            out.run, surveyed_at=clock.now(), respondent="张", words="不让", on=DAY, by=zheng
        )


def test_a_family_that_thinks_better_of_it_is_surveyed_before_anybody_signed(out):
    turn_away(out)
    out.survey().sign_survey()
    assert Survey.objects.get().finding == "fits"


def test_a_signed_refusal_stays(out):
    turn_away(out)
    sign_survey(out.run, on=DAY, by=out.people[0])
    with pytest.raises(Refused, match="已经有人签字"):
        fill_survey(out.run, survey_facts(), on=DAY, by=out.people[1])
    with pytest.raises(Refused, match="已经有人签字"):
        turn_away(out)


def test_one_who_falls_ill_is_replaced_and_what_was_signed_is_kept(out, zhao, he, hire, liang):
    out.survey()
    sign_survey(out.run, on=DAY, by=zhao)
    qian = hire("qian", "钱进", Role.CADRE)
    replace_surveyor(out.run, old=he, new=qian, reason="生病住院", on=DAY, by=out.filler)
    old, new = Survey.objects.order_by("pk")
    assert (old.finding, old.signatures.filter(signed_at__isnull=False).count()) == ("fits", 1)
    assert {sign.surveyor for sign in new.signatures.all()} == {zhao, qian}
    step = out.run.file.steps.filter(act=Act.REPLACED).get()
    assert step.words == "何伟换成钱进：生病住院"
    assert not HardshipFile.objects.waiting_for_surveyor(he).exists()
    assert not HardshipFile.objects.visible_to(he).exists()
    with pytest.raises(Refused, match="没有指派您"):
        sign_survey(out.run, on=DAY, by=he)
    out.people = [zhao, qian]
    out.survey().sign_survey()
    assert out.run.status == S.PEER_REVIEW


@pytest.mark.parametrize(
    ("old", "new", "reason", "words"),
    [
        ("he", "qian", " ", "为什么换人"),
        ("qian", "qian", "病了", "不是这一户的调查人"),
        ("he", "zhao", "病了", "已经是这一户的调查人"),
        ("he", "zheng", "病了", "郑敏不能调查"),
        ("he", "liang", "病了", "梁艳不能调查：是这份档案的初审人"),
    ],
)
def test_it_replaces_nobody_without_a_reason_or_by_one_kept_out(
    out, zhao, he, zheng, liang, hire, old, new, reason, words
):
    people = {"zhao": zhao, "he": he, "zheng": zheng, "liang": liang}
    people["qian"] = hire("qian", "钱进", Role.CADRE)
    with pytest.raises(Refused, match=words):
        replace_surveyor(out.run, old=people[old], new=people[new], reason=reason, on=DAY, by=zheng)
    assert Survey.objects.count() == 1


def test_nobody_is_replaced_after_the_survey(out, he, hire):
    out.survey().sign_survey()
    with pytest.raises(Refused, match="没有可以换的调查人"):
        replace_surveyor(
            out.run, old=he, new=hire("qian", "钱进", Role.CADRE), reason="病了", on=DAY,
            by=out.filler,
        )  # fmt: skip


def test_who_reviewed_the_papers_is_not_asked_to_survey(walk, liang, he):
    walk.fill().sign().receive().pass_papers()
    with pytest.raises(Refused, match="梁艳不能调查：是这份档案的初审人"):
        walk.assign(liang, he)


def test_the_database_keeps_the_reviewer_from_surveying(out, liang):
    case = out.run
    step = (
        "INSERT INTO staff_filestep (uid, file_id, certification_id, act, duty, was, now, words,"
        " by_id, \"on\", at) VALUES (gen_random_uuid(), %s, %s, 'surveyed', 'survey',"
        " 'home_survey', 'home_survey', '', %s, %s, now())"
    )
    with pytest.raises(IntegrityError, match="took another duty"):
        run(step, case.file_id, case.pk, liang.pk, DAY)


# -- photographs ------------------------------------------------------------------------------


def test_nobody_signs_a_survey_without_a_photograph(out):
    fill_survey(out.run, survey_facts(), on=DAY, by=out.people[0])
    with pytest.raises(Refused, match="照片一张也没有传"):
        sign_survey(out.run, on=DAY, by=out.people[0])
    with pytest.raises(IntegrityError, match="has no photograph"):
        run("UPDATE staff_surveysignature SET signed_at = now()")


def test_a_photograph_loses_place_and_time_and_is_counted(out):
    exif = Image.Exif()
    exif[0x0132] = "2026:10:20 15:20:00"
    exif.get_ifd(0x8825)[1] = "N"
    made = attach_photos(out.run, [picture(exif=exif), picture()], by=out.people[0])
    fill_survey(out.run, survey_facts(), on=DAY, by=out.people[0])
    stored = Image.open(io.BytesIO(open_stored(made[0])))
    assert not stored.getexif()
    assert Survey.objects.get().photos.count() == 2


def open_stored(photo: SurveyPhoto) -> bytes:
    """What lies on the disk."""
    with default_storage.open(photo.path) as file:
        return file.read()


def test_a_photograph_is_taken_once_by_who_went_and_before_anybody_signed(out, zheng):
    content = picture()
    attach_photos(out.run, [content], by=out.people[0])
    with pytest.raises(Refused, match="已经传过"):
        attach_photos(out.run, [content], by=out.people[1])
    with pytest.raises(Refused, match="没有指派您"):
        keep_photos(out.run, [clean_photo()], by=zheng)
    with pytest.raises(Refused, match="最多 12 张"):
        keep_photos(out.run, [clean_photo() for _ in range(12)], by=out.people[0])
    with pytest.raises(Refused, match="选入户拍的照片"):
        attach_photos(out.run, [], by=out.people[0])
    out.survey()
    sign_survey(out.run, on=DAY, by=out.people[0])
    with pytest.raises(Refused, match="已经有人签字"):
        keep_photos(out.run, [clean_photo()], by=out.people[0])


@pytest.mark.parametrize(
    "act", ["UPDATE staff_surveyphoto SET size = 1", "DELETE FROM staff_surveyphoto"]
)
def test_the_database_keeps_a_photograph_as_it_came(out, act):
    keep_photos(out.run, [clean_photo()], by=out.people[0])
    with pytest.raises(DatabaseError):
        run(act)


# -- on screen --------------------------------------------------------------------------------


def test_the_pages_lead_out_of_each_dead_end(as_, out, zhao, he, zheng, gao, hire):
    pk, surveyor = out.run.file_id, as_(zhao)
    page = surveyor.get(reverse("hardship-survey", args=[pk])).content.decode()
    assert reverse("survey-refused", args=[pk]) in page
    qian = hire("qian", "钱进", Role.CADRE)
    assert "换调查人" in as_(zheng).get(out.run.file.get_absolute_url()).content.decode()
    page = go(as_(zheng), "surveyor-replace", pk, old=he.pk, new=qian.pk, words="生病")
    assert "赵志强、钱进入户调查" in page
    page = go(surveyor, "survey-refused", pk, surveyed_at="2026-10-20T08:20", respondent="张桂兰",
              words="不让进门")  # fmt: skip
    assert "轮到我入户调查" in page
    page = surveyor.get(reverse("hardship-survey", args=[pk])).content.decode()
    assert "张桂兰应的门，没有让调查：不让进门" in page
    go(surveyor, "survey-sign", pk)
    go(as_(qian), "survey-sign", pk)
    page = as_(gao).get(out.run.file.get_absolute_url()).content.decode()
    assert "调查结论是家里不让调查，等工会主席决定" in page


def test_a_photograph_opens_to_who_reads_the_file_and_the_look_is_logged(
    as_, out, zhao, zheng, hire
):
    photo = attach_photos(out.run, [picture()], by=zhao)[0]
    address = reverse("survey-photo-file", args=[photo.uid])
    answer = as_(zheng).get(address)
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert "attachment" in answer.headers["Content-Disposition"]
    stranger = hire("qian", "钱进", Role.CADRE)
    assert as_(stranger).get(address).status_code == 404
    supervisor = hire("sun", "孙玉梅", Role.SUPERVISOR)
    assert as_(supervisor).get(address).status_code == 404


def test_a_withdrawn_application_takes_no_photograph(out):
    withdraw_application(out.run, reason="不申请了", on=DAY, by=out.filler)
    with pytest.raises(Refused, match="没有等着填的入户调查"):
        keep_photos(out.run, [clean_photo()], by=out.people[0])

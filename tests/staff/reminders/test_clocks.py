"""No clock runs out without somebody being told: certifications, rechecks, plans, handovers."""

import datetime as dt
from smtplib import SMTPRecipientsRefused

import pytest
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import call_command
from django.urls import reverse

from staff.actions.certifications import return_application, supplement_application
from staff.actions.exits import propose_exit
from staff.actions.handovers import propose_handover
from staff.actions.matters import raise_matter
from staff.actions.objections import raise_objection, receive_objection
from staff.actions.plans import add_measure, make_plan, note_measure
from staff.actions.reminders import remind
from staff.hardship_list import narrowed
from staff.models import (
    ExitReason,
    Goal,
    HardshipFile,
    MatterSource,
    MeasureKind,
    Need,
    Progress,
    Reminder,
    Source,
)
from staff.reminding import recipients_on
from tests.people import DAY, make_worker
from tests.staff.care import make_cadre, pair, visit
from tests.staff.hardship.test_in_force import taken_over
from tests.staff.hardship.walk import Walk
from welfare import clock
from welfare.roles import Role


@pytest.fixture
def walk(zhang, zheng, liang, zhao, he, gao) -> Walk:
    """Zheng fills in for Zhang, Liang reviews, Zhao and He survey, Gao decides."""
    return Walk(zhang, zheng, liang, [zhao, he], gao)


def told(on: dt.date) -> set[tuple[str, str, bool]]:
    """Who is told of what, and whether it is late."""
    return {
        (one.name, thing.what, thing.is_late) for one in recipients_on(on) for thing in one.things
    }


LATE = DAY + dt.timedelta(days=40)


def test_each_step_of_a_certification_has_somebody_to_be_told(walk, zheng, liang, zhao, he, gao):
    walk.fill().sign()
    assert told(LATE) == {("梁艳", "收件初审", True)}  # Zheng filled it in
    walk.receive()
    assert told(LATE) == {("梁艳", "材料初审", True)}
    walk.pass_papers()
    assert told(LATE) == {("郑敏", "指派调查人", True), ("梁艳", "指派调查人", True)}
    walk.assign().survey()
    assert told(LATE) == {("赵志强", "入户调查并签字", True), ("何伟", "入户调查并签字", True)}
    walk.sign_survey().peer_review().announce()
    assert told(walk.day) == set()  # the notice stands
    assert ("郑敏", "公示期满，送段工会审核", True) in told(walk.over)
    walk.close()
    assert told(LATE) == {("高丽", "审批困难认定", True)}


def test_what_was_sent_back_or_waits_for_its_review_has_a_clock(walk, liang, gao, bian):
    walk.fill().sign().receive()
    return_application(walk.run, papers=[], missing="单据", on=DAY, by=liang)
    assert ("郑敏", "催本人补材料", True) in told(LATE)
    supplement_application(walk.run, words="单据", on=DAY, by=liang)
    walk.pass_papers().assign().survey().sign_survey()
    assert ("梁艳", "记民主评议", True) in told(LATE)
    walk.peer_review(agreed=2)
    assert told(LATE) == {("高丽", "决定不予认定", True)}


def test_an_objection_nobody_looks_into_and_an_exit_nobody_decides(walk, zheng, gao):
    walk.surveyed().peer_review().announce()
    receive_objection(walk.run, words="有车", source=Source.ONLINE, who="", on=DAY, by=None)
    heard = told(LATE)
    assert ("郑敏", "请人核查不同意见", True) in heard
    assert not [what for _, what, _ in heard if "送段工会" in what]
    other = taken_over(make_worker("钱春兰"), zheng)
    propose_exit(other, reason=ExitReason.LIFTED, evidence="好了", told_on=DAY, on=DAY, by=zheng)
    assert ("高丽", "审批退档", True) in told(LATE)
    late = narrowed(HardshipFile.objects.all(), {"group": "late"}, on=LATE)
    assert set(late) == {other, walk.run.file}


def test_who_hears_an_objection_is_told(walk, hire):
    walk.surveyed().peer_review().announce()
    people = [hire(f"hear{n}", f"核查{n}", Role.CADRE) for n in (1, 2)]
    raise_objection(
        walk.run, words="有车", source=Source.BOX, who="", handlers=people, on=DAY, by=walk.filler
    )
    found = {name for name, what, _ in told(LATE) if what == "核查不同意见"}
    assert found == {"核查1", "核查2"}


def test_a_matter_without_an_owner_is_told_to_the_office(zhang, zhao, zheng):
    raise_matter(
        zhang, need=Need.JOB, content="想换岗", source=MatterSource.COUNTER, on=DAY, by=zheng
    )
    assert any(
        name == "郑敏" and "指派承办人" in what
        for name, what, _ in told(DAY + dt.timedelta(days=2))
    )


def test_a_recheck_that_is_due(zhang, zheng):
    file = taken_over(zhang, zheng, on=DAY)
    day = file.recheck_on
    assert ("郑敏", "复核困难档案", False) in told(day)
    assert ("郑敏", "复核困难档案", True) in told(day + dt.timedelta(days=1))


def test_a_measure_past_its_day_until_it_is_done(zhang, zhao, zheng):
    file = pair(zhang, make_cadre(zhao, zheng), zheng).file
    plan = make_plan(file, goals=[Goal.LIVING], aim="有活干", on=DAY, by=zheng)
    measure = add_measure(
        plan, kind=MeasureKind.JOB, goal=Goal.LIVING, outsider="劳资科", due_on=DAY, source="",
        amount=None, on=DAY, by=zheng,
    )  # fmt: skip
    line = ("郑敏", "就业推荐，劳资科（外单位）办", True)
    assert line in told(DAY + dt.timedelta(days=1))
    note_measure(
        measure, progress=Progress.DONE, words="推荐了", effect="上岗了", earned=None, on=DAY,
        by=zheng,
    )  # fmt: skip
    assert line not in told(DAY + dt.timedelta(days=1))


def test_a_handover_that_waits(zhang, zhao, he, zheng):
    pairing = pair(zhang, make_cadre(zhao, zheng), zheng)
    propose_handover(pairing, make_cadre(he, zheng), note="家里都好", on=DAY, by=zheng)
    assert ("何伟", "接收结对交接", False) in told(DAY)
    assert ("何伟", "接收结对交接", True) in told(DAY + dt.timedelta(days=8))


# -- a mail that failed -----------------------------------------------------------------------


class _Broken(EmailBackend):
    """A server that knows nobody until it is mended."""

    works = False

    def send_messages(self, letters):
        if not self.works:
            raise SMTPRecipientsRefused({"he@example.test": (550, b"unknown")})
        return super().send_messages(letters)


@pytest.fixture
def failed(zhang, zhao, he, zheng, settings, monkeypatch, django_capture_on_commit_callbacks):
    """He was told of a handover, and the mail came back."""
    he.email = "he@example.test"
    he.save()
    monkeypatch.setattr(_Broken, "works", False)
    settings.EMAIL_HOST, settings.EMAIL_BACKEND = "mail.example.test", f"{__name__}._Broken"
    pairing = pair(zhang, make_cadre(zhao, zheng), zheng)
    visit(pairing, zhao)
    propose_handover(pairing, make_cadre(he, zheng), note="家里都好", on=DAY, by=zheng)
    with django_capture_on_commit_callbacks(execute=True):
        remind(recipients_on(DAY), on=DAY, by=zheng)
    return Reminder.objects.get(person=he)


def daily(day: dt.date) -> None:
    with clock.travel(day):
        call_command("daily")


def test_a_mail_that_failed_is_shown_and_tried_again_by_the_daily_run(
    as_, failed, zheng, monkeypatch, mailoutbox
):
    page = as_(zheng).get(reverse("reminder-desk")).content.decode()
    assert "1 条提醒的邮件没发出" in page
    listed = as_(zheng).get(reverse("reminder-log"), {"mail": "failed"}).content.decode()
    assert "邮件没发出的提醒记录 1 条" in " ".join(listed.split())
    assert "试了 1 次" in listed
    monkeypatch.setattr(_Broken, "works", True)
    daily(DAY + dt.timedelta(days=1))
    failed.refresh_from_db()
    assert (failed.mail_error, failed.mail_tries) == ("", 2)
    assert failed.mailed_at is not None
    assert [letter.to for letter in mailoutbox] == [["he@example.test"]]
    daily(DAY + dt.timedelta(days=2))
    assert len(mailoutbox) == 1
    assert "邮件没发出" not in as_(zheng).get(reverse("reminder-desk")).content.decode()


def test_it_gives_up_after_five_tries_and_stays_in_the_list(failed):
    for day in range(1, 7):
        daily(DAY + dt.timedelta(days=day))
    failed.refresh_from_db()
    assert failed.mail_tries == 5
    assert Reminder.objects.unmailed().get() == failed

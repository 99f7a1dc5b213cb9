"""Reminding: who is told, once, and nothing on a rollback."""

import datetime as dt
from smtplib import SMTPRecipientsRefused

import pytest
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import call_command
from django.db import DatabaseError, transaction

from staff.actions.matters import answer_matter, assign_matter
from staff.actions.pairings import register_cadre
from staff.actions.reminders import remind
from staff.models import CadreKind, Matter, Need, Reminder
from staff.reminding import recipients_on
from tests.mutualfund.sql import OWNER, run
from tests.people import DAY, make_worker
from tests.staff.care import make_cadre, pair, visit
from welfare import clock
from welfare.errors import Refused


@pytest.fixture
def pairing(zhang, zhao, zheng):
    """Nobody came to Zhang within the thirty days of pairing."""
    zhao.email = "zhao@example.test"
    zhao.save()
    made = pair(zhang, make_cadre(zhao, zheng), zheng, dt.date(2026, 7, 2))
    with clock.travel(dt.date(2026, 10, 1)):
        call_command("daily")
    return made


@pytest.fixture
def smtp(settings):
    """A mail server is set."""
    settings.EMAIL_HOST = "mail.example.test"


def zhao_key(zhao) -> str:
    return f"user-{zhao.pk}"


def test_the_page_says_who_will_be_told_of_what_by_when(as_, pairing, zheng):
    page = as_(zheng).get("/reminders/").content.decode()
    assert '张桂兰：2026 年第三季度走访，最晚 <span class="nb">2026-08-01</span>，已逾期' in page
    assert "按下按钮会告诉：赵志强，共 1 人" in page
    assert "没有设邮件服务器" in page


def test_it_tells_once_however_often_one_presses(
    as_, pairing, zheng, zhao, smtp, mailoutbox, django_capture_on_commit_callbacks
):
    office = as_(zheng)
    assert "其中 1 人同时收到邮件" in office.get("/reminders/").content.decode()
    sent = {"to": [zhao_key(zhao)]}
    with django_capture_on_commit_callbacks(execute=True):
        assert "已提醒 赵志强" in office.post("/reminders/", sent, follow=True).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        again = office.post("/reminders/", sent, follow=True).content.decode()
    assert "今天都提醒过了" in again
    assert Reminder.objects.count() == 1
    [letter] = mailoutbox
    assert letter.to == ["zhao@example.test"]
    assert "张桂兰：2026 年第三季度走访，最晚 2026-08-01" in letter.body
    assert "邮件已发" in office.get("/reminders/log/").content.decode()


def test_nothing_leaves_on_a_rollback(
    pairing, zheng, smtp, mailoutbox, django_capture_on_commit_callbacks
):
    def cut_short() -> None:
        with transaction.atomic():
            remind(recipients_on(DAY), on=DAY, by=zheng)
            raise RuntimeError("the power went")

    with django_capture_on_commit_callbacks(execute=True), pytest.raises(RuntimeError):
        cut_short()
    assert mailoutbox == []
    assert not Reminder.objects.exists()


def test_a_server_that_is_down_is_told_in_the_log(
    as_, pairing, zheng, settings, smtp, django_capture_on_commit_callbacks
):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    with django_capture_on_commit_callbacks(execute=True):
        remind(recipients_on(DAY), on=DAY, by=zheng)
    assert Reminder.objects.get().mail_error
    assert "邮件没发出" in as_(zheng).get("/reminders/log/").content.decode()


def test_it_stands_on_the_workbench_until_it_is_done(as_, pairing, zheng, zhao):
    office = as_(zheng).get("/office/").content.decode()
    assert f"/reminders/?who={zhao_key(zhao)}" in office
    remind(recipients_on(DAY), on=DAY, by=zheng)
    assert "今天已提醒" in as_(zheng).get("/office/").content.decode()
    assert "提醒：张桂兰，2026 年第三季度走访" in as_(zhao).get("/office/").content.decode()
    visit(pairing, zhao)
    assert "提醒：张桂兰" not in as_(zhao).get("/office/").content.decode()


def test_the_owner_of_a_matter_is_reminded_until_he_answers(pairing, zheng, zhao, liang):
    visit(pairing, zhao, needs=[Need.JOB], note="血压高，想换岗")
    matter = assign_matter(Matter.objects.get(), liang, due_on=DAY, on=DAY, by=zheng)
    [one] = recipients_on(DAY)
    assert (one.user, one.things[0].words) == (
        liang, f"张桂兰：答复转办单 {matter.number}，最晚 2026-10-20",
    )  # fmt: skip
    answer_matter(matter, answer="调到调度室", by=liang)
    assert recipients_on(DAY) == []


def test_one_without_an_account_stands_on_paper_alone(as_, zheng, zhao):
    cadre = register_cadre(
        "B900", name="钱站长", kind=CadreKind.STATION, title="站长", phone="", user=None, by=zheng
    )
    pair(make_worker("周桂芳"), cadre, zheng, dt.date(2026, 7, 2))
    with clock.travel(dt.date(2026, 10, 1)):
        call_command("daily")
    assert "没有账号，打印给他" in as_(zheng).get("/reminders/").content.decode()
    for query in ("", "?by=unit"):
        paper = as_(zheng).get(f"/reminders/print/{query}").content.decode()
        assert "钱站长" in paper
        assert "周桂芳" in paper
    with pytest.raises(Refused, match="没有账号"):
        remind(recipients_on(DAY), on=DAY, by=zheng)


def test_anyone_reads_his_own_log_alone(as_, pairing, zheng, zhao, he):
    remind(recipients_on(DAY), on=DAY, by=zheng)
    assert "张桂兰" in as_(zhao).get("/reminders/log/").content.decode()
    assert "张桂兰" not in as_(he).get("/reminders/log/").content.decode()


def test_the_log_stays(pairing, zheng):
    remind(recipients_on(DAY), on=DAY, by=zheng)
    with pytest.raises(DatabaseError, match="permission denied"):
        run("DELETE FROM staff_reminder")
    with pytest.raises(DatabaseError, match="never deleted"):
        run("DELETE FROM staff_reminder", role=OWNER)
    with pytest.raises(DatabaseError, match="never changes"):
        run("UPDATE staff_reminder SET key = 'duty:0'", role=OWNER)
    with pytest.raises(DatabaseError, match="reminder_once_a_day"):
        run(
            'INSERT INTO staff_reminder (uid, key, person_id, due_on, "on", at, by_id, mail_error)'
            " SELECT gen_random_uuid(), key, person_id, due_on, \"on\", at, by_id, ''"
            " FROM staff_reminder"
        )


def test_the_desk_asks_as_many_questions_for_one_as_for_sixty(
    as_, pairing, zheng, hire, django_assert_num_queries
):
    client = as_(zheng)
    client.get("/reminders/")
    with django_assert_num_queries(24):
        client.get("/reminders/")
    for n in range(60):
        cadre = register_cadre(
            f"C{n:03d}", name=f"干部{n:02d}", kind=CadreKind.STATION, title="站长", phone="",
            user=None, by=zheng,
        )  # fmt: skip
        pair(make_worker(f"职工{n:02d}"), cadre, zheng, dt.date(2026, 7, 2))
    with clock.travel(dt.date(2026, 10, 1)):
        call_command("daily")
    with django_assert_num_queries(24):
        assert "共 2 页" in client.get("/reminders/").content.decode()


class _Picky(EmailBackend):
    """A server that knows everybody but liang."""

    def send_messages(self, letters):
        if letters[0].to == ["liang@example.test"]:
            raise SMTPRecipientsRefused({"liang@example.test": (550, b"unknown")})
        return super().send_messages(letters)


def test_one_bad_address_does_not_hold_back_the_others(
    pairing, zheng, zhao, he, liang, smtp, settings, mailoutbox, django_capture_on_commit_callbacks
):
    for user in (liang, he):
        user.email = f"{user.username}@example.test"
        user.save()
    visit(pairing, zhao, needs=[Need.JOB, Need.HOUSING])
    first, second = Matter.objects.order_by("pk")
    assign_matter(first, liang, due_on=DAY, on=DAY, by=zheng)
    assign_matter(second, he, due_on=DAY + dt.timedelta(days=1), on=DAY, by=zheng)
    settings.EMAIL_BACKEND = f"{__name__}._Picky"
    with django_capture_on_commit_callbacks(execute=True):
        remind(recipients_on(DAY), on=DAY, by=zheng)
    assert [letter.to for letter in mailoutbox] == [["he@example.test"]]
    assert [bool(r.mail_error) for r in Reminder.objects.order_by("due_on")] == [True, False]

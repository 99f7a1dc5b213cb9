"""Handlers 受理人: two register, nobody named sees anything, every step in its turn."""

import datetime as dt

import pytest
from django.core.management import call_command
from django.db import DatabaseError
from django.urls import reverse

from disclosure.actions.handler_keys import make_key
from disclosure.actions.report_steps import erase_due, note_printing, step_back, take_step
from disclosure.actions.reports import case_of, reopen_report, send_report
from disclosure.models.reports import (
    Channel,
    ErasedReport,
    Report,
    ReportShare,
    ReportStatus,
    StepKind,
)
from disclosure.report_counts import report_years
from disclosure.report_telling import Chosen
from staff.actions.kinships import declare_kinship
from staff.models import Branch, KinRelation
from tests.disclosure.reports.conftest import (
    PASSPHRASE,
    WORDS,
    opened,
    send_online,
    talk_of,
    telling,
    walk,
)
from tests.mutualfund.sql import run
from tests.people import DAY, make_station, make_worker
from tests.staff.care import make_cadre
from welfare.errors import Refused
from welfare.roles import Role

K = StepKind
DESK = reverse("report-desk")
TO_ANSWER = (K.REGISTERED, K.ACCEPTED, K.DECIDED, K.ANSWERED)


def step(client, report, kind, words="查过了", outcome="founded"):
    """The form of the page."""
    sent = {"kind": kind, "words": words, "outcome": outcome}
    return client.post(reverse("report-step", args=[report.pk]), sent, follow=True)


def test_only_the_passphrase_opens_it(as_, report, sun):
    client = as_(sun)
    assert WORDS not in client.get(report.get_absolute_url()).content.decode()
    client.post(reverse("report-unlock"), {"passphrase": "不是这个", "report": report.pk})
    assert WORDS not in client.get(report.get_absolute_url()).content.decode()
    assert WORDS in opened(client).get(report.get_absolute_url()).content.decode()


def test_it_locks_again(as_, report, sun):
    client = opened(as_(sun))
    client.post(reverse("report-lock"))
    assert WORDS not in client.get(report.get_absolute_url()).content.decode()


def test_neither_the_session_nor_the_cookie_opens_it_alone(as_, report, sun, hu):
    client = opened(as_(sun))
    half = client.cookies.pop("report_key").value
    assert WORDS not in client.get(report.get_absolute_url()).content.decode()
    thief = as_(hu)
    thief.cookies["report_key"] = half
    assert WORDS not in thief.get(report.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    "role", [role for role in Role if role not in (Role.SUPERVISOR, Role.WORKER)]
)
def test_no_other_office_opens_the_desk(as_, hire, report, role):
    client = as_(hire("other", "别人", role))
    assert client.get(DESK).status_code == 403
    assert client.get(report.get_absolute_url()).status_code == 403


def test_whoever_is_named_sees_nothing_not_even_a_count(as_, handlers, sun, hu):
    report, _ = send_report(telling(subjects="孙玉梅、老王"), on=DAY)
    client = opened(as_(sun))
    page = client.get(DESK, {"show": "all"}).content.decode()
    assert "举报受理，0 件没答复" in page
    assert report.number not in page
    assert client.get(report.get_absolute_url()).status_code == 404
    assert step(client, report, K.REGISTERED).status_code == 404
    assert report.number in as_(hu).get(DESK).content.decode()


def test_a_name_in_the_words_is_a_name(handlers, sun):
    report, _ = send_report(telling("孙 玉梅把名单改了"), on=DAY)
    assert not Report.objects.visible_to(sun).filter(pk=report.pk).exists()


def test_the_unit_of_the_named_is_out(handlers, hu, sun):
    make_worker("胡军", user=hu)  # of the same branch as Qian
    make_worker("钱春兰")
    report, _ = send_report(telling(subjects="钱春兰"), on=DAY)
    assert [share.handler for share in report.shares.all()] == [sun]


def test_who_holds_the_post_complained_of_is_out_though_nobody_is_named(handlers, hu, sun, zheng):
    make_cadre(hu, zheng)  # 站长
    report, _ = send_report(telling(subjects="东站站长"), on=DAY)
    assert [share.handler for share in report.shares.all()] == [sun]


def test_the_kin_of_who_held_the_post_in_the_unit_are_out(handlers, hu, sun, zheng):
    worker = make_worker("钱春兰", job="客运员")
    his = make_worker("胡军", user=hu, station=make_station("西站", branch="西岭分公司"))
    declare_kinship(
        worker, his, relation=KinRelation.OTHER, source="本人申报", on=DAY,
        by=zheng,
    )  # fmt: skip
    told = telling(subjects="客运员", branch=worker.station.branch)
    assert [share.handler for share in send_report(told, on=DAY)[0].shares.all()] == [sun]


def test_the_unit_complained_of_is_out(handlers, hu, sun):
    make_worker("胡军", user=hu)
    report, _ = send_report(telling(branch=Branch.objects.get()), on=DAY)
    assert [share.handler for share in report.shares.all()] == [sun]


def test_the_chair_is_above_everyone_of_the_office(hire, handlers, zheng, sun):
    above = hire("above", "上级", Role.SUPERVISOR, Role.CHAIR)
    make_key(above, passphrase=PASSPHRASE, on=DAY)
    report, _ = send_report(telling(subjects="郑敏"), on=DAY)
    assert above not in [share.handler for share in report.shares.all()]


def test_it_keeps_nothing_when_everybody_is_named(client, handlers):
    form = {"category": "money", "words": "都有份", "subjects": "孙玉梅，胡军"}
    answer = client.post(reverse("report-new"), form)
    assert "请向上级纪检部门反映" in answer.content.decode()
    assert not Report.objects.exists()


def test_two_register_it(as_, report, sun, hu):
    step(as_(sun), report, K.REGISTERED)
    report.refresh_from_db()
    assert report.status == ReportStatus.RECEIVED
    page = opened(as_(sun)).get(report.get_absolute_url()).content.decode()
    assert "要另一位受理人也看过" in page
    with pytest.raises(Refused, match="另一位"):
        take_step(report, Chosen(K.REGISTERED), on=DAY, by=sun)
    step(as_(hu), report, K.REGISTERED)
    report.refresh_from_db()
    assert report.status == ReportStatus.REGISTERED


def test_the_reporter_reads_the_answer_and_asks_again(sent, sun, hu):
    report, code = sent
    walk(report, sun, hu, K.REGISTERED, K.ACCEPTED)
    take_step(report, Chosen(K.NOTED, "只有我们看的记录"), on=DAY, by=hu)
    walk(report, sun, hu, K.DECIDED)
    take_step(report, Chosen(K.ANSWERED, "钱补发了"), on=DAY, by=sun)
    page = talk_of(code)
    assert "钱补发了" in page
    assert "只有我们看的记录" not in page
    reopen_report(case_of(code), "还少一个人的", on=DAY)
    report.refresh_from_db()
    assert report.status == ReportStatus.ACCEPTED
    page = talk_of(code)
    assert "还少一个人的" in page
    assert "前答复您，上次 10 月 20 日答复" in page
    assert "：属实" not in page


def test_the_reporter_says_once_of_each_answer_whether_it_is_good(as_, client, sent, sun, hu):
    report, code = sent
    rate, said = reverse("report-rate"), {"code": code, "satisfied": "no"}
    assert "这一步" in client.post(rate, said).content.decode()
    walk(report, sun, hu, *TO_ANSWER)
    assert "这次答复，您满意吗" in talk_of(code)
    assert "可以要求复查" in client.post(rate, said).content.decode()
    assert "已经评价过" in client.post(rate, said).content.decode()
    assert "您满意吗" not in talk_of(code)
    assert "举报人不满意" in opened(as_(sun)).get(report.get_absolute_url()).content.decode()
    reopen_report(case_of(code), "还少一个人的", on=DAY)
    report.refresh_from_db()
    assert report.satisfied is None
    walk(report, sun, hu, K.DECIDED, K.ANSWERED)
    client.post(rate, said | {"satisfied": "yes"})
    report.refresh_from_db()
    assert report.satisfied is True


def test_it_is_not_reopened_after_its_days(sent, sun, hu):
    walk(sent[0], sun, hu, *TO_ANSWER)
    with pytest.raises(Refused, match="30 天"):
        reopen_report(case_of(sent[1]), "还没完", on=DAY + dt.timedelta(days=31))


def test_steps_come_in_turn(as_, report, sun):
    answer = step(as_(sun), report, K.DECIDED)
    assert "这一步" in answer.content.decode()
    report.refresh_from_db()
    assert report.status == ReportStatus.RECEIVED


@pytest.mark.parametrize(
    ("kind", "words", "outcome"),
    [(K.DECLINED, "", ""), (K.DECIDED, "", "founded"), (K.DECIDED, "查过了", "")],
)
def test_a_step_says_why(report, sun, hu, kind, words, outcome):
    before = (K.REGISTERED,) if kind == K.DECLINED else (K.REGISTERED, K.ACCEPTED)
    walk(report, sun, hu, *before)
    with pytest.raises(Refused):
        take_step(report, Chosen(kind, words, outcome), on=DAY, by=sun)


def test_it_is_extended_once(report, sun, hu):
    walk(report, sun, hu, K.REGISTERED, K.ACCEPTED)
    first = report.answer_by
    walk(report, sun, hu, K.EXTENDED)
    assert report.answer_by > first
    with pytest.raises(Refused, match="延期过一次"):
        take_step(report, Chosen(K.EXTENDED, "还要"), on=DAY, by=hu)


def test_the_clocks_run_in_working_days(report):
    assert report.register_by == dt.date(2026, 10, 27)  # five working days after the 20th
    assert report.answer_by == dt.date(2026, 11, 19)
    assert report.is_overdue(on=dt.date(2026, 10, 28))
    assert not report.is_overdue(on=dt.date(2026, 10, 27))
    late = Report.objects.overdue(on=dt.date(2026, 10, 28))
    assert list(late) == [report]


def test_who_steps_back_sees_it_no_more_and_the_last_one_stays(as_, report, sun, hu):
    address = reverse("report-recuse", args=[report.pk])
    as_(hu).post(address, {"reason": "是我邻居"})
    assert as_(hu).get(report.get_absolute_url()).status_code == 404
    with pytest.raises(Refused, match="只剩您一位"):
        step_back(report, "我也走", on=DAY, by=sun)


def test_another_is_let_in_but_nobody_named(as_, hire, handlers, sun):
    report, _ = send_report(telling(subjects="周平"), on=DAY)
    named, late = hire("named", "周平", Role.SUPERVISOR), hire("late", "何静", Role.SUPERVISOR)
    keys = {user: make_key(user, passphrase=PASSPHRASE, on=DAY) for user in (named, late)}
    client, address = opened(as_(sun)), reverse("report-share", args=[report.pk])
    for user in (named, late):
        client.post(address, {"key": keys[user].pk})
    assert not Report.objects.visible_to(named).exists()
    page = opened(as_(late)).get(report.get_absolute_url()).content.decode()
    assert WORDS in page


def test_a_forgotten_passphrase_opens_nothing_until_another_lets_him_in(as_, report, sun, hu):
    new = "换了一个新的受理密码"
    make_key(hu, passphrase=new, on=DAY)
    client = as_(hu)
    client.post(reverse("report-unlock"), {"passphrase": new})
    page = client.get(report.get_absolute_url()).content.decode()
    assert WORDS not in page
    assert "以前的受理密码" in page


def test_box_and_hotline_are_entered_by_one_and_seen_by_another(as_, handlers, sun, hu):
    form = {"channel": "hotline", "category": "fraud", "words": "来电说冒领"}
    page = as_(sun).post(reverse("report-enter"), form).content.decode()
    assert "等另一位受理人核对" in page
    report = Report.objects.get(channel=Channel.HOTLINE)
    with pytest.raises(Refused, match="另一位"):
        take_step(report, Chosen(K.REGISTERED), on=DAY, by=sun)
    take_step(report, Chosen(K.REGISTERED), on=DAY, by=hu)
    report.refresh_from_db()
    assert report.status == ReportStatus.REGISTERED


def test_nobody_enters_what_is_about_himself(as_, handlers, sun):
    form = {"channel": "hotline", "category": "fraud", "words": "来电", "subjects": "孙玉梅"}
    page = as_(sun).post(reverse("report-enter"), form, follow=True).content.decode()
    assert "涉及您本人" in page
    assert not Report.objects.exists()


def test_it_is_archived_by_another_after_the_days_for_asking_again(report, sun, hu):
    walk(report, sun, hu, *TO_ANSWER)
    later = DAY + dt.timedelta(days=31)
    with pytest.raises(Refused, match="可以要求复查"):
        take_step(report, Chosen(K.ARCHIVED), on=DAY, by=hu)
    with pytest.raises(Refused, match="另一位"):
        take_step(report, Chosen(K.ARCHIVED), on=later, by=sun)
    take_step(report, Chosen(K.ARCHIVED), on=later, by=hu)
    report.refresh_from_db()
    assert report.erase_on == dt.date(2029, 12, 1)


def test_it_is_deleted_on_its_day_and_leaves_a_trace_without_content(report, sun, hu):
    walk(report, sun, hu, *TO_ANSWER)
    take_step(report, Chosen(K.ARCHIVED), on=DAY + dt.timedelta(days=31), by=hu)
    assert erase_due(on=dt.date(2029, 11, 30)) == 0
    assert erase_due(on=dt.date(2029, 12, 1)) == 1
    assert not Report.objects.exists()
    assert not ReportShare.objects.exists()
    trace = ErasedReport.objects.get()
    assert (trace.received_year, trace.received_quarter, trace.days_taken) == (2026, 4, 0)
    assert erase_due(on=dt.date(2029, 12, 1)) == 0


def test_the_night_says_what_it_deleted(house, capsys):
    call_command("daily")
    assert "删除到期举报 0 件" in capsys.readouterr().out


def test_the_counts_tell_no_single_report(client, handlers):
    earlier = DAY - dt.timedelta(days=60)
    for _ in range(4):
        send_report(telling(), on=earlier)
    assert report_years(on=DAY)[0].received is None
    assert "不足 5" in client.get(reverse("report-new")).content.decode()
    send_report(telling(), on=earlier)
    assert report_years(on=DAY)[0].received == 5


def test_a_report_of_a_quarter_still_running_is_not_counted(sent):
    assert report_years(on=DAY) == []


def test_the_desk_asks_as_often_for_one_as_for_many(
    as_, report, sun, django_assert_max_num_queries
):
    client = as_(sun)
    for _ in range(5):
        send_report(telling(), on=DAY)
    with django_assert_max_num_queries(16):
        client.get(DESK)


def test_a_code_from_the_front_door_leads_to_the_same_report(client, as_, handlers, sun):
    code = send_online(client, "前门写的")
    report = Report.objects.get()
    assert "前门写的" in opened(as_(sun)).get(report.get_absolute_url()).content.decode()
    reply = reverse("report-reply", args=[report.pk])
    as_(sun).post(reply, {"words": "是哪个月的奖金"})
    assert "是哪个月的奖金" in talk_of(code)


def test_one_kept_strictly_is_not_printed_and_lets_nobody_more_in(as_, hire, report, sun, hu):
    client = opened(as_(sun))
    assert "写明为什么要从严" in step(client, report, K.GRADED, words=" ").content.decode()
    step(client, report, K.GRADED, words="涉及几个站")
    page = client.get(report.get_absolute_url()).content.decode()
    assert "从严保密的不打印" in page
    with pytest.raises(Refused, match="不打印"):
        note_printing(report, on=DAY, by=sun)
    third = hire("third", "何平", Role.SUPERVISOR)
    key = make_key(third, passphrase=PASSPHRASE, on=DAY)
    sent = client.post(reverse("report-share", args=[report.pk]), {"key": key.pk}, follow=True)
    assert "不再加人" in sent.content.decode()
    assert "已经是从严" in step(client, report, K.GRADED).content.decode()
    printed = """INSERT INTO disclosure_reportstep (id, report_id, turn, kind, status, by_id, "on")
        SELECT gen_random_uuid(), id, 3, 'printed', 'received', {}, current_date
          FROM disclosure_report"""
    with pytest.raises(DatabaseError, match="not printed"):
        run(printed.format(sun.pk))

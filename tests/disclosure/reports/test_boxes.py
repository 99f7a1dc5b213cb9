"""举报箱: opened by two, counted, each paper entered out of what both confirmed; and the printed form."""

import datetime as dt

import pytest
from django.db import DatabaseError
from django.urls import reverse

from disclosure.actions.boards import put_up_board
from disclosure.actions.box_openings import answer_opening, record_opening, waiting_boxes
from disclosure.actions.handler_keys import make_key
from disclosure.actions.reports import send_report
from disclosure.models import Board, BoxOpening, OpeningStatus
from disclosure.models.reports import Channel, Report, ReportStep, StepKind
from staff.models import Branch
from tests.disclosure.reports.conftest import PASSPHRASE, WORDS, opened, telling
from tests.disclosure.test_poster import text_of
from tests.mutualfund.sql import run
from tests.people import DAY, make_worker
from welfare.errors import Refused
from welfare.models import AuditEntry
from welfare.roles import Role

BOXES = reverse("box-openings")
ENTER = reverse("report-enter")


@pytest.fixture
def board(house, zheng) -> Board:
    """The wall beside which the box hangs."""
    make_worker()
    return put_up_board(Branch.objects.first(), number=1, place="走廊", keeper="小组", by=zheng)


@pytest.fixture
def opening(board, handlers, sun, hu) -> BoxOpening:
    """Sun opened it together with Hu and found two papers."""
    return record_opening(
        board, second=hu, papers=2, words="封条完整", opened_on=DAY, on=DAY, by=sun
    )


@pytest.fixture
def confirmed(opening, hu) -> BoxOpening:
    """Hu said the same."""
    return answer_opening(opening, objection="", on=DAY, by=hu)


def entry(opening=None, **facts):
    """The form of a paper from the box."""
    return {
        "channel": "box",
        "category": "fraud",
        "words": "一封信",
        "opening": opening or "",
        **facts,
    }


def test_two_open_it_each_with_his_own_login(as_, board, handlers, sun, hu):
    form = {
        "board": board.pk,
        "opened_on": f"{DAY}",
        "second": hu.pk,
        "papers": 2,
        "words": "封条完整",
    }
    page = as_(sun).post(BOXES, form, follow=True).content.decode()
    opening = BoxOpening.objects.get()
    assert "等另一位确认" in page
    answer = reverse("box-answer", args=[opening.pk])
    assert "由一起开箱的那一位" in as_(sun).post(answer, follow=True).content.decode()
    assert "确认了" in as_(hu).post(answer, {"objection": ""}, follow=True).content.decode()
    opening.refresh_from_db()
    assert (opening.status, opening.answered_on) == (OpeningStatus.CONFIRMED, DAY)


def test_how_many_papers_is_told_to_the_two_alone(as_, hire, confirmed, sun, hu):
    third = hire("third", "第三人", Role.SUPERVISOR)
    assert "2 份" in as_(sun).get(BOXES).content.decode()
    assert "2 份" in as_(hu).get(BOXES).content.decode()
    page = as_(third).get(BOXES).content.decode()
    assert "孙玉梅、胡军" in page
    assert "2 份" not in page
    assert "没登记的" not in page
    kept = AuditEntry.objects.filter(action__startswith="box.").values_list("facts", flat=True)
    assert {key for facts in kept for key in facts} == {"on"}


def test_an_opening_the_second_denies_does_not_count(board, opening, sun, hu):
    answer_opening(opening, objection="我数的是三份", on=DAY, by=hu)
    with pytest.raises(Refused, match="还没有两个人都确认"):
        send_report(telling(), channel=Channel.BOX, opening=opening, on=DAY, by=sun)
    assert waiting_boxes(sun, on=DAY) == (0, 1)
    record_opening(board, second=hu, papers=3, words="封条完整", opened_on=DAY, on=DAY, by=sun)


def test_each_paper_is_entered_once_out_of_its_opening(as_, hire, confirmed, sun):
    client = as_(sun)
    third = hire("third", "何静", Role.SUPERVISOR)
    make_key(third, passphrase=PASSPHRASE, on=DAY)
    with pytest.raises(Refused) as before:  # two are left
        send_report(telling(), channel=Channel.BOX, opening=confirmed, on=DAY, by=third)
    assert "先登记开箱" in client.post(ENTER, entry()).content.decode()
    for token in ("one", "one", "two"):  # the first was sent twice
        sent = entry(confirmed.pk, token=token)
        assert "已登记" in client.post(ENTER, sent).content.decode()
    with pytest.raises(Refused, match="都登记完了"):
        send_report(telling(), channel=Channel.BOX, opening=confirmed, on=DAY, by=sun)
    with pytest.raises(Refused) as told:
        send_report(telling(), channel=Channel.BOX, opening=confirmed, on=DAY, by=third)
    assert str(told.value) == str(before.value)  # he is not told that none is left
    assert set(Report.objects.values_list("opening", "board")) == {
        (confirmed.pk, confirmed.board_id)
    }


def test_the_clocks_of_a_paper_run_from_the_day_of_the_opening(confirmed, sun):
    later = DAY + dt.timedelta(days=2)
    report, _ = send_report(telling(), channel=Channel.BOX, opening=confirmed, on=later, by=sun)
    assert report.received_on == DAY
    assert report.register_by == dt.date(2026, 10, 27)


def test_a_third_enters_what_the_two_may_not_and_is_told_nothing_else(
    as_, hire, confirmed, sun, hu
):
    third = hire("third", "何静", Role.SUPERVISOR)
    make_key(third, passphrase=PASSPHRASE, on=DAY)
    page = as_(third).post(ENTER, entry(confirmed.pk, subjects="孙玉梅、胡军")).content.decode()
    assert "已登记" in page
    assert not Report.objects.visible_to(sun).exists()


def test_a_box_nobody_opened_in_time_is_due(as_, confirmed, sun):
    assert "按时" in as_(sun).get(BOXES).content.decode()
    assert waiting_boxes(sun, on=dt.date(2026, 10, 27)) == (0, 0)
    assert waiting_boxes(sun, on=dt.date(2026, 10, 28)) == (0, 1)


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"opened_on": DAY + dt.timedelta(days=1)}, "不能晚于"),
        ({"words": " "}, "锁和封条"),
        ({"papers": 201}, "0 到 200"),
        ({}, "已经登记过"),
    ],
)
def test_what_an_opening_needs(board, opening, sun, hu, facts, words):
    told = {"second": hu, "papers": 0, "words": "锁好", "opened_on": DAY} | facts
    with pytest.raises(Refused, match=words):
        record_opening(board, **told, on=DAY, by=sun)


def test_nobody_opens_it_alone(board, handlers, sun):
    with pytest.raises(Refused, match="两个人"):
        record_opening(board, second=sun, papers=0, words="锁好", opened_on=DAY, on=DAY, by=sun)


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("UPDATE disclosure_boxopening SET papers = 9", "answered once"),
        ("UPDATE disclosure_boxopening SET entered = 1", "answered once"),
        ("UPDATE disclosure_boxopening SET opened_by_id = opened_with_id", "answered once"),
        ("DELETE FROM disclosure_boxopening", "permission denied"),
    ],
)
def test_the_database_keeps_an_opening(confirmed, statement, words):
    with pytest.raises(DatabaseError, match=words):
        run(statement)


COPY = (
    "INSERT INTO disclosure_report (id, channel, category, is_named, board_id, opening_id,"
    " received_on, register_by, answer_by, status, outcome, public, receipt, by_receipt, told)"
    " SELECT gen_random_uuid(), '{channel}', category, is_named, board_id, {opening}, received_on,"
    " register_by, answer_by, status, outcome, public, '{n}', by_receipt, told FROM disclosure_report"
)


def test_the_database_takes_no_paper_that_was_not_counted(confirmed, sun):
    send_report(telling(), channel=Channel.BOX, opening=confirmed, on=DAY, by=sun)
    with pytest.raises(DatabaseError, match="has its opening"):
        run(COPY.format(channel="box", opening="NULL", n=1))
    with pytest.raises(DatabaseError, match="has its opening"):
        run(COPY.format(channel="online", opening="opening_id", n=2))
    send_report(telling(), channel=Channel.BOX, opening=confirmed, on=DAY, by=sun)
    with pytest.raises(DatabaseError, match="no paper left"):
        run(COPY.format(channel="box", opening="opening_id", n=3) + " LIMIT 1")


def test_the_form_is_printed_by_who_holds_the_key_and_it_is_a_step(as_, confirmed, sun, hu, zheng):
    report, _ = send_report(
        telling(subjects="周平", name="匿名人甲"),
        channel=Channel.BOX,
        opening=confirmed,
        on=DAY,
        by=sun,
    )
    address = reverse("report-print", args=[report.pk])
    assert "先写受理密码" in as_(hu).post(address, follow=True).content.decode()
    told = text_of(opened(as_(hu)).post(address).content)
    for words in (WORDS, "周平", "匿名人甲", "孙玉梅、胡军", "胡军"):
        assert words in told
    step = ReportStep.objects.get(kind=StepKind.PRINTED)
    assert step.by == hu
    assert as_(zheng).post(address).status_code == 403

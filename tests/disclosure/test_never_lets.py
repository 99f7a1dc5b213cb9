"""四个决不让: a line appears by a fact and goes by a fact."""

import datetime as dt
import uuid

import pytest
from django.core.management import call_command
from django.db import connection

from disclosure.never_lets import never_lets
from mutualfund.actions.claims import withdraw_claim
from mutualfund.models import ClaimKind
from staff.actions.gifts import hand_out
from staff.actions.visits import record_visit
from staff.models import (
    HardshipFile,
    Level,
    Mode,
)
from tests.mutualfund.fund import EVENT, file_claim
from tests.people import DAY, make_worker
from tests.staff.campaign import drawn, locked
from tests.staff.care import make_cadre, pair
from welfare import clock


@pytest.fixture
def pairing(zhang, zhao, zheng):
    """Zhang's file with Zhao answering for it since July."""
    return pair(zhang, make_cadre(zhao, zheng), zheng, dt.date(2026, 7, 2))


def look(on: dt.date = DAY) -> dict[str, object]:
    return {b.promise.key: b for b in never_lets(HardshipFile.objects.in_force(), on=on).blocks}


def call(pairing, by, on, mode=Mode.HOME, **levels):
    fine = dict.fromkeys(("living", "schooling", "medical", "belonging"), Level.FINE)
    with clock.travel(on):
        record_visit(
            pairing, visited_on=on, mode=mode, levels=fine | levels, needs=[], note="病情略",
            key=uuid.uuid4(), on=on, by=by,
        )  # fmt: skip


def test_a_risk_found_on_a_visit_opens_a_line(pairing, zhao):
    call(pairing, zhao, dt.date(2026, 8, 3), living=Level.RISK)
    [case] = look()["living"].open
    assert case.file == pairing.file
    assert case.days == (DAY - dt.date(2026, 8, 3)).days
    assert "病情" not in case.why


def test_something_to_watch_opens_no_line(pairing, zhao):
    call(pairing, zhao, dt.date(2026, 8, 3), living=Level.WATCH)
    assert look()["living"].open == []


def test_the_next_visit_that_finds_it_settled_clears_the_line(pairing, zhao):
    call(pairing, zhao, dt.date(2026, 8, 3), medical=Level.RISK)
    call(pairing, zhao, dt.date(2026, 8, 20))
    block = look()["medical"]
    assert block.open == []
    assert block.last.until == dt.date(2026, 8, 20)
    assert block.cases == 1


def test_a_telephone_call_that_finds_it_settled_clears_nothing(pairing, zhao):
    call(pairing, zhao, dt.date(2026, 8, 3), medical=Level.RISK)
    call(pairing, zhao, dt.date(2026, 8, 20), mode=Mode.PHONE)
    assert len(look()["medical"].open) == 1


def test_a_signed_gift_clears_living_but_not_medicine(
    pairing, zhao, zheng, liang, gao, chen, guo, yun
):
    call(pairing, zhao, dt.date(2026, 8, 3), living=Level.RISK, medical=Level.RISK)
    campaign = drawn(locked(liang, gao), liang, (chen, guo, yun))
    hand_out(campaign.gifts.get(), on=DAY, by=zheng, paid_with=liang)
    assert look()["living"].open == []
    assert "送温暖" in look()["living"].last.by
    assert len(look()["medical"].open) == 1


def test_a_risk_found_again_after_help_is_a_line_of_its_own(
    pairing, zhao, zheng, liang, gao, chen, guo, yun
):
    call(pairing, zhao, dt.date(2026, 8, 3), living=Level.RISK)
    campaign = drawn(locked(liang, gao), liang, (chen, guo, yun))
    hand_out(campaign.gifts.get(), on=DAY, by=zheng, paid_with=liang)
    again = DAY + dt.timedelta(days=5)
    call(pairing, zhao, again, living=Level.RISK)
    block = look(again)["living"]
    assert [case.since for case in block.open] == [again]
    assert (block.cases, block.last.until) == (2, DAY)


def test_a_school_claim_unpaid_for_thirty_days_opens_a_line(pairing, zhang_joined, zheng):
    claim = file_claim(zhang_joined.worker, by=zheng, applied_on=DAY - dt.timedelta(days=10))
    assert claim.kind == ClaimKind.EDUCATION
    assert look(DAY + dt.timedelta(days=20))["schooling"].open == []
    [case] = look(DAY + dt.timedelta(days=21))["schooling"].open
    assert claim.number in case.why
    assert EVENT < DAY


def test_a_withdrawn_claim_opens_no_line(pairing, accepted, zheng):
    withdraw_claim(accepted, reason="孩子改报别的学校", on=DAY, by=zheng)
    assert look(DAY + dt.timedelta(days=90))["schooling"].open == []


def test_a_file_without_a_cadre_stands_on_the_fourth_list(zhang, zhao, zheng):
    with connection.cursor() as cursor:  # the database lets no file be without one
        cursor.execute("ALTER TABLE staff_pairing DISABLE TRIGGER leaves_no_gap")
        cursor.execute("ALTER TABLE staff_hardshipfile DISABLE TRIGGER file_is_led")
    pairing = pair(zhang, make_cadre(zhao, zheng), zheng, dt.date(2026, 7, 2))
    pairing.until = DAY
    pairing.save(update_fields=["until"])
    [case] = look()["belonging"].open
    assert case.why == "还没有包保人"


def test_a_missed_quarter_is_cleared_by_a_call_and_stays_counted(pairing, zhao):
    with clock.travel(dt.date(2026, 10, 1)):
        call_command("daily")
    assert len(look()["belonging"].open) == 1
    call(pairing, zhao, dt.date(2026, 10, 19), mode=Mode.PHONE)
    assert len(look()["belonging"].open) == 1
    call(pairing, zhao, DAY)
    block = look()["belonging"]
    assert block.open == []
    assert [one.cases for one in block.quarters if one.quarter.label == "26Q3"] == [1]


def test_the_office_sees_names_and_the_step_the_board_only_counts(
    as_, client, pairing, zheng, zhao
):
    call(pairing, zhao, dt.date(2026, 8, 3), medical=Level.RISK)
    page = as_(zheng).get("/never-lets/").content.decode()
    assert "还有 1 件要管" in page
    assert "张桂兰" in page
    assert "受理补助" in page
    board = client.get("/").content.decode()
    assert "1 件正在办" in board
    assert "张桂兰" not in board


def test_a_cadre_sees_his_own_lines_only(as_, pairing, zhao, he):
    call(pairing, zhao, dt.date(2026, 8, 3), medical=Level.RISK)
    assert "张桂兰" in as_(zhao).get("/never-lets/").content.decode()
    assert "张桂兰" not in as_(he).get("/never-lets/").content.decode()


def test_thirty_files_ask_as_many_questions_as_one(pairing, zhao, zheng, django_assert_num_queries):
    call(pairing, zhao, dt.date(2026, 8, 3), medical=Level.RISK)
    with django_assert_num_queries(9):
        look()
    for n in range(30):
        pair(make_worker(f"职工{n:02d}"), pairing.cadre, zheng)
    with django_assert_num_queries(9):
        look()


def test_open_lines_are_paged_and_all_of_them_counted(as_, pairing, zhao, zheng):
    call(pairing, zhao, dt.date(2026, 8, 3))
    for n in range(21):
        one = pair(make_worker(f"职工{n:02d}"), pairing.cadre, zheng, dt.date(2026, 7, 2))
        call(one, zhao, dt.date(2026, 8, 3), medical=Level.RISK)
    client, listed = as_(zheng), []
    for number in ("1", "2"):
        answer = client.get("/never-lets/", {"medical_page": number})
        assert f"第 {number} 页，共 2 页，21 件" in answer.text
        assert "还有 21 件要管" in answer.text
        [lines] = [
            page for block, page, _ in answer.context["blocks"] if block.promise.key == "medical"
        ]
        listed += [[case.file.worker.name for case in lines]]
    assert [len(names) for names in listed] == [20, 1]
    assert len({*listed[0], *listed[1]}) == 21


def test_only_calls_that_matter_come_out_of_the_database(
    pairing, zhao, zheng, django_assert_max_num_queries
):
    other = pair(make_worker("李平"), pairing.cadre, zheng, dt.date(2026, 7, 2))
    for day in range(3, 9):
        call(other, zhao, dt.date(2026, 8, day))
    call(pairing, zhao, dt.date(2026, 8, 3), medical=Level.RISK)
    with django_assert_max_num_queries(12) as asked:
        assert len(look()["medical"].open) == 1
    [visits] = [one["sql"] for one in asked.captured_queries if '"note"' in one["sql"]]
    with connection.cursor() as cursor:
        cursor.execute(visits)
        assert len(cursor.fetchall()) == 1

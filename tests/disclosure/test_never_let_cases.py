"""The history by quarter: every number opens the cases behind it."""

import datetime as dt

import pytest
from django.core.management import call_command

from staff.models import Level
from tests.disclosure.test_never_lets import call
from tests.people import make_worker
from tests.staff.care import close, make_cadre, pair
from welfare import clock

JULY, AUGUST = dt.date(2026, 7, 20), dt.date(2026, 8, 3)


@pytest.fixture
def pairing(zhang, zhao, zheng):
    """Zhang's file with Zhao answering for it since July."""
    return pair(zhang, make_cadre(zhao, zheng), zheng, dt.date(2026, 7, 2))


def test_the_number_on_the_board_opens_its_list(as_, pairing, zheng, zhao):
    call(pairing, zhao, JULY, medical=Level.RISK)
    call(pairing, zhao, AUGUST)
    client = as_(zheng)
    assert '/never-lets/medical/2026/3/"' in client.get("/never-lets/").content.decode()
    page = client.get("/never-lets/medical/2026/3/").content.decode()
    for words in (
        "1 件",
        "张桂兰",
        "2026-07-20 走访，有风险",
        "2026-08-03",
        "再走访，已经没有风险",
    ):
        assert words in page
    assert "张桂兰" not in client.get("/never-lets/medical/2026/4/").content.decode()


def test_no_case_is_a_list_of_what_was_looked_at(as_, pairing, zheng, zhao):
    with clock.travel(dt.date(2026, 7, 2)):
        call_command("daily")
    call(pairing, zhao, JULY)
    page = as_(zheng).get("/never-lets/living/").content.decode()
    assert "最近八个季度" in page
    assert "没有人" in page
    assert page.count("/never-lets/living/20") == 16  # each quarter, and how many began in it
    row = page.split("2026 年第三季度")[1].split("</tr>")[0]
    assert row.count(">1</a>") == 4  # a file, a duty, done, a visit


def test_what_happened_to_a_closed_file_stays_in_the_history(as_, pairing, zheng, zhao, gao):
    call(pairing, zhao, AUGUST, medical=Level.RISK)
    close(pairing.file, zheng, gao)
    client = as_(zheng)
    assert "今天都守住了" in client.get("/never-lets/").content.decode()
    page = client.get("/never-lets/medical/2026/3/").content.decode()
    assert "张桂兰" in page
    assert "已退档" in page


def test_a_cadre_reads_his_own_and_a_stranger_quarter_is_not_there(as_, pairing, zhao, he):
    call(pairing, zhao, AUGUST, medical=Level.RISK)
    at = "/never-lets/medical/2026/3/"
    assert "张桂兰" in as_(zhao).get(at).content.decode()
    assert "张桂兰" not in as_(he).get(at).content.decode()
    for wrong in ("living/2027/1/", "living/2026/5/", "living/0/1/", "nothing/", "living/99999/1/"):
        assert as_(zhao).get(f"/never-lets/{wrong}").status_code == 404


def test_thirty_files_ask_as_many_questions_as_one(
    as_, pairing, zhao, zheng, django_assert_num_queries
):
    call(pairing, zhao, AUGUST, medical=Level.RISK)
    client = as_(zheng)
    client.get("/never-lets/medical/")
    with django_assert_num_queries(46):
        client.get("/never-lets/medical/")
    for n in range(30):
        pair(make_worker(f"职工{n:02d}"), pairing.cadre, zheng)
    with django_assert_num_queries(46):
        client.get("/never-lets/medical/")

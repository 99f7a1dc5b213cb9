"""工作台: everyone finds what waits for him, and nothing that waits for another."""

import datetime as dt

import pytest
from django.core.management import call_command

from mutualfund.actions.investigations import assign_investigators
from mutualfund.actions.meetings import close_meeting
from tests.mutualfund.fund import announce, convene, vote_all
from tests.people import DAY, make_worker
from tests.staff.care import make_cadre, pair, visit
from welfare import clock


@pytest.fixture
def home(as_):
    """The workbench as a person sees it."""

    def opened(user):
        response = as_(user).get("/office/")
        assert response.status_code == 200
        return response.content.decode()

    return opened


def test_it_says_when_nothing_waits(home, chen):
    assert "今天没有等着您办的事" in home(chen)


def test_a_quarter_without_a_visit_stands_on_top(home, zhang, zhao, he, zheng):
    pair(zhang, make_cadre(zhao, zheng), zheng, dt.date(2026, 7, 2))
    with clock.travel(dt.date(2026, 10, 1)):
        call_command("daily")
    page = home(zheng)
    assert "2026 年第三季度没有走访，已逾期 80 天" in page
    assert "补记" in page
    assert "已逾期" in home(zhao)
    assert "已逾期" not in home(he)


def test_a_cadre_sees_whom_to_visit_until_the_visit_is_made(home, zhang, zhao, he, zheng):
    pairing = pair(zhang, make_cadre(zhao, zheng), zheng)
    assert "走访 张桂兰" in home(zhao)
    assert "今天要办 1 件" in home(zhao)
    assert "走访 张桂兰" not in home(he)
    visit(pairing, zhao)
    assert "今天没有等着您办的事" in home(zhao)


def test_an_accepted_claim_waits_for_its_investigators(home, accepted, zheng, liang, he):
    assert "指派调查人： 张桂兰" in home(zheng)
    assign_investigators(accepted, people=[liang, he], on=DAY, by=zheng)
    assert "指派调查人" not in home(zheng)
    assert "核实 张桂兰的情况" in home(he)
    assert "核实 张桂兰的情况" not in home(zheng)


def test_an_investigated_claim_waits_for_a_meeting(home, investigated, committee, gao, zheng):
    assert "排会研究： 张桂兰" in home(zheng)
    convene([investigated], chair=gao, recorder=zheng)
    assert "排会研究" not in home(zheng)


def test_a_vote_waits_for_each_member_and_the_signature_for_the_chair(
    home, meeting, committee, gao, wang, bai, lin
):
    assert "表决 " in home(wang)
    vote_all(meeting, [wang, bai, lin])
    assert "表决 " not in home(wang)
    assert "签发 " not in home(gao)
    vote_all(meeting, [gao])
    assert "票齐了，等主任委员签发" in home(gao)
    assert "签发 " not in home(wang)


def test_a_decision_waits_for_its_notice(home, approved, zheng, bian, sun):
    assert "拟公示：" not in home(bian)
    close_meeting(approved.items.get().meeting, on=DAY, by=zheng)
    assert "拟公示：" in home(bian)
    assert "拟公示：" not in home(sun)


def test_a_claim_whose_notice_is_over_waits_for_the_accountant(home, approved, bian, chen, yun):
    announce(approved, by=bian)
    assert "制单 张桂兰的补助" in home(chen)
    assert "张桂兰的补助" not in home(yun)


def test_a_reviewed_voucher_waits_for_the_cashier(home, reviewed, chen, guo, yun):
    assert "付 张桂兰的补助" in home(yun)
    assert "张桂兰的补助" not in home(chen)
    assert "张桂兰的补助" not in home(guo)


def test_the_office_sees_every_branch_with_its_sums(home, zhang, li, zhao, zheng):
    pair(zhang, make_cadre(zhao, zheng), zheng)
    page = home(zheng)
    assert "2 个分公司" in page
    assert "0 / 1" in page


def test_one_worker_asks_as_many_questions_as_twenty(
    as_, zheng, zhao, zhang, django_assert_num_queries
):
    cadre, client = make_cadre(zhao, zheng), as_(zheng)
    pair(zhang, cadre, zheng)
    client.get("/office/")
    with django_assert_num_queries(37):
        client.get("/office/")
    for n in range(20):
        pair(make_worker(f"职工{n:02d}"), cadre, zheng)
    with django_assert_num_queries(37):
        client.get("/office/")

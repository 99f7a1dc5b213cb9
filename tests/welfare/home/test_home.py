"""工作台: everyone finds what waits for him, and nothing that waits for another."""

import datetime as dt
import re
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.urls import reverse

from mutualfund.actions.collections import post_income, review_income
from mutualfund.actions.grants import receive_interest
from mutualfund.actions.handmade import attach_papers
from mutualfund.actions.investigations import assign_investigators
from mutualfund.actions.meeting_papers import close_meeting
from mutualfund.actions.vouchers import Line, draft_reversal, draft_voucher, review_voucher
from mutualfund.models import Account, Fund, Side
from mutualfund.models.closings import PeriodStep
from staff.models import Need
from tests.mutualfund.fund import announce, convene, picture, vote_all
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


def test_the_sidebar_counts_what_waits_behind_each_line(home, zhang, zhao, zheng):
    """The workbench stands for all of them."""
    pairing = pair(zhang, make_cadre(zhao, zheng), zheng, dt.date(2026, 7, 2))
    visit(pairing, zhao, needs=[Need.HOUSING])
    menu = " ".join(home(zheng).split('<ul class="app-nav">')[1].split("</ul>")[0].split())
    counts = {}
    for line in menu.split("<a href=")[1:]:
        many = re.search('class="(cnt[^"]*)">([0-9]+)', line)
        counts[line.split('"')[1]] = many.groups() if many else None
    assert (counts["/matters/"], counts["/households/"]) == (("cnt", "1"), None)
    assert int(counts["/office/"][1]) == sum(
        int(found[1]) for url, found in counts.items() if found and url != "/office/"
    )


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


def test_money_that_came_in_waits_for_the_reviewer_then_for_the_cashier(home, chen, guo, yun):
    draft = receive_interest(
        amount=Decimal(12), advice_no="HD-1", on=DAY, by=chen, papers=[("单据", picture())]
    )
    assert "审核收款凭证" in home(guo)
    assert "确认收款到账" not in home(yun)
    review_income([draft], on=DAY, by=guo)
    assert "审核收款凭证" not in home(guo)
    assert "确认收款到账" in home(yun)
    assert "今天没有等着您办的事" in home(chen)


def test_closing_a_month_waits_for_somebody_else(home, chen, guo):
    fund = Fund.objects.mutual_aid()
    PeriodStep.objects.create(
        fund=fund, kind="close", year=2026, through=DAY, asked_by=chen, asked_at=clock.now()
    )
    assert "确认结账" in home(guo)
    assert "确认结账" not in home(chen)


@pytest.mark.parametrize(("other_side", "whose"), [("bank", "yun"), ("interest", "chen")])
def test_a_voucher_written_by_hand_waits_for_who_enters_it(home, chen, guo, yun, other_side, whose):
    lines = [
        Line(Account.objects.of("fees"), Side.DEBIT, Decimal(10)),
        Line(Account.objects.of(other_side), Side.CREDIT, Decimal(10)),
    ]
    draft = draft_voucher(
        Fund.objects.mutual_aid(), date=DAY, summary="手续费", lines=lines, source="test:1",
        purpose="hand", attachments=1, by=chen,
    )  # fmt: skip
    attach_papers(draft, papers=[("单据", picture())], by=chen)
    assert "审核记账凭证" in home(guo)
    review_voucher(draft, on=DAY, by=guo)
    assert "审核记账凭证" not in home(guo)
    for name, user in (("yun", yun), ("chen", chen)):
        assert ("凭证记账" in home(user)) == (name == whose)


def test_a_red_voucher_waits_for_the_reviewer_then_for_the_cashier(home, chen, guo, yun):
    receive = receive_interest(
        amount=Decimal(12), advice_no="HD-1", on=DAY, by=chen, papers=[("单据", picture())]
    )
    review_income([receive], on=DAY, by=guo)
    post_income([receive], on=DAY, cashier=yun)
    receive.refresh_from_db()
    red = draft_reversal(receive.voucher, reason="记重了", on=DAY, by=chen)
    assert "审核记账凭证" in home(guo)
    review_voucher(red, on=DAY, by=guo)
    assert "凭证记账" in home(yun)
    assert "凭证记账" not in home(chen)


def test_a_full_export_waits_for_the_chair(home, as_, zheng, gao, zhang):
    asked = {"form": "xlsx", "reason": "核对花名册"}
    as_(zheng).post(reverse("export-ask", args=["workers"]), asked)
    assert "批准完整导出" in home(gao)
    assert "批准完整导出" not in home(zheng)


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
    with django_assert_num_queries(66):
        client.get("/office/")
    for n in range(20):
        pair(make_worker(f"职工{n:02d}"), cadre, zheng)
    with django_assert_num_queries(66):
        client.get("/office/")

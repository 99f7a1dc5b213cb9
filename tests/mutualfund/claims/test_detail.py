"""The page of a claim: what stands on it, for whom, and the one next act."""

import pytest
from django.urls import reverse

from mutualfund.models import Claim


def page(client, claim: Claim) -> str:
    """The claim's page as text."""
    answer = client.get(claim.get_absolute_url())
    assert answer.status_code == 200
    return answer.content.decode()


def test_it_shows_the_sum_and_the_checks(as_, zheng, accepted):
    text = page(as_(zheng), accepted)
    assert "张桂兰的子女入学补助" in text
    assert "第十条" in text
    assert "过了等待期" in text
    assert text.count("500.00") >= 3


def test_it_offers_the_officer_only_free_investigators(as_, zheng, accepted, liang, he):
    text = page(as_(zheng), accepted)
    assert "请他们调查" in text
    assert f'<option value="{zheng.pk}" disabled>' in text
    assert f'<option value="{liang.pk}" >' in text


def test_it_asks_a_member_for_his_vote(as_, bai, meeting, investigated):
    text = page(as_(bai), investigated)
    assert "轮到我表决" in text
    assert "同意补 500.00 元" in text
    assert "可以表决" in text


def test_it_shows_the_votes_by_name(as_, zheng, approved):
    text = page(as_(zheng), approved)
    assert text.count("同意</span>") >= 4
    assert "等公示" in text


def test_it_waits_for_the_notice_to_end(as_, chen, announced):
    assert "公示期满，可以制单" in page(as_(chen), announced)


@pytest.mark.parametrize(
    ("who", "words"),
    [("chen", "凭证已审核，等出纳付款"), ("yun", "凭证已审核，可以付款"), ("gao", "等出纳付款")],
)
def test_it_tells_each_whose_turn_it_is(request, as_, reviewed, who, words):
    assert words in page(as_(request.getfixturevalue(who)), reviewed)


def test_it_is_not_there_for_an_applicant_without_the_office(as_, zhang, accepted):
    assert as_(zhang.user).get(accepted.get_absolute_url()).status_code == 403


def test_it_is_not_there_when_there_is_no_such_claim(as_, zheng, coop):
    assert as_(zheng).get(reverse("claim-detail", args=[999])).status_code == 404


def test_before_a_button_is_pressed_it_says_who_is_told(as_, gao, chen, guo, announced):
    told = page(as_(chen), announced)
    assert f"按下会告诉：{guo.name}，去审核" in told
    assert "，去重新排会研究" in page(as_(gao), announced)


def test_a_member_is_told_where_his_vote_leads(as_, bai, meeting, investigated):
    assert "按下会告诉：票齐了告诉主任委员，去签发" in page(as_(bai), investigated)


def test_sending_papers_back_says_that_the_applicant_is_told(as_, zheng, accepted):
    assert "按下会告诉：申请人本人，在「查我的」里看到要补什么" in page(as_(zheng), accepted)

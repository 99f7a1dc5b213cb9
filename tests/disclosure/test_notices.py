"""Notices: masked, released by another hand, counted in working days, proved by a code."""

import datetime as dt

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.urls import reverse

from disclosure.actions.notices import (
    draft_campaign_notice,
    draft_certification_notice,
    release_notice,
    send_for_release,
    take_down_due,
)
from disclosure.models import Notice, NoticeStatus
from disclosure.scan import leaks
from mutualfund.actions.decisions import take_back_decision
from mutualfund.models import Claim, ClaimStatus
from staff.actions.campaigns import finish_handing_out
from staff.actions.gifts import hand_out
from staff.actions.objections import answer_objection, raise_objection
from staff.actions.sheet_photos import attach_photo
from staff.models import Result, Source
from tests.mutualfund.fund import picture
from tests.mutualfund.sql import as_app
from tests.people import DAY
from tests.staff.campaign import avow_all, drawn, locked, make_file
from tests.staff.hardship.walk import Walk
from welfare import clock
from welfare.errors import Refused
from welfare.roles import Role

BOARD = reverse("board")


def test_it_is_drawn_from_the_decision_with_masked_names(drafted, zhang):
    (row,) = drafted.rows
    assert row[1] == "张*兰"
    assert row[-1] == "500.00"
    assert "张桂兰" not in str(drafted.rows) + drafted.intro + drafted.title


def test_it_is_not_public_before_its_release(client, sent):
    assert client.get(sent.get_absolute_url()).status_code == 404
    assert sent.title not in client.get(BOARD).content.decode()


def test_it_starts_the_notice_period_of_its_claims(released, approved):
    claim = Claim.objects.get(pk=approved.pk)
    assert claim.status == ClaimStatus.PUBLICITY
    assert (claim.publicity_from, claim.publicity_until) == (DAY, dt.date(2026, 10, 22))


def test_it_takes_down_the_row_of_a_decision_that_was_taken_back(
    client, as_, released, approved, gao, bian
):
    address = released.get_absolute_url()
    assert "张*兰" in client.get(address).content.decode()
    take_back_decision(Claim.objects.get(pk=approved.pk), reason="票据要再查", on=DAY, by=gao)
    for page in (client.get(address), as_(bian).get(reverse("notice-preview", args=[released.pk]))):
        text = page.content.decode()
        assert f"这一笔的决定 {DAY} 撤销，不付款" in text
        assert "其中 1 笔后来撤下" in text
        assert "张*兰" not in text
        assert "票据要再查" not in text
    assert "其中 1 笔后来撤下" in client.get(reverse("notice-list")).content.decode()
    assert "内容与发布时一致" in client.get(address).content.decode()


def test_it_ends_after_the_holiday_when_released_before_it(sent, sun):
    notice = release_notice(sent, on=dt.date(2026, 9, 30), by=sun)
    assert notice.public_until == dt.date(2026, 10, 9)


def test_it_refuses_its_editor_as_releaser(sent, bian):
    with pytest.raises(Refused, match="要由监督小组的人放行"):
        release_notice(sent, on=DAY, by=bian)


def test_it_is_refused_by_the_database_too(sent):
    with pytest.raises(IntegrityError, match="notice_released_by_another"), transaction.atomic():
        Notice.objects.filter(pk=sent.pk).update(releaser=sent.editor)


def test_it_tells_the_releaser_why_the_button_is_off(as_, sun, drafted):
    page = as_(sun).get(reverse("notice-preview", args=[drafted.pk])).content.decode()
    assert "还不能放行" in page
    assert "disabled" in page


def test_it_goes_over_two_desks(as_, bian, sun, drafted):
    as_(bian).post(reverse("notice-send", args=[drafted.pk]))
    as_(sun).post(reverse("notice-release", args=[drafted.pk]))
    assert Notice.objects.get().status == NoticeStatus.PUBLISHED


def test_it_stands_on_the_board_with_its_days(client, released):
    page = client.get(BOARD).content.decode()
    assert "正在公示 1 件" in page
    paper = client.get(released.get_absolute_url()).content.decode()
    assert "张*兰" in paper
    assert released.check_code in paper
    assert "{#" not in paper
    assert "共 3 个工作日" in paper


def test_it_loses_the_names_when_its_days_are_over(client, released):
    assert take_down_due(on=dt.date(2026, 10, 22)) == 0
    assert take_down_due(on=dt.date(2026, 10, 23)) == 1
    paper = client.get(released.get_absolute_url()).content.decode()
    assert "张*兰" not in paper
    assert "共 1 笔，合计 500.00 元" in paper


def test_it_says_whether_a_paper_is_the_same(client, released):
    url = reverse("notice-verify", args=[released.number])
    assert "一致：纸上和网上" in client.get(url, {"code": released.check_code}).content.decode()
    assert "不一致" in client.get(url, {"code": "0000-0000-0000"}).content.decode()


def test_it_does_not_verify_after_a_change_by_sql(client, released):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE disclosure_notice SET summary = '共 1 笔，合计 900.00 元'")
    url = reverse("notice-verify", args=[released.number])
    page = client.get(url, {"code": released.check_code}).content.decode()
    assert "和放行时不一样了" in page


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("请找 11010519491231002X", "身份证号"),
        ("卡号 6217 0049 3611 0037 491", "银行卡号"),
        ("电话 138-0000-0417", "手机号"),
    ],
)
def test_it_finds_what_must_not_be_public(text, words):
    assert leaks({"正文": text}) == [f"正文里有{words}，请删掉"]


def test_it_lets_plain_words_pass():
    assert leaks({"正文": "共 4 笔，合计 1,560.00 元，2026 年 10 月 14 日"}) == []


def test_it_keeps_persons_out_of_every_public_page(client, released, zhang, li):
    for url in (BOARD, "/fund/", "/notices/", released.get_absolute_url()):
        page = client.get(url).content.decode()
        for secret in ("张桂兰", "李秀英", zhang.id_number, zhang.bank_card):
            assert secret not in page


def test_its_names_go_by_the_calendar_when_the_nightly_job_did_not_run(client, released):
    with clock.travel(dt.date(2026, 10, 22)):
        assert "张*兰" in client.get(released.get_absolute_url()).content.decode()
    with clock.travel(dt.date(2026, 10, 23)):
        assert "张*兰" not in client.get(released.get_absolute_url()).content.decode()


@pytest.fixture
def running(zhang, zheng, gao, chen, guo, yun):
    """A festival campaign of one family, its money drawn: 400 yuan in cash, 130 in goods."""
    make_file(zhang, zheng)
    return drawn(locked(zheng, gao), zheng, (chen, guo, yun))


def test_what_a_campaign_handed_out_is_announced_with_masked_names(
    as_, client, coop, running, zheng, liang, bian, sun
):
    with pytest.raises(Refused, match="全部签领以后"):
        draft_campaign_notice(running, on=DAY, by=bian)
    hand_out(running.gifts.get(), on=DAY, by=zheng, paid_with=liang)
    attach_photo(running.sheets.get(), picture(), by=zheng, by_hand=True)
    avow_all(running, liang)
    campaign = finish_handing_out(running, on=DAY, by=zheng)
    assert f"{campaign}的发放结果" in as_(bian).get(reverse("notice-desk")).content.decode()
    as_(bian).post(reverse("notice-draft-campaign", args=[campaign.pk]))
    notice = Notice.objects.get()
    as_(bian).post(reverse("notice-send", args=[notice.pk]))
    as_(sun).post(reverse("notice-release", args=[notice.pk]))
    paper = client.get(notice.get_absolute_url()).content.decode()
    assert "张*兰" in paper
    assert "张桂兰" not in paper
    assert "共 1 户，合计 530.00 元" in paper
    with pytest.raises(Refused, match="已经拟过公示"):
        draft_campaign_notice(campaign, on=DAY, by=bian)


def test_it_is_found_by_its_number_or_title(client, released):
    for asked in (released.number, "互助金补助名单"):
        page = client.get(reverse("notice-list"), {"q": asked}).content.decode()
        assert released.get_absolute_url() in page
    page = client.get(reverse("notice-list"), {"q": "没有这件"}).content.decode()
    assert released.get_absolute_url() not in page
    assert "编号可能抄多或抄少了一位" in page


def test_the_paper_is_signed_and_says_whether_it_is_what_was_released(client, released):
    page = client.get(released.get_absolute_url()).content.decode()
    assert page.count("车务段互助补充保险委员会</p>") == 2  # its head and its signature
    assert "内容与发布时一致" in page
    Notice.objects.filter(pk=released.pk).update(summary="共 9 笔")
    page = client.get(released.get_absolute_url()).content.decode()
    assert "内容与发布时一致" not in page
    assert "内容和放行时不一样了" in page


def test_it_says_that_somebody_objected_and_not_what(
    client, zhang, zheng, liang, he, zhao, gao, hire
):
    walk = Walk(zhang, zheng, liang, [zhao, he], gao).surveyed().peer_review()
    editor, releaser = hire("ed", "编", Role.EDITOR), hire("rel", "放", Role.SUPERVISOR)
    notice = draft_certification_notice(walk.run, on=DAY, by=editor)
    notice = release_notice(send_for_release(notice, on=DAY, by=editor), on=DAY, by=releaser)
    at = notice.get_absolute_url()
    assert "不同意见，正在核查" not in client.get(at).content.decode()
    two = [hire("h1", "甲", Role.OFFICER), hire("h2", "乙", Role.OFFICER)]
    told = {"words": "他家有车", "source": Source.PHONE, "who": "", "handlers": two}
    objection = raise_objection(walk.run, **told, on=DAY, by=zheng)
    for page in (client.get(at), client.get(reverse("notice-list"))):
        assert "有不同意见，正在核查，答复以前不生效" in page.content.decode()
        assert "有车" not in page.content.decode()
    for person in two:
        answer_objection(objection, result=Result.UNFOUNDED, answer="车卖了", on=DAY, by=person)
    assert "收到不同意见 1 条，都已核查答复" in client.get(at).content.decode()
    assert notice.computed_code() == notice.check_code


def test_a_founded_objection_takes_the_notice_down(
    as_, client, zhang, zheng, liang, he, zhao, gao, hire
):
    walk = Walk(zhang, zheng, liang, [zhao, he], gao).surveyed().peer_review()
    editor, releaser = hire("ed", "编", Role.EDITOR), hire("rel", "放", Role.SUPERVISOR)
    notice = draft_certification_notice(walk.run, on=DAY, by=editor)
    notice = release_notice(send_for_release(notice, on=DAY, by=editor), on=DAY, by=releaser)
    two = [hire("h1", "甲", Role.OFFICER), hire("h2", "乙", Role.OFFICER)]
    told = {"words": "他家有店", "source": Source.PHONE, "who": "", "handlers": two}
    objection = raise_objection(walk.run, **told, on=DAY, by=zheng)
    with as_app():
        answer = {"result": "founded", "answer": "确有其事"}
        for person in two:
            as_(person).post(reverse("objection-answer", args=[objection.pk]), answer)
    notice.refresh_from_db()
    assert notice.status == NoticeStatus.WITHDRAWN
    for at in (notice.get_absolute_url(), reverse("notice-list"), "/"):
        assert "张*兰" not in client.get(at).content.decode(), at
    page = client.get(notice.get_absolute_url()).content.decode()
    assert "核查成立，名单已撤下，重新调查以后再公示" in page
    assert "公示期已过" not in page
    with pytest.raises(DatabaseError, match="was taken down"), transaction.atomic():
        Notice.objects.update(status=NoticeStatus.PUBLISHED)


def test_nobody_is_named_after_the_period_not_even_in_the_title(
    client, zhang, zheng, liang, he, zhao, gao, hire
):
    walk = Walk(zhang, zheng, liang, [zhao, he], gao).surveyed().peer_review()
    editor, releaser = hire("ed", "编", Role.EDITOR), hire("rel", "放", Role.SUPERVISOR)
    notice = draft_certification_notice(walk.run, on=DAY, by=editor)
    notice = release_notice(send_for_release(notice, on=DAY, by=editor), on=DAY, by=releaser)
    assert "张*兰" in client.get(notice.get_absolute_url()).content.decode()
    with clock.travel(notice.public_until + dt.timedelta(days=1)):
        for at in (notice.get_absolute_url(), reverse("notice-list"), "/"):
            assert "张*兰" not in client.get(at).content.decode(), at

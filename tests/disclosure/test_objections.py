"""Objections to a notice: anyone, without a login; answered by other hands; the money waits."""

import datetime as dt
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from disclosure.actions.notices import (
    draft_certification_notice,
    release_notice,
    send_for_release,
)
from disclosure.actions.objection_answers import judge_answer, propose_answer
from disclosure.actions.objections import ask_for_file, object_to_notice
from disclosure.models import NoticeObjection, ObjectionAnswer, ObjectionPaper
from disclosure.objection_saying import Saying
from disclosure.report_gate import objections
from mutualfund.actions.payments import make_payment_voucher
from mutualfund.models import Claim, NoticeHold
from staff.actions.approvals import close_publicity
from staff.models import Result
from tests.disclosure.hearing import answer_by_two, two_free
from tests.mutualfund.fund import picture
from tests.mutualfund.sql import as_app, run
from tests.people import DAY
from tests.staff.hardship.walk import Walk
from welfare import clock
from welfare.errors import Refused
from welfare.roles import Role

OVER = dt.date(2026, 10, 23)
CHECK = reverse("objection-check")


@pytest.fixture(autouse=True)
def _quiet_minute():
    """Nobody was here in the last minute."""
    objections.lately.clear()


@pytest.fixture
def objected(released):
    """Somebody says that Zhang was not ill; with the receipt code."""
    return object_to_notice(released, Saying(1, "她没有住院"), on=DAY)


def sent_code(client, notice, **said) -> str:
    """Fill in the public form; the code on the page that follows."""
    url = reverse("notice-object", args=[notice.number])
    page = client.post(url, {"row": "1", "words": "她没有住院", **said}).content.decode()
    return "".join(re.findall(r"<span>(\d{4})</span>", page))


def test_anyone_objects_without_a_name_and_reads_the_answer_by_the_code(
    as_, client, released, liang, hire
):
    assert "有不同意见</a>" in client.get(released.get_absolute_url()).content.decode()
    code = sent_code(client, released, grounds=["facts"])
    assert len(code) == 16
    assert "正在核查" in client.post(CHECK, {"code": code}).content.decode()
    objection = NoticeObjection.objects.get()
    page = as_(hire("other", "别人", Role.OFFICER)).get(objection.get_absolute_url())
    assert "她没有住院" in page.content.decode()
    told = {"result": "unfounded", "answer": "看过出院小结"}
    first, second = hire("third", "第三人", Role.OFFICER), hire("fourth", "第四人", Role.OFFICER)
    as_(first).post(objection.get_absolute_url(), told)
    assert "正在核查" in client.post(CHECK, {"code": code}).content.decode()
    page = as_(second).get(objection.get_absolute_url()).content.decode()
    assert "看过出院小结" in page
    as_(second).post(objection.get_absolute_url(), {"agree": "yes"})
    page = client.post(CHECK, {"code": code}).content.decode()
    assert "看过出院小结" in page
    page = client.get(released.get_absolute_url()).content.decode()
    assert "收到不同意见 1 条，都已核查答复" in page


def test_the_notice_says_that_it_is_looked_into_and_not_by_whom(client, released):
    code = sent_code(client, released, who="吴知情", contact="6688")
    page = client.get(released.get_absolute_url()).content.decode()
    assert "有不同意见，正在核查，所涉的补助答复以前不付款" in page
    for secret in ("吴知情", "6688", "她没有住院", code):
        assert secret not in page
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_jsonb(o)::text FROM disclosure_noticeobjection o")
        row = cursor.fetchone()[0]
    for secret in ("吴知情", "她没有住院", code):
        assert secret not in row


def test_a_wrong_code_opens_nothing(client, objected):
    for code in ("0000-0000-0000-0000", "x", "1"):
        assert "没有这个回执码" in client.post(CHECK, {"code": code}).content.decode()
    page = client.post(CHECK, {"code": ""}).content.decode()
    assert "「回执码」还没有填" in page


def test_it_keeps_no_trace_of_who_opens_it_and_is_slowed_for_all(client, released):
    url = reverse("notice-object", args=[released.number])
    answer = client.get(url)
    assert not answer.cookies
    assert answer["Cache-Control"] == "no-store"
    while objections.lets_through():
        pass
    answer = client.post(url, {"row": "1", "words": "她没有住院"})
    assert "等一分钟再试" in answer.content.decode()
    assert not NoticeObjection.objects.exists()


def test_it_names_what_is_missing(client, released):
    url = reverse("notice-object", args=[released.number])
    page = client.post(url, {"row": "9", "words": ""}).content.decode()
    assert "「对哪一位」只能选列出来的一项" in page
    assert "「您知道的情况」还没有填" in page


def test_nobody_objects_before_or_after_the_period(client, sent, sun):
    url = reverse("notice-object", args=[sent.number])
    assert client.get(url).status_code == 404
    notice = release_notice(sent, on=DAY, by=sun)
    with clock.travel(OVER):
        assert client.post(url, {"row": "1", "words": "晚了"}).status_code == 404
    with pytest.raises(Refused, match="公示期已过"):
        object_to_notice(notice, Saying(1, "晚了"), on=OVER)
    with pytest.raises(DatabaseError, match="takes no objection now"), transaction.atomic():
        NoticeObjection.objects.create(
            notice=notice, words="晚了", receipt=b"1", raised_on=OVER, due_on=OVER
        )


def test_the_payment_waits_for_the_answer(objected, chen, hire):
    objection, _ = objected
    claim = Claim.objects.get()
    assert claim not in Claim.objects.notice_over(on=OVER)
    with pytest.raises(Refused, match="公示时有人提了异议"):
        make_payment_voucher(claim, on=OVER, by=chen)
    answer_by_two(objection, Result.UNFOUNDED, "看过票据", two_free(hire))
    assert claim in Claim.objects.notice_over(on=OVER)
    assert make_payment_voucher(Claim.objects.get(), on=OVER, by=chen).pk


def test_the_database_refuses_the_payment_and_an_early_end_of_the_hold(objected, chen):
    claim = Claim.objects.get()
    with connection.cursor() as cursor:
        pay = "INSERT INTO mutualfund_payment (claim_id, amount, paid_on, method, voucher_id, cashier_id) VALUES (%s, 500, %s, 'cash', 1, %s)"
        with pytest.raises(DatabaseError, match="is not answered"), transaction.atomic():
            cursor.execute(pay, [claim.pk, OVER, chen.pk])
    with pytest.raises(DatabaseError, match="has no answer"), as_app():
        NoticeHold.objects.update(lifted_on=DAY)
    with pytest.raises(DatabaseError, match="permission denied"), as_app():
        NoticeHold.objects.all().delete()


def test_a_founded_one_leaves_the_payment_to_the_office(objected, chen, hire):
    answer_by_two(objected[0], Result.FOUNDED, "确实没有住院", two_free(hire))
    with pytest.raises(Refused, match="公示异议核查成立"):
        make_payment_voucher(Claim.objects.get(), on=OVER, by=chen)


def test_no_hand_of_the_case_answers(as_, objected, sun, zheng, liang, hire):
    objection, _ = objected
    told = {"result": "unfounded", "answer": "没事"}
    for person, words in (
        (sun, "这件公示是您放行的"),
        (zheng, "这一笔您办过受理"),
        (liang, "这一笔您办过调查"),
    ):
        page = as_(person).post(objection.get_absolute_url(), told).content.decode()
        assert words in page
        assert "她没有住院" not in page
    two = two_free(hire)
    row = NoticeObjection.objects.get()
    row.result, row.answer, row.answered_on = "unfounded", "没事", DAY
    for person, words in (
        (sun, "made notice"),
        (zheng, "took the step receive"),
        (two[0], "confirmed by nobody"),
    ):
        row.answered_by = person
        with pytest.raises(DatabaseError, match=words), transaction.atomic():
            row.save()
    answer_by_two(objection, Result.UNFOUNDED, "没事", two)
    with pytest.raises(Refused, match="已经答复过"):
        answer_by_two(objection, Result.FOUNDED, "变了", two)
    with pytest.raises(DatabaseError, match="answered once"), transaction.atomic():
        row.save()


def test_one_against_a_hardship_file_is_heard_inside_the_file(
    as_, client, zhang, zheng, liang, he, zhao, gao, hire
):
    walk = Walk(zhang, zheng, liang, [zhao, he], gao).surveyed().peer_review()
    editor, releaser = hire("ed", "编", Role.EDITOR), hire("rel", "放", Role.SUPERVISOR)
    notice = draft_certification_notice(walk.run, on=DAY, by=editor)
    notice = release_notice(send_for_release(notice, on=DAY, by=editor), on=DAY, by=releaser)
    code = sent_code(client, notice, words="他家有店")
    with pytest.raises(Refused, match="还有不同意见没有答复"):
        close_publicity(walk.run, posted="四处", on=dt.date(2026, 11, 5), by=zheng)
    two = [hire("h1", "甲", Role.OFFICER), hire("h2", "乙", Role.OFFICER)]
    objection = NoticeObjection.objects.get()
    own = as_(two[0]).post(objection.get_absolute_url(), {"people": [one.pk for one in two]})
    assert "不能请自己核查" in own.content.decode()
    as_(zheng).post(objection.get_absolute_url(), {"people": [one.pk for one in two]})
    heard = objection.file_objection
    told = {"result": "unfounded", "answer": "店是别人的"}
    for person in two:
        as_(person).post(reverse("objection-answer", args=[heard.pk]), told)
    assert "店是别人的" in client.post(CHECK, {"code": code}).content.decode()
    assert not NoticeObjection.objects.open().exists()


def test_it_waits_on_the_workbench_of_those_who_may_look(as_, objected, zheng, bian):
    assert "核查异议" in as_(zheng).get(reverse("home")).content.decode()
    assert "核查异议" not in as_(bian).get(reverse("home")).content.decode()


def test_the_list_shows_what_waits_and_not_what_was_said(as_, objected, bian):
    page = as_(bian).get(reverse("objection-list"), {"show": "open"}).content.decode()
    assert "还有 1 条没有答复" in page
    assert "她没有住院" not in page


def test_who_wrote_the_answer_does_not_confirm_it_nor_does_a_hand_of_the_case(
    as_, objected, zheng, chen, hire
):
    objection, free = objected[0], hire("free", "旁人", Role.OFFICER)
    told = propose_answer(objection, result=Result.UNFOUNDED, answer="没事", on=DAY, by=free)
    for person, words in ((free, "答复是您写的"), (zheng, "这一笔您办过受理")):
        with pytest.raises(Refused, match=words):
            judge_answer(told, agreed=True, words="", on=DAY, by=person)
        assert words in as_(person).get(objection.get_absolute_url()).content.decode()
    judged = (
        "UPDATE disclosure_objectionanswer SET judged_by_id = {}, judged_on = on_, agreed = true"
    )
    for person, words in ((free, "by_two"), (zheng, "took the step receive")):
        with pytest.raises(DatabaseError, match=words):
            run(judged.replace("on_", '"on"').format(person.pk))
    with pytest.raises(Refused, match="公示时有人提了异议"):
        make_payment_voucher(Claim.objects.get(), on=OVER, by=chen)


def test_an_answer_that_is_sent_back_leaves_the_case_open_and_stays(as_, objected, hire):
    objection, two = objected[0], two_free(hire)
    told = propose_answer(objection, result=Result.UNFOUNDED, answer="没事", on=DAY, by=two[0])
    with pytest.raises(Refused, match="等另一个人确认"):
        propose_answer(objection, result=Result.FOUNDED, answer="有事", on=DAY, by=two[1])
    with pytest.raises(Refused, match="退回要写原因"):
        judge_answer(told, agreed=False, words=" ", on=DAY, by=two[1])
    page = as_(two[1]).post(
        objection.get_absolute_url(), {"agree": "no", "words": "没问本人"}, follow=True
    )
    assert "没问本人" in page.content.decode()
    assert NoticeObjection.objects.open().count() == 1
    answer_by_two(objection, Result.UNFOUNDED, "问过本人", (two[1], two[0]))
    assert ObjectionAnswer.objects.count() == 2
    for statement, words in (
        ("UPDATE disclosure_objectionanswer SET agreed = true", "judged once"),
        ("DELETE FROM disclosure_objectionanswer", "permission denied"),
    ):
        with pytest.raises(DatabaseError, match=words):
            run(statement)


def test_a_photograph_comes_along_without_what_tells_of_its_maker(as_, client, released, sun, hire):
    photo = SimpleUploadedFile("张三的手机.jpg", picture(comment=b"GPS 31.2304"))
    sent_code(client, released, papers=[photo])
    paper = ObjectionPaper.objects.get()
    assert b"GPS" not in bytes(paper.content)
    url = reverse("objection-paper", args=[paper.pk])
    answer = as_(hire("free", "旁人", Role.OFFICER)).get(url)
    assert answer.content.startswith(b"\xff\xd8")
    assert b"GPS" not in answer.content
    assert "张三" not in answer["Content-Disposition"]
    assert "这件公示是您放行的" in as_(sun).get(url, follow=True).content.decode()
    for statement in (
        "UPDATE disclosure_objectionpaper SET place = 2",
        "DELETE FROM disclosure_objectionpaper",
    ):
        with pytest.raises(DatabaseError, match="permission denied"):
            run(statement)


@pytest.mark.parametrize("files", [["x"] * 4, [b"MZ"]])
def test_papers_that_are_many_or_no_papers_do_not_come_in(released, files):
    given = [("a", picture() if one == "x" else one) for one in files]
    with pytest.raises(Refused):
        object_to_notice(released, Saying(1, "不是这样", files=given), on=DAY)


def test_the_two_asked_in_a_hardship_file_see_the_photographs_without_the_right_to_hear_others(
    as_, zhang, zheng, liang, he, zhao, gao, hire
):
    walk = Walk(zhang, zheng, liang, [zhao, he], gao).surveyed().peer_review()
    editor, releaser = hire("ed", "编", Role.EDITOR), hire("rel", "放", Role.SUPERVISOR)
    notice = draft_certification_notice(walk.run, on=DAY, by=editor)
    notice = release_notice(send_for_release(notice, on=DAY, by=editor), on=DAY, by=releaser)
    saying = Saying(0, "他家有车", files=[("a.jpg", picture())])
    objection, _ = object_to_notice(notice, saying, on=DAY)
    asked, other, free = (hire(n, n, Role.CADRE) for n in ("asked", "other", "free"))
    ask_for_file(objection, handlers=[asked, other], on=DAY, by=hire("aud", "审", Role.AUDITOR))
    paper = reverse("objection-paper", args=[ObjectionPaper.objects.get().pk])
    listed = reverse("objection-list") + f"?file={objection.file_objection_id}"
    assert objection.get_absolute_url() in as_(asked).get(listed).content.decode()
    assert paper in as_(asked).get(objection.get_absolute_url()).content.decode()
    assert as_(asked).get(paper).content.startswith(b"\xff\xd8")
    for url in (paper, objection.get_absolute_url()):
        page = as_(free).get(url, follow=True).content.decode()
        assert "由核查它的人看" in page
        assert "他家有车" not in page
    assert objection.get_absolute_url() not in as_(free).get(listed).content.decode()

"""举报: sent without a login, read and continued by the code alone."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from disclosure.actions.handler_keys import key_in_use, make_key, private_of
from disclosure.actions.report_steps import case_for, reply, step_back, take_step
from disclosure.actions.reports import add_words, case_of, send_report
from disclosure.models.reports import Report, ReportFile, StepKind
from disclosure.report_keys import open_with
from disclosure.report_telling import Chosen
from tests.disclosure.reports.conftest import (
    PASSPHRASE,
    WORDS,
    opened,
    send_online,
    talk_of,
    telling,
)
from tests.mutualfund.fund import picture
from tests.people import DAY
from welfare.crypto import Damaged
from welfare.errors import Refused
from welfare.roles import Role

NEW, CHECK, ADD = reverse("report-new"), reverse("report-check"), reverse("report-add")


def test_it_gives_a_code_of_sixteen_digits_and_shows_it_once(client, handlers):
    code = send_online(client)
    assert len(code) == 16
    assert code.isdecimal()
    assert code not in client.get(NEW).content.decode()


def test_the_same_form_sent_twice_is_one_report_with_one_code(client, handlers):
    token = re.search(r'name="token" value="([^"]{40,})"', client.get(NEW).content.decode()).group(
        1
    )
    codes = [send_online(client, token=token) for _ in range(2)]
    assert codes[0] == codes[1]
    assert Report.objects.count() == 1
    assert Report.objects.get().messages.count() == 1
    other = send_online(client, "换了一件事", token=token)  # kept by the browser, written over
    assert other != codes[0]
    assert "换了一件事" in talk_of(other)
    assert send_online(client) != send_online(client)  # a form without a token is never the same


def test_the_code_opens_what_was_said(client, handlers):
    code = send_online(client)
    spaced = f"{code[:4]} {code[4:8]}-{code[8:]}"
    assert WORDS in client.post(CHECK, {"code": spaced}).content.decode()


@pytest.mark.parametrize("wrong", ["0000000000000000", "123", "十六位", ""])
def test_another_code_opens_nothing(client, sent, wrong):
    answer = client.post(CHECK, {"code": wrong})
    assert answer.status_code == 200
    assert WORDS not in answer.content.decode()


def test_it_goes_on_with_the_code_alone(client, sent):
    code = sent[1]
    paper = SimpleUploadedFile("我家门口.jpg", picture())
    answer = client.post(ADD, {"code": code, "words": "那两个人在三班", "papers": [paper]})
    assert "补充的话收到了" in answer.content.decode()
    assert "那两个人在三班" in talk_of(code)
    assert ReportFile.objects.get().place == 1


def test_a_paper_comes_back_to_its_own_code_only(client, handlers):
    mine, yours = (send_report(telling(), on=DAY) for _ in range(2))
    add_words(case_of(mine[1]), "", files=[("a.jpg", picture())], on=DAY)
    address = reverse("report-paper", args=[ReportFile.objects.get().pk])
    assert client.post(address, {"code": mine[1]}).status_code == 200
    assert client.post(address, {"code": yours[1]}).status_code == 404


@pytest.mark.parametrize("files", [["x"] * 4, [b"MZ"]])
def test_it_refuses_papers_that_are_many_or_no_papers(handlers, files):
    given = [("a", picture() if one == "x" else one) for one in files]
    with pytest.raises(Refused):
        send_report(telling(files=given), on=DAY)
    assert not Report.objects.exists()


def test_a_paper_loses_what_tells_of_its_maker(sent):
    report, code = sent
    told = SimpleUploadedFile("a.jpg", picture(comment=b"GPS 31.2304"))
    add_words(case_of(code), "", files=[("我.jpg", told.read())], on=DAY)
    paper = ReportFile.objects.get()
    case = case_of(code)
    content = open_with(case.private, paper.content, bound_to=f"{report.place}:{paper.pk}")
    assert b"GPS" not in content
    assert "我" not in str(paper)


def test_it_says_so_when_nobody_could_read_it(client, sun):
    assert "还没有开通" in client.get(NEW).content.decode()
    answer = client.post(NEW, {"category": "money", "words": WORDS})
    assert "还没有开通" in answer.content.decode()
    assert not Report.objects.exists()


def test_it_names_the_field_that_is_empty(client, handlers):
    answer = client.post(NEW, {"category": "money", "words": " "})
    assert answer.status_code == 400
    assert "「什么事」还没有填" in answer.content.decode()


def test_the_form_tells_what_the_office_network_sees(client, handlers):
    page = client.get(NEW).content.decode()
    assert "办公网看得到有电脑打开过这个网址" in page
    assert "举报箱" in page
    assert "只有您一个人知道的细节" in page


def test_what_is_sealed_opens_at_its_own_place_with_its_own_key(handlers, sun):
    one, other = (send_report(telling(), on=DAY)[0] for _ in range(2))
    private = private_of(key_in_use(sun), PASSPHRASE)
    case = case_for(one, sun, private)
    words = one.messages.get()
    assert (
        open_with(case.private, words.words, bound_to=f"{one.place}:{words.pk}").decode() == WORDS
    )
    with pytest.raises(Damaged):
        open_with(case.private, words.words, bound_to=f"{other.place}:{words.pk}")
    with pytest.raises(Damaged):
        open_with(case.private, other.told, bound_to=other.place)


def test_a_handler_named_only_later_is_shut_out_of_what_he_held(as_, client, sent, sun, hu):
    report, code = sent
    client.post(ADD, {"code": code, "words": "名单是孙玉梅让改的"})
    assert as_(sun).get(report.get_absolute_url()).status_code == 404
    assert report.number not in as_(sun).get(reverse("report-desk")).content.decode()
    assert as_(hu).get(report.get_absolute_url()).status_code == 200
    assert "名单是孙玉梅让改的" in talk_of(code)


def test_when_all_who_hold_it_are_named_it_goes_to_who_is_free_or_is_not_kept(sent, hire, sun, hu):
    case = case_of(sent[1])
    with pytest.raises(Refused, match="上级纪检"):
        add_words(case, "孙玉梅和胡军一起改的", on=DAY)
    assert case.report.messages.count() == 1
    free = hire("free", "何平", Role.SUPERVISOR)
    key = make_key(free, passphrase=PASSPHRASE, on=DAY)
    add_words(case, "孙玉梅和胡军一起改的", on=DAY)
    assert [one.handler for one in case.report.shares.filter(until__isnull=True)] == [free]
    kinds = [one.kind for one in case.report.steps.all()]
    assert kinds == [StepKind.SENT, StepKind.PASSED, StepKind.SHUT]
    opened = case_for(case.report, free, private_of(key, PASSPHRASE))
    assert opened.private == case.private


def test_who_stepped_back_gets_no_key_when_all_who_hold_it_are_named(sent, hire, sun, hu):
    report, code = sent
    step_back(report, "是我邻居", on=DAY, by=hu)
    with pytest.raises(Refused, match="上级纪检"):
        add_words(case_of(code), "孙玉梅让改的", on=DAY)
    free = hire("free", "何平", Role.SUPERVISOR)
    make_key(free, passphrase=PASSPHRASE, on=DAY)
    add_words(case_of(code), "孙玉梅让改的", on=DAY)
    assert [one.handler for one in report.shares.filter(until__isnull=True)] == [free]


def test_a_name_in_a_handlers_own_reply_shuts_nobody_out(as_, sent, sun, hu):
    report, code = sent
    reply(report, "胡军也在看，别急", on=DAY, by=sun)
    add_words(case_of(code), "好的，谢谢", on=DAY)
    assert as_(hu).get(report.get_absolute_url()).status_code == 200


def test_that_somebody_was_shut_out_is_a_step_which_neither_he_nor_the_reporter_reads(
    as_, sent, sun, hu
):
    report, code = sent
    add_words(case_of(code), "名单是孙玉梅让改的", on=DAY)
    assert "受理人被写到，退出" in opened(as_(hu)).get(report.get_absolute_url()).content.decode()
    assert as_(sun).get(report.get_absolute_url()).status_code == 404
    assert "退出" not in talk_of(code)


def test_one_kept_strictly_goes_to_no_newcomer_when_all_who_hold_it_are_named(sent, hire, sun):
    report, code = sent
    take_step(report, Chosen(StepKind.GRADED, "涉及几个站"), on=DAY, by=sun)
    make_key(hire("free", "何平", Role.SUPERVISOR), passphrase=PASSPHRASE, on=DAY)
    with pytest.raises(Refused, match="从严保密，不再给别的受理人看"):
        add_words(case_of(code), "孙玉梅和胡军一起改的", on=DAY)
    assert report.messages.count() == 1

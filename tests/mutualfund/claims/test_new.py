"""The page that takes a claim in: who, what, costs, papers, signature."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from mutualfund.models import Claim
from tests.mutualfund.fund import EVENT, picture
from tests.mutualfund.sql import rewrite

NEW = reverse("claim-new")


@pytest.fixture
def desk(as_, zheng, zhang_joined):
    """Zheng at the counter."""
    return as_(zheng)


@pytest.fixture
def filled(zhang_joined) -> dict:
    """The form as Zhang tells it."""
    return {
        "worker": zhang_joined.worker_id, "kind": "education", "relation": "child",
        "beneficiary": "张小雨", "event_date": EVENT.isoformat(), "event": "女儿考入大学",
        "total_cost": "6,420.00", "other_aid": "0", "signed": "on", "seen_0": "on", "seen_1": "on",
        "receipt_0": "", "receipt_1": "0318 7725",
    }  # fmt: skip


def papers(**names) -> dict:
    """The two files."""
    return {
        f"paper_{n}": SimpleUploadedFile(names.get(f"n{n}", f"{n}.jpg"), picture(), "image/jpeg")
        for n in (0, 1)
    }


def test_it_finds_the_applicant_by_name(desk, zhang):
    text = desk.post(NEW, {"q": "张桂兰"}).content.decode()
    assert f"{NEW}?worker={zhang.pk}" in text


def test_it_says_when_nobody_is_found(desk):
    assert "没有找到「王五」" in desk.post(NEW, {"q": "王五"}).content.decode()


def test_it_shows_who_applies_and_what_is_asked(desk, zhang):
    text = desk.get(NEW, {"worker": zhang.pk, "kind": "medical"}).content.decode()
    assert "受理张桂兰的疾病医疗补助" in text
    assert "医保结算单" in text


def test_it_takes_the_claim_in(desk, filled):
    answer = desk.post(NEW, filled | papers(), follow=True)
    claim = Claim.objects.get()
    assert answer.redirect_chain[-1][0] == claim.get_absolute_url()
    assert "已受理 HZ-2026-0001" in answer.content.decode()
    assert [paper.receipt_no for paper in claim.evidence.all()] == ["", "0318 7725"]


@pytest.mark.parametrize(
    "name", ["../../etc/passwd.jpg", "a" * 300 + ".jpg", "x\u202egpj.exe", "双.jpg.html"]
)
def test_it_forgets_the_name_the_file_came_with(desk, filled, name):
    desk.post(NEW, filled | papers(n0=name))
    paper = Claim.objects.get().evidence.first()
    assert paper.path.startswith(f"evidence/{paper.uid.hex[:2]}/{paper.uid.hex}.")


def test_it_keeps_what_was_filled_in_and_says_what_is_missing(desk, filled):
    text = desk.post(NEW, filled | {"event": "", "total_cost": "abc"}).content.decode()
    assert "用一句话说明发生了什么" in text
    assert "金额写成 1234.50 这样" in text
    assert "还差录取通知书，拍一张就行" in text
    assert "张小雨" in text
    assert not Claim.objects.exists()


def test_it_asks_for_the_name_of_a_relative(desk, filled):
    text = desk.post(NEW, filled | {"beneficiary": ""}).content.decode()
    assert "填受益人的姓名" in text


def test_it_refuses_with_the_charters_article(desk, filled, zhang_joined):
    rewrite(zhang_joined, guard="kept", joined_on=EVENT)
    text = desk.post(NEW, filled | papers()).content.decode()
    assert "按章程第六条，入社满 30 天才能申请" in text
    assert not Claim.objects.exists()


def test_it_refuses_a_file_that_is_no_picture(desk, filled):
    bad = {"paper_0": SimpleUploadedFile("a.jpg", b"<svg onload='x()'/>", "image/jpeg")}
    text = desk.post(NEW, filled | papers() | bad).content.decode()
    assert "「录取通知书」不是照片或 PDF" in text
    assert not Claim.objects.exists()


def test_it_checks_while_the_form_is_filled_in(desk, filled):
    text = desk.post(reverse("claim-checks"), filled | {"event": ""}).content.decode()
    assert "<html" not in text
    assert "过了等待期" in text
    assert "应补" in text


def test_it_checks_nothing_for_a_worker_who_is_not_there(desk, filled):
    for wrong in ("", "x", "999999"):
        answer = desk.post(reverse("claim-checks"), filled | {"worker": wrong})
        assert answer.status_code == 404

"""After the notice: feedback, rectification, supervision, archive; corrections; several at once."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.urls import reverse

from disclosure.actions.notice_steps import draft_correction, take_notice_step
from disclosure.actions.notices import (
    draft_period_notice,
    note_on_notice,
    release_notice,
    release_notices,
    send_for_release,
    take_down_due,
)
from disclosure.actions.objections import object_to_notice
from disclosure.models import Notice, NoticeAct, NoticeStatus, NoticeStep
from disclosure.notice_steps import Telling
from disclosure.objection_saying import Saying
from disclosure.scan import hits, marked
from mutualfund.models import Claim
from staff.models import Result
from tests.disclosure.hearing import answer_by_two, two_free
from tests.mutualfund.fund import picture
from tests.mutualfund.sql import as_app
from tests.people import DAY
from welfare import clock
from welfare.accounts import grant_role
from welfare.errors import Refused
from welfare.roles import Role

OVER = dt.date(2026, 10, 23)
WORDS = Telling("没有收到意见")


@pytest.fixture
def hu(hire):
    """胡军, the second supervisor."""
    return hire("hu", "胡军", Role.SUPERVISOR)


@pytest.fixture
def over(released):
    """Taken down the day after its period."""
    take_down_due(on=OVER)
    released.refresh_from_db()
    return released


def take(notice, act, by, told=WORDS, on=OVER):
    """One step."""
    return take_notice_step(notice, act, told, on=on, by=by)


def test_it_goes_over_its_seven_steps_and_is_archived(as_, over, bian, hu):
    with clock.travel(OVER):
        for person, act in ((bian, "feedback"), (hu, "checked"), (bian, "archived")):
            at = reverse("notice-step", args=[over.pk])
            as_(person).post(at, {"act": act, "words": "看过，没有意见"})
        page = as_(bian).get(reverse("notice-preview", args=[over.pk])).content.decode()
    over.refresh_from_db()
    assert over.status == NoticeStatus.ARCHIVED
    assert over.kept_until == dt.date(2036, 12, 31)  # ten years by the catalogue
    assert f"归档号 {over.archive_no}" in page
    acts = list(NoticeStep.objects.values_list("act", flat=True))
    assert acts == ["drafted", "sent", "released", "withdrawn", "feedback", "checked", "archived"]


def test_nothing_is_gathered_before_the_period_is_over_or_heard(released, bian, hire):
    with pytest.raises(Refused, match="期满以后再收总反馈"):
        take(released, NoticeAct.FEEDBACK, bian, on=DAY)
    objection, _ = object_to_notice(released, Saying(1, "不是这样"), on=DAY)
    with pytest.raises(Refused, match="还有 1 条异议没有答复"):
        take(released, NoticeAct.FEEDBACK, bian)
    with pytest.raises(DatabaseError, match="not heard to its end"), transaction.atomic():
        NoticeStep.objects.create(notice=released, act="feedback", by=bian, on=OVER, at=clock.now())
    answer_by_two(objection, Result.UNFOUNDED, "没事", two_free(hire))
    assert take(released, NoticeAct.FEEDBACK, bian)


def test_who_supervises_had_no_other_hand_in_it(over, bian, sun, hu):
    take(over, NoticeAct.FEEDBACK, bian)
    with pytest.raises(Refused, match="由监督小组另一个人检查"):
        take(over, NoticeAct.CHECKED, sun)
    with pytest.raises(Refused, match="由监督小组来办"):
        take(over, NoticeAct.CHECKED, bian)
    for person in (sun, bian):
        with pytest.raises(DatabaseError, match="had a hand"), transaction.atomic():
            NoticeStep.objects.create(
                notice=over, act="checked", by=person, on=OVER, at=clock.now()
            )
    assert take(over, NoticeAct.CHECKED, hu)


def test_a_founded_objection_is_put_right_with_proof_before_the_check(
    as_, released, bian, hu, hire
):
    objection, _ = object_to_notice(released, Saying(1, "不是这样"), on=DAY)
    answer_by_two(objection, Result.FOUNDED, "属实", two_free(hire))
    take(released, NoticeAct.FEEDBACK, bian)
    with pytest.raises(Refused, match="整改完成以后再检查"):
        take(released, NoticeAct.CHECKED, hu)
    with pytest.raises(DatabaseError, match="not put right"), transaction.atomic():
        NoticeStep.objects.create(notice=released, act="checked", by=hu, on=OVER, at=clock.now())
    with pytest.raises(Refused, match="整改要写责任人和期限"):
        take(released, NoticeAct.ORDERED, bian, Telling("撤销决定"))
    take(released, NoticeAct.ORDERED, bian, Telling("撤销决定", "郑敏", dt.date(2026, 10, 30)))
    with pytest.raises(Refused, match="要传凭据"):
        take(released, NoticeAct.RECTIFIED, bian)
    bad = Telling("办完了", papers=[("张桂兰13800000417.jpg", picture())])
    with pytest.raises(Refused, match=r"附件名「张桂兰13800000417[.]jpg」里有手机号"):
        take(released, NoticeAct.RECTIFIED, bian, bad)
    photo = SimpleUploadedFile("a.jpg", picture())
    with clock.travel(OVER):
        at = reverse("notice-step", args=[released.pk])
        as_(bian).post(at, {"act": "rectified", "words": "撤销了", "papers": photo})
        proof = NoticeStep.objects.get(act="rectified").papers.get()
        answer = as_(hu).get(reverse("notice-proof", args=[proof.uid]))
    assert answer["Content-Type"] == "image/jpeg"
    assert take(released, NoticeAct.CHECKED, hu)


def test_the_database_keeps_order_and_every_step(over, bian):
    for act in ("archived", "checked", "rectified"):
        with pytest.raises(DatabaseError, match="does not go to"), transaction.atomic():
            NoticeStep.objects.create(notice=over, act=act, by=bian, on=OVER, at=clock.now())
    with pytest.raises(DatabaseError, match="permission denied"), as_app():
        NoticeStep.objects.update(words="别的")
    with pytest.raises(DatabaseError, match="was taken down"), transaction.atomic():
        Notice.objects.update(status="archived", archive_no="x", kept_until=OVER)


def test_a_correction_is_a_new_version_and_the_old_one_says_so(
    as_, client, released, zhang, bian, sun
):
    zhang.name = "章桂兰"
    zhang.save()
    at = reverse("notice-correct", args=[released.pk])
    assert "「原因」还没有填" in as_(bian).post(at).content.decode()
    as_(bian).post(at, {"reason": "姓名写错一个字"})
    newer = Notice.objects.get(version=2)
    assert "已更正" not in client.get(released.get_absolute_url()).content.decode()
    newer = release_notice(send_for_release(newer, on=DAY, by=bian), on=DAY, by=sun)
    old = client.get(released.get_absolute_url()).content.decode()
    assert "已更正" in old
    assert newer.get_absolute_url() in old
    assert "姓名写错一个字" in old
    assert "章*兰" in client.get(newer.get_absolute_url()).content.decode()
    asked = {"code": released.check_code}
    page = client.get(reverse("notice-verify", args=[released.number]), asked).content.decode()
    assert "这张纸是真的，但已经更正" in page
    assert Claim.objects.get().publicity_until == newer.public_until
    with pytest.raises(Refused, match="已经有人拟了更正"):
        draft_correction(released, reason="又错了", on=DAY, by=bian)


def test_several_go_out_by_one_button_or_none_does(as_, sent, bian, sun, hire):
    other = draft_period_notice("fund:2026:3", on=DAY, by=bian)
    with pytest.raises(Refused, match="一件也没有放行"):
        release_notices([sent, other], on=DAY, by=sun)
    sent.refresh_from_db()
    assert sent.status == NoticeStatus.IN_REVIEW
    send_for_release(other, on=DAY, by=bian)
    both = {"notice": [sent.pk, other.pk]}
    page = as_(sun).post(reverse("notice-release-many"), both, follow=True).content.decode()
    assert "放行了 2 件" in page


def test_the_button_names_why_not_beside_ones_own(as_, sent, bian):
    bian.groups.clear()
    grant_role(bian, Role.SUPERVISOR, by=None)
    page = as_(bian).get(reverse("notice-desk")).content.decode()
    assert "这件公示是您拟的，要由监督小组的人放行" in page


def test_the_note_is_refused_with_the_place_marked(as_, drafted, bian):
    at = reverse("notice-note", args=[drafted.pk])
    page = as_(bian).post(at, {"note": "有事找郑敏 139 0000-0452。"}).content.decode()
    assert "补充说明里有手机号" in page
    assert '<mark class="pb-hit">139 0000-0452（手机号）</mark>' in page
    drafted.refresh_from_db()
    assert drafted.note == ""
    assert note_on_notice(drafted, note="原件在工会办公室", by=bian).note == "原件在工会办公室"


def test_a_number_is_found_however_it_is_typed():
    for text in ("１３９０００００４５２", "139 0000 0452", "139-0000-0452"):
        assert [hit.what for hit in hits(f"找{text}吧")] == ["手机号"], text
    assert str(marked("<b>没有</b>")) == "&lt;b&gt;没有&lt;/b&gt;"

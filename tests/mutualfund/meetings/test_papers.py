"""The close of a meeting: minutes, letters and payment list in one act, and never changed."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, IntegrityError, ProgrammingError
from django.urls import reverse
from django.utils import timezone

from mutualfund.actions.decisions import Refusal, finalise_item, take_back_decision
from mutualfund.actions.meeting_papers import close_meeting, correct_minutes, latest_minutes
from mutualfund.actions.meetings import cast_vote
from mutualfund.actions.postponing import postpone_item
from mutualfund.approval_forms import letters_of
from mutualfund.minutes import digest_of, read_minutes
from mutualfund.models import (
    Choice,
    Claim,
    Letter,
    LetterReading,
    Meeting,
    MinutesVersion,
    PayList,
    RefusalCode,
    SignedCopy,
)
from tests.mutualfund.fund import convene, enrol, file_claim, investigate, picture, vote_all
from tests.mutualfund.sql import OWNER, as_app, run
from tests.people import DAY, make_worker
from welfare import clock
from welfare.errors import Refused
from welfare.models import AuditEntry

REFUSAL = Refusal(RefusalCode.PAPERS, "入学通知书上不是您女儿的名字")


@pytest.fixture
def two(meeting, zheng, liang, he, gao, committee, zhang, hire) -> Meeting:
    """A meeting on two cases of Zhang and Li: one passes, one is refused."""
    item = meeting.items.get()
    postpone_item(item, on=DAY, by=zheng)
    worker = make_worker("李秀芬", user=hire("li", "李秀芬"))
    enrol(worker, joined_on=DAY.replace(month=2))
    second = file_claim(worker, by=zheng, beneficiary="李小海")
    investigate(second, [liang, he], by=zheng)
    sitting = convene([Claim.objects.get(pk=item.claim_id), second], chair=gao, recorder=zheng)
    good, bad = sitting.items.order_by("order")
    for person in committee:
        cast_vote(good, choice=Choice.AGREE, on=DAY, by=person)
        cast_vote(bad, choice=Choice.REFUSE, opinion="名字不对", on=DAY, by=person)
    finalise_item(good, on=DAY, by=gao)
    finalise_item(bad, refusal=REFUSAL, on=DAY, by=gao)
    return sitting


@pytest.fixture
def over(two, zheng) -> Meeting:
    """The same, closed."""
    return close_meeting(two, on=DAY, by=zheng)


def page_of(client, name: str, meeting: Meeting, *more) -> str:
    """A page of the meeting as text."""
    return client.get(reverse(name, args=[meeting.pk, *more])).content.decode()


def test_one_click_writes_minutes_letters_and_payment_list(as_, two, zheng):
    text = as_(zheng).post(reverse("meeting-close", args=[two.pk]), follow=True).content.decode()
    assert "纪要、通知书和付款单都出好了" in text
    minutes, pay_list = MinutesVersion.objects.get(), PayList.objects.get()
    assert minutes.version == 1
    assert "李秀芬，子女入学 500.00 元。0 票同意，4 票不同意，不通过" in minutes.text
    assert list(Letter.objects.values_list("number", flat=True)) == ["TZ-2026-0001", "TZ-2026-0002"]
    assert (pay_list.number, pay_list.cases, pay_list.total) == ("FK-2026-01", 1, 500)
    for words in ("纪要第 1 版", "审批表 2 份", "通知书 2 份", "付款单 FK-2026-01", "等签字件"):
        assert words in text


def test_the_database_closes_no_meeting_without_its_papers(two):
    with pytest.raises(IntegrityError, match="closes without its papers"):
        run("UPDATE mutualfund_meeting SET status = 'closed' WHERE id = %s", two.pk)


@pytest.mark.parametrize("table", ["minutesversion", "letter", "paylist", "signedcopy"])
@pytest.mark.parametrize(
    "change", ["UPDATE mutualfund_{} SET id = id", "DELETE FROM mutualfund_{}"]
)
def test_the_papers_are_only_added_to(as_, over, zheng, table, change):
    sent = {"pages": SimpleUploadedFile("a.jpg", picture())}
    as_(zheng).post(reverse("meeting-signed", args=[over.pk]), sent)
    assert SignedCopy.objects.exists()
    with pytest.raises(ProgrammingError, match="permission denied"):
        run(change.format(table))
    with pytest.raises(DatabaseError, match="append"):
        run(change.format(table), role=OWNER)


def test_a_payment_list_of_another_sum_is_refused(two, zheng):
    statement = (
        "INSERT INTO mutualfund_paylist (number, meeting_id, cases, total, made_on, made_by_id)"
        " VALUES ('FK-X', %s, 1, 600, current_date, %s)"
    )
    with pytest.raises(IntegrityError, match="granted 500"):
        run(statement, two.pk, zheng.pk)


def test_minutes_are_corrected_by_a_new_version_of_the_recorder(as_, over, zheng, gao, wang):
    first = latest_minutes(over)
    address = reverse("meeting-correct", args=[over.pk])
    text = as_(zheng).post(address, {"words": "第 2 件的意见应为名字写错"}, follow=True)
    assert "已写成第 2 版" in text.content.decode()
    second = latest_minutes(over)
    assert (second.version, second.before) == (2, first.digest)
    assert second.digest == digest_of(read_minutes(second)) != first.digest
    assert "更正：第 2 件的意见应为名字写错" in page_of(as_(gao), "meeting-minutes", over)
    old = as_(gao).get(reverse("meeting-minutes", args=[over.pk]) + "?v=1").content.decode()
    assert "更正：" not in old
    with pytest.raises(Refused, match="写明更正什么"):
        correct_minutes(over, words=" ", on=DAY, by=zheng)
    with pytest.raises(Refused, match="由这次会议的记录人或主持人更正"):
        correct_minutes(over, words="x", on=DAY, by=wang)


def test_minutes_follow_one_another_in_the_database(over, zheng):
    statement = (
        "INSERT INTO mutualfund_minutesversion (uid, meeting_id, version, text, digest, before,"
        " correction, written_by_id, written_at)"
        " VALUES (gen_random_uuid(), %s, %s, 'x', 'y', %s, 'z', %s, now())"
    )
    for version, before in ((3, latest_minutes(over).digest), (2, "another")):
        with pytest.raises(IntegrityError, match="do not follow version 1"):
            run(statement, over.pk, version, before, zheng.pk)


def test_there_is_nothing_to_correct_or_sign_before_the_close(as_, two, zheng):
    with pytest.raises(Refused, match="散会以后才有更正"):
        correct_minutes(two, words="x", on=DAY, by=zheng)
    sent = {"pages": SimpleUploadedFile("a.jpg", picture())}
    text = as_(zheng).post(reverse("meeting-signed", args=[two.pk]), sent, follow=True)
    assert "散会以后打印、签字，再拍照传上来" in text.content.decode()
    assert "还没有散会，这是预览" in page_of(as_(zheng), "meeting-minutes", two)


def test_the_signed_copy_is_kept_and_opened_with_a_trace(as_, over, zheng, xu):
    client, address = as_(zheng), reverse("meeting-signed", args=[over.pk])
    photo = picture()
    assert "选签好字的纪要照片" in client.post(address, follow=True).content.decode()
    text = client.post(address, {"pages": SimpleUploadedFile("a.jpg", photo)}, follow=True)
    assert "签字件已存" in text.content.decode()
    again = client.post(address, {"pages": SimpleUploadedFile("a.jpg", photo)}, follow=True)
    assert "这张照片已经存过" in again.content.decode()
    answer = as_(xu).get(reverse("signed-minutes", args=[SignedCopy.objects.get().pk]))
    assert answer["Content-Type"] == "image/jpeg"
    assert AuditEntry.objects.get(action="meeting.signed_copy_opened").actor == xu


def test_the_letters_say_what_and_until_when(as_, over, zheng):
    text = page_of(as_(zheng), "meeting-letters", over)
    assert "研究同意，补助 500.00 元（人民币伍佰元整），依据章程第十条。" in text
    assert "原因：证明材料不足。入学通知书上不是您女儿的名字" in text
    letter = Letter.objects.get(appeal_until__isnull=False)
    assert f"可以在 {letter.appeal_until} 以前向工会申请复核" in text


def test_the_applicant_reads_his_letter_and_nobody_elses(as_, over, hire):
    refused = Claim.objects.get(status="rejected")
    li = refused.member.worker.user
    own = as_(li).get(reverse("own-claim-detail", args=[refused.pk])).content.decode()
    assert "TZ-2026-0002" in own
    address = reverse("own-claim-letter", args=[refused.pk])
    assert "没有同意" in as_(li).get(address).content.decode()
    assert as_(hire("other", "别人")).get(address).status_code == 404


def test_a_decision_taken_back_shows_on_its_papers(as_, over, gao):
    claim = Claim.objects.get(status="approved")
    take_back_decision(claim, reason="票据要再查", on=DAY, by=gao)
    assert f"{DAY} 撤销，不付" in page_of(as_(gao), "meeting-pay-list", over)
    assert "第 1 件的决定" in page_of(as_(gao), "meeting-minutes", over)
    assert [one.is_revoked for one in letters_of(over.pk)] == [True, False]


def test_the_forms_tell_the_story_only_to_who_decides(as_, over, gao, chen):
    text = page_of(as_(gao), "meeting-forms", over)
    assert text.count("互助金给付申请审批表") == 2
    assert "张小雨，女儿考入大学" in text
    assert "应到 4 人，实到 4 人。4 票同意，0 票不同意" in text
    assert "张小雨" not in page_of(as_(chen), "meeting-forms", over)


def test_a_case_has_its_page_with_the_vote_and_the_way_to_the_next(
    as_, meeting, investigated, bai, gao, chen
):
    text = page_of(as_(bai), "meeting-case", meeting, 1)
    for words in (
        "张桂兰的子女入学", "录取通知书", "上门看过，情况属实。", "定额", "委员到会不少于三分之二",
        "这家以前得过的帮助", "同意补 500.00 元", "张小雨",
    ):  # fmt: skip
        assert words in text
    item = meeting.items.get()
    sent = {"choice": "agree", "back": "case", "onward": "x"}
    answer = as_(bai).post(reverse("vote-cast", args=[item.pk]), sent)
    assert answer["Location"] == reverse("meeting-case", args=[meeting.pk, 1])
    assert "我已表决：同意" in page_of(as_(bai), "meeting-case", meeting, 1)
    assert "张小雨" not in page_of(as_(chen), "meeting-case", meeting, 1)
    address = reverse("meeting-case", args=[meeting.pk, 9])
    assert as_(gao).get(address).status_code == 404


def test_the_vote_leads_to_the_next_case_that_waits_for_me(as_, two, zheng, liang, he, gao, bai):
    claims = []
    for name in ("社员甲", "社员乙"):
        worker = make_worker(name)
        enrol(worker, joined_on=DAY.replace(month=2))
        claim = file_claim(worker, by=zheng, beneficiary=name)
        claims.append(investigate(claim, [liang, he], by=zheng))
    sitting = convene(claims, chair=gao, recorder=zheng)
    assert 'name="onward" value="2"' in page_of(as_(bai), "meeting-case", sitting, 1)
    assert 'name="onward" value="1"' in page_of(as_(bai), "meeting-case", sitting, 2)


def test_the_page_says_what_each_step_waits_for(as_, meeting, committee, gao, zheng):
    def text():
        return as_(gao).get(meeting.get_absolute_url()).content.decode()

    assert "还等 1 件票齐" in text()
    vote_all(meeting, committee)
    assert "等主任签发 1 件" in text()
    finalise_item(meeting.items.get(), on=DAY, by=gao)
    assert "等散会写定" in text()
    close_meeting(meeting, on=DAY, by=zheng)
    assert "写定了，等签字件" in text()
    assert "的纪要等签字件" in as_(zheng).get("/office/").content.decode()


def test_the_minutes_tell_what_was_put_off(as_, meeting, zheng):
    postpone_item(meeting.items.get(), on=DAY, by=zheng)
    close_meeting(meeting, on=DAY, by=zheng)
    assert "张桂兰，子女入学，改到下次再议。" in page_of(as_(zheng), "meeting-minutes", meeting)
    assert not PayList.objects.exists()


# -- whether the applicant has read his letter ----------------------------------------------------


@pytest.fixture
def refused(over) -> Claim:
    """The refused claim, whose applicant has a letter."""
    return Claim.objects.get(status="rejected")


def test_the_office_sees_when_the_applicant_read_his_letter(as_, over, refused, zheng):
    office, applicant = as_(zheng), as_(refused.member.worker.user)
    assert "本人看过 0 份" in office.get(over.get_absolute_url()).content.decode()
    assert "本人还没有看" in office.get(refused.get_absolute_url()).content.decode()
    with as_app():
        for _ in range(2):
            applicant.get(reverse("own-claim-letter", args=[refused.pk]))
    reading = LetterReading.objects.get()
    told = f"{timezone.localtime(reading.read_at):%Y-%m-%d %H:%M} 看过"
    assert told in page_of(office, "meeting-letters", over)
    assert "还没有看" in page_of(office, "meeting-letters", over)
    assert "本人看过 1 份" in office.get(over.get_absolute_url()).content.decode()
    assert told in office.get(refused.get_absolute_url()).content.decode()


def test_the_office_reads_nobodys_letter_for_him(as_, over, refused, zheng):
    page_of(as_(zheng), "meeting-letters", over)
    assert not LetterReading.objects.exists()
    letter = Letter.objects.get(decision__item__claim=refused)
    with pytest.raises(DatabaseError, match="is not addressed to user"):
        LetterReading.objects.create(letter=letter, read_by=zheng, read_at=clock.now())


@pytest.mark.parametrize(
    "attack",
    ["UPDATE mutualfund_letterreading SET read_at = now()", "DELETE FROM mutualfund_letterreading"],
)
@pytest.mark.parametrize("role", ["guanai_app", OWNER])
def test_a_reading_is_kept(as_, refused, attack, role):
    as_(refused.member.worker.user).get(reverse("own-claim-letter", args=[refused.pk]))
    with pytest.raises(DatabaseError, match=r"permission denied|append-only"):
        run(attack, role=role)

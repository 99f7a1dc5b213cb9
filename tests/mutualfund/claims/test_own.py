"""A worker's own claims on the phone: applied, confirmed, supplemented, withdrawn, by nobody else."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mutualfund.actions.claim_returns import return_claim, supplement_own_claim
from mutualfund.actions.claims import decline_claim, receive_claim, submit_claim, withdraw_own_claim
from mutualfund.actions.evidence import Paper
from mutualfund.actions.meetings import plan_meeting
from mutualfund.models import Claim, ClaimKind, ClaimStatus, CommitteeMember, RefusalCode, SignedWay
from tests.mutualfund.fund import EVENT, facts_of, investigate, papers_for, picture
from tests.people import DAY
from welfare.errors import Refused

TOLD = {
    "kind": "education", "relation": "child", "beneficiary": "张小雨", "event": "女儿考入大学",
    "event_date": f"{EVENT}", "total_cost": "6420", "other_aid": "0", "signed": "on",
}  # fmt: skip


def photos() -> dict[str, SimpleUploadedFile]:
    """A picture for each paper of the benefit."""
    return {f"paper_{n}": SimpleUploadedFile("a.jpg", picture(), "image/jpeg") for n in (0, 1)}


def page(client: Client, name: str, /, *args: object, **sent: object) -> str:
    """Press a button; the page that follows."""
    return client.post(reverse(name, args=args), sent, follow=True).content.decode()


@pytest.fixture
def submitted(zhang_joined, zhang) -> Claim:
    """Zhang applied on her phone; nobody has seen an original."""
    papers = [Paper(p.name, p.content) for p in papers_for(ClaimKind.EDUCATION)]
    return submit_claim(facts_of(zhang), papers=papers, on=DAY, by=zhang.user)


def test_she_applies_and_the_union_receives_it_when_it_saw_the_originals(
    as_, zhang_joined, zhang, zheng
):
    text = page(as_(zhang.user), "own-claim-new", **TOLD, **photos())
    assert "下一步，请带原件到工会" in text
    claim = Claim.objects.get()
    assert (claim.status, claim.signed_way, claim.received_by) == ("submitted", "phone", None)
    assert "还没有核对原件" in page(as_(zheng), "claim-receive", claim.pk)
    seen = [paper.pk for paper in claim.evidence.all()]
    assert "看过 2 样原件" in page(as_(zheng), "claim-originals", claim.pk, seen=seen)
    assert "接下来指派 2 名调查人" in page(as_(zheng), "claim-receive", claim.pk)
    claim.refresh_from_db()
    assert (claim.status, claim.received_by) == (ClaimStatus.ACCEPTED, zheng)
    assert {paper.original_seen_by for paper in claim.evidence.all()} == {zheng}
    assert [step.act for step in claim.steps.all()] == ["submitted", "accepted"]


def test_she_asks_for_less_and_gets_less(zhang_joined, zhang):
    papers = papers_for(ClaimKind.EDUCATION)
    claim = submit_claim(facts_of(zhang, requested=200), papers=papers, on=DAY, by=zhang.user)
    assert (claim.requested_amount, claim.asked_amount) == (200, 200)
    assert claim.arithmetic["steps"][-1]["words"] == "本人申请"


def test_a_receipt_used_before_is_told_while_she_fills_in(as_, accepted, zhang, zheng):
    withdrawn = withdraw_own_claim(accepted, reason="", on=DAY, by=zhang.user)
    papers = [
        Paper(p.name, p.content, "0318 7725" if n == 0 else "", original_seen=True)
        for n, p in enumerate(papers_for(ClaimKind.EDUCATION))
    ]
    submit_claim(facts_of(zhang), papers=papers, on=DAY, by=zhang.user)
    text = page(as_(zhang.user), "own-claim-checks", **TOLD, receipt_0="0318 7725")
    assert "票号 0318 7725 已在 HZ-2026-0002 用过" in text
    assert withdrawn.status == ClaimStatus.WITHDRAWN


def test_nobody_else_sees_or_touches_it(as_, submitted, li, zheng):
    for name in ("own-claim-detail", "own-claim-withdraw"):
        address = reverse(name, args=[submitted.pk])
        for stranger in (li.user, zheng):
            method = "get" if name == "own-claim-detail" else "post"
            assert getattr(as_(stranger), method)(address).status_code == 404
    with pytest.raises(Refused, match="申请人本人来办"):
        withdraw_own_claim(submitted, reason="x", on=DAY, by=zheng)
    with pytest.raises(Refused, match="申请人本人来办"):
        submit_claim(facts_of(li), papers=[], on=DAY, by=zheng)


def test_she_brings_the_missing_paper_and_steps_back(as_, submitted, zhang, zheng):
    return_claim(submitted, missing="学籍证明", on=DAY, by=zheng)
    client, pk = as_(zhang.user), submitted.pk
    assert "请补：学籍证明" in client.get(reverse("own-claim-list")).content.decode()
    photo = SimpleUploadedFile("a.jpg", picture(), "image/jpeg")
    assert "材料交上去了" in page(client, "own-claim-supplement", pk, name="学籍证明", paper=photo)
    claim = Claim.objects.get()
    assert (claim.status, claim.evidence.count()) == (ClaimStatus.SUBMITTED, 3)
    assert "撤回了" in page(client, "own-claim-withdraw", pk, reason="不要了")
    assert Claim.objects.get().status == ClaimStatus.WITHDRAWN


def test_a_paper_from_the_phone_is_looked_at_before_the_committee(
    accepted, zhang, zheng, liang, he, committee, gao
):
    investigated = investigate(accepted, [liang, he], by=zheng)
    return_claim(investigated, missing="学籍证明", on=DAY, by=zheng)
    paper = Paper("学籍证明", picture())
    claim = supplement_own_claim(investigated, papers=[paper], on=DAY, by=zhang.user)
    assert claim.status == ClaimStatus.DELIBERATING
    chair = CommitteeMember.objects.get(user=gao)
    with pytest.raises(Refused, match="学籍证明还没有核对原件"):
        plan_meeting(held_on=DAY, place="x", chair=chair, recorder=zheng, claims=[claim], by=zheng)


def test_the_officer_fills_in_and_the_worker_confirms_by_code(as_, zhang_joined, zhang, zheng):
    sent = {**TOLD, "way": "code", "worker": zhang.pk, "signed": ""}
    text = page(as_(zheng), "claim-new", **sent, **photos())
    claim = Claim.objects.get()
    assert (claim.status, claim.signed_on, claim.filled_by) == ("draft", None, zheng)
    assert claim.code in text
    wrong = page(Client(), "claim-confirm", code=claim.code, id_tail="0000")
    assert "确认码和身份证后四位对不上" in wrong
    key = {"code": claim.code, "id_tail": zhang.id_number[-4:]}
    asked = page(Client(), "claim-confirm", **key)
    assert "是您要申请的吗" in asked
    assert "张桂兰" not in asked
    assert "申请交给工会" in page(Client(), "claim-confirm", **key, mine="yes")
    claim.refresh_from_db()
    assert (claim.status, claim.signed_on, claim.signed_way) == ("submitted", DAY, SignedWay.CODE)
    assert "已经确认过" in page(Client(), "claim-confirm", **key, mine="no")
    assert Claim.objects.get().status == ClaimStatus.SUBMITTED


def test_what_is_not_hers_is_dropped(as_, zhang_joined, zhang, zheng):
    sent = {**TOLD, "way": "code", "worker": zhang.pk}
    page(as_(zheng), "claim-new", **sent, **photos())
    assert "这件不办" in page(
        as_(zhang.user), "own-claim-confirm", Claim.objects.get().pk, mine="no"
    )
    assert Claim.objects.get().status == ClaimStatus.WITHDRAWN


def test_it_is_declined_with_a_code_and_a_sentence_she_reads(as_, submitted, zhang, zheng):
    assert "要选一个原因" in page(as_(zheng), "claim-decline", submitted.pk, words="不行")
    page(as_(zheng), "claim-decline", submitted.pk, code="not_covered", words="成人自考不在范围")
    step = submitted.steps.last()
    assert (step.act, step.code, step.now) == ("declined", RefusalCode.NOT_COVERED, "rejected")
    text = as_(zhang.user).get(reverse("own-claim-list")).content.decode()
    assert "不在章程的出险范围" in text
    assert "成人自考不在范围" in text


def test_the_desk_refuses_nothing_after_the_receipt(accepted, zheng):
    with pytest.raises(Refused, match="要由委员会来定"):
        decline_claim(accepted, code=RefusalCode.OTHER, words="x", on=DAY, by=zheng)


def test_kin_do_not_receive_it(submitted, zhang, zheng):
    zhang.user = zheng
    zhang.save()
    with pytest.raises(Refused, match="您是申请人本人"):
        receive_claim(submitted, on=DAY, by=zheng)


def test_its_list_asks_the_same_for_one_and_for_two(
    as_, submitted, zhang, django_assert_num_queries
):
    client, address = as_(zhang.user), reverse("own-claim-list")
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    papers = papers_for(ClaimKind.OTHER)
    facts = facts_of(zhang, ClaimKind.OTHER, beneficiary="张二", event="家里漏水")
    submit_claim(facts, papers=papers, on=DAY, by=zhang.user)
    with django_assert_num_queries(len(few)):
        assert "其他特殊情况" in client.get(address).content.decode()

"""Taking a claim in: what the charter refuses, with its article, its facts and the way out."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from mutualfund.actions.claim_returns import return_claim, supplement_claim
from mutualfund.actions.claims import accept_claim, withdraw_claim
from mutualfund.actions.dues import receive_due
from mutualfund.actions.evidence import Paper
from mutualfund.actions.investigations import assign_investigators
from mutualfund.claim_checks import assess
from mutualfund.models import Claim, ClaimKind, ClaimStatus, DueKind, DuesPayment, Member
from staff.models import Household, Relation
from tests.mutualfund.conftest import JOINED
from tests.mutualfund.fund import EVENT, enrol, facts_of, file_claim, papers_for, picture, register
from tests.mutualfund.sql import rewrite
from tests.people import DAY, make_worker
from welfare.errors import Refused


def refusal(worker, by, kind=ClaimKind.EDUCATION, papers=None, **changes) -> str:
    """The sentence with which the claim is refused; no row is left behind."""
    before = Claim.objects.count()
    with pytest.raises(Refused) as no:
        accept_claim(
            facts_of(worker, kind, **changes),
            papers=papers_for(kind) if papers is None else papers,
            signed_on=DAY, on=DAY, by=by,
        )  # fmt: skip
    assert Claim.objects.count() == before
    return str(no.value)


def test_it_takes_the_claim_in_with_number_sum_and_papers(accepted):
    assert accepted.number == "HZ-2026-0001"
    assert accepted.asked_amount == Decimal(500)
    assert accepted.evidence.count() == 2
    assert {check["state"] for check in accepted.checks} == {"ok"}


def test_it_refuses_someone_who_is_no_member(coop, li, zheng):
    words = refusal(li, zheng)
    assert words == "按章程第四条，社员才能申请。李秀英还没有入社，先办入社、缴首次会费。"


def test_it_refuses_an_event_before_joining(coop, li, zheng):
    enrol(li, joined_on=EVENT + dt.timedelta(days=1))
    assert "第四条，入社以后发生的事才能申请" in refusal(li, zheng)


def test_it_refuses_an_event_after_leaving(coop, li, zheng):
    member = enrol(li, joined_on=JOINED)
    member.left_on, member.leave_reason = EVENT, "调离"
    member.save()
    assert "已退社" in refusal(li, zheng)


@pytest.mark.parametrize(("days", "fine"), [(29, False), (30, True)])
def test_it_waits_thirty_days(coop, li, zheng, days, fine):
    enrol(li, joined_on=EVENT - dt.timedelta(days=days))
    if fine:
        assert file_claim(li, by=zheng).asked_amount == 500
    else:
        words = refusal(li, zheng)
        assert words.startswith("按章程第六条，入社满 30 天才能申请。")
        assert "期满以后发生的事可以申请" in words


def test_it_asks_no_waiting_of_founders(coop, li, zheng):
    rewrite(coop, founding_until=EVENT)
    enrol(li, joined_on=EVENT - dt.timedelta(days=1))
    assert file_claim(li, by=zheng).pk


@pytest.mark.parametrize(("days", "words"), [(366, "先补缴会费再申请"), (460, "已失效")])
def test_it_refuses_unpaid_dues(coop, li, zheng, days, words):
    enrol(li, joined_on=EVENT - dt.timedelta(days=days))
    told = refusal(li, zheng)
    assert told.startswith("按章程第五条，会费只交到")
    assert words in told


def test_it_counts_only_dues_paid_before_the_claim(coop, li, zheng):
    member = enrol(li, joined_on=EVENT - dt.timedelta(days=366), years=2)
    for due in DuesPayment.objects.filter(member=member):
        rewrite(due, guard="kept", paid_on=DAY + dt.timedelta(days=1))
    assert "第五条" in refusal(li, zheng)


def test_it_refuses_after_the_window(coop, li, zheng):
    enrol(li, joined_on=DAY - dt.timedelta(days=600), years=2)
    assert "第七条，事发后 365 天内申请" in refusal(
        li, zheng, event_date=DAY - dt.timedelta(days=366)
    )


def test_it_refuses_an_event_that_has_not_happened(zhang_joined, zheng):
    told = refusal(zhang_joined.worker, zheng, event_date=DAY + dt.timedelta(days=1))
    assert "晚于申请日期" in told


def test_it_refuses_the_same_event_again(accepted, zheng):
    told = refusal(accepted.member.worker, zheng)
    assert (
        told
        == "按章程第八条，一件事只补一次。张小雨的这件事，张桂兰已在 HZ-2026-0001 申请过（2026-09-30 发生）。"
    )


def test_it_refuses_the_other_parent_for_the_same_child(accepted, zheng):
    zhang, home = accepted.member.worker, Household.objects.create(number="H-001")
    father = make_worker("刘建国", household=home)
    enrol(father, joined_on=JOINED)
    withdraw_claim(accepted, reason="换人申请", on=DAY, by=zheng)
    zhang.household = home
    zhang.save()
    file_claim(zhang, by=zheng)
    assert "张桂兰已在 HZ-2026-0002 申请过" in refusal(father, zheng)


def test_it_refuses_both_spouses_for_the_illness_of_one(zhang_joined, zheng):
    zhang, home = zhang_joined.worker, Household.objects.create(number="H-001")
    father = make_worker("刘建国", household=home)
    enrol(father, joined_on=JOINED)
    zhang.household = home
    zhang.save()
    ill = {"kind": ClaimKind.MEDICAL, "total_cost": Decimal(6420)}
    file_claim(zhang, by=zheng, relation=Relation.SPOUSE, beneficiary="刘建国", **ill)
    assert "一件事只补一次" in refusal(
        father, zheng, relation=Relation.SELF, beneficiary="刘建国", **ill
    )


def test_it_takes_two_children_of_two_families_with_one_name(accepted, li, zheng):
    enrol(li, joined_on=JOINED)
    assert file_claim(li, by=zheng).number == "HZ-2026-0002"


def test_it_refuses_a_third_claim_in_the_year(zhang_joined, zheng):
    for n in (1, 2):
        file_claim(zhang_joined.worker, by=zheng, kind=ClaimKind.OTHER, beneficiary=f"张{n}")
    told = refusal(zhang_joined.worker, zheng, kind=ClaimKind.WEDDING_FUNERAL)
    assert "第八条，每人每年最多 2 次" in told


def test_it_pays_what_the_cap_leaves_and_then_refuses(zhang_joined, zheng, coop):
    rewrite(coop, claims_per_year=9)
    ill = {"kind": ClaimKind.MEDICAL}
    first = file_claim(
        zhang_joined.worker, by=zheng, beneficiary="张甲", total_cost=Decimal(6420), **ill
    )
    second = file_claim(
        zhang_joined.worker, by=zheng, beneficiary="张乙", total_cost=Decimal(6420), **ill
    )
    assert (first.asked_amount, second.asked_amount) == (Decimal(542), Decimal(258))
    told = refusal(zhang_joined.worker, zheng, beneficiary="张丙", **ill)
    assert "第九条，每人每年封顶 800.00 元，今年已用完" in told


def test_it_refuses_costs_below_the_deductible(zhang_joined, zheng):
    told = refusal(zhang_joined.worker, zheng, kind=ClaimKind.MEDICAL, total_cost=Decimal(900))
    assert told.startswith("按章程第十二条，自付没有超过起付线")


def test_it_refuses_more_than_the_fund_holds(house, zhang, zheng, chen, guo, coop):
    enrol(zhang, joined_on=JOINED)
    rewrite(coop.benefit_of(ClaimKind.EDUCATION), amount=20_000, cap_per_year=30_000)
    told = refusal(zhang, zheng)
    assert told.startswith(
        "按章程第九条，补助不能超过基金可用余额。应补 20,000.00 元，可用 10,000.00 元。"
    )


def test_it_refuses_beyond_the_years_limit(zhang_joined, zheng, coop):
    rewrite(coop.benefit_of(ClaimKind.EDUCATION), amount=8_500, cap_per_year=30_000)
    told = refusal(zhang_joined.worker, zheng)
    assert told.startswith("按章程第九条，全年支出不超过 8,000.00 元。")


def test_it_counts_promised_money_as_gone(approved, coop):
    purse = assess(facts_of(approved.member.worker), on=DAY).purse
    assert (purse.available, purse.room) == (Decimal(9500), Decimal(7500))


def test_it_refuses_when_a_paper_is_missing(zhang_joined, zheng):
    papers = papers_for(ClaimKind.EDUCATION)[:1]
    assert (
        refusal(zhang_joined.worker, zheng, papers=papers)
        == "按章程第十一条，还差户口簿。补齐以后再受理。"
    )


def test_it_refuses_a_paper_whose_original_nobody_saw(zhang_joined, zheng):
    papers = [replace(paper, original_seen=False) for paper in papers_for(ClaimKind.EDUCATION)]
    assert "还没有核对原件" in refusal(zhang_joined.worker, zheng, papers=papers)


def test_it_refuses_a_paper_used_before(zhang_joined, li, zheng):
    enrol(li, joined_on=JOINED)
    used = picture()
    papers = [
        Paper("录取通知书", used, original_seen=True),
        Paper("户口簿", picture(), original_seen=True),
    ]
    accept_claim(facts_of(zhang_joined.worker), papers=papers, signed_on=DAY, on=DAY, by=zheng)
    again = [
        Paper("录取通知书", used, original_seen=True),
        Paper("户口簿", picture(), original_seen=True),
    ]
    assert refusal(li, zheng, papers=again).startswith(
        "按章程第十一条，这张票据已在 HZ-2026-0001 用过"
    )


def test_it_refuses_a_receipt_number_used_before(zhang_joined, li, zheng):
    enrol(li, joined_on=JOINED)
    for worker, fine in ((zhang_joined.worker, True), (li, False)):
        papers = [
            Paper("录取通知书", picture(), "0318 7725", original_seen=True),
            Paper("户口簿", picture(), original_seen=True),
        ]
        if fine:
            accept_claim(facts_of(worker), papers=papers, signed_on=DAY, on=DAY, by=zheng)
        else:
            assert "票号 0318 7725 已在 HZ-2026-0001 用过" in refusal(worker, zheng, papers=papers)


def test_it_refuses_an_officer_his_own_claim(zhang_joined, zheng):
    zhang_joined.worker.user = zheng
    zhang_joined.worker.save()
    assert "您是申请人本人" in refusal(zhang_joined.worker, zheng)


def test_it_lets_the_papers_of_a_withdrawn_claim_serve_again(zhang_joined, zheng):
    papers = papers_for(ClaimKind.EDUCATION)
    taken = {"papers": papers, "signed_on": DAY, "on": DAY, "by": zheng}
    first = accept_claim(facts_of(zhang_joined.worker), **taken)
    withdraw_claim(first, reason="填错了人", on=DAY, by=zheng)
    assert accept_claim(facts_of(zhang_joined.worker), **taken).number == "HZ-2026-0002"


def test_it_goes_on_when_the_missing_paper_is_brought(accepted, zheng):
    claim = return_claim(accepted, missing="学籍证明", on=DAY, by=zheng)
    assert claim.status == ClaimStatus.SUPPLEMENT
    paper = Paper("学籍证明", picture(), original_seen=True)
    claim = supplement_claim(claim, papers=[paper], on=DAY, by=zheng)
    assert (claim.status, claim.evidence.count()) == (ClaimStatus.ACCEPTED, 3)


def test_it_wants_the_original_of_a_missing_paper_seen(as_, accepted, zheng):
    return_claim(accepted, missing="学籍证明", on=DAY, by=zheng)
    paper = SimpleUploadedFile("a.jpg", picture(), "image/jpeg")
    address, sent = reverse("claim-supplement", args=[accepted.pk]), {"name": "学籍证明"}
    words = as_(zheng).post(address, {**sent, "paper": paper}, follow=True).content.decode()
    assert "学籍证明还没有核对原件" in words
    paper.seek(0)
    full = {**sent, "paper": paper, "original_seen": "on", "receipt_no": "0318 7725"}
    assert "材料已补" in as_(zheng).post(address, full, follow=True).content.decode()
    kept = accepted.evidence.get(paper="学籍证明")
    assert (kept.original_seen_by, kept.receipt_no) == (zheng, "0318 7725")


def test_it_takes_one_event_under_one_kind_only(accepted, zhang_joined, zheng):
    with pytest.raises(Refused, match="一件事只补一次"):
        file_claim(zhang_joined.worker, by=zheng, kind=ClaimKind.OTHER)


@pytest.mark.parametrize("step", ["assign", "return", "withdraw"])
def test_the_applicant_works_no_step_of_her_own_claim(accepted, zhang, zhao, liang, he, step):
    zhang.user = zhao
    zhang.save()
    acts = {
        "assign": lambda: assign_investigators(accepted, people=[liang, he], on=DAY, by=zhao),
        "return": lambda: return_claim(accepted, missing="x", on=DAY, by=zhao),
        "withdraw": lambda: withdraw_claim(accepted, reason="x", on=DAY, by=zhao),
    }
    with pytest.raises(Refused, match="您是申请人本人"):
        acts[step]()


def test_a_lapsed_member_does_not_revive_himself_by_a_renewal(house, zhang, zheng, chen, coop):
    member = enrol(zhang, joined_on=DAY - dt.timedelta(days=600))
    due = {"kind": DueKind.RENEWAL, "year": DAY.year, "amount": coop.renewal_due, "on": DAY}
    with pytest.raises(Refused, match="已失效，不能续缴"):
        receive_due(zhang, **due, receipt_no="R1", by=chen)
    again = {**due, "kind": DueKind.FIRST, "amount": coop.first_due}
    register(zhang)
    receive_due(zhang, **again, receipt_no="R2", by=chen)
    member.refresh_from_db()
    assert (member.leave_reason, Member.objects.open_on(DAY).get().joined_on) == ("欠费失效", DAY)
    with pytest.raises(Refused, match="入社以后发生的事才能申请"):
        file_claim(zhang, by=zheng)

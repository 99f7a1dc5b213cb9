"""What was decided stays as it was decided: facts are copied, a decision is taken back, not erased."""

import datetime as dt

import pytest
from django.db import DatabaseError
from django.urls import reverse

from mutualfund.actions.decisions import finalise_ripe_items, take_back_decision
from mutualfund.actions.payments import make_payment_voucher, pay_claim
from mutualfund.books import verify
from mutualfund.models import Claim, ClaimStatus, Decision, Revocation
from staff.models import Household
from tests.mutualfund.fund import announce, convene, vote_all
from tests.mutualfund.sql import run
from tests.people import DAY, make_station
from welfare.errors import Refused

REVOKE = (
    "INSERT INTO mutualfund_revocation (decision_id, reason, revoked_on, revoked_by_id, revoked_at)"
    " SELECT id, 'x', decided_on, signed_by_id, now() FROM mutualfund_decision"
)


def test_the_registry_may_change_and_the_decision_does_not(as_, approved, zhang, gao):
    zhang.name, zhang.station = "张改名", make_station("白杨站")
    zhang.household = Household.objects.create(number="H-9")
    zhang.save()
    meeting = approved.items.get().meeting
    for address in (approved.get_absolute_url(), reverse("meeting-minutes", args=[meeting.pk])):
        assert "张桂兰" in as_(gao).get(address).content.decode()
    text = as_(gao).get(approved.get_absolute_url()).content.decode()
    assert "姓名现在是张改名，单位现在是白杨站" in text
    facts = Decision.objects.get().facts
    assert (facts["name"], facts["station"], facts["household"]) == ("张桂兰", "青石站", "")
    assert facts["article_text"].startswith("子女考入高中、中专、大学")
    assert (facts["requested"], facts["computed"]) == ("500.00", "500.00")
    assert facts["arithmetic"] == approved.arithmetic
    assert "张小雨" not in str(facts)


def test_it_shows_all_four_amounts(as_, reviewed, yun, gao):
    pay_claim(reviewed, on=DAY, by=yun)
    text = as_(gao).get(reviewed.get_absolute_url()).content.decode()
    for words in ("申请", "应补", "核定", "实付"):
        assert f"<dt>{words}</dt>" in text


def test_it_is_taken_back_before_the_payment_and_decided_again(
    as_, announced, committee, gao, zheng
):
    address = reverse("claim-take-back", args=[announced.pk])
    text = as_(gao).post(address, {"reason": "票据要再查"}, follow=True).content.decode()
    assert "决定已撤销" in text
    claim = Claim.objects.get()
    assert (claim.status, claim.approved_amount) == (ClaimStatus.DELIBERATING, None)
    first = Decision.objects.get()
    assert (first.amount, first.revocation.reason) == (500, "票据要再查")
    assert claim.number in as_(zheng).get(reverse("meeting-new")).content.decode()
    second = convene([claim], chair=gao, recorder=zheng)
    vote_all(second, committee)
    finalise_ripe_items(second, on=DAY, by=gao)
    assert Claim.objects.get().status == ClaimStatus.APPROVED
    assert Decision.objects.count() == 2
    page = reverse("meeting-minutes", args=[first.item.meeting_id])
    assert "撤销，票据要再查" in as_(gao).get(page).content.decode()
    assert verify() == []


def test_it_is_not_taken_back_over_a_voucher_or_a_payment(announced, gao, chen, guo, yun):
    make_payment_voucher(announced, on=DAY, by=chen)
    with pytest.raises(Refused, match="请审核人先退回凭证"):
        take_back_decision(announced, reason="x", on=DAY, by=gao)


def test_a_paid_decision_stays_even_for_sql(reviewed, yun, gao):
    pay_claim(reviewed, on=DAY, by=yun)
    with pytest.raises(Refused, match="没有可以撤销的决定"):
        take_back_decision(reviewed, reason="x", on=DAY, by=gao)
    with pytest.raises(DatabaseError, match="cannot be taken back"):
        run(REVOKE)
    assert not Revocation.objects.exists()


def test_an_item_is_not_marked_as_revoked_by_sql(approved):
    with pytest.raises(DatabaseError, match="the agenda is kept"):
        run("UPDATE mutualfund_agendaitem SET is_revoked = true")


def test_a_later_announcement_starts_after_the_second_decision(announced, gao, bian):
    taken = take_back_decision(announced, reason="再查", on=DAY, by=gao)
    assert (taken.publicity_from, taken.publicity_until) == (None, None)
    with pytest.raises(Refused, match="不能转为"):
        announce(taken, by=bian)
    assert dt.date.fromisoformat(Decision.objects.get().facts["decided_on"]) == DAY

"""A death stops the payment until a relative is entered who takes it, in cash."""

import pytest
from django.db import IntegrityError
from django.urls import reverse

from mutualfund.actions.payees import record_payee
from mutualfund.actions.payments import make_payment_voucher, pay_claim
from mutualfund.models import Claim, ClaimStatus, Payment, PayMethod
from mutualfund.pay_answers import Taken
from staff.actions.departures import leave_roster, undo_departure
from staff.models import LeaveReason
from tests.mutualfund.sql import run
from tests.people import DAY
from welfare.errors import Refused

TOLD = {"name": "张小雨", "relation": "女儿", "document": "死亡证明 3 号、户口簿"}


def die(claim, by):
    return leave_roster(
        claim.member.worker, left_on=DAY, reason=LeaveReason.DIED, document="死亡证明 3 号",
        on=DAY, by=by,
    )  # fmt: skip


def again(claim) -> Claim:
    return Claim.objects.get(pk=claim.pk)


def test_a_death_stops_the_voucher_and_the_payment(announced, chen, zhou):
    die(announced, zhou)
    with pytest.raises(Refused, match="去世，停止付款"):
        make_payment_voucher(announced, on=DAY, by=chen)


def test_a_death_stops_the_cashier(reviewed, yun, zhou):
    die(reviewed, zhou)
    with pytest.raises(Refused, match="去世，停止付款"):
        pay_claim(reviewed, on=DAY, by=yun)
    assert not Payment.objects.exists()


def test_the_desk_says_why_and_the_officer_has_a_task(as_, reviewed, yun, zhou, zheng):
    die(reviewed, zhou)
    desk = as_(yun).get(reverse("payment-list")).content.decode()
    assert "去世，停止付款。请工会干事" in desk
    assert "待付款" not in [t.state for t in as_(yun).get("/office/").context["agenda"].waiting]
    tasks = as_(zheng).get("/office/").context["agenda"].waiting
    assert "登记代领人：张桂兰" in [task.title for task in tasks]
    page = as_(zheng).get(reviewed.get_absolute_url()).content.decode()
    assert "登记代领人" in page


def test_a_relative_takes_it_in_cash(as_, reviewed, yun, zhou, zheng):
    die(reviewed, zhou)
    url = reverse("claim-payee", args=[reviewed.pk])
    page = as_(zheng).post(url, {"name": "张小雨"}, follow=True).content.decode()
    assert "代领要写姓名、和申请人的关系、凭什么证明" in page
    page = as_(zheng).post(url, TOLD, follow=True).content.decode()
    assert "由女儿 张小雨 代领" in page
    with pytest.raises(Refused, match="不能付到本人的卡上"):
        pay_claim(again(reviewed), on=DAY, by=yun)
    pay_claim(again(reviewed), on=DAY, by=yun, method=PayMethod.CASH)
    assert again(reviewed).status == ClaimStatus.PAID
    with pytest.raises(Refused, match="没有等着付的钱"):
        record_payee(again(reviewed), **TOLD, on=DAY, by=zheng)


def test_nobody_takes_the_money_of_the_living(reviewed, zheng):
    with pytest.raises(Refused, match="不用代领"):
        record_payee(reviewed, **TOLD, on=DAY, by=zheng)


def test_a_payee_is_entered_once_and_never_changes(reviewed, zhou, zheng):
    die(reviewed, zhou)
    record_payee(again(reviewed), **TOLD, on=DAY, by=zheng)
    with pytest.raises(Refused, match="已经登记过"):
        record_payee(again(reviewed), **TOLD, on=DAY, by=zheng)
    with pytest.raises(Exception, match="permission denied"):
        run("UPDATE mutualfund_payee SET name = '别人'")


def test_a_mistaken_death_taken_back_lets_the_money_go(reviewed, yun, zhou):
    undo_departure(die(reviewed, zhou), reason="同名", on=DAY, by=zhou)
    assert pay_claim(again(reviewed), on=DAY, by=yun).claim == reviewed


def test_the_database_pays_no_dead_applicant(reviewed, yun, zhou, monkeypatch):
    die(reviewed, zhou)
    monkeypatch.setattr("mutualfund.actions.payments.stopped_by_death", lambda claim: "")
    with pytest.raises(IntegrityError, match="is dead"):
        pay_claim(again(reviewed), on=DAY, by=yun, method=PayMethod.CASH, taken=Taken())

"""Paying a claim: after the notice, by three people, once."""

import datetime as dt
from decimal import Decimal
from threading import Barrier, Thread

import pytest
from django.db import DatabaseError, connections
from django.urls import reverse

from mutualfund.actions.claim_holds import hold_claim, release_hold
from mutualfund.actions.claims import prolong_publicity
from mutualfund.actions.payments import make_payment_voucher, pay_claim
from mutualfund.actions.vouchers import review_voucher, send_back
from mutualfund.books import verify
from mutualfund.models import (
    Account,
    Charter,
    Claim,
    ClaimStatus,
    Entry,
    Payment,
    PayMethod,
    Voucher,
)
from mutualfund.pay_answers import Taken
from mutualfund.purse import purse_on
from staff.actions.kinships import declare_kinship
from staff.models import KinRelation
from tests.mutualfund.fund import hang, spend
from tests.mutualfund.sql import OWNER, as_app, note_and_move, run
from tests.people import DAY
from welfare import clock
from welfare.errors import Refused


def balance() -> Decimal:
    """What lies in the bank."""
    return purse_on(DAY, Charter.objects.get()).balance


def press(client, name, claim, **sent) -> str:
    """Press a button of the desk; the page that follows."""
    return client.post(reverse(name, args=[claim.pk]), sent, follow=True).content.decode()


def test_it_goes_over_three_desks(as_, announced, chen, guo, yun):
    assert "已制单，等审核" in press(as_(chen), "payment-voucher", announced)
    assert "的凭证已审核，等出纳付款" in press(as_(guo), "payment-review", announced)
    assert "已付 500.00 元" in press(as_(yun), "claim-pay", announced)
    assert balance() == Decimal(9500)
    assert verify() == []


def test_who_made_the_voucher_and_turned_out_to_be_kin_has_it_made_again_by_another(
    as_, reviewed, zhang, chen, zheng, yun
):
    declare_kinship(zhang, chen, relation=KinRelation.SIBLING, source="本人申报", on=DAY, by=zheng)
    told = press(as_(yun), "claim-pay", reviewed)
    assert f"凭证的制单人{chen.name}是申请人的亲属" in told
    assert "请会计重新制单" in told
    assert balance() == Decimal(10000)


def test_it_pays_once_when_clicked_twice(as_, reviewed, yun):
    client = as_(yun)
    for _ in range(2):
        assert "已付 500.00 元" in press(client, "claim-pay", reviewed)
    assert Payment.objects.count() == 1
    assert Voucher.objects.filter(purpose="pay").count() == 1
    assert balance() == Decimal(9500)


@pytest.mark.django_db(transaction=True)
def test_it_pays_once_when_eight_click_at_the_same_moment(reviewed, yun):
    gate, paid, broken = Barrier(8), [], []

    def click():
        gate.wait()
        try:
            paid.append(pay_claim(reviewed, on=DAY, by=yun).pk)
        except Exception as error:  # noqa: BLE001 - a test reports whatever comes
            broken.append(error)
        finally:
            connections.close_all()

    clicks = [Thread(target=click) for _ in range(8)]
    for thread in clicks:
        thread.start()
    for thread in clicks:
        thread.join()
    assert broken == []
    assert (len(paid), len(set(paid))) == (8, 1)
    assert balance() == Decimal(9500)


def test_it_refuses_before_the_notice_is_over(announced, bian, chen):
    hang(announced, DAY, DAY, by=bian)
    prolong_publicity(announced, last=DAY, by=bian)
    with pytest.raises(Refused, match=r"按章程第十七条，公示期满才能付款。这件公示到 2026-10-20"):
        make_payment_voucher(announced, on=DAY, by=chen)


def test_it_refuses_without_a_notice(approved, chen):
    with pytest.raises(Refused, match="这件还没有公示"):
        make_payment_voucher(approved, on=DAY, by=chen)


def test_it_refuses_more_than_the_fund_holds(reviewed, chen, guo, yun):
    spend(9600, maker=chen, reviewer=guo, cashier=yun)
    words = "按章程第九条，补助不能超过基金的余额。账面只有 400.00 元，不够付 500.00 元"
    with pytest.raises(Refused, match=words):
        pay_claim(reviewed, on=DAY, by=yun)
    assert not Payment.objects.exists()


def test_it_waits_while_an_objection_is_answered(announced, chen, zheng):
    hold_claim(announced, reason="有人提出异议", on=DAY, by=None)
    with pytest.raises(Refused, match="暂缓付款：有人提出异议"):
        make_payment_voucher(announced, on=DAY, by=chen)
    release_hold(announced, outcome="异议不成立", on=DAY, by=zheng)
    assert make_payment_voucher(announced, on=DAY, by=chen).pk


def test_it_refuses_before_the_review(announced, chen, yun):
    make_payment_voucher(announced, on=DAY, by=chen)
    with pytest.raises(Refused, match="凭证还没有审核"):
        pay_claim(announced, on=DAY, by=yun)


def test_it_makes_a_new_voucher_when_the_first_was_sent_back(announced, chen, guo):
    draft = make_payment_voucher(announced, on=DAY, by=chen)
    with pytest.raises(Refused, match="已经制过单"):
        make_payment_voucher(announced, on=DAY, by=chen)
    send_back(draft, reason="附件少一张", by=guo)
    assert make_payment_voucher(announced, on=DAY, by=chen).pk != draft.pk


def test_it_refuses_a_review_by_someone_who_took_a_step(announced, chen, liang, yun):
    draft = make_payment_voucher(announced, on=DAY, by=chen)
    review_voucher(draft, on=DAY, by=liang)
    with pytest.raises(Refused, match="审核人梁艳是这件的调查人"):
        pay_claim(announced, on=DAY, by=yun)


def test_it_needs_a_card_or_pays_cash(reviewed, yun):
    worker = reviewed.member.worker
    worker.bank_card = ""
    worker.save()
    with pytest.raises(Refused, match="没有登记工资卡"):
        pay_claim(reviewed, on=DAY, by=yun)
    assert (
        pay_claim(reviewed, on=DAY, by=yun, method=PayMethod.CASH, taken=Taken()).card_last4 == ""
    )


def test_it_shows_each_desk_what_it_may_do(as_, announced, chen, guo, yun):
    def desk(user) -> str:
        return as_(user).get(reverse("payment-list")).content.decode()

    assert reverse("payment-voucher", args=[announced.pk]) in desk(chen)
    assert reverse("payment-voucher", args=[announced.pk]) not in desk(yun)
    press(as_(chen), "payment-voucher", announced)
    assert reverse("payment-review", args=[announced.pk]) in desk(guo)
    press(as_(guo), "payment-review", announced)
    assert reverse("claim-pay", args=[announced.pk]) in desk(yun)


def test_it_says_why_the_button_is_off(as_, announced, chen, guo):
    announced.member.worker.user = guo
    announced.member.worker.save()
    press(as_(chen), "payment-voucher", announced)
    text = as_(guo).get(reverse("payment-list")).content.decode()
    assert "您是申请人本人，要由别人来办" in text
    assert "disabled" in text


AGAIN = (
    "INSERT INTO mutualfund_payment (claim_id, voucher_id, amount, paid_on, cashier_id, method,"
    " card_last4) SELECT claim_id, voucher_id, amount, paid_on, cashier_id, method, card_last4"
    " FROM mutualfund_payment"
)


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("UPDATE mutualfund_payment SET amount = 1", "permission denied"),
        ("DELETE FROM mutualfund_payment", "permission denied"),
        (AGAIN, "is not payable"),
        ("UPDATE mutualfund_claim SET approved_amount = 9999", "has no decision over"),
        ("UPDATE mutualfund_claim SET status = 'payable'", "has no step from paid to payable"),
    ],
)
def test_it_cannot_be_changed_or_repeated_by_sql(reviewed, yun, statement, words):
    pay_claim(reviewed, on=DAY, by=yun)
    with pytest.raises(DatabaseError, match=words):
        run(statement)


def test_it_cannot_be_called_paid_without_a_payment(reviewed):
    with pytest.raises(DatabaseError, match="has no step from payable to paid"):
        run("UPDATE mutualfund_claim SET status = 'paid'")
    with pytest.raises(DatabaseError, match="paid if and only if"), as_app():
        note_and_move(reviewed, "paid", "payable", "paid")


def test_it_is_found_when_the_claim_and_its_voucher_differ(reviewed, yun):
    pay_claim(reviewed, on=DAY, by=yun)
    run("ALTER TABLE mutualfund_payment DISABLE TRIGGER append_only", role=OWNER)
    run("UPDATE mutualfund_payment SET amount = 499", role=OWNER)
    run("ALTER TABLE mutualfund_payment ENABLE ALWAYS TRIGGER append_only", role=OWNER)
    assert [problem.code for problem in verify()] == ["claim_differs"]


def test_it_leaves_the_members_page_its_state(reviewed, yun):
    pay_claim(reviewed, on=DAY, by=yun)
    claim = Claim.objects.get(pk=reviewed.pk)
    assert claim.status == ClaimStatus.PAID
    assert claim.payment.paid_on - DAY == dt.timedelta(0)


# -- the day and the drawer -------------------------------------------------------------------


def test_the_voucher_carries_the_day_the_money_went(reviewed, yun):
    later = DAY + dt.timedelta(days=3)
    with clock.travel(later):
        payment = pay_claim(reviewed, on=later, by=yun)
    assert payment.voucher.date == payment.paid_on == later
    assert {entry.date for entry in payment.voucher.entries.all()} == {later}
    assert verify() == []


def test_cash_leaves_the_drawer_not_the_bank(reviewed, yun):
    bank = Entry.objects.of(Account.objects.of("bank")).balance()
    payment = pay_claim(reviewed, on=DAY, by=yun, method=PayMethod.CASH, taken=Taken())
    assert payment.voucher.entries.get(side=-1).account.key == "cash"
    assert Entry.objects.of(Account.objects.of("bank")).balance() == bank
    assert verify() == []


@pytest.mark.parametrize(
    "attack",
    [
        "UPDATE mutualfund_draftvoucher SET date = date - 1 WHERE purpose = 'pay'",
        "UPDATE mutualfund_draftvoucher SET date = date + 1 WHERE purpose <> 'pay'",
        "UPDATE mutualfund_draftvoucher SET date = date + 1, summary = 'x' WHERE purpose = 'pay'",
        "UPDATE mutualfund_draftline SET account_id = (SELECT id FROM mutualfund_account"
        " WHERE key = 'unexplained' LIMIT 1)",
        "UPDATE mutualfund_draftline l SET amount = amount + 1, account_id = c.id FROM mutualfund_account b,"
        " mutualfund_account c WHERE b.id = l.account_id AND b.key = 'bank' AND c.key = 'cash'"
        " AND c.fund_id = b.fund_id",
    ],
)
def test_the_database_lets_nothing_else_of_a_payment_change(reviewed, attack):
    with pytest.raises(DatabaseError, match=r"keeps its content|are fixed"):
        run(attack)

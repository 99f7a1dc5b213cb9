"""One claim from the counter to the member's card, through the actions."""

from decimal import Decimal

from mutualfund.actions.payments import pay_claim
from mutualfund.books import verify
from mutualfund.claim_stats import claim_stats
from mutualfund.models import Charter, Claim, ClaimStatus, Entry, Payment
from mutualfund.purse import purse_on
from tests.people import DAY


def test_it_takes_the_claim_to_the_card_and_the_balance_follows(reviewed, yun):
    pay_claim(reviewed, on=DAY, by=yun)
    claim = Claim.objects.get(pk=reviewed.pk)
    assert claim.status == ClaimStatus.PAID
    assert claim.payment.card_last4 == "3306"
    assert claim.payment.voucher.maker.name == "陈静"
    assert claim.payment.voucher.reviewer.name == "郭永明"
    assert claim.payment.voucher.cashier.name == "李芸"
    purse = purse_on(DAY, Charter.objects.get())
    assert (purse.balance, purse.available) == (Decimal("9500.00"), Decimal("9500.00"))
    aid = Entry.objects.filter(account__key="aid_education")
    assert aid.balance() == Decimal("500.00")
    assert verify() == []
    stats = claim_stats(on=DAY)
    assert (stats.total.cases, stats.total.persons, stats.total.amount) == (1, 1, Decimal(500))


def test_it_keeps_approved_money_apart(approved):
    purse = purse_on(DAY, Charter.objects.get())
    assert (purse.balance, purse.committed) == (Decimal("10000.00"), Decimal("500.00"))
    assert purse.available == Decimal("9500.00")


def test_it_freezes_the_decision(approved):
    decision = approved.items.get().decision
    assert (decision.amount, decision.article) == (Decimal("500.00"), "第十条")
    assert (decision.agreed, decision.refused, decision.recused) == (4, 0, 0)
    assert decision.facts["name"] == "张桂兰"


def test_it_pays_once_when_asked_twice(reviewed, yun):
    first = pay_claim(reviewed, on=DAY, by=yun)
    again = pay_claim(reviewed, on=DAY, by=yun)
    assert first == again
    assert Payment.objects.count() == 1

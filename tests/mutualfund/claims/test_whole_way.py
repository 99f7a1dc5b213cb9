"""One claim from the counter to the member's card, through the actions."""

from decimal import Decimal

from django.urls import reverse

from mutualfund.actions.payments import pay_claim
from mutualfund.books import verify
from mutualfund.claim_stats import claim_stats
from mutualfund.models import Benefit, Charter, Claim, ClaimStatus, Entry, Payment
from mutualfund.purse import purse_on
from mutualfund.what_if import terms_of, try_out
from tests.mutualfund.sql import rewrite
from tests.people import DAY
from welfare.annual_report import report_of


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


def test_what_was_paid_is_told_by_sub_type_where_a_kind_is_divided(as_, reviewed, gao, yun):
    pay_claim(reviewed, on=DAY, by=yun)
    rewrite(Claim.objects.get(), guard="keeps_facts", subtype="升大学")
    Benefit.objects.create(
        charter=Charter.objects.create(version="草案", valid_from=DAY, founding_until=DAY),
        kind=reviewed.kind, subtype="升大学", cap_per_year=1, method="fixed",
    )  # fmt: skip
    assert not any(kind.parts for kind in claim_stats(on=DAY).kinds)
    (part,) = claim_stats(on=DAY, divided=True).kinds[0].parts
    assert (part.label, part.cases, part.persons, part.amount) == ("升大学", 1, 1, Decimal(500))
    assert "升大学" in as_(gao).get(reverse("fund-overview")).content.decode()
    report = report_of(DAY.year, user=gao, on=DAY)
    (figure,) = [one for one in report.figures if "subtype=" in one.url]
    assert figure.words == "1"
    assert f"补助申领 {figure.words} 件" in as_(gao).get(figure.url).content.decode()
    charter = Charter.objects.adopted().get()
    trial = try_out(charter, terms_of(charter), renewal_due=Decimal(20), on=DAY)
    assert [part.label for part in trial.periods[0].kinds[0].parts] == ["升大学"]

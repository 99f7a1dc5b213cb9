"""收据: numbered without a gap in the year, amount in words, void ones kept."""

from decimal import Decimal

import pytest
from django.urls import reverse

from mutualfund.actions.donations import open_drive, receive_donation
from mutualfund.actions.dues import receive_due
from mutualfund.actions.receipts import void_receipt
from mutualfund.models import DueKind, Receipt
from tests.mutualfund.fund import register
from tests.mutualfund.sql import OWNER, run
from tests.people import DAY, make_worker
from tests.threads import at_once
from welfare.errors import Refused

INSERT = """INSERT INTO mutualfund_receipt
  (year, number, source, payer, reason, method, amount, issued_on, issued_by_id, paper_no, void_reason)
  SELECT 2026, %s, 'x:1', '甲', '乙', 'cash', 1, '2026-01-01', id, '', '' FROM welfare_user LIMIT 1"""


def pay(worker, by, **told):
    register(worker)
    return receive_due(
        worker, kind=DueKind.FIRST, year=DAY.year, amount=Decimal(50), on=DAY, by=by, **told
    )


def test_every_kind_of_money_draws_from_one_series(coop, chen):
    pay(make_worker(), chen)
    drive = open_drive("献爱心", starts_on=DAY, ends_on=DAY, by=chen)
    receive_donation(
        drive, donor="钱某", unit="", amount=Decimal("100.05"), is_anonymous=False, on=DAY, by=chen
    )
    told = [(str(r), r.words) for r in Receipt.objects.order_by("number")]
    assert told == [
        ("SJ-2026-0001", "人民币伍拾元整"), ("SJ-2026-0002", "人民币壹佰元零伍分"),
    ]  # fmt: skip


def test_a_refused_due_leaves_no_hole(coop, chen):
    worker = make_worker()
    pay(worker, chen)
    with pytest.raises(Refused):
        pay(worker, chen)
    pay(make_worker(), chen)
    assert sorted(Receipt.objects.values_list("number", flat=True)) == [1, 2]


def test_a_void_receipt_stays_and_the_next_number_replaces_it(coop, chen, as_):
    pay(make_worker("钱某"), chen)
    first = Receipt.objects.get()
    as_(chen).post(reverse("receipt-void", args=[first.pk]), {"reason": "姓名写错"})
    first.refresh_from_db()
    following = Receipt.objects.get(void_reason="")
    assert (first.void_reason, following.number, following.amount) == ("姓名写错", 2, first.amount)
    with pytest.raises(Refused, match="已经作废"):
        void_receipt(first, reason="再来", on=DAY, by=chen)
    assert "（作废）" in as_(chen).get(first.get_absolute_url()).content.decode()


def test_voiding_asks_why(coop, chen):
    pay(make_worker(), chen)
    with pytest.raises(Refused, match="作废要写原因"):
        void_receipt(Receipt.objects.get(), reason=" ", on=DAY, by=chen)


@pytest.mark.parametrize("number", [1, 3, 0])
@pytest.mark.parametrize("role", ["guanai_app", OWNER])
def test_the_database_takes_no_number_out_of_turn(coop, chen, number, role):
    pay(make_worker(), chen)
    with pytest.raises(Exception, match="out of turn"):
        run(INSERT, number, role=role)


@pytest.mark.parametrize(
    "attack",
    [
        "UPDATE mutualfund_receipt SET amount = 1",
        "UPDATE mutualfund_receipt SET number = 9",
        "DELETE FROM mutualfund_receipt",
    ],
)
@pytest.mark.parametrize("role", ["guanai_app", OWNER])
def test_the_database_keeps_what_was_written(coop, chen, attack, role):
    pay(make_worker(), chen)
    with pytest.raises(Exception, match=r"is kept|permission denied"):
        run(attack, role=role)


@pytest.mark.django_db(transaction=True)
def test_two_hands_at_once_get_two_numbers(coop, chen):
    workers = [make_worker() for _ in range(6)]
    for worker in workers:
        register(worker)
    at_once([lambda w=worker: pay(w, chen) for worker in workers])
    assert sorted(Receipt.objects.values_list("number", flat=True)) == [1, 2, 3, 4, 5, 6]

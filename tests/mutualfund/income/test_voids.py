"""作废 of money that never came in: by two people, with its receipt, and it counts nowhere."""

from decimal import Decimal

import pytest
from django.db import DatabaseError
from django.urls import reverse

from mutualfund.actions.collections import post_income
from mutualfund.actions.dues import receive_due
from mutualfund.actions.income_voids import ask_void, confirm_void
from mutualfund.actions.members import register_enrolment, withdraw_enrolment
from mutualfund.actions.vouchers import draft_reversal, post_voucher, review_voucher, send_back
from mutualfund.books import verify
from mutualfund.models import (
    Charter,
    DraftVoucher,
    DueKind,
    DuesPayment,
    IncomeVoid,
    Member,
    MemberState,
    Receipt,
)
from tests.mutualfund.conftest import JOINED
from tests.mutualfund.fund import file_claim, register
from tests.mutualfund.sql import run
from tests.people import DAY
from welfare.errors import Refused

LIST_QUERIES = 11  # however many wait


@pytest.fixture
def due(coop, zhang, chen) -> DraftVoucher:
    """Zhang's first due as Chen entered it."""
    register(zhang, on=JOINED)
    return receive_due(
        zhang,
        kind=DueKind.FIRST,
        year=DAY.year,
        amount=Decimal(50),
        on=JOINED,
        by=chen,
    )


def post(draft, guo, yun):
    return post_income([review_voucher(draft, on=DAY, by=guo)], on=DAY, cashier=yun)[0]


def reverse_it(voucher, chen, guo, yun):
    red = draft_reversal(voucher, reason="记错了人", on=DAY, by=chen)
    return post_voucher(review_voucher(red, on=DAY, by=guo), on=DAY, by=chen, cashier=yun)


def state() -> str:
    charter = Charter.objects.in_force(on=DAY)
    return Member.objects.with_state(charter, on=DAY).get().state


def press(client, name, thing, **sent) -> str:
    return client.post(reverse(name, args=[thing.pk]), sent, follow=True).content.decode()


def test_a_due_counts_once_its_voucher_is_posted_and_until_it_is_reversed(
    due, zhang, chen, guo, yun, zheng
):
    assert state() == MemberState.LAPSED
    with pytest.raises(Refused, match="会费"):
        file_claim(zhang, by=zheng)
    voucher = post(due, guo, yun)
    assert state() == MemberState.IN_FORCE
    reverse_it(voucher, chen, guo, yun)
    assert state() == MemberState.LAPSED


def test_a_due_that_never_came_is_void_by_two_and_entered_anew(as_, due, zhang, chen, guo):
    send_back(due, reason="没有这笔钱", by=guo)
    assert "等审核人确认" in press(as_(chen), "income-void", due, reason="没有这笔钱")
    asked = IncomeVoid.objects.get()
    assert as_(chen).post(reverse("income-void-confirm", args=[asked.pk])).status_code == 403
    with pytest.raises(Refused, match="另一个人确认"):
        confirm_void(asked, on=DAY, by=chen)
    assert "已作废" in press(as_(guo), "income-void-confirm", asked)
    assert Receipt.objects.get().void_reason == "没有这笔钱"
    assert DuesPayment.objects.get().is_void
    assert Member.objects.get().left_on == Member.objects.get().joined_on
    assert verify() == []
    receive_due(zhang, kind=DueKind.FIRST, year=DAY.year, amount=Decimal(50), on=DAY, by=chen)
    assert Member.objects.filter(left_on=None).count() == 1


def test_what_stands_in_the_books_is_reversed_first(due, chen, guo, yun):
    with pytest.raises(Refused, match="先请审核人退回"):
        ask_void(due.source, reason="错", on=DAY, by=chen)
    voucher = post(due, guo, yun)
    with pytest.raises(Refused, match="先红字冲销"):
        ask_void(due.source, reason="错", on=DAY, by=chen)
    reverse_it(voucher, chen, guo, yun)
    with pytest.raises(Refused, match="要写原因"):
        ask_void(due.source, reason=" ", on=DAY, by=chen)
    confirm_void(ask_void(due.source, reason="错", on=DAY, by=chen), on=DAY, by=guo)
    with pytest.raises(Refused, match="已经作废"):
        ask_void(due.source, reason="错", on=DAY, by=chen)
    assert verify() == []


def test_a_first_due_is_not_void_while_he_joins_anew(due, zhang, chen, guo, zheng):
    """His voucher never came, he lapsed and registered again: one registration is open at a time."""
    send_back(due, reason="没有这笔钱", by=guo)
    asked = ask_void(due.source, reason="没有这笔钱", on=DAY, by=chen)
    again = register_enrolment(zhang, opinion="", on=DAY, by=zheng)
    with pytest.raises(Refused, match=f"没办完的入社登记 {again.number}"):
        confirm_void(asked, on=DAY, by=guo)
    withdraw_enrolment(again, on=DAY, by=zheng)
    confirm_void(asked, on=DAY, by=guo)
    assert Member.objects.get().left_on == JOINED


@pytest.mark.parametrize(
    ("attack", "words"),
    [
        ("UPDATE mutualfund_duespayment SET is_void = true", "is not void"),
        ("UPDATE mutualfund_incomevoid SET reason = 'x'", "permission denied"),
        ("UPDATE mutualfund_incomevoid SET confirmed_by_id = asked_by_id", r"not theirs|by_two"),
        ("DELETE FROM mutualfund_incomevoid", "permission denied"),
    ],
)
def test_the_database_wants_two_people(due, chen, guo, attack, words):
    send_back(due, reason="没有这笔钱", by=guo)
    ask_void(due.source, reason="没有这笔钱", on=DAY, by=chen)
    with pytest.raises(DatabaseError, match=words):
        run(attack)


def test_verify_finds_a_row_void_by_nobody(due, guo):
    send_back(due, reason="没有这笔钱", by=guo)
    run("ALTER TABLE mutualfund_duespayment DISABLE TRIGGER kept", role="")
    DuesPayment.objects.update(is_void=True)
    run("ALTER TABLE mutualfund_duespayment ENABLE ALWAYS TRIGGER kept", role="")
    assert [problem.code for problem in verify()] == ["void_alone"]


def test_what_waits_stands_in_a_list_and_on_the_desk_of_who_confirms(
    as_, due, chen, guo, django_assert_num_queries
):
    send_back(due, reason="没有收到钱", by=guo)
    asked = ask_void(due.source, reason="没有收到钱", on=DAY, by=chen)
    url, desk = reverse("income-void-list"), "/office/"
    client = as_(guo)
    assert "确认收款作废" in client.get(desk).content.decode()
    assert "确认收款作废" not in as_(chen).get(desk).content.decode()
    client = as_(guo)
    client.get(url)
    with django_assert_num_queries(LIST_QUERIES):
        page = client.get(url).content.decode()
    assert due.summary in page
    assert "等审核人确认" in page
    confirm_void(asked, on=DAY, by=guo)
    assert due.summary not in client.get(url).content.decode()
    assert due.summary in client.get(url, {"state": "confirmed"}).content.decode()
    assert "确认收款作废" not in client.get(desk).content.decode()

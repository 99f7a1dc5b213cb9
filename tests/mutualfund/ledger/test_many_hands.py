"""Eight accountants at once: no gap, no fork, nothing twice."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from mutualfund.actions.bank import take_statement
from mutualfund.actions.vouchers import (
    POST,
    Line,
    draft_reversal,
    post_voucher,
    posting_facts,
    review_voucher,
)
from mutualfund.bank_sheet import read_statement
from mutualfund.books import verify
from mutualfund.models import Account, BankLine, DraftVoucher, Drive, Side, Voucher
from tests.books import workbook
from tests.people import DAY
from tests.threads import at_once
from welfare.errors import Refused

pytestmark = pytest.mark.django_db(transaction=True)


def test_it_numbers_without_gap_or_fork(draft, guo, chen):
    drafts = [review_voucher(draft(), on=DAY, by=guo) for _ in range(40)]
    at_once([lambda made=made: post_voucher(made, on=DAY, by=chen) for made in drafts])
    assert sorted(Voucher.objects.values_list("number", flat=True)) == list(range(1, 41))
    assert verify() == []


def test_it_posts_one_draft_once_however_often_it_is_clicked(draft, guo, chen):
    made = review_voucher(draft(), on=DAY, by=guo)
    clicks = [lambda: post_voucher(DraftVoucher.objects.get(pk=made.pk), on=DAY, by=chen)] * 16
    assert len({voucher.pk for voucher in at_once(clicks)}) == 1
    assert Voucher.objects.count() == 1


def test_two_who_reverse_one_voucher_make_one_red_draft(post, chen, guo, yun):
    wrong = post()

    def press() -> str:
        try:
            draft_reversal(wrong, reason="重复", on=DAY, by=chen)
        except Refused as refusal:
            return str(refusal)
        return ""

    answers = at_once([press] * 8)
    assert answers.count("") == 1
    assert DraftVoucher.objects.filter(reverses=wrong).count() == 1


def test_two_who_pay_cash_into_different_years_stand_in_one_queue(draft, post, guo, yun):
    """A hundred lies in the drawer; one pays it out in December, another in October after."""
    december = dt.date(DAY.year - 1, 12, 15)
    account = Account.objects.of
    cash, bank, fees = account("cash"), account("bank"), account("fees")
    fetched = [Line(cash, Side.DEBIT, Decimal(100)), Line(bank, Side.CREDIT, Decimal(100))]
    post("500.00", date=december)
    post(lines=fetched, date=december)
    out = [Line(fees, Side.DEBIT, Decimal(100)), Line(cash, Side.CREDIT, Decimal(100))]
    first, second = (
        review_voucher(draft(lines=out, date=day), on=DAY, by=guo) for day in (december, DAY)
    )

    def pay_without_waiting() -> str:
        """Where the second stands while the first is not done."""
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '50ms'")
            try:
                cursor.execute(POST, posting_facts(second, second.maker, yun))
            except DatabaseError as error:
                return error.__cause__.diag.context
        return "paid"

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(POST, posting_facts(first, first.maker, yun))
        (answer,) = at_once([pay_without_waiting])
    assert "mutualfund_drawer_holds" in answer
    with pytest.raises(Refused, match="库存现金不够"):
        post_voucher(second, on=DAY, by=second.maker, cashier=yun)


def test_two_who_take_in_overlapping_statements_keep_each_line_once(post, chen):
    post(date=DAY)
    bank = Account.objects.of("bank")
    head = ("交易日期", "摘要", "收入", "支出", "余额")
    first, second = (
        (f"{DAY}", "存入", "100.00", "", "100.00"),
        (f"{DAY}", "结息", "1.00", "", "101.00"),
    )
    reads = [
        read_statement(SimpleUploadedFile("a.xlsx", workbook(head, *rows)), bank)
        for rows in ((first,), (first, second))
    ]
    for read in reads:
        take_statement(read, bank, by=chen)
    assert BankLine.objects.count() == 2


def test_two_who_open_one_drive_are_told(as_, fund, chen):
    told = {"name": "献爱心", "starts_on": f"{DAY}", "ends_on": f"{DAY}"}
    clients = [as_(chen) for _ in range(8)]
    answers = at_once(
        [lambda client=client: client.post(reverse("drive-new"), told) for client in clients]
    )
    assert sorted(answer.status_code for answer in answers) == [302, *[400] * 7]
    assert Drive.objects.count() == 1

"""库存现金: nobody pays out of an empty drawer; 提现 fills it, by three people and with its slip."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError
from django.urls import reverse

from mutualfund.actions.batches import post_batch
from mutualfund.actions.counts import booked_cash
from mutualfund.actions.handmade import enter_money
from mutualfund.actions.vouchers import Line, post_voucher, review_voucher
from mutualfund.books import verify
from mutualfund.models import Account, DraftVoucher, Side
from tests.mutualfund.fund import picture
from tests.mutualfund.sql import as_app, run
from tests.people import DAY
from welfare.errors import Refused

PAGE = reverse("cash-move")


def lines(into: str, out_of: str, amount: int) -> list[Line]:
    """So much from one account to another."""
    money = Decimal(amount)
    sides = (into, Side.DEBIT), (out_of, Side.CREDIT)
    return [Line(Account.objects.of(key), side, money) for key, side in sides]


@pytest.fixture
def paid(draft, guo, yun):
    """Post a voucher by hand with cashier Yun."""

    def posted(into: str, out_of: str, amount: int, date: dt.date = DAY):
        made = review_voucher(draft(lines=lines(into, out_of, amount), date=date), on=DAY, by=guo)
        return post_batch([made], on=DAY, cashier=yun)[0]

    return posted


def move(client, way: str, amount: str, reason: str = "付现金补助", **more) -> str:
    """Fill in the form; the page that follows."""
    slip = SimpleUploadedFile("存根.jpg", picture(), "image/jpeg")
    sent = {"way": way, "amount": amount, "reason": reason, "papers": slip} | more
    return client.post(PAGE, sent, follow=True).content.decode()


def test_cash_is_fetched_by_three_people_with_the_banks_slip(as_, fund, post, chen, guo, yun):
    post("500.00")
    assert PAGE in as_(chen).get(reverse("cash-list")).content.decode()
    with as_app():
        assert "已制单，审核以后由出纳办了再记账" in move(as_(chen), "draw", "200")
    drawn = DraftVoucher.objects.latest("pk")
    assert (drawn.summary, drawn.papers.count()) == ("提现：付现金补助", 1)
    enter_money(review_voucher(drawn, on=DAY, by=guo), on=DAY, by=yun)
    assert booked_cash(fund, on=DAY) == Decimal(200)
    assert "已制单" in move(as_(chen), "deposit", "50")
    assert verify() == []


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"way": "draw", "amount": "500.01"}, "银行存款只有 500.00 元，不够提 500.01 元"),
        ({"way": "deposit", "amount": "1"}, "库存现金只有 0.00 元，不够 1.00 元"),
        ({"way": "steal", "amount": "1"}, "选提现或存现"),
        ({"way": "draw", "amount": "x"}, "金额"),
        ({"way": "draw", "amount": "1", "reason": " "}, "写摘要"),
        ({"way": "draw", "amount": "1", "papers": ""}, "附上原始单据"),
    ],
)
def test_it_says_what_is_wrong(as_, chen, post, sent, words):
    post("500.00")
    assert words in move(as_(chen), **sent)
    assert DraftVoucher.objects.count() == 1


def test_nothing_is_paid_out_of_an_empty_drawer(paid, draft, post, chen, guo, yun):
    post("500.00")
    paid("cash", "bank", 100)
    with pytest.raises(Refused, match=r"库存现金不够.*一张也没有记账"):
        paid("fees", "cash", 101)
    made = review_voucher(draft(lines=lines("fees", "cash", 101)), on=DAY, by=guo)
    with pytest.raises(Refused, match="库存现金不够，付了账上就成负数"), as_app():
        post_voucher(made, on=DAY, by=chen, cashier=yun)
    assert paid("fees", "cash", 100)


def test_nor_on_a_day_before_it_was_filled(paid, post):
    post("500.00", date=DAY - dt.timedelta(days=9))
    paid("cash", "bank", 100)
    with pytest.raises(Refused, match="库存现金不够"):
        paid("fees", "cash", 50, date=DAY - dt.timedelta(days=3))


def test_the_database_refuses_it_too(draft, post, guo, yun):
    post("500.00")
    made = review_voucher(draft(lines=lines("fees", "cash", 1)), on=DAY, by=guo)
    with pytest.raises(DatabaseError, match=r"the drawer would hold -1\.00"):
        run("SELECT mutualfund_post_draft(%s, %s, %s, now())", made.pk, made.maker_id, yun.pk)


def test_verify_finds_a_drawer_below_nothing(paid, post, monkeypatch):
    post("500.00")
    run("CREATE OR REPLACE FUNCTION mutualfund_drawer_holds(p_fund bigint, p_first date) RETURNS void"
        " LANGUAGE sql AS 'SELECT'", role="")  # fmt: skip
    paid("fees", "cash", 7)
    assert [(p.code, p.place) for p in verify()] == [("drawer_empty", f"{DAY} 库存现金")]

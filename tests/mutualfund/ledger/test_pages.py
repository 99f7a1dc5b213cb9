"""The accountant reads the books: running balance, each number opens its voucher."""

import datetime as dt

from django.urls import reverse

LIST = reverse("voucher-list")


def test_it_carries_the_balance_over_the_months(as_, chen, post):
    post("100.00", date=dt.date(2026, 9, 3))
    post("20.00")
    post("5.50")
    page = as_(chen).get(LIST).content.decode()
    for figure in ("100.00", "120.00", "125.50"):
        assert figure in page
    assert "年初 0.00 ＋ 收 125.50 − 支 0.00 ＝ 余额 125.50" in page


def test_it_opens_the_month_asked_for(as_, chen, post):
    post("100.00", date=dt.date(2026, 9, 3))
    assert "2026-09 记-001" in as_(chen).get(LIST, {"m": "2026-09"}).content.decode()
    assert "这个月没有凭证" in as_(chen).get(LIST, {"m": "nonsense"}).content.decode()


def test_it_shows_the_lines_and_the_hands(as_, chen, post):
    page = as_(chen).get(post("88.00").get_absolute_url()).content.decode()
    for words in ("102 银行存款", "402 捐款收入", "88.00", "陈静", "郭永明", "李芸"):
        assert words in page


def test_it_asks_the_same_of_the_database_for_one_and_for_twenty(
    as_, chen, post, django_assert_num_queries
):
    client = as_(chen)
    post()
    client.get(LIST)
    with django_assert_num_queries(20):
        client.get(LIST)
    for _ in range(19):
        post()
    with django_assert_num_queries(20):
        client.get(LIST)

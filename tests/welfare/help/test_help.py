"""One family, all help: the statement, and who was helped too little or too much."""

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse

from mutualfund.actions.payments import pay_claim
from staff.actions.gifts import hand_out
from staff.actions.households import join_couples
from staff.models import HelpMeasure
from tests.mutualfund.conftest import (  # noqa: F401 - one claim ready to be paid, as the fund makes it
    accepted,
    announced,
    approved,
    committee,
    coop,
    investigated,
    meeting,
    reviewed,
    zhang_joined,
)
from tests.people import DAY, make_worker
from tests.staff.campaign import drawn, locked, make_file
from welfare.help_page import balance_on, months_before


@pytest.fixture
def helped(reviewed, zhang, zheng, liang, gao, chen, guo, yun):  # noqa: F811 - the fixture of the fund
    """Zhang got 500 of the fund and a festival gift of 530; her husband is of the family."""
    make_file(zhang, zheng)
    campaign = drawn(locked(zheng, gao), zheng, (chen, guo, yun))
    hand_out(campaign.gifts.get(), on=DAY, by=liang, paid_with=zheng)
    pay_claim(reviewed, on=DAY, by=yun)
    spouse = make_worker("王建军", zhang.station)
    join_couples([(zhang, spouse)])
    return spouse


def test_it_puts_a_family_on_one_sheet(as_, helped, zheng):
    page = as_(zheng).get(reverse("worker-help", args=[helped.pk])).content.decode()
    for words in ("送温暖慰问金", "送温暖慰问品", "互助金补助", "400.00", "130.00", "500.00"):
        assert words in page
    assert '2 次，合计</span><b><a href="#h2">1,030.00</a></b>' in page


def test_it_calls_too_little_by_the_measure(helped, zheng):
    make_file(make_worker("孙玉兰"), zheng)
    balance = balance_on(DAY)
    assert [(f.head.name, f.times, f.why) for f in balance.few] == [("孙玉兰", 0, "少于 1 次")]
    assert balance.much == []


def test_it_calls_too_much_by_the_measure_of_the_day(as_, helped, zheng):
    HelpMeasure.objects.create(
        valid_from=DAY, document_no="示例 2", few_times=0, few_yuan=0, much_yuan=Decimal(1000)
    )
    assert [family.why for family in balance_on(DAY).much] == ["多于 1,000.00 元"]
    assert balance_on(DAY - dt.timedelta(days=1)).much == []
    page = as_(zheng).get(reverse("help-balance"), {"show": "much"}).content.decode()
    assert "张桂兰" in page
    assert "示例 2" in page


def test_it_counts_the_months_back():
    assert months_before(dt.date(2026, 3, 31), 1) == dt.date(2026, 2, 28)
    assert months_before(dt.date(2026, 1, 15), 12) == dt.date(2025, 1, 15)


def test_it_forgets_what_is_older_than_the_measure_looks(helped):
    later = DAY.replace(year=DAY.year + 1) + dt.timedelta(days=1)
    [family] = balance_on(later).few
    assert (family.times, family.total) == (0, 0)


def test_it_shows_the_statement_to_those_who_weigh_help(as_, helped, zhao, yun, gao, xu):
    address = reverse("worker-help", args=[helped.pk])
    codes = [as_(user).get(address).status_code for user in (zhao, yun, gao, xu)]
    assert codes == [403, 403, 200, 200]


def test_it_links_a_claim_for_those_who_may_open_it(as_, helped, gao):
    page = as_(gao).get(reverse("worker-help", args=[helped.pk])).content.decode()
    assert "/claims/" in page
    assert "/campaigns/" in page

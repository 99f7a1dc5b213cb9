"""Many vouchers in one pass: as if posted one by one, all or none."""

import datetime as dt

import pytest
from django.db import DatabaseError, connection

from mutualfund.actions.batches import post_batch
from mutualfund.actions.vouchers import post_voucher, review_voucher
from mutualfund.books import verify
from mutualfund.models import DraftStatus, DraftVoucher, PeriodBalance, Voucher
from tests.mutualfund.sql import as_app
from tests.people import DAY
from welfare.errors import Refused
from welfare.models import AuditEntry

AUGUST = dt.date(2026, 8, 3)


@pytest.fixture
def reviewed(draft, guo):
    """Make a draft and have it reviewed."""
    return lambda amount="100.00", **facts: review_voucher(draft(amount, **facts), on=DAY, by=guo)


def test_numbers_months_and_chain_go_on_as_one_by_one(reviewed, chen, yun):
    old = post_voucher(reviewed(date=dt.date(2025, 12, 3)), on=DAY, by=chen, cashier=yun)
    first = post_voucher(reviewed(date=AUGUST), on=DAY, by=chen, cashier=yun)
    drafts = [reviewed(date=day) for day in (DAY, AUGUST, dt.date(2025, 12, 31), DAY)]
    with as_app():
        vouchers = post_batch(drafts, on=DAY, cashier=yun)
    last = post_voucher(reviewed(date=AUGUST), on=DAY, by=chen, cashier=yun)
    assert [(v.year, v.number, str(v)) for v in (old, first, *vouchers, last)] == [
        (2025, 1, "2025-12 记-001"),
        (2026, 1, "2026-08 记-001"),
        (2026, 2, "2026-10 记-001"),
        (2026, 3, "2026-08 记-002"),
        (2025, 2, "2025-12 记-002"),
        (2026, 4, "2026-10 记-002"),
        (2026, 5, "2026-08 记-003"),
    ]
    assert {(v.maker, v.poster, v.cashier) for v in vouchers} == {(chen, chen, yun)}
    assert AuditEntry.objects.filter(action="voucher.posted").count() == 7
    assert verify() == []


def test_a_second_click_gives_the_same_vouchers(reviewed, yun):
    drafts = [reviewed(), reviewed()]
    first = post_batch(drafts, on=DAY, cashier=yun)
    third = reviewed()
    again = post_batch([*drafts, third], on=DAY, cashier=yun)
    assert again[:2] == first
    assert Voucher.objects.count() == 3


def test_one_that_may_not_be_posted_stops_all(reviewed, draft, yun, guo):
    drafts = [reviewed(), draft()]
    with pytest.raises(Refused, match=r"还没有审核.*一张也没有记账"):
        post_batch(drafts, on=DAY, cashier=yun)
    with pytest.raises(Refused, match="出纳不能制单"):
        post_batch([reviewed()], on=DAY, cashier=guo)
    late = reviewed(date=DAY + dt.timedelta(days=1))
    with pytest.raises(Refused, match="还没到"):
        post_batch([reviewed(), late], on=DAY, cashier=yun)
    assert not Voucher.objects.exists()
    assert not DraftVoucher.objects.filter(status=DraftStatus.POSTED).exists()


def test_a_closed_month_stops_all(reviewed, post, close, yun):
    post(date=AUGUST)
    close(dt.date(2026, 8, 31))
    with pytest.raises(Refused, match="已经结账"):
        post_batch([reviewed(), reviewed(date=dt.date(2026, 8, 20))], on=DAY, cashier=yun)
    assert Voucher.objects.count() == 1
    assert PeriodBalance.objects.count() == 2


def post_by_sql(draft: DraftVoucher, cashier: int, at: str) -> None:
    """As the application's role, past the action."""
    with as_app(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT mutualfund_post_batch(ARRAY[%s]::bigint[], NULL, %s, %s)",
            [draft.pk, cashier, at],
        )


@pytest.mark.parametrize(
    ("cashier", "at", "words"),
    [
        ("yun", "2026-10-19 10:00+08", "dated in the future"),
        ("guo", "2026-10-20 10:00+08", "voucher_cashier_apart"),
        (None, "2026-10-20 10:00+08", "names nobody we know"),
    ],
)
def test_the_database_holds_a_batch_to_the_same_guards(reviewed, request, cashier, at, words):
    who = request.getfixturevalue(cashier).pk if cashier else 2**40
    with pytest.raises(DatabaseError, match=words):
        post_by_sql(reviewed(), who, at)


def test_the_database_posts_no_draft_that_nobody_reviewed(draft, yun):
    with pytest.raises(DatabaseError, match=r"is not what was reviewed|null value"):
        post_by_sql(draft(), yun.pk, "2026-10-20 10:00+08")

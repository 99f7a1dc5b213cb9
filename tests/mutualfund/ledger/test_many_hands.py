"""Eight accountants at once: no gap, no fork, nothing twice."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from mutualfund.actions.vouchers import post_voucher, review_voucher
from mutualfund.books import verify
from mutualfund.models import DraftVoucher, Voucher
from tests.people import DAY

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(jobs):
    """Run each job on a thread with a connection of its own."""

    def one(job):
        try:
            return job()
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        return list(pool.map(one, jobs))


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

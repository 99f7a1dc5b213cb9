"""Eight accountants at once: no gap, no fork, nothing twice."""

import pytest

from mutualfund.actions.vouchers import post_voucher, review_voucher
from mutualfund.books import verify
from mutualfund.models import DraftVoucher, Voucher
from tests.people import DAY
from tests.threads import at_once

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

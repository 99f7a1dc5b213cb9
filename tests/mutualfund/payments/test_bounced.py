"""退票: a payment that came back is reversed, and the claim is paid again, once."""

import pytest
from django.urls import reverse

from mutualfund.actions.bounced import reopen_claim
from mutualfund.actions.payments import make_payment_voucher, pay_claim, review_payment
from mutualfund.actions.vouchers import draft_reversal, post_voucher, review_voucher
from mutualfund.books import verify
from mutualfund.models import Claim, ClaimStatus, Payment, Voucher
from mutualfund.purse import purse_on
from tests.mutualfund.sql import as_app, run
from tests.people import DAY
from welfare.errors import Refused


@pytest.fixture
def came_back(reviewed, chen, guo, yun) -> Claim:
    """Paid, refused by the bank, reversed in red."""
    payment = pay_claim(reviewed, on=DAY, by=yun)
    red = draft_reversal(payment.voucher, reason="银行退票", on=DAY, by=chen)
    post_voucher(review_voucher(red, on=DAY, by=guo), on=DAY, by=chen, cashier=yun)
    return Claim.objects.get(pk=reviewed.pk)


def test_it_is_paid_again_once_and_the_books_add_up(as_, came_back, chen, guo, yun, coop):
    assert "paid_and_reversed" in [problem.code for problem in verify()]
    assert "重新付" in as_(chen).get(came_back.get_absolute_url()).content.decode()
    with as_app():
        as_(chen).post(reverse("claim-reopen", args=[came_back.pk]), {"reason": "账号不符"})
    claim = Claim.objects.get(pk=came_back.pk)
    assert claim.status == ClaimStatus.PAYABLE
    with as_app():
        make_payment_voucher(claim, on=DAY, by=chen)
        review_payment(claim, on=DAY, by=guo)
        pay_claim(claim, on=DAY, by=yun)
    assert pay_claim(claim, on=DAY, by=yun) == Payment.objects.get()
    assert Voucher.objects.filter(source=f"claim:{claim.pk}").count() == 2
    assert (
        purse_on(DAY, coop).balance == 9500
    )  # 10,000 and a due of 50, less the one payment that stands
    assert verify() == []


def test_only_what_came_back_is_paid_again(reviewed, chen, yun):
    pay_claim(reviewed, on=DAY, by=yun)
    with pytest.raises(Refused, match="还没有红字冲销"):
        reopen_claim(reviewed, reason="退票", on=DAY, by=chen)


def test_the_database_keeps_a_payment_that_stands(reviewed, yun):
    pay_claim(reviewed, on=DAY, by=yun)
    with pytest.raises(Exception, match="is kept"):
        run("UPDATE mutualfund_payment SET claim_id = NULL, bounced_claim_id = claim_id")

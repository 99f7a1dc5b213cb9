"""What the bank already paid is written down as it happened, whatever came meanwhile."""

import datetime as dt

import pytest
from django.db import IntegrityError
from django.urls import reverse

from mutualfund.actions.claim_holds import hold_claim
from mutualfund.actions.claims import prolong_publicity, start_publicity
from mutualfund.actions.pay_batches import attach_cash_photo, make_batch, record_results
from mutualfund.actions.payments import pay_claim
from mutualfund.models import Claim, ClaimStatus, PayLine, Payment, PayMethod
from mutualfund.pay_answers import Answer, Taken
from staff.actions.departures import leave_roster
from staff.models import LeaveReason
from tests.mutualfund.fund import hang, picture
from tests.mutualfund.sql import as_app, run
from tests.people import DAY
from welfare.errors import Refused


@pytest.fixture
def sent(reviewed, yun) -> PayLine:
    """The claim's line in a batch of the bank."""
    return make_batch([reviewed.pk], method=PayMethod.BANK, on=DAY, by=yun).lines.get()


def answer(client, line) -> str:
    url = reverse("pay-batch-results", args=[line.batch_id])
    with as_app():
        return client.post(url, {f"{line.pk}-result": "paid"}, follow=True).content.decode()


def die(claim, by):
    leave_roster(
        claim.member.worker, left_on=DAY, reason=LeaveReason.DIED, document="死亡证明 3 号",
        on=DAY, by=by,
    )  # fmt: skip


def test_a_hold_after_the_batch_does_not_hide_what_the_bank_paid(as_, sent, zheng, yun):
    hold_claim(sent.claim, reason="有人反映", on=DAY, by=zheng)
    answer(as_(yun), sent)
    claim = Claim.objects.get(pk=sent.claim_id)
    assert (claim.status, str(claim.held_reason)) == (ClaimStatus.PAID, "有人反映")
    assert Payment.objects.get().amount == 500


def test_a_death_after_the_batch_does_not_hide_what_the_bank_paid(as_, sent, zhou, yun):
    die(sent.claim, zhou)
    answer(as_(yun), sent)
    assert Claim.objects.get(pk=sent.claim_id).status == ClaimStatus.PAID
    assert list(Payment.objects.after_death()) == [Payment.objects.get()]  # it is to be recovered


def test_cash_still_waits_for_the_hold(reviewed, zheng, yun):
    line = make_batch([reviewed.pk], method=PayMethod.CASH, on=DAY, by=yun).lines.get()
    attach_cash_photo(line.batch, picture(), by=yun)
    hold_claim(reviewed, reason="有人反映", on=DAY, by=zheng)
    with pytest.raises(Refused, match="暂缓付款"):
        record_results(line.batch, [Answer(line.pk, True, taken=Taken("", "", ""))], on=DAY, by=yun)
    with pytest.raises(Refused):
        pay_claim(reviewed, on=DAY, by=yun)


NOTICE = "UPDATE mutualfund_claim SET publicity_until = %s WHERE id = %s"


def test_the_database_lets_a_notice_only_be_prolonged(announced, bian):
    with pytest.raises(Exception, match="keeps its days"):
        run(NOTICE, announced.publicity_until - dt.timedelta(days=1), announced.pk)
    with pytest.raises(Exception, match="keeps its days"):
        run(NOTICE, None, announced.pk)
    with pytest.raises(Exception, match="no notice of claim"):
        prolong_publicity(announced, last=DAY, by=bian)
    hang(announced, DAY, DAY, by=bian)
    with as_app():
        prolong_publicity(announced, last=DAY, by=bian)


def test_the_database_gives_no_claim_a_notice_before_its_step(approved):
    with pytest.raises(Exception, match="keeps its days"):
        run(
            "UPDATE mutualfund_claim SET publicity_from = '2020-01-01', publicity_until = '2020-01-02'"
        )


def test_the_database_takes_the_days_of_a_notice_only_from_a_released_one(approved, bian):
    long_ago = DAY - dt.timedelta(days=40)
    with pytest.raises(IntegrityError, match="no notice of claim"):
        start_publicity(approved, first=long_ago, last=long_ago, by=bian)


def test_the_database_lets_no_released_notice_change_its_days(announced):
    for change in ("public_until = public_until - 2", "claims = '[]'", "status = 'draft'"):
        with pytest.raises(IntegrityError, match="is released and keeps its days"):
            run(f"UPDATE disclosure_notice SET {change}")


def test_the_database_takes_no_claim_that_brings_its_days(announced):
    row = "json_populate_record(c, json_build_object('id', 0, 'uid', gen_random_uuid(), 'number', 'HZ-X'))"
    with pytest.raises(IntegrityError, match="comes before its notice"):
        run(
            f"INSERT INTO mutualfund_claim SELECT (x).* FROM (SELECT {row} x FROM mutualfund_claim c) y"
        )

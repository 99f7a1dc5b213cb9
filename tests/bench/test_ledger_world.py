"""The world the books are timed in is one the product takes for its own."""

import datetime as dt

import pytest
from django.db import connection

from bench import ledger_claims, ledger_ours, ledger_world
from mutualfund.actions.charter import enact_sample_charter
from mutualfund.actions.payments import pay_claim
from mutualfund.models import Claim, ClaimStatus, PayMethod, Voucher
from mutualfund.pay_answers import Taken
from welfare import clock
from welfare.models import User

DAY = ledger_ours.DAY


@pytest.mark.django_db
def test_the_world_of_the_bench_is_posted_paid_and_proved_by_the_product(house):
    connection.ensure_connection()
    session = connection.connection
    with clock.travel(DAY):
        ids = ledger_world.found(session, 3)
        ledger_ours.batch(ledger_world.draft_dues(session, ledger_world.FIRST_YEAR, ids=ids))
        for post in (ledger_ours.singles, ledger_ours.actions):
            post(ledger_world.draft_singles(session, ids=ids, day=f"{DAY}", count=1, lines=4))

        charter = enact_sample_charter(dt.date(2016, 1, 1), by=None)
        claims = ledger_claims.approve_claims(session, ids=ids, charter=charter.pk, count=2)
        cashier = User.objects.get(pk=ids["cashier"])
        for claim in Claim.objects.filter(pk__in=claims):
            pay_claim(claim, on=DAY, by=cashier, method=PayMethod.CASH, taken=Taken())
        connection.check_constraints()  # what the product asks at commit
        assert Claim.objects.filter(status=ClaimStatus.PAID).count() == 2
        assert Voucher.objects.count() == 3 + 1 + 1 + 1 + 2
        assert ledger_ours.verified()["problems"] == []

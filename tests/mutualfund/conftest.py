"""The co-operative of the tests: a charter, money, a committee, and one claim on its way."""

import datetime as dt

import pytest

from mutualfund.actions.charter import enact_sample_charter
from mutualfund.actions.decisions import finalise_ripe_items
from mutualfund.actions.payments import make_payment_voucher, review_payment
from mutualfund.actions.seats import seat_member
from mutualfund.models import Claim, SeatKind
from tests.mutualfund.fund import (
    announce,
    convene,
    enrol,
    file_claim,
    investigate,
    pour,
    vote_all,
)
from tests.people import DAY

FOUNDED = dt.date(DAY.year - 1, 1, 1)
JOINED = dt.date(DAY.year, 2, 16)


@pytest.fixture
def coop(house, chen, guo):
    """A charter in force and 10,000 yuan, 1,000 of it in the drawer."""
    charter = enact_sample_charter(FOUNDED, by=None)
    pour(10_000, in_cash=1_000, maker=chen, reviewer=guo)
    return charter


@pytest.fixture
def committee(coop, gao, wang, bai, lin):
    """Two managers, one of them the chair, and two workers' representatives."""
    kinds = {gao: SeatKind.MANAGER, wang: SeatKind.MANAGER, bai: SeatKind.WORKER_REP}
    people = [gao, wang, bai, lin]
    for person in people:
        kind = kinds.get(person, SeatKind.WORKER_REP)
        seat_member(person, kind=kind, since=FOUNDED, by=None)
    return people


@pytest.fixture
def zhang_joined(coop, zhang):
    """Zhang is a member since February, with a bank card."""
    zhang.bank_card = "6222020000001233306"
    zhang.save()
    return enrol(zhang, joined_on=JOINED)


@pytest.fixture
def accepted(zhang_joined, zheng) -> Claim:
    """Zhang's claim for her daughter, taken in by Zheng: 500 yuan."""
    return file_claim(zhang_joined.worker, by=zheng)


@pytest.fixture
def investigated(accepted, zheng, liang, he) -> Claim:
    """Liang and He looked into it."""
    return investigate(accepted, [liang, he], by=zheng)


@pytest.fixture
def meeting(investigated, committee, gao, zheng):
    """The committee sits on it."""
    return convene([investigated], chair=gao, recorder=zheng)


@pytest.fixture
def approved(meeting, committee, gao, investigated) -> Claim:
    """All four agreed and the chair signed."""
    vote_all(meeting, committee)
    finalise_ripe_items(meeting, on=DAY, by=gao)
    return Claim.objects.get(pk=investigated.pk)


@pytest.fixture
def announced(approved, bian) -> Claim:
    """The notice is over."""
    return announce(approved, by=bian)


@pytest.fixture
def reviewed(announced, chen, guo) -> Claim:
    """The voucher is made and reviewed: the cashier's turn."""
    make_payment_voucher(announced, on=DAY, by=chen)
    review_payment(announced, on=DAY, by=guo)
    return Claim.objects.get(pk=announced.pk)

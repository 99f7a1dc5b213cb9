"""The end of a claim and joining on paper, for the world of the tests."""

import datetime as dt
import uuid
from decimal import Decimal

from mutualfund.actions.claim_calls import draw_claim_sample
from mutualfund.actions.clawbacks import ask_clawback
from mutualfund.actions.dues import receive_due
from mutualfund.actions.pay_batches import attach_cash_photo, record_results
from mutualfund.models import (
    Claim,
    ClaimCall,
    Clawback,
    DueKind,
    EnrolmentScan,
    PayBatch,
    SignedSheet,
)
from mutualfund.pay_answers import Answer, Taken
from staff.models import Worker
from tests.mutualfund.fund import picture, register
from tests.people import DAY
from welfare import clock
from welfare.days import Quarter
from welfare.models import User

PAPER = {"file_type": "jpg", "size": 1, "sha256": "0" * 64, "stored_sha256": "0" * 64}
ENDS = {
    "claim-call": ClaimCall,
    "clawback": Clawback,
    "signed-sheet-file": SignedSheet,
    "enrolment-scan": EnrolmentScan,
}  # as ROWS of the world


def end_a_claim(batch: PayBatch, cashier: User) -> None:
    """The signed sheet of a batch is photographed, its payment drawn for a call; a scan of what was signed."""
    attach_cash_photo(batch, picture(), by=cashier)
    answers = [Answer(line.pk, paid=True, taken=Taken()) for line in batch.lines.all()]
    record_results(batch, answers, on=DAY, by=cashier)
    claim = Claim.objects.get(payment__line__batch=batch)
    ask_clawback(claim, amount=Decimal(1), reason="多付了一元", on=DAY, by=cashier)
    draw_claim_sample(Quarter.of(DAY), on=Quarter.of(DAY).last + dt.timedelta(1), by=cashier)
    SignedSheet.objects.create(uid=uuid.uuid4(), added_by=cashier, added_at=clock.now(), **PAPER)


def join_on_paper(worker: Worker, by: User) -> None:
    """A first due on a registration that was signed and approved, with the scan of another."""
    register(worker)
    receive_due(worker, kind=DueKind.FIRST, year=DAY.year, amount=Decimal(50), on=DAY, by=by)
    EnrolmentScan.objects.create(uid=uuid.uuid4(), added_by=by, added_at=clock.now(), **PAPER)

"""Vouchers as the accountant and the reviewer make them."""

import itertools
from decimal import Decimal

import pytest

from mutualfund.actions.closings import ask_closing, confirm_step
from mutualfund.actions.collections import post_income
from mutualfund.actions.donations import open_drive, receive_donation
from mutualfund.actions.dues import receive_due
from mutualfund.actions.grants import receive_grant
from mutualfund.actions.vouchers import (
    Line,
    draft_voucher,
    post_voucher,
    review_voucher,
)
from mutualfund.models import Account, DraftVoucher, DueKind, Fund, Payer, Side, Voucher
from tests.mutualfund.fund import picture, register
from tests.people import DAY

LATE = "对账单还没有寄到"  # why a month is closed before the bank is reconciled
_serial = itertools.count(100)  # test:1 is what the attacks on the database are about


@pytest.fixture
def fund(house) -> Fund:
    """互助补充保险基金."""
    return Fund.objects.mutual_aid()


@pytest.fixture
def draft(fund, chen):
    """Make a draft by Chen: so many yuan of donations into the bank."""

    def made(
        amount="100.00", *, date=DAY, source=None, by=None, lines=None, **facts
    ) -> DraftVoucher:
        money = Decimal(amount)
        return draft_voucher(
            fund,
            date=date,
            summary=facts.pop("summary", "收捐款"),
            lines=lines
            or [
                Line(Account.objects.of("bank"), Side.DEBIT, money),
                Line(Account.objects.of("donations"), Side.CREDIT, money, "donation:1"),
            ],
            source=source or f"test:{next(_serial)}",
            purpose="receive",
            attachments=1,
            by=by or chen,
            **facts,
        )

    return made


@pytest.fixture
def post(draft, guo, yun):
    """Draft, review by Guo and post with cashier Yun."""

    def posted(amount="100.00", **facts) -> Voucher:
        made = draft(amount, **facts)
        review_voucher(made, on=DAY, by=guo)
        return post_voucher(made, on=DAY, by=made.maker, cashier=yun)

    return posted


@pytest.fixture
def received(coop, zhang, chen, guo, yun):
    """One due, one donation and one grant, each reviewed and posted."""
    register(zhang)
    drive = open_drive("献爱心", starts_on=DAY, ends_on=DAY, by=chen)
    drafts = [
        receive_due(
            zhang, kind=DueKind.FIRST, year=DAY.year, amount=Decimal(50), receipt_no="SJ-0001",
            on=DAY, by=chen,
        ),
        receive_donation(
            drive, donor="王大山", unit="", amount=Decimal(30), is_anonymous=False, on=DAY, by=chen
        ),
        receive_grant(
            payer=Payer.DEPOT, amount=Decimal(900), document_no="工会〔2026〕7 号", on=DAY, by=chen,
            papers=[("批文", picture())],
        ),
    ]  # fmt: skip
    for made in drafts:
        review_voucher(made, on=DAY, by=guo)
    return post_income(drafts, on=DAY, by=chen, cashier=yun)


@pytest.fixture
def close(fund, chen, guo):
    """Close up to the end of a month: asked by Chen, confirmed by Guo."""

    def closed(through, on=DAY) -> None:
        confirm_step(ask_closing(fund, through=through, on=on, by=chen, reason=LATE), by=guo)

    return closed

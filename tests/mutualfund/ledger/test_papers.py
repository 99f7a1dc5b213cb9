"""Every voucher its paper: the event behind it is a link, and a scan may be added until review."""

from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError
from django.urls import reverse

from mutualfund.actions.collections import review_income
from mutualfund.actions.donations import open_drive, receive_donation
from mutualfund.actions.dues import receive_due
from mutualfund.actions.grants import receive_grant, receive_interest
from mutualfund.actions.handmade import attach_papers
from mutualfund.actions.income import draft_again
from mutualfund.actions.receipts import fill_receipt, next_receipt
from mutualfund.actions.vouchers import Line, draft_voucher, review_voucher, send_back
from mutualfund.models import (
    Account,
    DraftVoucher,
    Drive,
    DueKind,
    Fund,
    Payer,
    Receipt,
    ReceiptMethod,
    Side,
    VoucherPaper,
)
from tests.mutualfund.fund import picture, register
from tests.mutualfund.sql import as_app, run
from tests.people import DAY
from welfare.errors import Refused


@pytest.fixture
def granted(house, chen):
    """The draft of a grant that came in."""
    return receive_grant(
        payer=Payer.DEPOT, amount=Decimal(900), document_no="工会〔2026〕7 号", on=DAY, by=chen
    )


def scan(content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("文件.jpg", content)


def test_dues_donations_and_grants_lead_to_their_papers(as_, chen, received):
    client = as_(chen)
    for voucher in received:
        receipt = Receipt.objects.get(source=voucher.source)
        page = client.get(voucher.get_absolute_url()).content.decode()
        assert receipt.get_absolute_url() in page
        assert client.get(receipt.get_absolute_url()).status_code == 200
    _, donation, grant = received
    drive = Drive.objects.get().get_absolute_url()
    assert drive in client.get(donation.get_absolute_url()).content.decode()
    page = client.get(grant.get_absolute_url()).content.decode()
    assert "拨款文件 工会〔2026〕7 号" in page
    assert reverse("grant-list") in page


def test_interest_names_the_banks_advice(as_, chen, house):
    draft = receive_interest(amount=Decimal(5), advice_no="HD-3", on=DAY, by=chen)
    assert "银行回单 HD-3" in as_(chen).get(draft.get_absolute_url()).content.decode()


def test_the_document_of_a_grant_is_scanned_before_review(as_, chen, guo, granted):
    client, address = as_(chen), reverse("draft-papers", args=[granted.pk])
    paper = picture()
    assert "附上原始单据" in client.post(address, follow=True).content.decode()
    with as_app():
        page = client.post(address, {"papers": [scan(paper)]}, follow=True).content.decode()
    assert "已附上 1 个文件" in page
    assert (
        "已经附在" in client.post(address, {"papers": [scan(paper)]}, follow=True).content.decode()
    )
    review_voucher(granted, on=DAY, by=guo)
    page = client.post(address, {"papers": [scan(picture())]}, follow=True).content.decode()
    assert "单据不能再加" in page
    kept = VoucherPaper.objects.get()
    assert as_(guo).get(reverse("voucher-paper", args=[kept.pk])).status_code == 200


def test_what_is_no_paper_is_refused(as_, chen, granted):
    address = reverse("draft-papers", args=[granted.pk])
    sent = {"papers": [SimpleUploadedFile("x.jpg", b"no picture")]}
    page = as_(chen).post(address, sent, follow=True).content.decode()
    assert "wf-note--over" in page
    assert not VoucherPaper.objects.exists()


def test_no_grant_is_reviewed_without_its_document(as_, chen, guo, granted):
    page = as_(guo).get(granted.get_absolute_url()).content.decode()
    assert "还没有批文或拨款通知的扫描件" in page
    for done in (
        lambda: review_voucher(granted, on=DAY, by=guo),
        lambda: review_income([granted], on=DAY, by=guo),
    ):
        with pytest.raises(Refused, match="还没有批文或拨款通知的扫描件"):
            done()
    with pytest.raises(DatabaseError, match="has no paper"):
        run("UPDATE mutualfund_draftvoucher SET status = 'reviewed', reviewer_id = %s", guo.pk)


def test_the_count_of_papers_is_the_databases(chen, guo, zhang, coop):
    register(zhang)
    due = receive_due(zhang, kind=DueKind.FIRST, year=DAY.year, amount=Decimal(50), on=DAY, by=chen)
    attach_papers(due, papers=[("缴费单", picture()), ("名单", picture())], by=chen)
    assert review_voucher(due, on=DAY, by=guo).attachments == 3  # two scans and the receipt
    with pytest.raises(DatabaseError, match="keeps its content"):
        run("UPDATE mutualfund_draftvoucher SET attachments = 9 WHERE id = %s", due.pk)


def test_a_due_stands_on_its_numbered_receipt_alone(chen, guo, zhang, coop):
    register(zhang)
    due = receive_due(zhang, kind=DueKind.FIRST, year=DAY.year, amount=Decimal(50), on=DAY, by=chen)
    assert review_voucher(due, on=DAY, by=guo).attachments == 1


def test_a_void_receipt_is_no_paper(as_, chen, guo, zhang, coop):
    """The page says at the button what the database would refuse; written anew it counts again."""
    register(zhang)
    told = {"year": DAY.year, "amount": Decimal(50), "receipt_no": "Z-7", "on": DAY, "by": chen}
    due = receive_due(zhang, kind=DueKind.FIRST, **told)
    drive = open_drive("献爱心", starts_on=DAY, ends_on=DAY, by=chen)
    gift = receive_donation(
        drive, donor="王大山", unit="", amount=Decimal(30), is_anonymous=False, on=DAY, by=chen
    )
    run("UPDATE mutualfund_receipt SET void_reason = '写错', voided_by_id = %s", chen.pk)
    for draft in (due, gift):
        assert "收据已经作废" in as_(guo).get(draft.get_absolute_url()).content.decode()
        with pytest.raises(Refused, match="收据已经作废，没有补开"):
            review_voucher(draft, on=DAY, by=guo)
        with pytest.raises(DatabaseError, match="has no paper"):
            run(
                "UPDATE mutualfund_draftvoucher SET status = 'reviewed', reviewer_id = %s"
                " WHERE id = %s", guo.pk, draft.pk,
            )  # fmt: skip
    attach_papers(gift, papers=[("缴款单", picture())], by=chen)
    review_income([gift], on=DAY, by=guo)
    receipt = fill_receipt(
        next_receipt(on=DAY), source=due.source, payer="x", reason="x", amount=Decimal(50),
        method=ReceiptMethod.BANK, by=chen,
    )  # fmt: skip
    receipt.save(force_insert=True)
    assert str(receipt) in as_(guo).get(due.get_absolute_url()).content.decode()
    assert review_voucher(due, on=DAY, by=guo).attachments == 1


def test_a_voucher_by_hand_without_a_scan_is_not_reviewed(chen, guo, house):
    lines = [
        Line(Account.objects.of("fees"), Side.DEBIT, Decimal(3)),
        Line(Account.objects.of("bank"), Side.CREDIT, Decimal(3)),
    ]
    draft = draft_voucher(
        Fund.objects.mutual_aid(), date=DAY, summary="手续费", lines=lines, source="hand:1",
        purpose="hand", attachments=7, by=chen,
    )  # fmt: skip
    with pytest.raises(Refused, match="还没有原始单据的扫描件"):
        review_voucher(draft, on=DAY, by=guo)


def test_the_form_wants_the_banks_advice_and_a_redraft_keeps_it(as_, chen, guo, house):
    told = {"amount": "5", "advice_no": "HD-9", "received_on": DAY.isoformat()}
    page = as_(chen).post(reverse("interest-new"), told).content.decode()
    assert "附上银行回单的照片或扫描件" in page
    with as_app():
        as_(chen).post(reverse("interest-new"), told | {"paper": scan(picture())})
    draft = DraftVoucher.objects.get()
    assert draft.papers.get().name == "银行回单"
    anew = draft_again(send_back(draft, reason="再看", by=guo), by=chen)
    assert review_voucher(anew, on=DAY, by=guo).attachments == 1

"""Every voucher its paper: the event behind it is a link, and a scan may be added until review."""

from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from mutualfund.actions.grants import receive_grant, receive_interest
from mutualfund.actions.vouchers import review_voucher
from mutualfund.models import Drive, Payer, Receipt, VoucherPaper
from tests.mutualfund.fund import picture
from tests.mutualfund.sql import as_app
from tests.people import DAY


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

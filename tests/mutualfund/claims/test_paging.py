"""My investigations and the payment desk cut nothing off without saying so."""

import datetime as dt

from django.urls import reverse

from mutualfund.actions.claims import start_publicity
from mutualfund.actions.decisions import finalise_ripe_items
from mutualfund.models import Claim, Investigation
from tests.mutualfund.fund import convene, enrol, file_claim, hang, investigate, vote_all
from tests.people import DAY, make_worker
from welfare import paging

FAR = "第 1 页，共 {} 页"


def test_every_investigation_and_every_waiting_payment_can_be_reached(
    as_, coop, committee, gao, zheng, liang, he, chen, monkeypatch
):
    monkeypatch.setattr(paging.page_of, "__defaults__", (2,))  # so that three make two pages
    claims = []
    for n in range(3):
        worker = make_worker(f"职工{n}")
        enrol(worker, joined_on=dt.date(DAY.year, 2, 16))
        claim = file_claim(worker, by=zheng, beneficiary=f"孩子{n}")
        claims.append(investigate(claim, [liang, he], by=zheng))
    assert FAR.format(2) in as_(liang).get(reverse("investigation-list")).content.decode()
    assert Investigation.objects.filter(investigator=liang).count() == 3
    meeting = convene(claims, chair=gao, recorder=zheng)
    vote_all(meeting, committee)
    finalise_ripe_items(meeting, on=DAY, by=gao)
    for claim in Claim.objects.all():
        last = DAY - dt.timedelta(days=1)
        hang(claim, last - dt.timedelta(days=4), last, by=zheng)
        start_publicity(claim, first=last - dt.timedelta(days=4), last=last, by=zheng)
    page = as_(chen).get(reverse("payment-list")).content.decode()
    assert "付款，3 件等着办" in page
    assert FAR.format(2) in page

"""职工怎么看: slips nobody is named on, each answered once, told from five on when the sheet is signed."""

import datetime as dt
import re

import pytest
from django.db import DatabaseError
from django.urls import reverse

from disclosure.actions.inspections import sign_inspection
from disclosure.actions.opinions import give_opinion, print_slips, tallies_of
from disclosure.models import Opinion, OpinionSlip
from disclosure.report_gate import opinions
from tests.disclosure.inspections.conftest import look
from tests.disclosure.test_poster import text_of
from tests.mutualfund.sql import OWNER, run
from tests.people import DAY
from welfare import clock
from welfare.errors import Refused
from welfare.models import AuditEntry

OPINION = reverse("opinion")


@pytest.fixture(autouse=True)
def _quiet_minute():
    """Nobody was here in the last minute."""
    opinions.lately.clear()


def signed(inspection, sun, hu):
    """Everything drawn was looked at and both have signed."""
    look(inspection, hu)
    for one in (sun, hu):
        inspection = sign_inspection(inspection, by=one)
    return inspection


def test_a_slip_is_printed_handed_out_and_answered_without_a_trace(as_, client, inspection, sun):
    url = reverse("inspection-slips", args=[inspection.pk])
    paper = text_of(as_(sun).post(url, {"count": 3}).content)
    codes = ["".join(one) for one in re.findall(r"(\d{5})\s+(\d{5})", paper)]
    assert len(codes) == 3
    audits = AuditEntry.objects.count()
    answer = client.post(OPINION, {"code": f"{codes[0][:5]} {codes[0][5:]}", "clear": "no"})
    assert "没有记您是谁" in answer.content.decode()
    assert not answer.cookies
    assert answer["Cache-Control"] == "no-store"
    assert AuditEntry.objects.count() == audits
    assert [one.is_clear for one in Opinion.objects.all()] == [False]
    assert OpinionSlip.objects.filter(is_used=True).count() == 1
    again = client.post(OPINION, {"code": codes[0], "clear": "yes"})
    assert "已经用过" in again.content.decode()
    assert Opinion.objects.count() == 1


def test_fewer_than_five_are_not_told_and_none_before_the_sheet_is_signed(
    as_, client, inspection, sun, hu
):
    codes = print_slips(inspection, count=9, by=sun)
    for code in codes[:4]:
        give_opinion(code, is_clear=True)
    assert tallies_of([inspection]) == {}
    page = as_(sun).get(inspection.get_absolute_url()).content.decode()
    assert "印了意见条 9 张" in page
    assert "4 / 4" not in page
    inspection = signed(inspection, sun, hu)
    for reader, address in (
        (as_(sun), inspection.get_absolute_url()),
        (client, "/supervision/closed/"),
    ):
        page = reader.get(address).content.decode()
        assert "不足 5 份，不显示" in page
        assert "/ 4" not in page


def test_five_are_told_on_the_page_for_all_and_on_paper(as_, client, inspection, sun, hu):
    for nth, code in enumerate(print_slips(inspection, count=6, by=sun)):
        give_opinion(code, is_clear=nth > 0)
    with clock.travel(dt.datetime.combine(DAY, dt.time(4))):  # still the day before in UTC
        inspection = signed(inspection, sun, hu)
    told = "5 / 6 人说看得到、看得懂"
    assert told in as_(sun).get(inspection.get_absolute_url()).content.decode()
    assert told in client.get("/supervision/closed/").content.decode()
    paper = as_(sun).get(reverse("inspection-print", args=[inspection.pk])).content
    words = text_of(paper)
    assert told in words
    assert f"{DAY - dt.timedelta(days=1)}" not in words


def test_only_an_inspector_prints_slips_and_only_while_the_sheet_is_open(
    as_, inspection, sun, hu, hire, zheng
):
    with pytest.raises(Refused, match="不是这次的检查人"):
        print_slips(inspection, count=1, by=zheng)
    with pytest.raises(Refused, match="最多 100 张"):
        print_slips(inspection, count=101, by=sun)
    (code,) = print_slips(inspection, count=1, by=sun)
    inspection = signed(inspection, sun, hu)
    with pytest.raises(Refused, match="不再收意见条"):
        print_slips(inspection, count=1, by=sun)
    with pytest.raises(Refused, match="检查已经签字"):
        give_opinion(code, is_clear=True)
    for statement in (
        "UPDATE disclosure_opinionslip SET is_used = true",
        "INSERT INTO disclosure_opinionslip (id, inspection_id, digest, is_used)"
        " SELECT gen_random_uuid(), inspection_id, 'x', false FROM disclosure_opinionslip",
    ):
        with pytest.raises(DatabaseError, match="takes no more slips"):
            run(statement)


def test_guessing_is_slowed_for_all(client, inspection, monkeypatch):
    monkeypatch.setattr(opinions, "most", 1)
    pages = [client.post(OPINION, {"code": "1" * 10, "clear": "yes"}) for _ in range(2)]
    assert "没有这个码" in pages[0].content.decode()
    assert "等一分钟再试" in pages[1].content.decode()


def test_the_database_takes_no_opinion_without_a_slip_and_changes_none(inspection, sun):
    codes = print_slips(inspection, count=2, by=sun)
    give_opinion(codes[0], is_clear=True)
    more = (
        "INSERT INTO disclosure_opinion (id, inspection_id, is_clear)"
        " SELECT gen_random_uuid(), inspection_id, true FROM disclosure_opinion"
    )
    with pytest.raises(DatabaseError, match="comes by a slip"):
        run(more)
    with pytest.raises(DatabaseError, match="used once"):
        run("UPDATE disclosure_opinionslip SET is_used = false WHERE is_used")
    with pytest.raises(DatabaseError, match="append-only"):
        run("UPDATE disclosure_opinion SET is_clear = false", role=OWNER)

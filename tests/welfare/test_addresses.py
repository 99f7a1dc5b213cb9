"""No ID, mobile or bank card number stands in an address, whichever list is asked."""

from urllib.parse import quote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse

from staff.models import SavedFilter
from tests.people import make_worker
from welfare.models import AuditEntry, ExportRequest
from welfare.policy import POLICY
from welfare.take_out import SHAPES

ID, OLD_ID, PHONE, CARD = (
    "11010519491231002X",
    "110105491231002",
    "13800000417",
    "6217004936110037491",
)
LISTS = ["departure-list", "household-list", "coop-list", "coop-absent", "matter-list", "claim-list",
         "account-list", "suggestion-list", "voucher-list", "worker-list"]  # fmt: skip


def open_addresses() -> list[str]:
    """Every address that stands without a row of its own."""
    found = []
    for name in POLICY:
        try:
            found.append(reverse(name))
        except NoReverseMatch:
            continue
    return found


@pytest.fixture
def desk(as_, zheng):
    """Zheng the officer, who finds people."""
    return as_(zheng)


def test_every_address_drops_it(desk):
    asked = open_addresses()
    assert {reverse(name) for name in LISTS} <= set(asked)
    for address in asked:
        answer = desk.get(address, {"q": ID, "year": "2026"})
        assert (answer.status_code, answer.url) == (302, f"{address}?year=2026"), address


@pytest.mark.parametrize(
    "words",
    [ID, ID.lower(), OLD_ID, PHONE, CARD, "110105 19491231 002X", "138-0000-0417", f"张桂兰{ID}",
     "１３８０００００４１７", "1380000\u200b0417", f"{ID}，{PHONE}"],
)  # fmt: skip
def test_it_is_known_however_it_is_written(desk, words):
    assert desk.get(reverse("household-list"), {"q": words}).url == reverse("household-list")


@pytest.mark.parametrize(
    "words",
    ["张桂兰", "zgl", "JT-0417", "0417", "2026-11", "1380000041", "记-2026-11-0007", "9" * 23],
)
def test_other_words_are_searched(desk, words):
    assert desk.get(reverse("household-list"), {"q": words}).status_code == 200


def test_it_says_where_to_look_instead(desk):
    page = desk.get(reverse("departure-list"), {"q": PHONE}, follow=True).content.decode()
    assert "不写进网址" in page
    assert "页面上方的搜索框" in page
    assert PHONE not in page


def test_the_box_finds_by_a_number_that_is_parted_or_has_words_beside_it(desk):
    worker = make_worker(phone=PHONE)
    for words in ("138-0000-0417", f"张桂兰 {PHONE}"):
        assert desk.post(reverse("worker-find"), {"q": words}).url == worker.get_absolute_url()


def test_the_way_to_the_sign_in_page_does_not_carry_it(client, db):
    answer = client.get(f"/departures/?q={PHONE}", follow=True)
    assert PHONE not in str(answer.redirect_chain)
    assert (
        PHONE
        not in client.get(
            "/login/", {"next": f"/departures/?q={PHONE}"}, follow=True
        ).content.decode()
    )


def test_it_leads_to_no_other_house(desk):
    answer = desk.get(f"//evil.example/?q={PHONE}")
    assert not answer.url.startswith("//")


@pytest.mark.parametrize("shape", [s.key for s in SHAPES.values() if "q" in s.filters])
def test_no_export_keeps_it(as_, everyone, shape):
    before = AuditEntry.objects.count()
    client = as_(everyone["officer"])
    for form in ("xlsx", "csv", "print"):
        answer = client.get(reverse("list-export", args=[shape, form]), {"q": ID})
        assert answer.url == reverse(SHAPES[shape].page)
    answer = client.post(
        f"{reverse('export-ask', args=[shape])}?q={quote(PHONE)}", {"reason": "核对"}
    )
    assert answer.url == reverse(SHAPES[shape].page)
    assert (ExportRequest.objects.count(), AuditEntry.objects.count()) == (0, before)


def test_no_question_to_the_database_holds_it(desk):
    with CaptureQueriesContext(connection) as asked:
        for name in ("coop-list", "household-list", "worker-list"):
            desk.get(reverse(name), {"q": PHONE}, follow=True)
    assert PHONE not in str(asked.captured_queries)


def test_no_saved_filter_keeps_it(desk):
    for words in (CARD, f"张桂兰 {PHONE}"):
        page = desk.post(reverse("filter-save"), {"name": "甲", "q": words}, follow=True)
        assert "不能存进筛选里" in page.content.decode()
        assert "q=" not in str(page.redirect_chain)
    assert not SavedFilter.objects.exists()

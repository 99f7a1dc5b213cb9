"""The list of claims: what it narrows to, and what it costs."""

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mutualfund.models import ClaimKind
from tests.mutualfund.conftest import JOINED
from tests.mutualfund.fund import enrol, file_claim
from tests.people import make_worker


def page(client, **query) -> str:
    """The list as text."""
    answer = client.get(reverse("claim-list"), query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_it_lists_claims_with_their_state(as_, zheng, accepted):
    text = page(as_(zheng))
    assert "补助申领 1 件" in text
    assert "HZ-2026-0001" in text
    assert "已受理<b>1</b>" in text


def test_it_narrows_by_state_kind_and_year(as_, zheng, accepted, zhang_joined):
    file_claim(zhang_joined.worker, by=zheng, kind=ClaimKind.OTHER, beneficiary="张二")
    client = as_(zheng)
    assert "补助申领 1 件" in page(client, kind="other")
    assert "补助申领 2 件" in page(client, state="accepted", year="2026")
    assert "补助申领 0 件" in page(client, year="2025")
    assert "没有这样的申请" in page(client, state="paid")


def test_it_ignores_words_it_does_not_know(as_, zheng, accepted):
    assert "补助申领 1 件" in page(as_(zheng), state="x", kind="y", year="20٢6", page="last")


def test_it_asks_the_same_of_the_database_for_one_and_for_twenty(
    as_, zheng, accepted, django_assert_num_queries
):
    client = as_(zheng)
    with CaptureQueriesContext(connection) as few:
        page(client)
    for n in range(19):
        worker = make_worker(f"社员{n}")
        enrol(worker, joined_on=JOINED)
        file_claim(worker, by=zheng, kind=ClaimKind.OTHER)
    with django_assert_num_queries(len(few)):
        assert "补助申领 20 件" in page(client)

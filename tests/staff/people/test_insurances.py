"""三金: the month paid to, only added to; arrears on any day, each count with its list."""

import datetime as dt

import pytest
from django.db import ProgrammingError, connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from staff.actions.departures import leave_roster
from staff.actions.insurances import record_insurances
from staff.models import InsuranceEntry, InsuranceKind, LeaveReason, seed_insurances
from tests.mutualfund.sql import run
from tests.people import DAY, make_worker
from welfare.errors import Refused

LIST = reverse("insurance-list")
JULY = dt.date(2026, 7, 1)
SEPTEMBER = dt.date(2026, 9, 1)


@pytest.fixture(autouse=True)
def kinds(house) -> dict[str, InsuranceKind]:
    """The three, by key."""
    seed_insurances(InsuranceKind)
    return {kind.key: kind for kind in InsuranceKind.objects.all()}


@pytest.fixture
def office(as_, zheng):
    """Zheng's browser."""
    return as_(zheng)


def enter(worker, by, month, *, kind="pension", on=DAY, note=""):
    paid = {InsuranceKind.objects.get(key=kind): month}
    return record_insurances(worker, paid_to=paid, note=note, on=on, by=by)


def counts(client, **query) -> dict[str, int]:
    return {one.label: one.count for one in client.get(LIST, query).context["counts"]}


def test_it_lists_who_is_behind(office, zhang, li, zhou):
    enter(zhang, zhou, JULY)
    enter(li, zhou, SEPTEMBER)
    page = office.get(LIST)
    assert [(entry.worker.name, owed) for entry, owed in page.context["rows"]] == [("张桂兰", 2)]
    told = counts(office)
    assert (told["养老保险欠缴"], told["养老保险没登记"], told["医疗保险没登记"]) == (1, 0, 2)


def test_it_answers_for_a_past_day(office, zhang, zhou):
    enter(zhang, zhou, dt.date(2026, 3, 1), on=dt.date(2026, 4, 10))
    enter(zhang, zhou, SEPTEMBER, on=DAY)
    found = [counts(office, on=on)["全部欠缴"] for on in ("2026-04-20", "2026-07-20", "2026-10-20")]
    assert found == [0, 1, 0]


def test_the_counts_open_their_lists(office, zhang, li, zhou):
    enter(zhang, zhou, JULY)
    enter(zhang, zhou, JULY, kind="medical")
    for query in ({}, {"station": str(li.station_id)}, {"on": "2026-10-01"}):
        for one in office.get(LIST, query).context["counts"]:
            assert office.get(LIST + one.url).context["page"].paginator.count == one.count, one


def test_leavers_owe_nothing(office, zhang, zhou):
    enter(zhang, zhou, JULY)
    leave_roster(zhang, left_on=DAY, reason=LeaveReason.RETIRED, document="批复", on=DAY, by=zhou)
    assert counts(office)["全部欠缴"] == 0


def test_it_enters_on_the_page(as_, zhou, zhang):
    url = reverse("insurance-new", args=[zhang.pk])
    wrong = as_(zhou).post(url, {"pension": "去年"}).content.decode()
    assert "「养老保险缴到」写成 2026-09 这样" in wrong
    page = as_(zhou).post(url, {"pension": "2026-07", "medical": "2026-09"}, follow=True)
    assert "欠 2 个月" in page.content.decode()
    assert InsuranceEntry.objects.count() == 2


def test_going_back_wants_a_note(zhang, zhou):
    enter(zhang, zhou, SEPTEMBER)
    with pytest.raises(Refused, match="要写说明"):
        enter(zhang, zhou, JULY)
    enter(zhang, zhou, JULY, note="上次看错行")
    assert InsuranceEntry.objects.count() == 2


def test_it_refuses_what_says_nothing_new_and_what_is_far_ahead(zhang, zhou):
    enter(zhang, zhou, SEPTEMBER)
    with pytest.raises(Refused, match="没有要改的"):
        enter(zhang, zhou, SEPTEMBER)
    with pytest.raises(Refused, match="晚了一年多"):
        enter(zhang, zhou, dt.date(2028, 1, 1))


def test_the_kinds_are_data(office, zhang, zhou, kinds):
    InsuranceKind.objects.create(key="injury", name="工伤保险", rank=4)
    enter(zhang, zhou, JULY, kind="injury")
    assert counts(office)["工伤保险欠缴"] == 1
    kinds["pension"].grace_months = 4
    kinds["pension"].save()
    enter(zhang, zhou, JULY)
    assert counts(office)["养老保险欠缴"] == 0


def test_an_entry_never_changes(zhang, zhou):
    enter(zhang, zhou, JULY)
    with pytest.raises(Exception, match="permission denied"):
        run("UPDATE staff_insuranceentry SET paid_to = %s", SEPTEMBER)
    with pytest.raises(ProgrammingError, match="append-only"):
        InsuranceEntry.objects.update(paid_to=SEPTEMBER)


def test_it_asks_the_same_for_one_and_for_sixty(office, zhang, zhou):
    enter(zhang, zhou, JULY)
    asked = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            page = office.get(LIST)
        asked.append(len(queries))
        for _ in range(59):
            enter(make_worker(), zhou, JULY)
    assert asked[0] == asked[1] <= 18
    assert len(page.context["rows"]) == 50

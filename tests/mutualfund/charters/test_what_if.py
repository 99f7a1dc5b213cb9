"""试算: the past by other figures, the months to come, and nothing saved."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mutualfund.models import ClaimKind
from mutualfund.what_if import (
    RUNS,
    Past,
    changed,
    recompute,
    simulate,
    terms_of,
    try_out,
)
from mutualfund.what_if_chart import chart_of
from tests.mutualfund.fund import file_claim
from tests.people import DAY

WRITES = ("INSERT", "UPDATE", "DELETE", "TRUNCATE", "ALTER", "SELECT NEXTVAL")


def past(kind=ClaimKind.MEDICAL, cost=6000, day=DAY, member=1):
    return Past(member, kind, day, Decimal(cost), Decimal(0), Decimal(0))


def test_it_recomputes_in_order_and_keeps_the_yearly_cap(coop):
    terms = terms_of(coop)
    amounts = [amount for _, amount in recompute([past(), past(), past()], terms)]
    assert amounts == [500, 300, 0]
    last_year = DAY.replace(year=DAY.year - 1)
    amounts = [amount for _, amount in recompute([past(day=last_year), past()], terms)]
    assert amounts == [500, 500]


def test_another_amount_changes_the_past_and_not_the_claim(accepted, coop):
    terms = changed(terms_of(coop), {"education": {"amount": Decimal(900)}})
    trial = try_out(coop, terms, renewal_due=Decimal(20), on=DAY)
    education = trial.periods[0].kinds[0]
    assert (education.cases, education.granted, education.tried) == (1, 500, 900)
    assert trial.balance_tried == trial.balance - 400
    accepted.refresh_from_db()
    assert accepted.asked_amount == 500


def test_without_a_change_the_past_comes_out_as_it_was(accepted, coop):
    trial = try_out(coop, terms_of(coop), renewal_due=coop.renewal_due, on=DAY)
    assert [period.change for period in trial.periods] == [0, 0]
    assert trial.now == trial.tried


def run(amounts, counts=(1,), *, balance=1000, income=0, seed=7):
    return simulate(
        list(counts), [Decimal(a) for a in amounts], balance=Decimal(balance),
        income=Decimal(income), on=DAY, seed=seed,
    )  # fmt: skip


def test_the_same_seed_gives_the_same_answer():
    told = [run([100, 500], counts=(0, 3), seed=seed) for seed in (7, 7, 8)]
    assert told[0] == told[1]
    assert told[0] != told[2]


def test_one_claim_of_one_amount_a_month_is_plain_subtraction():
    outlook = run([30], income=5)
    assert [point.middle for point in outlook.points[:2]] == [975, 950]
    assert outlook.points[-1].low == outlook.points[-1].high == 1000 - 24 * 25
    assert (outlook.points[0].month.isoformat(), len(outlook.points)) == ("2026-10-01", 24)


def test_it_counts_the_runs_in_which_the_money_ran_out():
    assert run([500]).dry == RUNS
    assert run([1]).dry == 0
    assert 0 < run([200], counts=(0, 0, 0, 1)).dry < RUNS


def test_a_fund_without_claims_stays_as_it_is():
    assert run([], counts=()).points[-1].middle == 1000


def test_the_page_saves_nothing(accepted, as_, zheng):
    client = as_(zheng)
    client.get(reverse("charter-what-if"))  # the session is there now
    with CaptureQueriesContext(
        connection,
    ) as told:
        answer = client.get(
            reverse("charter-what-if"),
            {
                "try": "1",
                "education-amount": "900",
                "medical-cap_per_year": "100",
                "renewal_due": "30",
            },
        )
    assert "900.00" in answer.content.decode()
    assert told.captured_queries
    written = [q["sql"] for q in told.captured_queries if q["sql"].upper().startswith(WRITES)]
    assert written == []


def test_it_answers_as_often_for_many_claims_as_for_one(
    zhang_joined, coop, zheng, django_assert_num_queries
):
    file_claim(zhang_joined.worker, by=zheng)
    terms = terms_of(coop)
    with CaptureQueriesContext(connection) as one:
        try_out(coop, terms, renewal_due=Decimal(20), on=DAY)
    file_claim(zhang_joined.worker, by=zheng, kind=ClaimKind.OTHER, beneficiary="张小雪")
    with django_assert_num_queries(len(one)):
        try_out(coop, terms, renewal_due=Decimal(20), on=DAY)


@pytest.mark.parametrize("amount", ["abc", "-1", "1e400", "99999999999999"])
def test_nonsense_is_told(coop, as_, zheng, amount):
    answer = as_(zheng).get(reverse("charter-what-if"), {"try": "1", "education-amount": amount})
    assert answer.status_code == 400
    assert "有 1 处要改" in answer.content.decode()


def test_the_picture_shows_where_the_money_is_gone(accepted, coop):
    trial = try_out(coop, terms_of(coop), renewal_due=Decimal(20), on=DAY)
    chart = chart_of(trial)
    assert chart.tried == chart.now
    assert trial.now.dry == RUNS
    assert 0 < chart.zero < chart.height
    assert chart.band.startswith("0,0 ")

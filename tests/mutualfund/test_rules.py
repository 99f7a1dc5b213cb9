"""The charter's arithmetic, against figures worked out by hand."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

import pytest

from mutualfund.rules import Arithmetic, compute, count, paid_until, quorum, voters_needed


@dataclass
class Terms:
    """A benefit as the charter states it."""

    method: str
    amount: Decimal = Decimal(0)
    deductible: Decimal = Decimal(0)
    share: Decimal = Decimal(0)
    cap_per_year: Decimal = Decimal(800)
    cap_per_event: Decimal | None = None
    article: str = "第十二条"


MEDICAL = Terms("share", deductible=Decimal(1000), share=Decimal("0.1"))
FIXED = Terms("fixed", amount=Decimal(500))


@pytest.mark.parametrize(
    ("terms", "cost", "aid", "used", "amount"),
    [
        (MEDICAL, 21280, 14860, 0, "542.00"),
        (MEDICAL, 4760, 0, 0, "376.00"),
        (MEDICAL, 9300, 0, 0, "800.00"),
        (MEDICAL, 9300, 0, 700, "100.00"),
        (MEDICAL, 9300, 0, 800, "0.00"),
        (MEDICAL, 900, 0, 0, "0.00"),
        (MEDICAL, 500, 900, 0, "0.00"),
        (MEDICAL, Decimal("1000.05"), 0, 0, "0.01"),
        (FIXED, 0, 0, 0, "500.00"),
        (FIXED, 9999, 0, 500, "300.00"),
    ],
)
def test_it_computes_by_hand_worked_figures(terms, cost, aid, used, amount):
    done = compute(
        terms, total_cost=Decimal(cost), other_aid=Decimal(aid), paid_this_year=Decimal(used)
    )
    assert str(done.amount) == amount


def test_it_shows_its_steps_and_survives_freezing():
    done = compute(
        MEDICAL, total_cost=Decimal(6420), other_aid=Decimal(0), paid_this_year=Decimal(0)
    )
    assert [(step.words, step.figure) for step in done.steps] == [
        ("自付", "6,420.00"),
        ("减 起付线", "− 1,000.00"),
        ("乘 补助比例", "× 10%"),
    ]
    assert done.left == Decimal("258.00")
    assert Arithmetic.from_json(done.as_json()) == done


def test_it_carries_dues_a_year_each():
    assert paid_until(dt.date(2026, 2, 16), 1) == dt.date(2027, 2, 16)
    assert paid_until(dt.date(2024, 2, 29), 1) == dt.date(2025, 2, 28)
    assert paid_until(dt.date(2026, 2, 16), 0) == dt.date(2026, 2, 16)


def reference(entitled: int, recused: int) -> int:
    """The least number of voters, counted up one by one (security.md B4)."""
    for voters in range(3, 100):
        if 3 * voters >= 2 * (entitled - recused):
            return voters
    raise AssertionError


def test_it_agrees_with_a_reference_for_every_committee_and_recusal():
    for entitled in range(3, 16):
        for recused in range(entitled + 1):
            assert voters_needed(entitled=entitled, recused=recused) == reference(entitled, recused)


@pytest.mark.parametrize(
    ("kinds", "entitled", "missing"),
    [
        ("mmww", 5, ""),
        ("mww", 5, "应到 5 人，至少要到 4 人，现在 3 人"),
        ("wwww", 5, "还没有管理人员到会"),
        ("mmmw", 5, "职工代表不到会议人数的 1/3"),
        ("mmw", 3, ""),
        ("mm", 2, "应到 2 人，至少要到 3 人，现在 2 人；职工代表不到会议人数的 1/3"),
        (
            "",
            5,
            "应到 5 人，至少要到 4 人，现在 0 人；还没有管理人员到会；职工代表不到会议人数的 1/3",
        ),
    ],
)
def test_it_weighs_who_is_present(kinds, entitled, missing):
    words = {"m": "manager", "w": "worker_rep"}
    assert quorum([words[kind] for kind in kinds], entitled=entitled).missing == missing


def test_it_passes_with_more_than_half_of_the_voters():
    for voters in range(3, 16):
        for agreed in range(voters + 1):
            votes = count(["agree"] * agreed + ["abstain"] * (voters - agreed), voters=voters)
            assert votes.is_complete
            assert votes.passes == (agreed > voters - agreed)
            assert votes.passes == (agreed >= votes.needed)

"""The workbook of claims: 97 rows, and what they come to under the sample charter."""

from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from mutualfund.claim_sheet import facts_of, read_claims
from mutualfund.models import Charter
from mutualfund.rules import compute
from staff.models import Relation
from tests.people import make_worker
from welfare.errors import Refused

BOOK = Path(__file__).parents[3] / "welfare" / "demo" / "workbooks" / "claims_97.xlsx"


@pytest.fixture(scope="module")
def rows():
    """The rows of the shipped workbook."""
    return read_claims(BOOK)


def test_it_reads_97_claims_of_four_kinds(rows):
    kinds = Counter(row.kind for row in rows)
    assert kinds == {"education": 26, "medical": 23, "wedding_funeral": 25, "other": 23}
    assert {row.relation for row in rows} == {
        Relation.SELF, Relation.CHILD, Relation.SPOUSE, Relation.PARENT,
    }  # fmt: skip


def test_it_comes_to_less_than_the_fund_may_spend(rows, coop):
    benefits = {benefit.kind: benefit for benefit in Charter.objects.get().benefits.all()}
    sums = [
        compute(
            benefits[row.kind],
            total_cost=row.total_cost,
            other_aid=row.other_aid,
            paid_this_year=Decimal(0),
        ).amount
        for row in rows
    ]
    assert min(sums) > 0
    assert sum(sums) == Decimal("42402.00")
    assert sum(sums) < Decimal("74900.00") * Decimal("0.80")


def test_it_names_the_papers_the_charter_asks_for(rows, coop):
    benefits = {benefit.kind: benefit for benefit in Charter.objects.get().benefits.all()}
    for row in rows:
        assert list(row.papers) == benefits[row.kind].paper_list()


def test_it_finds_the_worker_by_id_number(rows, house):
    row = rows[0]
    with pytest.raises(Refused, match="不在花名册里"):
        facts_of(row)
    worker = make_worker(row.name, id_number=row.id_number)
    facts = facts_of(row)
    assert (facts.worker, facts.beneficiary) == (worker, row.name)
    worker.name = "别人"
    worker.save()
    with pytest.raises(Refused, match="的。"):
        facts_of(row)

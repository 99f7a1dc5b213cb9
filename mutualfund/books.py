"""Are the books whole 账目核对? Every check names the voucher and what is off with it."""

from collections.abc import Callable, Iterator

from django.db import connection, transaction

from mutualfund.books_campaigns import check_campaigns, check_reliefs
from mutualfund.books_chain import check_chain
from mutualfund.books_claims import check_claims, check_decisions
from mutualfund.books_clawbacks import check_clawbacks
from mutualfund.books_guards import check_guards
from mutualfund.books_income import check_income
from mutualfund.books_proofs import (
    check_closings,
    check_counts,
    check_drawer,
    check_heads,
    check_matches,
)
from mutualfund.books_vouchers import (
    check_each_voucher,
    check_hands,
    check_periods,
    check_reversals,
    check_strays,
)
from mutualfund.models import Fund
from mutualfund.problems import Problem

CHECKS: list[Callable[[Fund], Iterator[Problem]]] = [
    check_chain,
    check_each_voucher,
    check_reversals,
    check_hands,
    check_periods,
    check_strays,
    check_income,
    check_closings,
    check_heads,
    check_matches,
    check_drawer,
    check_counts,
    check_guards,
    check_claims,
    check_decisions,
    check_clawbacks,
    check_campaigns,
    check_reliefs,
]


def verify(fund: Fund | None = None) -> list[Problem]:
    """Every problem of one fund's books, or of all; an empty list says they are whole."""
    funds = [fund] if fund else Fund.objects.order_by("pk")
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL work_mem = '64MB'")  # a million lines are sorted without a file
        return [problem for one in funds for check in CHECKS for problem in check(one)]

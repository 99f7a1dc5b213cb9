"""The targets of bench/ledger.py, each with its figure."""

from typing import Any

from bench.report import Check, Spread

LOOP, LINES = 1_000, 100_000
# each statement of the attack list, run as the application's role
ATTACKS = "tests/mutualfund/ledger/test_attacks.py, payments/test_pay.py, claims/test_duties.py"


def least(what: str, spread: Spread | None, limit: float) -> Check:
    """Not under the limit."""
    return Check(what, spread, f">= {limit:g}", spread.middle >= limit if spread else None)


def most(what: str, spread: Spread | None, limit: float) -> Check:
    """Not over the limit."""
    return Check(what, spread, f"<= {limit:g}", spread.middle <= limit if spread else None)


def _ratio(over: list[float], under: list[float]) -> Spread | None:
    pairs = [one / other for one, other in zip(over, under, strict=False)]
    return Spread.of(pairs) if pairs else None


def checks(found: dict[str, list[float]], told: dict[str, Any]) -> list[Check]:
    """Every target of the issue with its figure."""

    def of(name: str) -> Spread | None:
        return Spread.of(found[name]) if found.get(name) else None

    def get(name: str) -> list[float]:
        return found.get(name, [])

    storm = told["storm"]
    weathered = (
        storm["posted"] == storm["wanted"] and not storm["faults"] and not storm["deadlocks"]
    )
    half = f"long {LINES // 2}"
    pay, crowd = told["pay"], told["crowd"]
    alone = crowd["posted"] == crowd["wanted"] and not crowd["refused"] and not crowd["faults"]
    return [
        Check("one posting, ours, ms", of("singles ours")),
        Check("one posting, the whole action, ms", of("actions ours")),
        Check("one posting, hordak, ms", of("singles peer")),
        Check("one posting, bare statement, ms", of("singles floor")),
        least("one posting: speed over hordak", _ratio(get("singles peer"), get("singles ours")), 1.8),
        least("one posting: speed over bare", _ratio(get("singles floor"), get("singles ours")), 0.45),
        least("one posting: speed over a bare row", _ratio(get("singles row"), get("singles ours")), 0.3),
        Check("a collection in one batch, s", of("batch ours")),
        Check("a collection, the whole action, s", of("income ours")),
        Check("a collection, COPY, s", of("batch floor")),
        Check("a collection, hordak bulk_create, s", of("batch peer")),
        Check(f"a collection, hordak loop, s, from {LOOP:,}", of("batch peer loop")),
        least("a collection: speed over bulk_create", _ratio(get("batch peer"), get("batch ours")), 3),
        least("a collection: speed over loop", _ratio(get("batch peer loop"), get("batch ours")), 15),
        most("a collection: time over COPY", _ratio(get("batch ours"), get("batch floor")), 2),
        most(f"a voucher of {LINES:,} lines, s", of(f"long {LINES}"), 4),
        most("twice the lines: time", _ratio(get(f"long {LINES}"), get(half)), 2.4),
        most("trial balance at any date, ms", of("trial"), 50),
        most("trial balance at the end of the fullest month, ms", of("trial_heavy"), 50),
        most("a month's statement, first page, ms", of("statement"), 50),
        most("a month's statement, last page, ms", of("statement_end"), 50),
        most("statement of the fullest month, last page, ms", of("statement_heavy"), 50),
        most("verify_books, s", of("verify"), 20),
        *further(found),
        Check(f"one payment, 64 clients, of {pay['rounds']} rounds", Spread.of([pay["whole"]]),
              f"= {pay['rounds']}", pay["whole"] == pay["rounds"]),
        Check(f"64 clients post {crowd['wanted']}: no gap, fork, deadlock", Spread.of([crowd["posted"]]),
              f"= {crowd['wanted']}", alone),
        Check(f"16 clients, {storm['killed']} killed, {storm['rolled back']} rolled back: each posted once",
              Spread.of([storm["posted"]]), f"= {storm['wanted']}", weathered),
    ]  # fmt: skip


def further(found: dict[str, list[float]]) -> list[Check]:
    """Many clients, the balance check alone, reads against plain sums, the chain.

    What clients cost the database is asked of pgbench, as the design measured it: eight threads of
    Python wait for each other, and all guards together are more than the balance check. Those two
    are told without a target.
    """

    def of(name: str) -> Spread | None:
        return Spread.of(found[name]) if found.get(name) else None

    def times(over: str, under: str) -> Spread | None:
        return _ratio(found.get(over, []), found.get(under, []))

    return [
        Check("eight threads through Django: speed over one", times("singles ours", "eight ours")),
        Check("eight threads through Django: speed over bare", times("eight floor", "eight ours")),
        Check("one posting: speed over the same without any guard", times("unguarded", "guarded")),
        least("pgbench, one client: speed over bare", times("pgbench bare one", "pgbench ours one"), 0.45),
        least("pgbench, eight clients: speed over bare",
              times("pgbench bare eight", "pgbench ours eight"), 0.12),
        least("pgbench, eight clients: speed over one",
              times("pgbench ours one", "pgbench ours eight"), 0.65),
        least("pgbench, one client, commits 2 ms slower: over bare",
              times("pgbench bare slow", "pgbench ours slow"), 0.85),
        least("the balance check alone, one client: speed",
              times("pgbench bare one", "pgbench balanced one"), 0.9),
        least("the balance check alone, eight clients: speed",
              times("pgbench bare eight", "pgbench balanced eight"), 0.75),
        least("trial balance at a year's end: speed over SUM", times("sum", "trial_end"), 8),
        least("trial balance on a day: speed over SUM", times("sum_dated", "trial_dated"), 1.8),
        most("fullest month's statement: time over stored balances", times("whole_month", "stored"), 3),
        least("chain hashed again in SQL, vouchers/s", of("chain sql"), 150_000),
        Check("chain and root hashed again by the product, vouchers/s", of("chain product")),
        least("chain and more by the outsider's script, vouchers/s", of("chain outside"), 150_000),
    ]  # fmt: skip

"""The books against their peers and their own limits: `python -m bench.ledger [--rounds N] [--years N]`.

One run on the product's own server, durable commits, contestants in turn so that a change of the
machine's speed meets everyone: the posting function through Django against django-hordak's transfer
and a bare statement; a collection of dues in one batch against hordak and COPY; a voucher of many
lines; a million entries read and proved; 64 clients at once. Exits 1 when a target is missed.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench import ledger_claims
from bench import ledger_world as world
from bench.machine import describe
from bench.report import Check, Spread
from bench.scratch import Scratch, scratch_databases
from bench.turns import ROOT, Contestant
from welfare.database.cluster import APP

RESULT = ROOT / "bench" / "results" / "ledger.json"
DAY = "2026-12-31"
SINGLES, LOOP, LINES, CLAIMS, CROWD = 200, 1_000, 100_000, 80, 640


class Books:
    """A migrated scratch database and the product in it."""

    def __init__(
        self, scratch: Scratch, folder: Path, name: str, *, like: str | None = None
    ) -> None:
        self.scratch = scratch
        self.database = scratch.make(name, like=like)
        self.environment = os.environ | {
            "VAR_DIR": str(folder / "var"),
            "DATABASE_URL": scratch.url(self.database, APP),
            "DATABASE_OWNER_URL": scratch.url(self.database),
            "DEMO": "true",
            "DAYS_BACK": "0",
            "PYTHONPATH": str(ROOT),
            "DJANGO_SETTINGS_MODULE": "welfare.settings",
        }
        if like is None:
            command = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
            subprocess.run(command, check=True, cwd=ROOT, env=self.environment)
        self.ids: dict[str, Any] = {}

    def settle(self, members: int) -> None:
        """People and members."""
        with self.scratch.connect(self.database) as session:
            self.ids = world.found(session, members)

    def drafted(self, draft: Callable[..., list[int]], *facts: Any, **more: Any) -> list[int]:
        """Reviewed drafts; autovacuum's work is done before anyone is timed."""
        with self.scratch.connect(self.database) as session:
            made = draft(session, *facts, ids=self.ids, **more)
            session.execute("CHECKPOINT")
        return made

    def tidy(self) -> None:
        """What autovacuum does in a quiet hour."""
        with self.scratch.connect(self.database) as session:
            session.execute("VACUUM ANALYZE")


class Match:
    """The contestants of one run and what they needed."""

    def __init__(self, books: Books, folder: Path, given: argparse.Namespace) -> None:
        self.books, self.given = books, given
        url = books.scratch.url(books.scratch.make("ledger_peer"))
        self.ours = Contestant("ledger_ours", env=books.environment)
        self.peer = Contestant("ledger_peer", url, env=books.environment)
        floor = books.scratch.url(books.database)
        self.floor = Contestant("ledger_floor", floor, env=books.environment)
        self.found: dict[str, list[float]] = {}

    def note(self, name: str, figure: float) -> None:
        """One more figure of a kind, said as it comes."""
        self.found.setdefault(name, []).append(figure)
        print(f"  {name}: {figure:.3f}", flush=True)

    def singles(self) -> None:
        """One posting after another, three ways and the whole action."""
        for _ in range(self.given.rounds):
            for name in ("singles", "actions"):
                drafts = self.books.drafted(world.draft_singles, day=DAY, count=SINGLES)
                self.note(f"{name} ours", self.ours.ask(name, drafts=drafts) / SINGLES * 1000)
            self.note("singles peer", self.peer.ask("singles", count=SINGLES) / SINGLES * 1000)
            self.note("singles floor", self.floor.ask("singles", count=SINGLES) / SINGLES * 1000)

    def bulk(self, year: int, *, whole: bool) -> None:
        """A year's dues of every member: one collection, and the same number elsewhere."""
        drafts = self.books.drafted(world.draft_dues, year)
        job = "income" if whole else "batch"
        self.note(f"{job} ours", self.ours.ask(job, drafts=drafts))
        if not whole:
            self.note("batch floor", self.floor.ask("bulk", count=len(drafts)))
            self.note("batch peer", self.peer.ask("bulk", count=len(drafts)))
            loop = self.peer.ask("loop", count=LOOP)
            self.note("batch peer loop", loop * len(drafts) / LOOP)

    def long(self) -> None:
        """One voucher of half as many and of many lines."""
        for lines in (LINES // 2, LINES) * 3:
            (draft,) = self.books.drafted(world.draft_singles, day=DAY, count=1, lines=lines)
            self.note(f"long {lines}", self.ours.ask("singles", drafts=[draft]))

    def end(self) -> None:
        """Every process ends with its input."""
        for one in (self.ours, self.peer, self.floor):
            one.process.communicate()


def crowds(
    scratch: Scratch, folder: Path, migrated: str, given: argparse.Namespace
) -> dict[str, Any]:
    """64 clients on one claim, round after round; then each with vouchers of his own."""
    books = Books(scratch, folder, "ledger_crowd", like=migrated)
    books.settle(max(CLAIMS, 100))
    with Contestant("ledger_ours", env=books.environment) as ours:
        money = books.drafted(world.draft_singles, day="2026-12-01", count=1000)
        ours.ask("batch", drafts=money)
        charter = ours.ask("enact")
        claims = books.drafted(ledger_claims.approve_claims, charter=charter, count=given.claims)
        told: dict[str, Any] = {"pay": ours.ask("pay", claims=claims)}
        drafts = books.drafted(world.draft_singles, day=DAY, count=CROWD)
        told["crowd"] = ours.ask("crowd", drafts=drafts)
    print(f"  {told}", flush=True)
    return told


def _ratio(over: list[float], under: list[float]) -> Spread | None:
    pairs = [one / other for one, other in zip(over, under, strict=False)]
    return Spread.of(pairs) if pairs else None


def checks(found: dict[str, list[float]], told: dict[str, Any]) -> list[Check]:
    """Every target of the issue with its figure."""

    def least(what: str, spread: Spread | None, limit: float) -> Check:
        return Check(what, spread, f">= {limit:g}", spread.middle >= limit if spread else None)

    def most(what: str, spread: Spread | None, limit: float) -> Check:
        return Check(what, spread, f"<= {limit:g}", spread.middle <= limit if spread else None)

    def of(name: str) -> Spread | None:
        return Spread.of(found[name]) if found.get(name) else None

    def get(name: str) -> list[float]:
        return found.get(name, [])

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
        Check(f"one payment, 64 clients, of {pay['rounds']} rounds", Spread.of([pay["whole"]]),
              f"= {pay['rounds']}", pay["whole"] == pay["rounds"]),
        Check(f"64 clients post {crowd['wanted']}: no gap, fork, deadlock", Spread.of([crowd["posted"]]),
              f"= {crowd['wanted']}", alone),
    ]  # fmt: skip


def measure(
    scratch: Scratch, folder: Path, given: argparse.Namespace
) -> tuple[list[Check], dict[str, Any]]:
    """The whole run."""
    migrated = Books(scratch, folder, "ledger_migrated").database
    told = crowds(scratch, folder, migrated, given)
    books = Books(scratch, folder, "ledger", like=migrated)
    books.settle(given.members)
    match = Match(books, folder, given)
    try:
        for place in range(given.years):
            match.bulk(world.FIRST_YEAR + place, whole=place == given.years - 1)
        match.singles()
        match.long()
        books.tidy()
        reads = match.ours.ask("reads", year=world.FIRST_YEAR + given.years - 2)
        match.found |= reads
        proof = match.ours.ask("verify")
        match.note("verify", proof["seconds"])
        told["problems"] = proof["problems"]
    finally:
        match.end()
    with scratch.connect(books.database) as session:
        row = session.execute("SELECT count(*) FROM mutualfund_entry").fetchone()
    told["entries"] = row[0] if row else 0
    return checks(match.found, told), {**told, "figures": match.found}


def main() -> int:
    """0 when every target is met, 1 when not."""
    parser = argparse.ArgumentParser(prog="bench.ledger", description=__doc__)
    parser.add_argument("--rounds", type=int, default=11)
    parser.add_argument("--years", type=int, default=11, help="collections, one a year")
    parser.add_argument("--members", type=int, default=50_000)
    parser.add_argument("--claims", type=int, default=CLAIMS)
    given = parser.parse_args()
    with scratch_databases(ROOT / "var") as scratch, tempfile.TemporaryDirectory() as name:
        facts = describe(ROOT, postgresql=scratch.version())
        found, told = measure(scratch, Path(name), given)
        facts["load_after"] = round(os.getloadavg()[0], 2)
    lines = [f"the books; {facts['date']}, {facts['cores']} cores, load {facts['load_before']} to "
             f"{facts['load_after']}, {told['entries']:,} entries", *(check.line() for check in found)]  # fmt: skip
    if told["problems"]:
        lines.append(f"  verify_books found {told['problems']}")
    print("\n".join(lines))
    if vars(given) == vars(parser.parse_args([])):
        RESULT.parent.mkdir(exist_ok=True)
        kept = {**facts, "lines": lines, **told}
        RESULT.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return 0 if all(check.met is not False for check in found) and not told["problems"] else 1


if __name__ == "__main__":
    sys.exit(main())

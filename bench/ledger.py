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
from bench.ledger_checks import ATTACKS, LINES, LOOP, checks
from bench.ledger_pgbench import FEW, Clients, pgbench_is_there
from bench.ledger_storm import Storm
from bench.machine import describe
from bench.report import Check
from bench.scratch import Scratch, scratch_databases
from bench.turns import ROOT, Contestant
from welfare.database.cluster import APP

RESULT = ROOT / "bench" / "results" / "ledger.json"
DAY = "2026-12-31"
SINGLES, MANY, CLAIMS, CROWD, STORM = 200, 800, 80, 640, 2_000
GUARDS = (("mutualfund_entry", "check_lines"), ("mutualfund_voucher", "has_lines"))


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

            seconds = self.floor.ask("rows", count=SINGLES)
            self.note("singles row", seconds / SINGLES * 1000)
            for name in ("ours", "floor"):
                facts = self._drafted(SINGLES) if name == "ours" else {"count": SINGLES}
                seconds = getattr(self, name).ask("eight", **facts)
                self.note(f"eight {name}", seconds / SINGLES * 1000)

    def _drafted(self, count: int) -> dict[str, Any]:
        return {"drafts": self.books.drafted(world.draft_singles, day=DAY, count=count)}

    def clients(self) -> None:
        """The database's own clients: posting and bare rows, one, eight, slow; the balance check alone."""
        if not pgbench_is_there():
            print("  no pgbench among the server's programs: not measured", flush=True)
            return
        clients = Clients(self.books.scratch, self.books.database, self.books.ids)
        for _ in range(self.given.rounds):
            for word, many in (("one", 1), ("eight", FEW)):
                drafts = self._drafted(MANY)["drafts"]
                self.note(f"pgbench ours {word}", clients.ours(drafts, clients=many))
                self.note(f"pgbench bare {word}", clients.bare(MANY, clients=many))
                self.note(f"pgbench balanced {word}", clients.balanced(MANY, clients=many))
            drafts = self._drafted(MANY)["drafts"]
            with clients.slower():
                self.note("pgbench ours slow", clients.ours(drafts))
                self.note("pgbench bare slow", clients.bare(MANY))

    def guard(self) -> None:
        """The posting with all its guards on the lines and without them, in turn."""
        for _ in range(self.given.rounds):
            for word, name in (("DISABLE", "unguarded"), ("ENABLE ALWAYS", "guarded")):
                with self.books.scratch.connect(self.books.database) as session:
                    for table, trigger in GUARDS:
                        session.execute(f"ALTER TABLE {table} {word} TRIGGER {trigger}")
                seconds = self.ours.ask("singles", **self._drafted(SINGLES))
                self.note(name, seconds / SINGLES * 1000)

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
        told["storm"] = _storm(books, ours)
    print(f"  {told}", flush=True)
    return told


def _storm(books: Books, ours: Contestant) -> dict[str, Any]:
    """Sixteen clients, killed backends; then the chain and every check of the books."""
    drafts = books.drafted(world.draft_singles, day=DAY, count=STORM)
    facts = [books.ids["maker"], books.ids["cashier"], f"{DAY} 12:00+08"]
    with books.scratch.connect(books.database) as owner:
        row = owner.execute("SELECT count(*) FROM mutualfund_voucher").fetchone()
        happened = Storm(books.environment["DATABASE_URL"], drafts, facts).rage(owner)
    nothing = {"deadlocks": 0, "killed": 0, "rolled back": 0}
    return {**nothing, **happened, **ours.ask("after", before=row[0] if row else 0)}


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
        match.clients()
        match.guard()
        match.long()
        books.tidy()
        reads = match.ours.ask("reads", year=world.FIRST_YEAR + given.years - 2)
        match.found |= reads | match.ours.ask("plain", year=world.FIRST_YEAR + given.years - 2)
        chain = match.ours.ask("chain", path=str(folder / "books.jsonl"))
        match.found |= {f"chain {name}": [rate] for name, rate in chain.items()}
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
    lines.append(f"  the attack list, as the application's role: {ATTACKS}")
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

"""`python -m bench [--rows N] [--repeats N] [--without NAME ...]`; `make bench` runs it."""

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.machine import describe
from bench.measure import MIB, Run, adopt_orphans, run_measured
from bench.report import Results, as_data, as_text, checks
from bench.roster import COLUMNS, SEED, write_roster
from bench.scratch import Scratch, scratch_databases
from welfare.database.cluster import APP

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "bench" / "results"
SEARCH = ROOT / "bench" / "search.py"
PEER_ONCE_FROM = 50_000  # rows from which the peer, minutes a run, runs once
PARTS = ("peer", "bulk", "floor", "ours", "web", "search")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--repeats", type=int, default=3, help="of ours and the floor")
    parser.add_argument("--peer-repeats", type=int, help="3, or 1 where it takes minutes")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--without", nargs="*", choices=PARTS, default=[], help="leave out")
    given = parser.parse_args()
    if given.peer_repeats is None:
        given.peer_repeats = 1 if given.rows >= PEER_ONCE_FROM else given.repeats
    return given


class Match:
    """One file, one server, and the contestants one after another."""

    def __init__(self, scratch: Scratch, folder: Path, given: argparse.Namespace) -> None:
        self.scratch, self.folder, self.rows = scratch, folder, int(given.rows)
        self.file = folder / "roster.xlsx"
        self.server = scratch.server_pid()
        self.results: Results = {}

    def environment(self, database: str) -> dict[str, str]:
        """For the product: its two doors to a scratch database, its files in our folder."""
        return os.environ | {
            "VAR_DIR": str(self.folder / "var"),
            "DATABASE_URL": self.scratch.url(database, APP),
            "DATABASE_OWNER_URL": self.scratch.url(database),
            "DEMO": "true",
            "DAYS_BACK": "0",
            "PYTHONPATH": str(ROOT),
        }

    def prepare(self) -> str:
        """A migrated, empty database to copy for each run."""
        name = self.scratch.make("migrated")
        command = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
        subprocess.run(command, check=True, cwd=ROOT, env=self.environment(name))
        return name

    def peer(self, name: str) -> None:
        """The peer once, stock or with its bulk options."""
        database = self.scratch.make(name)
        flags = ["--bulk"] if name == "bulk" else []
        self._run(name, self._module("peer", database, *flags), {"rows": self.rows,
                  "stored": self.rows}, database)  # fmt: skip
        self.scratch.drop(database)

    def floor(self) -> None:
        """The floor, then the same file again."""
        database = self.scratch.make("floor")
        self._twice("floor", self._module("floor", database), database)

    def ours(self, migrated: str) -> None:
        """The product's own command, then the same file again."""
        database = self.scratch.make("ours", like=migrated)
        command = [sys.executable, "manage.py", "import_roster", str(self.file)]
        self._twice("ours", [*command, "--create-places", "--commit", "--json"], database)

    def web(self, migrated: str) -> None:
        """The product's pages, handed the same file by a registrar."""
        database = self.scratch.make("web", like=migrated)
        command = [sys.executable, "-m", "bench.web", str(self.file)]
        self._run("web", command, {"status": "committed", "alive": True}, database)
        self.scratch.drop(database)

    def _module(self, name: str, database: str, *flags: str) -> list[str]:
        url = self.scratch.url(database)
        return [sys.executable, "-m", f"bench.{name}", str(self.file), url, *flags]

    def _twice(self, name: str, command: list[str], database: str) -> None:
        new: dict[str, object] = {"rows": self.rows, "new": self.rows, "unchanged": 0}
        same: dict[str, object] = {
            "rows": self.rows,
            "new": 0,
            "changed": 0,
            "unchanged": self.rows,
        }
        if not self._run(name, command, new, database).failed:
            self._run(f"{name}_again", command, same, database)
        self.scratch.drop(database)

    def _run(self, name: str, command: list[str], wanted: dict[str, object], database: str) -> Run:
        """Run one and hold it to what it must have found: a wrong answer has no time."""
        run = run_measured(command, env=self.environment(database), server=self.server, folder=ROOT)
        wrong = {key: run.said.get(key) for key, n in wanted.items() if run.said.get(key) != n}
        if wrong and not run.failed:
            run.failed = f"found {wrong}, should be {wanted}"
        self.results.setdefault(name, []).append(run)
        print(f"  {name}: {run.failed or f'{run.seconds:.2f} s, {run.peak:.0f} MiB'}", flush=True)
        return run


def play(match: Match, given: argparse.Namespace) -> None:
    """All in turn, so that a change of the machine's speed meets everyone."""
    migrated = match.prepare()
    for turn in range(max(given.repeats, given.peer_repeats)):
        if turn < given.repeats and "floor" not in given.without:
            match.floor()
        if turn < given.repeats and "ours" not in given.without:
            match.ours(migrated)
        for name in ("bulk", "peer"):
            if turn < given.peer_repeats and name not in given.without:
                match.peer(name)
    if "web" not in given.without:
        match.web(migrated)


def keep(text: str, data: dict[str, object], rows: int) -> None:
    """The last whole result of each size."""
    RESULTS.mkdir(exist_ok=True)
    words = json.dumps(data, ensure_ascii=False, indent=1) + "\n"
    (RESULTS / f"roster-{rows}.json").write_text(words, encoding="utf-8")
    (RESULTS / f"roster-{rows}.txt").write_text(text, encoding="utf-8")


def search() -> None:
    """The search among a million workers, where bench/search.py is there."""
    if SEARCH.exists():
        command = [sys.executable, "-c", "from bench.search import main; main()"]
        subprocess.run(command, check=True, cwd=ROOT)


@contextmanager
def _interruptible() -> Iterator[None]:
    """A polite kill ends us as Ctrl-C does: by cleaning up."""

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def measure_rosters(given: argparse.Namespace) -> bool:
    """Play the match and print it; whether all ran and no target was missed."""
    var_dir = Path(os.environ.get("VAR_DIR") or ROOT / "var")
    with scratch_databases(var_dir) as scratch, tempfile.TemporaryDirectory() as name:
        adopt_orphans()
        match = Match(scratch, Path(name), given)
        facts = describe(ROOT, postgresql=scratch.version())
        print(f"a roster of {given.rows:,} rows ...", flush=True)
        write_roster(match.file, given.rows, given.seed)
        size = match.file.stat().st_size / MIB
        facts |= {"seed": given.seed, "columns": len(COLUMNS), "file_mib": round(size, 2)}
        play(match, given)
        facts["load_after"] = round(os.getloadavg()[0], 2)
    text = as_text(facts, match.results, given.rows)
    print(f"\n{text}", flush=True)
    if not set(given.without) - {"search"}:
        keep(text, as_data(facts, match.results, given.rows), given.rows)
    failed = any(run.failed for runs in match.results.values() for run in runs)
    return not failed and all(check.met is not False for check in checks(match.results, given.rows))


def main() -> int:
    """0 when all ran and met the targets of this size, 1 when not, 130 after Ctrl-C."""
    given = _arguments()
    try:
        with _interruptible():
            met = measure_rosters(given)
            if "search" not in given.without:
                search()
    except KeyboardInterrupt:
        print("stopped; the scratch databases are dropped", file=sys.stderr)
        return 130
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())

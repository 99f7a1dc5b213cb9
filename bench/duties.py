"""Duties of a quarter for a million files, and the matrix of two thousand pairings.

`python -m bench.duties [--files N]`: a migrated scratch database filled by SQL, then the product's
own action twice (the second time nothing is new) and its page, in a process of its own.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

import django

from bench.machine import describe
from bench.scratch import Scratch, scratch_databases
from welfare.database.cluster import APP

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "bench" / "results"
PAIRINGS_SHOWN, TURNS = 2_000, 15
MOST = {"open": 60.0, "matrix_ms": 300.0, "matrix_queries": 12}  # the targets
# Triggers watch single rows; the filling is not what is measured. Some of them fire always.
FILL = """
SET session_replication_role = replica;
ALTER TABLE staff_hardshipfile DISABLE TRIGGER USER;
ALTER TABLE staff_pairing DISABLE TRIGGER USER;
INSERT INTO staff_branch (name) VALUES ('示例分公司');
INSERT INTO staff_station (name, branch_id) SELECT '示例站', id FROM staff_branch LIMIT 1;
INSERT INTO staff_cadre (uid, number, name, kind, title, leave_reason)
  SELECT gen_random_uuid(), 'B' || n, '干部' || n,
         (ARRAY['leadership', 'office', 'station', 'company'])[n % 4 + 1], '示例', ''
    FROM generate_series(1, {cadres}) n;
INSERT INTO staff_hardshipfile (number, worker_id, tier_id, cause, status, basis, opened_on,
                               exit_reason)
  SELECT 'F' || n, n, (SELECT id FROM staff_tier ORDER BY rank DESC LIMIT 1), 'other', 'active',
         '示例', '2025-01-02', '' FROM generate_series(1, {files}) n;
INSERT INTO staff_pairing (uid, file_id, cadre_id, since, end_reason)
  SELECT gen_random_uuid(), f.id, c.first + f.id % {cadres}, '2025-01-02', ''
    FROM staff_hardshipfile f, (SELECT min(id) AS first FROM staff_cadre) c;
ALTER TABLE staff_hardshipfile ENABLE TRIGGER USER;
ALTER TABLE staff_pairing ENABLE TRIGGER USER;
SET session_replication_role = origin;
ANALYZE staff_pairing;
"""


def _environment(scratch: Scratch, database: str, folder: Path) -> dict[str, str]:
    return os.environ | {
        "VAR_DIR": str(folder / "var"),
        "DATABASE_URL": scratch.url(database, APP),
        "DATABASE_OWNER_URL": scratch.url(database),
        "DEMO": "true",
        "DAYS_BACK": "0",
        "PYTHONPATH": str(ROOT),
        "DJANGO_SETTINGS_MODULE": "welfare.settings",
    }


def _prepared(scratch: Scratch, name: str, files: int, folder: Path) -> dict[str, str]:
    """A migrated database with so many files, each led since last year."""
    database = scratch.make(name)
    environment = _environment(scratch, database, folder)
    command = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
    subprocess.run(command, check=True, cwd=ROOT, env=environment)
    with scratch.connect(database) as session:
        session.execute(FILL.format(files=files, cadres=max(files // 5, 1)))
    return environment


def _measured(environment: dict[str, str], what: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "bench.duties", "--inside", what]
    done = subprocess.run(command, check=True, cwd=ROOT, env=environment, stdout=subprocess.PIPE)
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def inside_open() -> dict[str, Any]:
    """Open the quarter twice; seconds of each and how many duties it made."""
    from staff.actions.visits import open_duties  # noqa: PLC0415 - after django.setup()
    from welfare.days import Quarter  # noqa: PLC0415 - as above

    told: dict[str, Any] = {}
    for turn in ("open", "again"):
        begun = time.perf_counter()
        told[f"{turn}_made"] = open_duties(Quarter.of(date(2026, 10, 20)))
        told[turn] = time.perf_counter() - begun
    return told


def inside_matrix() -> dict[str, Any]:
    """The page as an officer opens it: the middle of some turns, and its queries."""
    from bench.duties_page import turn_pages  # noqa: PLC0415 - after django.setup()

    seconds, queries = turn_pages(TURNS)
    return {"matrix_ms": median(seconds) * 1000, "matrix_queries": queries}


def main() -> int:
    """0 when the targets are met, 1 when not."""
    parser = argparse.ArgumentParser(prog="bench.duties", description=__doc__)
    parser.add_argument("--files", type=int, default=1_000_000)
    parser.add_argument("--inside", choices=("open", "matrix"))
    given = parser.parse_args()
    if given.inside:
        django.setup()
        print(json.dumps(inside_open() if given.inside == "open" else inside_matrix()))
        return 0
    with scratch_databases(ROOT / "var") as scratch, tempfile.TemporaryDirectory() as kept:
        folder = Path(kept)
        facts = describe(ROOT, postgresql=scratch.version())
        large = _prepared(scratch, "duties", given.files, folder)
        told = _measured(large, "open")
        small = _prepared(scratch, "matrix", PAIRINGS_SHOWN, folder)
        told |= _measured(small, "matrix")
    whole = told["open_made"] == given.files and told["again_made"] == 0
    met = whole and all(told[key] <= most for key, most in MOST.items())
    print(
        f"duties of one quarter for {given.files:,} files; {facts['date']}, {facts['cores']} cores"
    )
    print(
        f"  made {told['open_made']:,} in {told['open']:.1f} s (<= {MOST['open']:.0f} s); "
        f"again {told['again_made']:,} in {told['again']:.1f} s"
    )
    print(f"  matrix of {PAIRINGS_SHOWN:,} pairings: {told['matrix_ms']:.0f} ms "
          f"(<= {MOST['matrix_ms']:.0f}), {told['matrix_queries']} queries "
          f"(<= {MOST['matrix_queries']})  {'met' if met else 'MISSED'}")  # fmt: skip
    RESULTS.mkdir(exist_ok=True)
    written = json.dumps({**facts, "files": given.files, **told}, ensure_ascii=False, indent=2)
    (RESULTS / "duties.json").write_text(written + "\n", encoding="utf-8")
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())

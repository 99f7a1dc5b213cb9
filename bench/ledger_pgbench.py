"""Clients without Python between, for bench/ledger.py: PostgreSQL's own pgbench posts drafts and inserts
the same rows bare.

What is compared is what the database does: the posting function against one unguarded statement of
three rows, by one client, by eight, and by one whose every commit waits 2 ms longer (a disk of its
own); and the balance check alone, on the bare tables with nothing else.
"""

import contextlib
import re
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import LiteralString

from psycopg import sql

from bench import ledger_floor
from bench.scratch import Scratch
from welfare.database.cluster import APP
from welfare.database.programs import find_programs

FEW = 8
SLOWER = 2_000  # microseconds a commit waits longer
PREPARE = """
CREATE TABLE IF NOT EXISTS bench_queue (n bigint PRIMARY KEY, draft bigint NOT NULL);
CREATE SEQUENCE IF NOT EXISTS bench_turn;
CREATE SEQUENCE IF NOT EXISTS bench_bare START 100000000;
GRANT SELECT ON bench_queue TO guanai_app;
GRANT USAGE ON SEQUENCE bench_turn TO guanai_app;
"""
# as many lines as the voucher says, two at least, both sides the same and as much as it says
BALANCE = """
CREATE OR REPLACE FUNCTION bare_balanced() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT FROM (SELECT voucher_id, count(*) AS lines, sum(amount) FILTER (WHERE side = 1) AS debit,
                     sum(abs(amount)) FILTER (WHERE side = -1) AS credit FROM added GROUP BY 1) g
      LEFT JOIN bare_voucher v ON v.id = g.voucher_id
     WHERE v.id IS NULL OR g.lines < 2 OR g.lines <> v.line_count
        OR g.debit IS DISTINCT FROM g.credit OR g.debit <> v.total) THEN
    RAISE EXCEPTION 'unbalanced' USING ERRCODE = '23514';
  END IF;
  RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER balanced AFTER INSERT ON bare_entry
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION bare_balanced();
"""
POST = """
WITH t AS MATERIALIZED (SELECT nextval('bench_turn') AS n)
SELECT mutualfund_post_draft(q.draft, {maker}, {cashier},
    make_timestamptz(2026, 12, 31, 12, 0, 0, 'Asia/Shanghai'))
  FROM t JOIN bench_queue q USING (n);
"""
BARE = f"""
WITH t AS MATERIALIZED (SELECT nextval('bench_bare')::int AS n),
v AS (
  INSERT INTO bare_voucher ({ledger_floor.COLUMNS})
    SELECT 1, 2026, n, n, '2026-10-20', 'normal', '收捐款 示例', 'bench-' || n, 'receive',
      gen_random_uuid(), sha256('x'), 1, 2, 1, 3, 1, now(), 2, 1, sha256('x') FROM t
    RETURNING id)
INSERT INTO bare_entry (voucher_id, line, account_id, party, date, side, amount)
  SELECT id, line, line, '', '2026-10-20', side, 1 FROM v, (VALUES (1, 1), (2, -1)) l(line, side);
"""  # noqa: S608 - names of ours


class Clients:
    """pgbench on the database of the books; `found` is milliseconds a transaction needs."""

    def __init__(self, scratch: Scratch, database: str, ids: dict[str, int]) -> None:
        self.scratch, self.database = scratch, database
        self.post = POST.format(maker=ids["maker"], cashier=ids["cashier"])
        self._owned(PREPARE)
        self._owned(BALANCE)
        self._guarded(on=False)

    def _owned(self, statement: LiteralString | sql.Composed, *facts: object) -> None:
        with self.scratch.connect(self.database) as session:
            session.execute(statement, facts or None)

    def _guarded(self, *, on: bool) -> None:
        word = sql.SQL("ENABLE" if on else "DISABLE")
        self._owned(sql.SQL("ALTER TABLE bare_entry {} TRIGGER balanced").format(word))

    def ours(self, drafts: Sequence[int], *, clients: int = 1) -> float:
        """Each draft posted once, by the application's role."""
        with self.scratch.connect(self.database) as session:
            session.execute("TRUNCATE bench_queue")
            session.execute(
                "INSERT INTO bench_queue SELECT o, d FROM unnest(%s::bigint[]) WITH ORDINALITY u(d, o)",
                [list(drafts)],
            )
            session.execute("SELECT setval('bench_turn', 1, false)")
            session.execute("ANALYZE bench_queue")
        return self._run(self.post, APP, len(drafts), clients)

    def bare(self, count: int, *, clients: int = 1) -> float:
        """So many vouchers of two lines, one statement each."""
        return self._run(BARE, None, count, clients)

    def balanced(self, count: int, *, clients: int = 1) -> float:
        """The same with the balance check and no other guard."""
        self._guarded(on=True)
        try:
            return self._run(BARE, None, count, clients)
        finally:
            self._guarded(on=False)

    @contextlib.contextmanager
    def slower(self) -> Iterator[None]:
        """Every commit of the database waits 2 ms longer, whether others commit with it or not."""
        name = sql.Identifier(self.database)
        told = (("commit_delay", SLOWER), ("commit_siblings", 0))
        for key, value in told:
            words = sql.SQL("ALTER DATABASE {} SET {} = {}")
            self._owned(words.format(name, sql.Identifier(key), sql.Literal(value)))
        try:
            yield
        finally:
            for key, _ in told:
                words = sql.SQL("ALTER DATABASE {} RESET {}")
                self._owned(words.format(name, sql.Identifier(key)))

    def _run(self, script: str, role: str | None, count: int, clients: int) -> float:
        """Milliseconds of one transaction. Raises RuntimeError when a client was refused."""
        url = self.scratch.url(self.database, role) if role else self.scratch.url(self.database)
        with tempfile.NamedTemporaryFile("w", suffix=".sql", encoding="utf-8") as file:
            file.write(script)
            file.flush()
            command = [
                str(find_programs() / "pgbench"), "-n", "-M", "prepared", "-f", file.name,
                "-c", str(clients), "-j", str(min(clients, 2)), "-t", str(count // clients), url,
            ]  # fmt: skip
            done = subprocess.run(command, capture_output=True, text=True, check=False)
        rate = re.search(r"^tps = ([\d.]+)", done.stdout, re.MULTILINE)
        if done.returncode or rate is None:
            raise RuntimeError(f"pgbench: {done.stderr.strip() or done.stdout.strip()}")
        return 1000 / float(rate[1])


def pgbench_is_there() -> bool:
    """Whether the server's programs include pgbench."""
    return Path(find_programs() / "pgbench").exists()

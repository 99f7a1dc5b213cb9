"""The floor of the books: the same rows into the same tables and indexes without one guard.

`python -m bench.ledger_floor DSN`: psycopg alone; one statement for a voucher with two lines, COPY
for many. No number, no chain, no balance, nothing refused.
"""

import hashlib
import sys
import time
import uuid
from concurrent.futures import ThreadPoolExecutor

import psycopg

from bench.turns import serve

TABLES = """
DROP TABLE IF EXISTS bare_voucher, bare_entry;
CREATE TABLE bare_voucher (LIKE mutualfund_voucher INCLUDING IDENTITY INCLUDING INDEXES);
CREATE TABLE bare_entry (LIKE mutualfund_entry INCLUDING INDEXES);
"""
COLUMNS = (
    "fund_id, year, number, month_number, date, kind, summary, source, purpose, key, content_hash,"
    " maker_id, reviewer_id, poster_id, cashier_id, attachments, posted_at, line_count, total, hash"
)
VALUES = (
    "1, 2026, %(n)s, %(n)s, '2026-10-20', 'normal', '收捐款 示例', %(source)s, 'receive', %(key)s,"
    " %(hash)s, 1, 2, 1, 3, 1, '2026-10-20 10:00+08', 2, 1, %(hash)s"
)
SINGLE = f"""
WITH v AS (INSERT INTO bare_voucher ({COLUMNS}) VALUES ({VALUES}) RETURNING id)
INSERT INTO bare_entry (voucher_id, line, account_id, party, date, side, amount)
  SELECT id, line, line, '', '2026-10-20', side, 1 FROM v, (VALUES (1, 1), (2, -1)) l(line, side)
"""  # noqa: S608 - names of ours
ROW = f"INSERT INTO bare_voucher ({COLUMNS}) VALUES ({VALUES})"  # noqa: S608 - names of ours
FAR = 1_000_000_000  # ids of COPY, beyond those given one by one
FEW = 8
HASH = hashlib.sha256(b"").digest()
_taken = 0


def _next(count: int) -> range:
    global _taken
    _taken += count
    return range(_taken - count + 1, _taken + 1)


def singles(count: int) -> float:
    """So many vouchers, each a durable commit."""
    rows = [
        {"n": n, "source": f"bench:{n}", "key": uuid.uuid4(), "hash": HASH} for n in _next(count)
    ]
    with psycopg.connect(sys.argv[1], autocommit=True) as session:
        session.execute("SELECT 1")
        begun = time.perf_counter()
        for row in rows:
            session.execute(SINGLE, row)
        return time.perf_counter() - begun


def rows(count: int) -> float:
    """So many vouchers without a line: one row each, a durable commit each."""
    told = [
        {"n": n, "source": f"bench:{n}", "key": uuid.uuid4(), "hash": HASH} for n in _next(count)
    ]
    with psycopg.connect(sys.argv[1], autocommit=True) as session:
        session.execute("SELECT 1")
        begun = time.perf_counter()
        for row in told:
            session.execute(ROW, row)
        return time.perf_counter() - begun


def eight(count: int) -> float:
    """The same from eight clients at once."""
    rows = [
        {"n": n, "source": f"bench:{n}", "key": uuid.uuid4(), "hash": HASH} for n in _next(count)
    ]

    def insert(n: int) -> None:
        for row in rows[n::FEW]:
            sessions[n].execute(SINGLE, row)

    sessions = [psycopg.connect(sys.argv[1], autocommit=True) for _ in range(FEW)]
    with ThreadPoolExecutor(FEW) as pool:
        begun = time.perf_counter()
        list(pool.map(insert, range(FEW)))
        seconds = time.perf_counter() - begun
    for session in sessions:
        session.close()
    return seconds


def bulk(count: int) -> float:
    """So many vouchers of two lines by COPY, in one transaction."""
    numbers = _next(count)
    keys = [uuid.uuid4() for _ in numbers]
    with psycopg.connect(sys.argv[1]) as session:
        begun = time.perf_counter()
        with session.cursor().copy(f"COPY bare_voucher (id, {COLUMNS}) FROM STDIN") as copy:
            for n, key in zip(numbers, keys, strict=True):
                copy.write_row((
                    FAR + n, 1, 2026, n, n, "2026-10-20", "normal", f"收会费 SJ-{n}", f"dues:{n}",
                    "receive", key, HASH, 1, 2, 1, 3, 1, "2026-10-20 10:00+08", 2, 20, HASH,
                ))  # fmt: skip
        lines = (
            "COPY bare_entry (voucher_id, line, account_id, party, date, side, amount) FROM STDIN"
        )
        with session.cursor().copy(lines) as copy:
            for n in numbers:
                copy.write_row((FAR + n, 1, 1, "", "2026-10-20", 1, 20))
                copy.write_row((FAR + n, 2, 2, f"member:{n}", "2026-10-20", -1, 20))
        session.commit()
        return time.perf_counter() - begun


if __name__ == "__main__":
    with psycopg.connect(sys.argv[1], autocommit=True) as setting_up:
        setting_up.execute(TABLES)
    serve({"singles": singles, "rows": rows, "eight": eight, "bulk": bulk})

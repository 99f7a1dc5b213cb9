"""The floor: the least that can be done with the file and the table. `python -m bench.floor FILE DSN`.

python-calamine in this process, COPY into a staging table, one comparison as a set, one INSERT. It
checks nothing, seals nothing and keeps no history: it is what an import costs before it is one.
"""

import json
import sys
import time
from itertools import pairwise
from typing import Any

import psycopg
import python_calamine
from psycopg import sql

from bench.roster import COLUMNS, DATES

WHOLE = frozenset({"家庭人口", "家庭月收入"})
KEY = sql.Identifier("公民身份号码")


def _columns() -> sql.Composed:
    parts = []
    for name in COLUMNS:
        kind = "date" if name in DATES else "numeric" if name in WHOLE else "text"
        parts.append(sql.SQL("{} {}").format(sql.Identifier(name), sql.SQL(kind)))
    return sql.SQL(", ").join(parts)


def read(path: str) -> list[list[Any]]:
    """The rows below the header."""
    book = python_calamine.CalamineWorkbook.from_path(path)
    return book.get_sheet_by_index(0).to_python()[1:]


def stage(session: psycopg.Connection, rows: list[list[Any]]) -> None:
    """COPY the rows into a plain table, as a preview that is to outlive its session needs."""
    session.execute("DROP TABLE IF EXISTS staging")
    session.execute(sql.SQL("CREATE TABLE staging ({})").format(_columns()))
    with session.cursor().copy("COPY staging FROM STDIN") as copy:
        for row in rows:
            copy.write_row([None if value == "" else value for value in row])


def compare(session: psycopg.Connection) -> dict[str, int]:
    """New, changed and unchanged rows, counted by one query."""
    words = sql.SQL(
        "SELECT count(*) FILTER (WHERE roster.{key} IS NULL),"
        " count(*) FILTER (WHERE roster.{key} IS NOT NULL AND ({old}) IS DISTINCT FROM ({new})),"
        " count(*) FILTER (WHERE roster.{key} IS NOT NULL AND ({old}) IS NOT DISTINCT FROM ({new}))"
        " FROM staging LEFT JOIN roster USING ({key})"
    ).format(
        key=KEY,
        old=sql.SQL(", ").join(sql.Identifier("roster", name) for name in COLUMNS),
        new=sql.SQL(", ").join(sql.Identifier("staging", name) for name in COLUMNS),
    )
    row = session.execute(words).fetchone() or ()
    return dict(zip(("new", "changed", "unchanged"), row, strict=True))


def write(session: psycopg.Connection) -> None:
    """Insert who is not there yet."""
    words = "INSERT INTO roster SELECT * FROM staging ON CONFLICT ({key}) DO NOTHING"
    session.execute(sql.SQL(words).format(key=KEY))


def main(path: str, dsn: str) -> None:
    """Read, stage, compare, write; print the seconds of each and what was found."""
    marks = [time.perf_counter()]
    rows = read(path)
    marks.append(time.perf_counter())
    with psycopg.connect(dsn) as session:
        table = sql.SQL("CREATE TABLE IF NOT EXISTS roster ({}, PRIMARY KEY ({}))")
        session.execute(table.format(_columns(), KEY))
        stage(session, rows)
        marks.append(time.perf_counter())
        found = compare(session)
        marks.append(time.perf_counter())
        write(session)
    marks.append(time.perf_counter())
    spans = [round(end - begin, 3) for begin, end in pairwise(marks)]
    seconds = dict(zip(("parse", "stage", "compare", "write"), spans, strict=True))
    print(json.dumps({"rows": len(rows), **found, "seconds": seconds}))


if __name__ == "__main__":
    main(*sys.argv[1:3])

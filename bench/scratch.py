"""Scratch databases of a run on the product's own server, all dropped when it ends."""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg import sql

from welfare.database.cluster import APP, OWNER, Cluster

PREFIX = "guanai_bench_"


class Scratch:
    """Makes and drops databases `guanai_bench_<pid>_<name>`; only ever touches such names."""

    def __init__(self, cluster: Cluster) -> None:
        self.cluster = cluster
        self.made: list[str] = []

    def connect(self, database: str = "postgres") -> psycopg.Connection:
        """A session of the owner in a database of the server."""
        return psycopg.connect(
            host=str(self.cluster.sockets), user=OWNER, dbname=database, autocommit=True
        )

    def make(self, name: str, *, like: str | None = None) -> str:
        """An empty database, or a copy of another; nothing is left to write when it returns."""
        full = f"{PREFIX}{os.getpid()}_{name}"
        self.made.append(full)
        words = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        with self.connect() as session:
            session.execute(words.format(sql.Identifier(full), sql.Identifier(like or "template0")))
            session.execute("CHECKPOINT")
        return full

    def drop(self, name: str) -> None:
        """Drop one of ours, sessions and all."""
        with self.connect() as session:
            self._drop(session, name)
        self.made.remove(name)

    def _drop(self, session: psycopg.Connection, name: str) -> None:
        words = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
        session.execute(words.format(sql.Identifier(name)))

    def sweep(self) -> None:
        """Drop what this run made, and what a killed run left behind."""
        with self.connect() as session:
            found = session.execute(
                "SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [PREFIX]
            ).fetchall()
            for (name,) in found:
                if name in self.made or not _is_alive(name):
                    self._drop(session, name)
        self.made.clear()

    def url(self, database: str, user: str = OWNER) -> str:
        """The database as DATABASE_URL tells it."""
        return f"postgresql://{user}@/{database}?host={quote(str(self.cluster.sockets))}"

    def server_pid(self) -> int:
        """The server's first process."""
        with self.connect() as session:
            row = session.execute(
                "SELECT split_part(pg_read_file('postmaster.pid'), chr(10), 1)"
            ).fetchone()
        return int(row[0]) if row else 0

    def version(self) -> str:
        """The server's version."""
        with self.connect() as session:
            row = session.execute("SHOW server_version").fetchone()
        return str(row[0]) if row else "?"


def _is_alive(name: str) -> bool:
    pid = name.removeprefix(PREFIX).split("_", 1)[0]
    return pid != str(os.getpid()) and Path(f"/proc/{pid}").exists()


def _make_app_role(scratch: Scratch) -> None:
    with scratch.connect() as session:
        if not session.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [APP]).fetchone():
            session.execute(sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(APP)))


@contextlib.contextmanager
def scratch_databases(var_dir: Path) -> Iterator[Scratch]:
    """The server under VAR_DIR, started if it does not run and then stopped again at the end."""
    cluster = Cluster(var_dir / "pg")
    was_running = cluster.is_running()
    try:
        cluster.ensure()
        scratch = Scratch(cluster)
        scratch.sweep()
        _make_app_role(scratch)
        try:
            yield scratch
        finally:
            scratch.sweep()
    finally:
        if not was_running:
            cluster.stop()

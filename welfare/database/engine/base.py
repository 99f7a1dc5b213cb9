"""Django's PostgreSQL backend; the first connection starts the private cluster."""

import os
from typing import Any

import psycopg
from django.conf import settings
from django.db.backends.postgresql import base
from psycopg import sql

from welfare.database.cluster import APP, OWNER, Cluster

_ready: set[str] = set()


def cluster() -> Cluster:
    """The cluster of this VAR_DIR; tests have one of their own that may forget."""
    testing = "PYTEST_VERSION" in os.environ
    return Cluster(settings.VAR_DIR / ("pgtest" if testing else "pg"), durable=not testing)


class DatabaseWrapper(base.DatabaseWrapper):
    """PostgreSQL that is there when it is first needed."""

    def get_connection_params(self) -> dict[str, Any]:
        """Start the cluster, make the roles and the database, and name the socket."""
        own = cluster()
        own.ensure()
        self.settings_dict.update(HOST=str(own.sockets), PORT="5432", PASSWORD="")
        _make_ready(own, self.settings_dict["NAME"])
        return super().get_connection_params()


def _make_ready(own: Cluster, name: str | None) -> None:
    """The application's role, and the database unless it is a test's."""
    key = f"{own.data}/{name}"
    if key in _ready or not name or name == "postgres" or name.startswith("test_"):
        return
    with psycopg.connect(
        host=str(own.sockets), user=OWNER, dbname="postgres", autocommit=True
    ) as connection:
        connection.execute("SELECT pg_advisory_lock(77310)")  # two processes may start at once
        if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [APP]).fetchone():
            connection.execute(sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(APP)))
        found = connection.execute(
            "SELECT 1 FROM pg_database WHERE datname = %s", [name]
        ).fetchone()
        if not found:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    _ready.add(key)

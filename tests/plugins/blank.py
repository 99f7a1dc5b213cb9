"""A migrated, empty database stays in the tests' own cluster; a test database is a copy of it.

Migrating takes half a minute, copying a moment. Its name is a digest of everything that migrating
reads: change a migration or a model, and the next session makes it anew.
"""

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest
from django.conf import settings
from django.db import connections
from psycopg import sql

from welfare.database.cluster import OWNER, Cluster
from welfare.database.engine.base import cluster

APPS = ("welfare", "staff", "mutualfund", "disclosure")
PREFIX = "blank_"
LOCK = 77312  # advisory: two processes of one session want the same database


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix):
    """Copy the blank database, unless the server is somebody else's: nothing is left on that."""
    if not os.environ.get("DATABASE_URL"):
        connections["default"].settings_dict["TEST"]["TEMPLATE"] = blank(cluster())


def blank(own: Cluster) -> str:
    """The name of the blank database, made when there is none of today's code."""
    own.ensure()
    name = PREFIX + digest()
    place = {"host": str(own.sockets), "user": OWNER, "dbname": "postgres"}
    with psycopg.connect(**place, autocommit=True) as session:
        session.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        kept = session.execute("SELECT datname FROM pg_database WHERE datname ~ '^blank_'")
        names = {row[0] for row in kept}
        if name not in names:
            for old in names:
                session.execute(sql.SQL("DROP DATABASE {}").format(sql.Identifier(old)))
            _make(own, session, name)
    return name


def _make(own: Cluster, session: psycopg.Connection, name: str) -> None:
    """Under another name until it is whole: a killed session leaves nothing that looks whole."""
    unready = f"{PREFIX}unready"
    session.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(unready)))
    url = f"postgresql://{OWNER}@/{unready}?host={quote(str(own.sockets))}"
    doors = {
        "DATABASE_URL": url,
        "DATABASE_OWNER_URL": url,
        "DJANGO_SETTINGS_MODULE": "welfare.settings",
    }
    command = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
    subprocess.run(command, check=True, cwd=settings.BASE_DIR, env=os.environ | doors)
    words = sql.SQL("ALTER DATABASE {} RENAME TO {}")
    session.execute(words.format(sql.Identifier(unready), sql.Identifier(name)))


def digest() -> str:
    """Of the migrations, the models, the seeds beside them and the pinned libraries."""
    seen = hashlib.sha256()
    for path in sorted(_read_by_migrating(settings.BASE_DIR)):
        seen.update(path.read_bytes())
    return seen.hexdigest()[:16]


def _read_by_migrating(root: Path) -> Iterator[Path]:
    yield root / "requirements-dev.lock"
    for app in APPS:
        yield from (root / app).glob("*.py")
        for folder in ("migrations", "models"):
            yield from (path for path in (root / app / folder).rglob("*") if path.is_file()
                        and path.suffix in (".py", ".sql"))  # fmt: skip

"""Stops the tests' own PostgreSQL cluster when the session ends."""

import os

from welfare.database.engine.base import cluster


def pytest_sessionfinish(session):
    """The last process of the session stops it; xdist's workers leave that to their parent."""
    if "PYTEST_XDIST_WORKER" not in os.environ and not os.environ.get("DATABASE_URL"):
        cluster().stop()

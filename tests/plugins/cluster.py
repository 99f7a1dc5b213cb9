"""Stops the tests' own PostgreSQL cluster, and clears the roster files, when the session ends."""

import os
import shutil

from django.conf import settings

from welfare.database.engine.base import cluster


def pytest_sessionfinish(session):
    """The last process of the session stops it; xdist's workers leave that to their parent."""
    if "PYTEST_XDIST_WORKER" not in os.environ and not os.environ.get("DATABASE_URL"):
        cluster().stop()
    if "PYTEST_XDIST_WORKER" not in os.environ:
        shutil.rmtree(settings.ROSTER_ROOT, ignore_errors=True)

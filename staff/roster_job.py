"""Long rosters are read by a process of their own; a closed browser or a restart loses nothing.

The reader holds an advisory lock while it lives, so a killed one is known by its free lock; what
it had staged went with its transaction.
"""

import datetime as dt
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.db import connection, connections

from staff.actions.rosters import READER_LOCK, take_up
from staff.models import ImportStatus, RosterImport
from welfare import clock
from welfare.models import User

SHORT = 1024 * 1024  # bytes that are read while the browser waits
STARTING = dt.timedelta(seconds=30)  # until a process has begun
MANAGE = Path(__file__).resolve().parent.parent / "manage.py"
ALIVE = """
SELECT EXISTS (
  SELECT FROM pg_locks JOIN pg_database d ON d.oid = pg_locks.database
   WHERE d.datname = current_database() AND locktype = 'advisory'
     AND classid = %s AND objid = %s AND granted)
"""
_children: list["subprocess.Popen[bytes]"] = []


def start_reading(roster: RosterImport, *, on: dt.date, by: User | None) -> None:
    """Let a process of its own read the file; see manage.py read_roster."""
    take_up(roster, by=by)
    arguments = [str(roster.pk), "--on", on.isoformat(), "--by", str(by.pk if by else 0)]
    _bury()
    _children.append(
        subprocess.Popen(  # noqa: S603 - our own command, no shell
            [sys.executable, str(MANAGE), "read_roster", *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            env=_environment(),
            start_new_session=True,
        )
    )


def _environment() -> dict[str, str]:
    """The process works in the same database and with the same keys as we do."""
    door = connection.settings_dict
    user, password = quote(str(door["USER"])), quote(str(door["PASSWORD"] or ""))
    url = f"postgresql://{user}:{password}@/{quote(str(door['NAME']))}?host={door['HOST']}"
    if door["PORT"]:
        url += f"&port={door['PORT']}"
    ours = {
        "DATABASE_URL": url,
        "VAR_DIR": str(settings.VAR_DIR),
        "KEY_FILE": str(settings.KEY_FILE),
    }
    return os.environ | ours


def _bury() -> None:
    """Take leave of readers that have ended."""
    _children[:] = [child for child in _children if child.poll() is None]


def is_alive(roster: RosterImport) -> bool:
    """Whether someone reads the import, or was told to a moment ago. One query."""
    _bury()
    with connection.cursor() as cursor:
        cursor.execute(ALIVE, [READER_LOCK, roster.pk])
        if cursor.fetchone()[0]:
            return True
    begun = roster.read_rows is not None or roster.reading_since is None
    return not begun and clock.now() - roster.reading_since < STARTING  # type: ignore[operator]  # not None here


def progress_of(roster: RosterImport) -> Callable[[int], None]:
    """Tell how many rows are read, outside the reading's transaction."""
    aside = connections.create_connection("default")

    def tell(done: int) -> None:
        with aside.cursor() as cursor:
            cursor.execute(
                "UPDATE staff_rosterimport SET read_rows = %s WHERE id = %s AND status = %s",
                [done, roster.pk, ImportStatus.READING],
            )

    return tell

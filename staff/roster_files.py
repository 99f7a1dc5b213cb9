"""Where roster files lie: sealed, under ROSTER_ROOT, named by their import alone."""

import datetime as dt
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from staff.models import RosterImport
from welfare.crypto import Damaged
from welfare.errors import Refused
from welfare.sealed_files import seal_file, unseal_file

KEPT_DAYS, SETTLED_SECONDS = 30, 3600


def folder() -> Path:
    """The folder of the sealed files."""
    return Path(settings.ROSTER_ROOT)


def kept_file(roster: RosterImport) -> Path:
    """The sealed file of an import."""
    return folder() / str(roster.uid)


def _bound(roster: RosterImport) -> str:
    return f"staff.rosterimport.file:{roster.uid}"


def keep_file(roster: RosterImport, chunks: Iterator[bytes]) -> None:
    """Seal the uploaded content."""
    seal_file(chunks, kept_file(roster), bound_to=_bound(roster))


@contextmanager
def plain_file(roster: RosterImport) -> Iterator[Path]:
    """The file in plain, gone after the block. Raises Refused when it was removed or damaged."""
    suffix = Path(roster.filename).suffix
    with tempfile.NamedTemporaryFile(suffix=suffix) as copy:
        try:
            unseal_file(kept_file(roster), copy, bound_to=_bound(roster))
        except (FileNotFoundError, Damaged) as error:
            raise Refused(
                f"「{roster.filename}」的原件已经按期清掉或损坏。请重新上传这份花名册。"
            ) from error
        yield Path(copy.name)


def forget_file(roster: RosterImport) -> None:
    """Remove the sealed file."""
    kept_file(roster).unlink(missing_ok=True)


def sweep_files(*, on: dt.date) -> int:
    """Remove what nobody needs any more: files of old imports, and those without an import.

    Kept for 30 days (a parameter shipped as 示例), so that wrong rows can still be mended in Excel.
    Returns how many were removed.
    """
    since = on - dt.timedelta(days=KEPT_DAYS)
    fresh = RosterImport.objects.filter(uploaded_at__date__gte=since)
    wanted = {str(uid) for uid in fresh.values_list("uid", flat=True)}
    found = list(folder().iterdir()) if folder().is_dir() else []
    stale = [file for file in found if file.name not in wanted and _is_settled(file)]
    for file in stale:
        file.unlink(missing_ok=True)
    return len(stale)


def _is_settled(file: Path) -> bool:
    """An hour old: nobody is handing it over just now."""
    return time.time() - file.stat().st_mtime > SETTLED_SECONDS

"""Where roster files lie: sealed, under VAR_DIR, named by their import alone."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from staff.models import RosterImport
from welfare.crypto import Damaged
from welfare.errors import Refused
from welfare.sealed_files import seal_file, unseal_file


def folder() -> Path:
    """The folder of the sealed files."""
    return Path(settings.VAR_DIR) / "rosters"


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

"""Papers and photographs that show something was done: cleaned, kept, only read."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from disclosure.models.papers import KeptPaper
from welfare import audit, clock
from welfare.errors import Refused
from welfare.models import User
from welfare.uploads import CleanFile, clean_all, keep, read

MOST = 6  # at once


def cleaned(contents: Sequence[bytes]) -> list[CleanFile]:
    """Uploads without what hides in them. Raises Refused for one that may not come in, or too many."""
    if len(contents) > MOST:
        raise Refused(f"一次最多传 {MOST} 份，挑要紧的传。")
    return clean_all([(f"第 {n} 份", content) for n, content in enumerate(contents, start=1)])


def keep_papers(
    kind: type[KeptPaper], files: Sequence[CleanFile], *, by: User, **about: Any
) -> int:
    """Keep what was cleaned; returns how many."""
    for file in files:
        kind(
            uid=keep(file, folder=kind.FOLDER), file_type=file.file_type,
            sha256=file.stored_sha256, added_by=by, added_at=clock.now(), **about,
        ).save(force_insert=True)  # fmt: skip
    return len(files)


@transaction.atomic
def open_paper(paper: KeptPaper, *, by: User) -> bytes:
    """The bytes of one, looked at on the record. Raises Refused when they are not what was kept."""
    content = read(paper.path, sha256=paper.sha256, name=f"第 {paper.pk} 号凭据")
    audit.record("paper.opened", paper, by=by)
    return content

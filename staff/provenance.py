"""来源: the file, sheet and row that each field of a worker came from."""

import datetime as dt
from dataclasses import dataclass

from staff.models import ImportStatus, RosterImportRow, RowOutcome, Worker
from staff.roster_fields import FIELD_LABELS, words_of

# What a row tells without a column of its own: the ID number the birthday, the sheet the station,
# comments and what stands behind a name the remark; a certificate that somebody is disabled.
TOLD = {"birth", "station", "remark"}
DISABILITY = {"disability_certificate", "disability_type", "disability_grade"}


@dataclass(frozen=True)
class Source:
    """Where a field of a worker came from; `pk` is the import's, None when edited by hand."""

    label: str
    filename: str
    sheet: str
    row: int
    on: dt.date | None
    pk: int | None


def sources_of(worker: Worker) -> list[Source]:
    """Field by field, of those that say something, the last import that set it. One query."""
    written = RosterImportRow.objects.filter(
        worker=worker,
        roster__status=ImportStatus.COMMITTED,
        outcome__in=[RowOutcome.NEW, RowOutcome.CHANGED],
    )
    latest: dict[str, RosterImportRow] = {}
    for row in written.select_related("roster").order_by("roster__committed_at", "roster_id"):
        latest |= dict.fromkeys(_fields_of(row), row)
    told = words_of(worker)
    return [
        _source(label, None if name in worker.roster_edited else latest.get(name))
        for name, label in FIELD_LABELS.items()
        if told.get(name) and (name in latest or name in worker.roster_edited)
    ]


def _fields_of(row: RosterImportRow) -> set[str]:
    """What a row wrote: of a new worker every column of its sheet, and what the others told."""
    if row.outcome == RowOutcome.CHANGED:
        return set(row.fields or ()) & set(row.roster.accepted)
    if RowOutcome.NEW not in row.roster.accepted or row.sheet >= len(row.roster.heads):
        return set()
    keys = {column["key"] for column in row.roster.heads[row.sheet]["columns"] if column["key"]}
    return keys | TOLD | ({"is_disabled"} if keys & DISABILITY else set())


def _source(label: str, row: RosterImportRow | None) -> Source:
    if row is None:
        return Source(label, "", "", 0, None, None)
    roster = row.roster
    return Source(
        label, roster.filename, roster.sheet_name(row.sheet), row.number, roster.written_on,
        roster.pk,
    )  # fmt: skip

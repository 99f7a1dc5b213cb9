"""Rosters 花名册: read and compared first, written after a look, in one transaction."""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from staff.actions.households import join_couples
from staff.actions.places import make_place
from staff.models import (
    ImportStatus,
    RosterImport,
    RosterImportRow,
    RowOutcome,
    Station,
    Tenure,
    Worker,
    station_names,
)
from staff.resources import id_index
from staff.roster_compare import (
    TOTAL_NAMES,
    Compared,
    compare,
    missing_workers,
    packed,
    registry_totals,
    roster_totals,
    unpacked,
)
from staff.roster_sheet.reading import RosterSheet, read_roster
from staff.roster_sheet.rows import RosterValues
from welfare import audit, clock
from welfare.errors import Refused
from welfare.models import User


@dataclass(frozen=True)
class Reading:
    """A roster as read, and what its good rows would do."""

    sheet: RosterSheet
    rows: list[Compared]
    missing: list[Worker]

    def count(self, outcome: RowOutcome) -> int:
        """How many rows would do this."""
        return sum(row.outcome == outcome for row in self.rows)


def look_at_roster(source: "Path | UploadedFile", *, create_places: bool, on: dt.date) -> Reading:
    """Read a roster and compare it with the registry; nothing is written.

    Raises Refused for a file that cannot be taken as a whole.
    """
    stations = station_names()
    known = None if create_places else {name: place.name for name, place in stations.items()}
    sheet = read_roster(source, known)
    good = [row.values for row in sheet.rows if row.values]
    _, rows = compare(good, stations, write=False)
    return Reading(sheet, rows, missing_workers(rows, on=on))


def _digest(source: "Path | UploadedFile") -> str:
    if isinstance(source, Path):
        return hashlib.sha256(source.read_bytes()).hexdigest()
    source.seek(0)
    digest = hashlib.sha256()
    for chunk in source.chunks():
        digest.update(chunk)
    return digest.hexdigest()


@transaction.atomic
def read_roster_file(
    source: "Path | UploadedFile", *, create_places: bool, on: dt.date, by: User | None
) -> RosterImport:
    """Keep a roster with its comparison for a look before writing. Raises Refused."""
    reading = look_at_roster(source, create_places=create_places, on=on)
    sheet = reading.sheet
    good = [row.values for row in sheet.rows if row.values]
    now, claimed = registry_totals(on=on), sheet.claimed
    counted = roster_totals(good)
    roster = RosterImport.objects.create(
        filename=Path(str(source.name)).name[:200],
        sheet=sheet.sheet[:100],
        digest=_digest(source),
        status=ImportStatus.PREVIEW,
        create_places=create_places,
        columns=[asdict(column) for column in sheet.columns],
        totals={
            "rows": [[name, now[name], counted[name]] for name in TOTAL_NAMES],
            "claimed": claimed,
            "people": len(sheet.people),
            "missing": [f"{worker.number} {worker.name}" for worker in reading.missing],
        },
        notes=sheet.notes,
        uploaded_at=clock.now(),
        uploaded_by=by,
    )
    RosterImportRow.objects.bulk_create(_kept_rows(roster, reading), batch_size=500)
    audit.record("roster.read", roster, by=by, rows=len(sheet.rows))
    return roster


def _kept_rows(roster: RosterImport, reading: Reading) -> list[RosterImportRow]:
    compared = iter(reading.rows)
    kept = []
    for row in reading.sheet.rows:
        found = next(compared) if row.values else Compared(RowOutcome.ERROR, None, {})
        kept.append(
            RosterImportRow(
                roster=roster,
                number=row.number,
                outcome=found.outcome,
                worker_id=found.worker_id,
                values=packed(row.values) if row.values else "",
                changes=json.dumps(found.changes, ensure_ascii=False) if found.changes else "",
                problems=[asdict(problem) for problem in row.problems],
            )
        )
    return kept


@transaction.atomic
def commit_roster(roster: RosterImport, *, on: dt.date, by: User | None) -> RosterImport:
    """Write exactly what the preview showed; rows that must be mended are left out.

    Raises Refused when it was written or dropped before, or when the registry has changed since.
    """
    roster = RosterImport.objects.select_for_update().get(pk=roster.pk)
    if roster.status != ImportStatus.PREVIEW:
        raise Refused(f"这次导入{roster.get_status_display()}，不能再写入。要导入请重新上传。")
    kept = list(roster.rows.exclude(outcome=RowOutcome.ERROR).order_by("number"))
    rows = [unpacked(str(row.values)) for row in kept]
    stations = _stations(rows, create=roster.create_places, by=by)
    # Two imports at once would both give out the same numbers: one at a time.
    Station.objects.select_for_update().order_by("pk").first()
    resource, done = compare(rows, stations, write=True)
    shown = [(row.outcome, row.worker_id) for row in kept]
    if [
        (row.outcome, row.worker_id if row.outcome != RowOutcome.NEW else None) for row in done
    ] != shown:
        raise Refused("预览以后职工资料有了变动，这次没有写入。请重新上传，再看一遍。")
    _record_tenures(rows, resource.moved, on=on)
    couples = _join_couples(rows)
    roster.status, roster.committed_at, roster.committed_by = (
        ImportStatus.COMMITTED, clock.now(), by,
    )  # fmt: skip
    roster.save(update_fields=["status", "committed_at", "committed_by"])
    counts = {outcome.value: sum(row.outcome == outcome for row in done) for outcome in RowOutcome}
    audit.record("roster.committed", roster, by=by, couples=couples, **counts)
    return roster


@transaction.atomic
def drop_roster(roster: RosterImport, *, by: User | None) -> RosterImport:
    """Put a preview aside; nothing was written. Raises Refused after writing."""
    roster = RosterImport.objects.select_for_update().get(pk=roster.pk)
    if roster.status != ImportStatus.PREVIEW:
        raise Refused(f"这次导入{roster.get_status_display()}，不用再取消。")
    roster.status = ImportStatus.DROPPED
    roster.save(update_fields=["status"])
    audit.record("roster.dropped", roster, by=by)
    return roster


def _stations(rows: list[RosterValues], *, create: bool, by: User | None) -> Mapping[str, Station]:
    stations = station_names()
    if create:
        for row in rows:
            if row.station not in stations:
                stations[row.station] = make_place(row.station, row.branch, by=by)
    return stations


def _record_tenures(rows: list[RosterValues], moved: list[Worker], *, on: dt.date) -> None:
    """Open the dated record of newcomers, close and open that of those who moved."""
    indexes = [id_index(row.id_number) for row in rows]
    for worker in moved:
        begun = worker.tenures.filter(until__isnull=True)
        if begun.filter(since=on).update(station=worker.station, job=worker.job, post=worker.post):
            continue
        begun.update(until=on)
    open_tenures = Tenure.objects.filter(until__isnull=True)
    without = Worker.objects.filter(id_number_index__in=indexes).exclude(
        pk__in=open_tenures.values("worker")
    )
    Tenure.objects.bulk_create(
        Tenure(worker=w, since=on, station_id=w.station_id, job=w.job, post=w.post) for w in without
    )


def _join_couples(rows: list[RosterValues]) -> int:
    wanted = {}
    for row in rows:
        if row.spouse_id_number:
            pair = sorted([row.id_number, row.spouse_id_number])
            wanted[tuple(pair)] = pair
    indexes = {number: id_index(number) for pair in wanted.values() for number in pair}
    found = Worker.objects.filter(id_number_index__in=indexes.values()).select_related("household")
    by_index = {bytes(worker.id_number_index): worker for worker in found}
    pairs = []
    for one, other in wanted.values():
        first, second = by_index.get(indexes[one] or b""), by_index.get(indexes[other] or b"")
        if first is not None and second is not None:
            pairs.append((first, second))
    return join_couples(pairs)

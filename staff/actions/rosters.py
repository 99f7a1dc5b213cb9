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
from staff.resources import WorkerResource, id_index
from staff.roster_compare import (
    TOTAL_NAMES,
    Compared,
    compare,
    couples_named,
    missing_workers,
    packed,
    registry_totals,
    roster_totals,
    totals_after,
    unpacked,
)
from staff.roster_sheet.known import CellProblem
from staff.roster_sheet.reading import RosterSheet, read_roster
from staff.roster_sheet.rows import RosterValues
from welfare import audit, clock
from welfare.errors import Refused
from welfare.models import User

MOVED_ON = "预览以后职工资料有了变动，这次没有写入。请重新上传，再看一遍。"


@dataclass(frozen=True)
class Reading:
    """A roster as read, and what its good rows would do."""

    sheet: RosterSheet
    rows: list[Compared]
    missing: list[Worker]
    resource: WorkerResource
    new_places: list[str]

    @property
    def good(self) -> list[RosterValues]:
        """The values of the rows without a problem, as `rows` has them."""
        return [row.values for row in self.sheet.rows if row.values]

    @property
    def notes(self) -> list[str]:
        """What was repaired, what would be made, what is left alone."""
        notes = list(self.sheet.notes)
        if self.new_places:
            notes.append(
                f"写入时会新建 {len(self.new_places)} 个车站：{'、'.join(self.new_places)}"
            )
        if self.resource.other_cards:
            notes.append(f"{self.resource.other_cards} 人的工资卡号和册上不同，导入不改卡号")
        return notes

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
    _want_branches(sheet, stations)
    good = [row.values for row in sheet.rows if row.values]
    resource, rows = compare(good, stations, write=False)
    new_places = dict.fromkeys(row.station for row in good if row.station not in stations)
    return Reading(sheet, rows, missing_workers(rows, on=on), resource, list(new_places))


def _want_branches(sheet: RosterSheet, stations: Mapping[str, Station]) -> None:
    """A station that is to be made needs the branch it belongs to."""
    letter = next(column.letter for column in sheet.columns if column.key == "station")
    for row in sheet.rows:
        if row.values and row.values.station not in stations and not row.values.branch:
            words = f"「{row.values.station}」是新车站，要在「所属分公司」列写它属于哪个分公司"
            cell = f"{letter}{row.number}"
            row.problems.append(CellProblem(row.sheet, cell, "unknown_station", words, "station"))
            row.values = None


def _digest(source: "Path | UploadedFile") -> str:
    if isinstance(source, Path):
        return hashlib.sha256(source.read_bytes()).hexdigest()
    source.seek(0)
    digest = hashlib.sha256()
    for chunk in source.chunks():
        digest.update(chunk)
    return digest.hexdigest()


def read_roster_file(
    source: "Path | UploadedFile", *, create_places: bool, on: dt.date, by: User | None
) -> RosterImport:
    """Keep a roster with its comparison for a look before writing. Raises Refused."""
    reading = look_at_roster(source, create_places=create_places, on=on)
    return keep_reading(reading, source, create_places=create_places, on=on, by=by)


@transaction.atomic
def keep_reading(
    reading: Reading,
    source: "Path | UploadedFile",
    *,
    create_places: bool,
    on: dt.date,
    by: User | None,
) -> RosterImport:
    """Keep what a look at a roster found; the registry is not touched."""
    sheet = reading.sheet
    roster = RosterImport.objects.create(
        filename=Path(str(source.name)).name[:200],
        sheet=sheet.sheet[:100],
        digest=_digest(source),
        status=ImportStatus.PREVIEW,
        create_places=create_places,
        columns=[asdict(column) for column in sheet.columns],
        totals=_totals(reading, on),
        notes=reading.notes,
        uploaded_at=clock.now(),
        uploaded_by=by,
    )
    RosterImportRow.objects.bulk_create(_kept_rows(roster, reading), batch_size=500)
    audit.record("roster.read", roster, by=by, rows=len(sheet.rows))
    return roster


def _totals(reading: Reading, on: dt.date) -> dict[str, object]:
    now, told = registry_totals(on=on), roster_totals(reading.good)
    after = totals_after(now, reading.good, reading.rows, reading.resource)
    return {
        "rows": [[name, now[name], after[name], told[name]] for name in TOTAL_NAMES],
        "claimed": reading.sheet.claimed,
        "people": len(reading.sheet.people),
        "missing": [[w.pk, w.number, w.name, w.station.name] for w in reading.missing],
    }


def _kept_rows(roster: RosterImport, reading: Reading) -> list[RosterImportRow]:
    compared = iter(reading.rows)
    kept = []
    for row in reading.sheet.rows:
        found = next(compared) if row.values else Compared(RowOutcome.ERROR, None, {})
        told = packed(row.values) if row.values else json.dumps(row.texts, ensure_ascii=False)
        kept.append(
            RosterImportRow(
                roster=roster,
                number=row.number,
                outcome=found.outcome,
                worker_id=found.worker_id,
                values=told,
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
    if not roster.can_become(ImportStatus.COMMITTED):
        raise Refused(f"这次导入{roster.get_status_display()}，不能再写入。要导入请重新上传。")
    kept = list(roster.rows.exclude(outcome=RowOutcome.ERROR).order_by("number"))
    rows = [unpacked(str(row.values)) for row in kept]
    # Two imports at once would both give out the same numbers: one at a time.
    RosterImport.objects.select_for_update().order_by("pk").first()
    stations = _stations(rows, create=roster.create_places, by=by)
    if {row.station for row in rows} - stations.keys():
        raise Refused(MOVED_ON)
    resource, done = compare(rows, stations, write=True)
    if done != [_shown(row) for row in kept]:
        raise Refused(MOVED_ON)
    _record_tenures(rows, resource.moved, on=on)
    couples = join_couples(_couples(rows))
    roster.status, roster.committed_at, roster.committed_by = (
        ImportStatus.COMMITTED, clock.now(), by,
    )  # fmt: skip
    roster.save(update_fields=["status", "committed_at", "committed_by"])
    counts = {outcome.value: sum(row.outcome == outcome for row in done) for outcome in RowOutcome}
    audit.record("roster.committed", roster, by=by, couples=couples, **counts)
    return roster


def _shown(row: RosterImportRow) -> Compared:
    """What the preview said the row would do."""
    changes = json.loads(str(row.changes)) if row.changes else {}
    return Compared(RowOutcome(row.outcome), row.worker_id, changes)


@transaction.atomic
def drop_roster(roster: RosterImport, *, by: User | None) -> RosterImport:
    """Put a preview aside; nothing was written. Raises Refused after writing."""
    roster = RosterImport.objects.select_for_update().get(pk=roster.pk)
    if not roster.can_become(ImportStatus.DROPPED):
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
    """Open the dated record of newcomers, close and open that of those who moved.

    Five queries, however many rows. Who moved twice on one day keeps one record of that day.
    """
    begun = Tenure.objects.filter(worker__in=moved, until__isnull=True)
    now = {worker.pk: worker for worker in moved}
    today = list(begun.filter(since=on))
    for tenure in today:
        worker = now[tenure.worker_id]
        tenure.station_id, tenure.job, tenure.post = worker.station_id, worker.job, worker.post
    Tenure.objects.bulk_update(today, ["station", "job", "post"])
    begun.exclude(since=on).update(until=on)
    named = [id_index(row.id_number) for row in rows]
    open_tenures = Tenure.objects.filter(until__isnull=True).values("worker")
    without = Worker.objects.filter(id_number_index__in=named, left_on=None).exclude(
        pk__in=open_tenures
    )
    Tenure.objects.bulk_create(
        Tenure(
            worker=w, since=on, station_id=w.station_id, job=w.job, post=w.post, identity=w.identity
        )
        for w in without
    )


def _couples(rows: list[RosterValues]) -> list[tuple[Worker, Worker]]:
    """Couples of the rows who are both in the registry. One query."""
    pairs = [sorted(pair) for pair in couples_named(rows)]
    indexes = {number: id_index(number) for pair in pairs for number in pair}
    found = Worker.objects.filter(id_number_index__in=indexes.values()).select_related("household")
    people = {bytes(worker.id_number_index): worker for worker in found}
    couples = [[people.get(indexes[number] or b"") for number in pair] for pair in sorted(pairs)]
    return [(one, other) for one, other in couples if one and other]

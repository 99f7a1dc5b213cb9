"""Reading a roster into the staging tables: each row compared with its worker, batch by batch.

Nothing here touches the registry. A line whose digest the worker already bears changes nothing and
is not even read (`look_up`); only the others are opened and compared field by field.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from operator import attrgetter, gt
from typing import Any

import psycopg
from django.db import connection

from staff.models import RosterImport, RosterImportRow, RowOutcome, Station, Worker
from staff.roster_copy import (
    NULL,
    Copier,
    array_cell,
    bytes_cell,
    json_cell,
    new_uids,
    only,
    reserve,
    sealed_payload,
    text_cell,
    worker_cells,
)
from staff.roster_fields import ID_LABEL, changes_of, in_words, row_digest
from staff.roster_heads import MASKS
from staff.roster_sheet.heads import RosterHead
from staff.roster_sheet.known import CellProblem
from staff.roster_sheet.reading import RosterReading
from staff.roster_sheet.rows import Found, Plain, RosterRow, RosterValues
from staff.roster_tally import Tally
from welfare.crypto import Sealer

BATCH = 2000
LINE = "staff.worker.roster_line"  # of the digest of a line whose cells say nothing odd
LONGEST = {"name": 60, "ethnicity": 20, "political_status": 20, "education": 20, "job": 40,
           "marital_status": 20, "household_type": 20, "remark": 200, "station": 40, "branch": 40,
           "phone": 40, "bank_card": 40, "disability_certificate": 60, "address": 200, "model_worker_type": 20}  # fmt: skip
texts_of = attrgetter(*LONGEST)
MOST_PEOPLE = 99  # in one household


@dataclass(slots=True)
class Known:
    """A worker of the registry as far as a comparison needs him."""

    pk: int
    uid: Any
    digest: bytes | None
    version: int
    station_id: int
    has_left: bool


@dataclass(slots=True)
class Verdict:
    """What a row would do."""

    outcome: RowOutcome
    known: Known | None = None
    changes: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    digest: bytes | None = None


class Stage:
    """One reading on its way into the staging tables."""

    def __init__(
        self,
        roster: RosterImport,
        heads: list[RosterHead],
        stations: Mapping[str, Station],
    ) -> None:
        self.roster = roster
        self.heads = {head.sheet: (place, head) for place, head in enumerate(heads)}
        self.stations = stations
        self.tally = Tally()
        self.sealer = Sealer()
        self.copier = Copier()
        self.new_places: dict[str, str] = {}

    def fill(self, reading: RosterReading, progress: Callable[[int], None]) -> None:
        """Take every row; `progress` is told how many are done after each batch."""
        done, coming = 0, reading.rows(self.look_up)
        with self.copier as copier:
            while batch := list(islice(coming, BATCH)):
                self._take(batch)
                done += len(batch)
                progress(done)
            copier.wait()

    def look_up(self, lines: Sequence[Plain]) -> Callable[[], list[Found]]:
        """Ask what the registry has to lines that are not read yet. One query."""
        told = [
            (self.sealer.digest(ID_LABEL, line.number), self.sealer.digest(LINE, line.said))
            for line in lines
        ]
        coming = self.copier.find(partial(_known_workers, [index for index, _ in told]))

        def answer() -> list[Found]:
            with connection.wrap_database_errors:
                known = coming.result()
            return [
                self._found(line, *facts, known) for line, facts in zip(lines, told, strict=True)
            ]

        return answer

    def _found(
        self, line: Plain, index: bytes, digest: bytes, known: Mapping[bytes, Known]
    ) -> Found:
        worker = known.get(index)
        same = worker is not None and worker.digest == digest
        return Found(index, digest, worker, same and self._is_at(worker, line.station))

    def _is_at(self, worker: Known | None, station: str) -> bool:
        place = self.stations.get(station)
        return worker is not None and place is not None and place.pk == worker.station_id

    def _take(self, batch: list[RosterRow]) -> None:
        indexes = []
        for row in batch:
            if row.values and not (row.found and row.found.is_same):
                self._check(row, row.values)
            found = row.found
            indexes.append(found.index if found else self.sealer.index(ID_LABEL, _number(row)))
        self.copier.wait()
        asked = [index for row, index in zip(batch, indexes, strict=True) if not row.found]
        known = _known_workers([index for index in asked if index], connection.connection)
        nameless = _known_nameless([row.values for row in batch if row.values])
        verdicts = []
        for row, index in zip(batch, indexes, strict=True):
            worker = known.get(index) if index else None
            if row.found:
                worker = row.found.worker
            elif row.values and not row.values.id_number:
                worker = nameless.get(_who(row.values))
            verdicts.append(self._verdict(row, worker))
        self._compare(batch, verdicts)
        self.copier.send(*self._lines(batch, indexes, verdicts))

    def _check(self, row: RosterRow, values: RosterValues) -> None:
        """What fits a cell of Excel must fit the registry; a new station needs its branch. Nobody
        is known by his name alone."""
        if not values.id_number and values.birth is None:
            words = "没有身份证号的人要写出生日期，才分得清同名的人。请补上"
            self._refuse(row, "birth", "required", words)
        if any(map(gt, map(len, texts_of(values)), LONGEST.values())):
            self._refuse_long(row, values)
        if values.family_size is not None and values.family_size > MOST_PEOPLE:
            self._refuse(row, "family_size", "bad_number", f"家里不会超过 {MOST_PEOPLE} 人。请核对")
        if values.station not in self.stations and not values.branch and not values.leave_reason:
            words = f"「{values.station}」是新车站，要在「所属分公司」列写它属于哪个分公司"
            self._refuse(row, "station", "unknown_station", words)
        elif values.station not in self.stations and row.values:
            self.new_places.setdefault(values.station, values.branch)

    def _refuse_long(self, row: RosterRow, values: RosterValues) -> None:
        for name, longest in LONGEST.items():
            if len(getattr(values, name)) > longest:
                self._refuse(row, name, "too_long", f"太长了，最多写 {longest} 个字。请改短")

    def _refuse(self, row: RosterRow, key: str, code: str, words: str) -> None:
        _, head = self.heads[row.sheet]
        letters = {column.key: column.letter for column in head.columns}
        cell = f"{letters.get(key, 'A')}{row.number}"
        row.problems.append(CellProblem(row.sheet, cell, code, words, key))
        if row.values:
            row.texts = row.texts or {
                name: in_words(name, getattr(row.values, name))[:200] for name in SHOWN
            }
        row.values = None

    def _verdict(self, row: RosterRow, known: Known | None) -> Verdict:
        values = row.values
        if values is None:
            return Verdict(RowOutcome.ERROR, known)
        if values.leave_reason:
            gone = known is not None and known.has_left
            self.tally.leavers += 1
            return Verdict(RowOutcome.UNCHANGED if gone else RowOutcome.LEFT, known)
        if row.found and row.found.is_same and known is not None:
            self.tally.returned += known.has_left
            return Verdict(RowOutcome.UNCHANGED, known)
        if row.found and row.is_plain:
            digest = row.found.digest
        else:
            digest = row_digest(values, self.sealer)
        if known is None:
            return Verdict(RowOutcome.NEW, digest=digest)
        self.tally.returned += known.has_left
        if known.digest == digest and self._is_at(known, values.station):
            return Verdict(RowOutcome.UNCHANGED, known)
        return Verdict(RowOutcome.CHANGED, known, digest=digest)

    def _compare(self, batch: list[RosterRow], verdicts: list[Verdict]) -> None:
        """Field by field, those that no digest vouched for. One query."""
        asked = [v.known.pk for v in verdicts if v.known and v.outcome == RowOutcome.CHANGED]
        found = Worker.objects.filter(pk__in=asked).select_related("station") if asked else []
        workers = {worker.pk: worker for worker in found}
        for row, verdict in zip(batch, verdicts, strict=True):
            if verdict.outcome != RowOutcome.CHANGED or not row.values or not verdict.known:
                continue
            worker = workers[verdict.known.pk]
            verdict.changes = changes_of(worker, row.values, self.stations)
            if not verdict.changes:
                verdict.outcome = RowOutcome.UNCHANGED
            if row.values.bank_card not in ("", worker.bank_card):
                self.tally.other_cards += 1
                verdict.digest = None  # so that it is told again next time
            self.tally.newly_disabled += "is_disabled" in verdict.changes and (
                not worker.is_disabled
            )

    def _lines(
        self, batch: list[RosterRow], indexes: list[bytes | None], verdicts: list[Verdict]
    ) -> tuple[list[str], list[str]]:
        """What the rows would do, and what they would write."""
        fresh = sum(verdict.outcome == RowOutcome.NEW for verdict in verdicts)
        newcomers: Iterator[tuple[int, str]] = zip(
            reserve(Worker, fresh), new_uids(fresh), strict=True
        )
        lines, staged = [], []
        for pk, row, index, verdict in zip(
            reserve(RosterImportRow, len(batch)), batch, indexes, verdicts, strict=True
        ):
            person, uid = None, ""
            if verdict.known:
                person, uid = verdict.known.pk, verdict.known.uid
            elif verdict.outcome == RowOutcome.NEW:
                person, uid = next(newcomers)
            self.tally.count(row.values, verdict.outcome, verdict.changes)
            lines.append(self._line(pk, row, index, verdict, person))
            if row.values and verdict.outcome in (RowOutcome.NEW, RowOutcome.CHANGED):
                staged.append(self._staged(pk, row.values, index, verdict, person, uid))
        return lines, staged

    def _line(
        self,
        pk: int,
        row: RosterRow,
        index: bytes | None,
        verdict: Verdict,
        person: int | None,
    ) -> str:
        values, uid, payload = row.values, NULL, NULL
        spouse = self.sealer.index(ID_LABEL, values.spouse_id_number) if values else None
        facts = _facts(row, verdict) if not _is_plain(row, verdict) else None
        if facts:
            (uid,) = new_uids(1)
            payload = sealed_payload(facts, uid)
        place = self.heads[row.sheet][0]
        changed = sorted(verdict.changes) if verdict.outcome == RowOutcome.CHANGED else None
        known = verdict.known
        return "\t".join((
            str(pk), str(self.roster.pk), str(place), str(row.number), verdict.outcome.value,
            NULL if person is None else str(person), uid, bytes_cell(index), bytes_cell(spouse),
            str(known.version) if known else NULL, bytes_cell(verdict.digest),
            array_cell(changed), payload,
            json_cell([_told(problem) for problem in row.problems]) if row.problems else "[]",
            json_cell([_told(warning) for warning in row.warnings]) if row.warnings else "[]",
            "t" if row.hidden else "f",
        ))  # fmt: skip

    def _staged(
        self,
        pk: int,
        values: RosterValues,
        index: bytes | None,
        verdict: Verdict,
        person: int | None,
        uid: str,
    ) -> str:
        station = self.stations.get(values.station)
        place = NULL if station else text_cell(values.station)
        cells = worker_cells(values, str(uid), station.pk if station else None, self.sealer, index)
        if verdict.outcome == RowOutcome.CHANGED:
            cells = only(cells, verdict.changes)
            place = place if "station" in verdict.changes else NULL
        head = (str(pk), str(self.roster.pk), str(person), str(uid), place)
        return "\t".join((*head, *cells))


QUOTED = re.compile("「[^」]*」")
SECRET = MASKS.keys() - {"name", "spouse_name"}
SHOWN = ("name", "sex", "id_number", "birth", "station", "post", "job", "work_start", "phone",
         "disability_certificate", "remark")  # fmt: skip


def _number(row: RosterRow) -> str:
    """The ID number; of a row in error what its cell says, to know who is not missing."""
    return row.values.id_number if row.values else row.texts.get("id_number", "")


def _is_plain(row: RosterRow, verdict: Verdict) -> bool:
    """Most rows say nothing that has to be kept beside what they write."""
    quiet = not row.problems and not row.comment and not row.warnings
    return quiet and verdict.outcome in (RowOutcome.NEW, RowOutcome.UNCHANGED)


def _facts(row: RosterRow, verdict: Verdict) -> dict[str, Any]:
    fixes = {
        str(place): [[fix.key, fix.raw, fix.suggestion, fix.label, fix.lasting] for fix in p.fixes]
        for place, p in enumerate(row.problems)
        if p.fixes
    }
    told: dict[str, Any] = {"comment": row.comment, "fixes": fixes}
    told["changes"] = {
        name: [in_words(name, old), in_words(name, new)]
        for name, (old, new) in verdict.changes.items()
    }
    if verdict.outcome == RowOutcome.ERROR:
        told["texts"] = row.texts
    if verdict.outcome == RowOutcome.LEFT and row.values:
        told["left"] = [row.values.name, row.values.leave_reason,
                        in_words("left_on", row.values.left_on)]  # fmt: skip
    return told


def _told(problem: CellProblem) -> dict[str, Any]:
    """What lies unsealed: of a column that is sealed in the registry the cell is not quoted."""
    message = problem.message
    if problem.key in SECRET:
        message = QUOTED.sub("「…」", message)
    return {"cell": problem.cell, "code": problem.code, "message": message, "key": problem.key}


_KNOWN = ("id", "uid", "roster_digest", "roster_version", "station_id", "left_on")
WHO = f"SELECT id_number_index, {', '.join(_KNOWN)} FROM staff_worker WHERE id_number_index = ANY(%(sought)b)"  # noqa: S608 - our own columns


def _as_known(row: Sequence[Any]) -> Known:
    pk, uid, digest, version, station, left_on = row
    return Known(pk, uid, bytes(digest) if digest else None, version, station, left_on is not None)


def _known_workers(indexes: list[bytes], door: Any) -> dict[bytes, Known]:
    """The workers of many ID numbers, by blind index. One query, its bytes passed as they are."""
    if not indexes:
        return {}
    with psycopg.Cursor(door) as cursor:
        cursor.execute(WHO, {"sought": indexes}, binary=True)
        return {bytes(index): _as_known(rest) for index, *rest in cursor}


def _who(values: RosterValues) -> tuple[str, dt.date | None, str]:
    return values.name, values.birth.day if values.birth else None, values.station


def _known_nameless(rows: list[RosterValues]) -> dict[tuple[str, dt.date | None, str], Known]:
    """Workers without an ID number, by name, birthday and station together (domain.md 4.4).

    Never by name alone; an office that gave up the number took this decision itself.
    """
    names = {values.name for values in rows if not values.id_number}
    if not names:
        return {}
    found = Worker.objects.filter(name__in=names, id_number_index__isnull=True).order_by("-pk")
    listed = found.values_list("name", "birth", "station__name", *_KNOWN)
    return {(name, birth, place): _as_known(rest) for name, birth, place, *rest in listed}

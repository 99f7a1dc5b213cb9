"""Rosters 花名册: received, read and compared; nothing of it is in the registry yet."""

import datetime as dt
import gc
import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from django.core.files.uploadedfile import UploadedFile
from django.db import connection, transaction

from staff.models import (
    ImportStatus,
    RosterImport,
    RosterImportRow,
    RosterTitle,
    RosterWord,
    StagedWorker,
    Tier,
    station_names,
)
from staff.roster_files import forget_file, keep_file, plain_file
from staff.roster_heads import heads_of, samples_of, unknown_titles
from staff.roster_sheet.known import Known
from staff.roster_sheet.reading import RosterReading, open_roster, refuse_unready
from staff.roster_sheet.summary import RosterSummary
from staff.roster_stage import Stage
from staff.roster_tally import Tally, totals_of
from staff.roster_writing import hash_joins
from welfare import audit, clock
from welfare.crypto import Sealed, seal
from welfare.errors import Refused
from welfare.models import User
from welfare.sheets.writer import REASONS

READER_LOCK = 77311  # advisory: held by whoever reads the import
CHUNK = 1024 * 1024


def _quiet(done: int) -> None:
    """Nobody watches."""


def _chunks(source: "Path | UploadedFile") -> Iterator[bytes]:
    if isinstance(source, Path):
        with source.open("rb") as file:
            while chunk := file.read(CHUNK):
                yield chunk
    else:
        source.seek(0)
        yield from source.chunks(CHUNK)


@transaction.atomic
def receive_roster(
    source: "Path | UploadedFile", *, create_places: bool, by: User | None
) -> RosterImport:
    """Keep a file sealed, to be read now or by a process of its own."""
    seen, size = hashlib.sha256(), 0

    def watched() -> Iterator[bytes]:
        nonlocal size
        for chunk in _chunks(source):
            seen.update(chunk)
            size += len(chunk)
            yield chunk

    roster = RosterImport(
        filename=Path(str(source.name)).name[:200],
        status=ImportStatus.READING,
        create_places=create_places,
        uploaded_at=clock.now(),
        uploaded_by=by,
    )
    keep_file(roster, watched())
    roster.digest, roster.size = seen.hexdigest(), size
    roster.save()
    audit.record("roster.received", roster, by=by, size=size)
    return roster


def read_roster_file(
    source: "Path | UploadedFile", *, create_places: bool, on: dt.date, by: User | None
) -> RosterImport:
    """Receive and read in one go, leaving out columns nobody knows; see read_roster.

    Raises Refused for a file that cannot be taken, and then keeps nothing of it.
    """
    return take_roster(source, create_places=create_places, on=on, by=by, ask=False)


def take_roster(
    source: "Path | UploadedFile", *, create_places: bool, on: dt.date, by: User | None, ask: bool
) -> RosterImport:
    """Receive and read a file in one go. Raises Refused, and then keeps nothing."""
    roster = None
    try:
        with transaction.atomic():
            roster = receive_roster(source, create_places=create_places, by=by)
            return read_roster(roster, on=on, ask=ask, by=by)
    except BaseException:
        if roster is not None:
            forget_file(roster)
        raise


@transaction.atomic
def take_up(roster: RosterImport, *, by: User | None) -> None:
    """Say that the file is going to be read, again or for the first time. Raises Refused."""
    kept = RosterImport.objects.select_for_update(no_key=True).get(pk=roster.pk)
    if not kept.can_become(ImportStatus.READING) or kept.status == ImportStatus.DROPPED:
        raise Refused(f"这次导入{kept.get_status_display()}，不能再读。要导入请重新上传。")
    roster.status, roster.reading_since, roster.read_rows = ImportStatus.READING, clock.now(), None
    roster.failure = ""
    roster.save(update_fields=["status", "reading_since", "read_rows", "failure"])
    _forget_rows(roster)  # here, not in the long reading: who stops it would wait for their locks
    audit.record("roster.reading", roster, by=by)


@transaction.atomic
def fail_reading(roster: RosterImport, words: str) -> None:
    """Keep why the file could not be read; nothing of it is staged."""
    found = RosterImport.objects.filter(pk=roster.pk, status=ImportStatus.READING)
    if found.update(status=ImportStatus.FAILED, failure=words[:500], reading_since=None):
        audit.record("roster.failed", roster, by=None)


@transaction.atomic
def read_roster(
    roster: RosterImport,
    *,
    on: dt.date,
    ask: bool,
    by: User | None,
    progress: Callable[[int], None] = _quiet,
) -> RosterImport:
    """Read the kept file and compare it with the registry, in one transaction.

    With `ask`, columns nobody knows lead to the mapping page. Raises Refused for a file that
    cannot be taken as a whole, and while another process reads it.
    """
    hold_reader_lock(roster)
    _forget_rows(roster)
    known = known_to(roster, on=on)
    with plain_file(roster) as path, open_roster(path, roster.filename, known) as reading:
        roster.heads, roster.samples = heads_of(reading), samples_of(reading)
        if _must_map(reading, known, ask=ask):
            _settle(roster, ImportStatus.MAPPING)
        else:
            _stage(roster, reading, on=on, progress=progress)
            _settle(roster, ImportStatus.PREVIEW)
    audit.record("roster.read", roster, by=by, rows=sum(roster.totals.get("counts", {}).values()))
    return roster


def hold_reader_lock(roster: RosterImport) -> None:
    """Until the end of the transaction, however it ends: a free lock means nobody reads.

    Raises Refused while another reads it.
    """
    if not _has_reader_lock(roster):
        raise Refused("这份花名册正在读，等它读完再看。")


def _has_reader_lock(roster: RosterImport) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", [READER_LOCK, roster.pk])
        held = cursor.fetchone()
    return bool(held and held[0])


def _forget_rows(roster: RosterImport) -> None:
    for model in (StagedWorker, RosterImportRow):
        rows = model._default_manager.filter(roster=roster)
        rows._raw_delete(rows.db)


def known_to(roster: RosterImport, *, on: dt.date) -> Known:
    """What the office knows before it reads: stations, titles and words, and this file's answers."""
    names = {name: place.name for name, place in station_names().items()}
    titles = {REASONS: ""} | dict(RosterTitle.objects.values_list("title", "column"))
    words = {(w.column, w.raw): w.meaning for w in RosterWord.objects.all()}
    tiers = {("tier", tier.name): tier.key for tier in Tier.objects.given(on=on)}
    answers = json.loads(str(roster.answers)) if roster.answers else []
    return Known(
        None if roster.create_places else names,
        titles | roster.mapping,
        tiers | words | {(key, raw): meaning for key, raw, meaning in answers},
        on,
    )


def _must_map(reading: RosterReading, known: Known, *, ask: bool) -> bool:
    """Whether somebody has to say what a column is. Raises Refused when that would not help."""
    unknown = unknown_titles(heads_of(reading), known.titles)
    for head in reading.heads:
        spare = unknown or any(column.title and not column.key for column in head.columns)
        is_hopeless = head.twins or not ask or not (head.doubled or spare)
        if not head.is_ready and is_hopeless:
            refuse_unready(head)
    return any(not head.is_ready for head in reading.heads) or (ask and bool(unknown))


def _stage(
    roster: RosterImport,
    reading: RosterReading,
    *,
    on: dt.date,
    progress: Callable[[int], None],
) -> None:
    stage = Stage(roster, reading.heads, station_names())
    with _uncollected():
        stage.fill(reading, progress)
    summary = reading.summary
    claimed = [
        {**asdict(total), "agrees": total.agrees, "sentence": total.sentence}
        for total in summary.claimed
    ]
    with hash_joins():
        roster.totals = totals_of(roster, stage.tally, claimed, summary.people, on=on)
    roster.totals["places"] = list(stage.new_places.items())
    roster.notes = [*summary.notes, *_skipped(summary), *_notes(stage.tally, stage.new_places)]


@contextmanager
def _uncollected() -> Iterator[None]:
    """Rows go without the collector of cycles: they make none, and it looks at all that is kept."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _skipped(summary: RosterSummary) -> list[str]:
    """How many lines stood for no person, by why; never what they say, for that lies unsealed."""
    reasons = Counter(line.reason for line in summary.skipped)
    if not reasons:
        return []
    told = "、".join(f"{reason} {count}" for reason, count in reasons.items())
    return [f"{reasons.total()} 行不是人，跳过了：{told}"]


def _notes(tally: Tally, places: Mapping[str, str]) -> list[str]:
    notes = []
    if places:
        notes.append(f"写入时会新建 {len(places)} 个车站：{'、'.join(places)}")
    if tally.other_cards:
        notes.append(f"{tally.other_cards} 人的工资卡号和册上不同，导入不改卡号")
    if tally.leavers:
        notes.append(f"{tally.leavers} 行写着离册，不算人数。请在本人页面凭证明办离册")
    if tally.returned:
        notes.append(f"{tally.returned} 人册上已经离册，表里还有。导入不会让人重新入册")
    return notes


def _sealed_samples(roster: RosterImport) -> Sealed:
    """As saving the row would seal them; saving would wait for whoever stops it."""
    return seal(str(roster.samples), bound_to=f"staff.rosterimport.samples:{roster.uid}")


def _settle(roster: RosterImport, status: ImportStatus) -> None:
    """The reading's result; refused when somebody stopped it meanwhile."""
    found = RosterImport.objects.filter(pk=roster.pk)
    stopped = (ImportStatus.DROPPED, ImportStatus.COMMITTED, ImportStatus.UNDONE)
    if not found.exclude(status__in=stopped).update(
        status=status, heads=roster.heads, samples=_sealed_samples(roster), totals=roster.totals,
        notes=roster.notes, failure="", reading_since=None, read_rows=None,
    ):  # fmt: skip
        raise Refused("这次导入已经停下，没有读完。要导入请重新上传。")
    roster.status = status


def _forget_staged(roster: RosterImport) -> None:
    StagedWorker.objects.filter(roster=roster).delete()


@transaction.atomic
def drop_roster(roster: RosterImport, *, by: User | None) -> RosterImport:
    """Put an import aside, read or being read; nothing was written. Raises Refused after writing.

    Locked without its key: rows that a reader is adding point at it, and nobody waits for them.
    """
    roster = RosterImport.objects.select_for_update(no_key=True).get(pk=roster.pk)
    if not roster.can_become(ImportStatus.DROPPED):
        raise Refused(f"这次导入{roster.get_status_display()}，不用再取消。")
    roster.status = ImportStatus.DROPPED
    roster.save(update_fields=["status"])
    if _has_reader_lock(roster):
        _forget_staged(roster)
    else:  # its reader holds the rows, and lets them go when it finds the import dropped
        transaction.on_commit(lambda: _forget_staged(roster))
    audit.record("roster.dropped", roster, by=by)
    transaction.on_commit(lambda: forget_file(roster))
    return roster

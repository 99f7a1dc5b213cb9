"""Taking a roster back 撤回导入: the last one, whole, while nothing stands on what it wrote."""

import json

from django.db import models, transaction
from django.db.models import F, ManyToOneRel, Q

from staff.actions.cards import card_hand
from staff.actions.roster_commit import WRITER_LOCK
from staff.models import (
    Household,
    ImportStatus,
    RosterImport,
    RosterImportRow,
    RowOutcome,
    StagedWorker,
    Tenure,
    Worker,
)
from staff.roster_fields import FIELD_LABELS, HELD, WRITES, words_of
from staff.roster_writing import (
    EDITED_AGAIN,
    REOPEN_TENURES,
    RETURN_TENURES,
    restore_changed,
    run,
)
from welfare import audit
from welfare.errors import Refused
from welfare.models import User

OWN = {Tenure, RosterImportRow}  # what the import itself made refer to its workers
NAMED = 3  # people named in a refusal


def last_written() -> RosterImport | None:
    """The import that may be taken back: the latest one. One query."""
    return RosterImport.objects.written().order_by("-committed_at", "-pk").first()


@transaction.atomic
def undo_roster(roster: RosterImport, *, by: User | None) -> RosterImport:
    """Take back everything the last import wrote.

    Raises Refused, saying what is in the way: a later import, something that refers to one of its
    new workers, or a field that says something else by now.
    """
    run("SELECT pg_advisory_xact_lock(%(lock)s)", lock=WRITER_LOCK)
    roster = RosterImport.objects.select_for_update(no_key=True).get(pk=roster.pk)
    if not roster.can_become(ImportStatus.UNDONE):
        raise Refused(f"这次导入{roster.get_status_display()}，没有可撤回的。")
    last = last_written()
    if last is None or last.pk != roster.pk:
        raise Refused("在它以后又写入过花名册。只能从最近一次开始，一次一次撤回。")
    new = Worker.objects.filter(pk__in=_rows(roster, RowOutcome.NEW).values("worker")).order_by()
    list(new.select_for_update().values_list("pk"))
    _refuse_if_referred_to(new)
    _refuse_if_touched(roster)
    _refuse_if_moved_on(roster)
    card_hand(by)
    _take_back_homes(roster)
    removed = _remove_new(roster, new)
    restored = _restore_changed(roster)
    StagedWorker.objects.filter(roster=roster).delete()
    roster.status = ImportStatus.UNDONE
    roster.save(update_fields=["status"])
    audit.record("roster.undone", roster, by=by, removed=removed, restored=restored)
    return roster


def _rows(roster: RosterImport, outcome: RowOutcome) -> "models.QuerySet[RosterImportRow]":
    written = RosterImportRow.objects.filter(roster=roster, outcome=outcome).order_by()
    if outcome == RowOutcome.CHANGED:
        return written.filter(fields__overlap=roster.accepted)
    return written if outcome.value in roster.accepted else written.none()


def _refuse_if_referred_to(new: "models.QuerySet[Worker]") -> None:
    """Every table that points at workers is asked, those of other packages too."""
    for relation in Worker._meta.get_fields(include_hidden=True):
        if not isinstance(relation, ManyToOneRel) or relation.related_model in OWN:
            continue
        table, name = relation.related_model, relation.field.name
        found = table._base_manager.filter(**{f"{name}__in": new})
        people = list(found.order_by().values_list(f"{name}__name", flat=True).distinct()[:NAMED])
        if people:
            raise Refused(
                f"{'、'.join(people)}已经有「{table._meta.verbose_name}」，不能撤回。"
                "请先把那边处理好，或者在本人页面单个改。"
            )
    accounts = list(new.filter(user__isnull=False).values_list("name", flat=True)[:NAMED])
    if accounts:
        raise Refused(f"{'、'.join(accounts)}已经开了账号，不能撤回。请先停用账号。")


def _refuse_if_touched(roster: RosterImport) -> None:
    """What the import wrote must still stand, field by field where the worker was touched."""
    rows = _rows(roster, RowOutcome.CHANGED).select_related("worker__station")
    rows.select_for_update(of=("worker",)).exists()
    for row in rows.exclude(worker__roster_version=F("version") + 1):
        changes, worker = json.loads(str(row.payload))["changes"], row.worker
        if worker is None:
            continue
        now = words_of(worker)
        for name in set(row.fields or ()) & set(roster.accepted):
            if now[name] != changes[name][1]:
                raise Refused(
                    f"{worker.name}的{FIELD_LABELS[name]}后来又改过，不能整次撤回。"
                    "请在本人页面单个改。"
                )
    edited = _rows(roster, RowOutcome.NEW).filter(worker__roster_version__gt=1)
    names = list(edited.values_list("worker__name", flat=True)[:NAMED])
    if names:
        raise Refused(f"{'、'.join(names)}的资料后来又改过，不能整次撤回。请在本人页面单个改。")


def _refuse_if_moved_on(roster: RosterImport) -> None:
    """Nobody it moved was moved again, or left: their dated records have gone on."""
    opened = StagedWorker.objects.filter(roster=roster, tenure_id__isnull=False)
    last = Tenure._base_manager.filter(until=None).values("pk")
    gone_on = Q(pk__in=opened.exclude(tenure_id__in=last).values("worker_id"))
    moved = _rows(roster, RowOutcome.CHANGED).filter(fields__overlap=list(HELD))
    left = Q(pk__in=moved.values("worker"), left_on__gt=roster.written_on)
    people = Worker.objects.filter(gone_on | left).order_by("pk")
    if names := list(people.values_list("name", flat=True)[:NAMED]):
        raise Refused(
            f"{'、'.join(names)}后来又登记了岗位变动或离册，不能整次撤回。"
            "请先撤销那一次，或者在本人页面单个改。"
        )


def _take_back_homes(roster: RosterImport) -> None:
    moved = roster.made.get("moved", [])
    people = Worker.objects.filter(pk__in=[person for person, _, _ in moved])
    given = {person: home for person, _, home in moved}
    if names := [w.name for w in people if w.household_id != given[w.pk]][:NAMED]:
        raise Refused(f"{'、'.join(names)}后来又换了家庭户，不能整次撤回。请先在家庭户页面改回来。")
    run(
        "UPDATE staff_worker w SET household_id = back.home"
        " FROM unnest(%(people)s::bigint[], %(homes)s::bigint[]) AS back (person, home)"
        " WHERE w.id = back.person",
        people=[person for person, _, _ in moved],
        homes=[home for _, home, _ in moved],
    )
    made = Household.objects.filter(pk__in=roster.made.get("households", []))
    for relation in Household._meta.related_objects:
        table = relation.related_model
        if table._base_manager.filter(**{f"{relation.field.name}__in": made}).exists():
            raise Refused(f"这次导入建的双集体户里已经有「{table._meta.verbose_name}」，不能撤回。")
    made.delete()


def _remove_new(roster: RosterImport, new: "models.QuerySet[Worker]") -> int:
    """The dated records of the new workers, then the workers themselves."""
    if not new.exists():
        return 0
    tenures = Tenure._base_manager.filter(worker__in=new).order_by()
    tenures._raw_delete(tenures.db)
    return int(new._raw_delete(new.db))


def _restore_changed(roster: RosterImport) -> int:
    """Put back what was overwritten, and the dated records with it."""
    fields = [name for name in roster.accepted if name in WRITES]
    if not _rows(roster, RowOutcome.CHANGED).exists():
        return 0
    opened = StagedWorker.objects.filter(roster=roster, tenure_id__isnull=False)
    tenures = Tenure._base_manager.filter(pk__in=opened.values("tenure_id"))
    tenures._raw_delete(tenures.db)
    restored = run(restore_changed(fields), roster=roster.pk, fields=fields)[0][0]
    edited = roster.made.get("edited", [])
    names = [",".join(names) for _, names in edited]
    run(EDITED_AGAIN, people=[person for person, _ in edited], names=names)
    held = [name for name in fields if name in HELD]
    for sql in (REOPEN_TENURES, RETURN_TENURES):
        run(sql, roster=roster.pk, held=held, on=roster.written_on)
    return int(restored)

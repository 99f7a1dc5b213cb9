"""Writing a roster 花名册写入: what the preview showed, the accepted part of it, in one transaction."""

import datetime as dt
from collections.abc import Collection, Mapping

from django.db import transaction
from django.db.models import IntegerField, Max
from django.db.models.functions import Cast, Substr

from staff.actions.cards import card_hand
from staff.actions.households import join_couples
from staff.actions.places import make_place
from staff.actions.rosters import hold_reader_lock
from staff.models import ImportStatus, RosterImport, RowOutcome, Worker
from staff.models.workers import NUMBER_PREFIX
from staff.roster_fields import HELD, WRITES
from staff.roster_tally import couples_of
from staff.roster_writing import (
    BEGIN_TENURES,
    CLOSE_TENURES,
    EDITED,
    FORGET,
    INSERT,
    LOCK,
    LOST_STATION,
    OPEN_TENURES,
    REWRITE_TENURES,
    TAKEN,
    VOUCH,
    hash_joins,
    key_lookups,
    run,
    update_changed,
)
from welfare import audit, clock
from welfare.errors import Refused
from welfare.models import User

MOVED_ON = "预览以后职工资料有了变动，这次没有写入。请按「重新读一遍」，看过再写。"
WRITER_LOCK = 77312  # advisory: one roster is written or taken back at a time
GROUPS = (RowOutcome.NEW.value, *WRITES)  # what can be accepted: newcomers, and each field


@transaction.atomic
def commit_roster(
    roster: RosterImport,
    *,
    on: dt.date,
    by: User | None,
    accepted: Collection[str] | None = None,
) -> RosterImport:
    """Write the accepted groups (`new`, and names of fields); all of them unless told.

    Raises Refused while it is being read, when it was written or dropped before, when nothing was
    accepted, or when the registry has changed since where it would write.
    """
    run("SELECT pg_advisory_xact_lock(%(lock)s)", lock=WRITER_LOCK)
    hold_reader_lock(roster)  # before the row: a reader takes the two in this order
    roster = RosterImport.objects.select_for_update(no_key=True).get(pk=roster.pk)
    if not roster.can_become(ImportStatus.COMMITTED):
        raise Refused(f"这次导入{roster.get_status_display()}，不能再写入。要导入请重新上传。")
    groups = [group for group in GROUPS if accepted is None or group in accepted]
    if not groups:
        raise Refused("一样也没有勾，没有要写入的。请勾上要写入的变更。")
    card_hand(by)
    _make_places(roster, by=by)
    with hash_joins():
        if run(LOST_STATION, roster=roster.pk)[0][0]:
            raise Refused(MOVED_ON)
    new = _write_new(roster, on=on) if RowOutcome.NEW in groups else 0
    with hash_joins():
        fields = [group for group in groups if group in WRITES]
        edited = [
            [pk, names] for pk, names in run(EDITED, roster=roster.pk, fields=fields) if names
        ]
        changed = _write_changes(roster, fields, on=on)
        run(VOUCH, roster=roster.pk)
        roster.made = {"new": new, "changed": changed, "edited": edited, **_join_couples(roster)}
    roster.status, roster.accepted, roster.written_on = ImportStatus.COMMITTED, groups, on
    roster.committed_at, roster.committed_by = clock.now(), by
    roster.save(
        update_fields=["status", "accepted", "written_on", "made", "committed_at", "committed_by"]
    )
    with hash_joins():
        run(FORGET, roster=roster.pk)
    couples = roster.made["couples"]
    facts = {"new": new, "changed": changed, "couples": couples, "groups": groups}
    audit.record("roster.committed", roster, by=by, **facts)
    return roster


def _make_places(roster: RosterImport, *, by: User | None) -> None:
    for station, branch in roster.totals.get("places", []):
        make_place(station, branch, by=by)


def _write_new(roster: RosterImport, *, on: dt.date) -> int:
    """Insert the new workers with the next numbers, and begin their dated records."""
    with hash_joins():
        if run(TAKEN, roster=roster.pk)[0][0]:
            raise Refused(MOVED_ON)
    given = Worker.objects.filter(number__regex=rf"^{NUMBER_PREFIX}\d{{1,9}}$").order_by()
    serial = Cast(Substr("number", len(NUMBER_PREFIX) + 1), IntegerField())
    last = given.aggregate(last=Max(serial))["last"] or 0
    with key_lookups():
        run(INSERT, roster=roster.pk, serial=last)
    with hash_joins():
        run(BEGIN_TENURES, roster=roster.pk, on=on)
    return roster.rows.filter(outcome=RowOutcome.NEW).count()


def _write_changes(roster: RosterImport, fields: list[str], *, on: dt.date) -> int:
    """Update the changed workers, unless one of them was touched since the preview."""
    untouched = run(LOCK, roster=roster.pk, fields=fields)
    if not all(same for (same,) in untouched):
        raise Refused(MOVED_ON)
    if not untouched:
        return 0
    run(update_changed(fields), roster=roster.pk, fields=fields)
    held = [name for name in fields if name in HELD]
    for sql in (REWRITE_TENURES, CLOSE_TENURES, OPEN_TENURES):
        run(sql, roster=roster.pk, held=held, on=on)
    return len(untouched)


def _join_couples(roster: RosterImport) -> Mapping[str, object]:
    """Couples of the rows who are both in the registry; and what was done, for the way back."""
    pairs = couples_of(roster)
    asked = {pk for pair in pairs for pk in pair}
    people = Worker.objects.filter(pk__in=asked).only("household", "name").in_bulk()
    before = {pk: worker.household_id for pk, worker in people.items()}
    couples = [(people[a], people[b]) for a, b in pairs if a in people and b in people]
    count = join_couples(couples)
    apart = [
        f"{one.name}和{other.name}"
        for one, other in couples
        if one.household_id is None or one.household_id != other.household_id
    ]
    homes = {pk: worker.household_id for pk, worker in people.items()}
    moved = [[pk, home, homes[pk]] for pk, home in before.items() if homes[pk] != home]
    made = {home for _, _, home in moved} - set(before.values())
    made_now = sorted(filter(None, made))
    return {"couples": count, "moved": moved, "households": made_now, "apart": apart}

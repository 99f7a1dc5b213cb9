"""Control totals of a roster: what the file counts, the registry now, the registry afterwards."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from typing import Any

from django.db import connection
from django.db.models import Count, Exists, OuterRef, Q

from staff.couples import joinable, led_within
from staff.models import (
    Household,
    Post,
    RosterImport,
    RosterImportRow,
    RowOutcome,
    Sex,
    Worker,
)
from staff.roster_fields import says_disabled
from staff.roster_sheet.rows import RosterValues

TOTAL_NAMES = ("职工", "男", "女", "在岗", "息岗", "内部退养", "残疾", "双集体户")
_SEXES = {sex.value: sex.label for sex in Sex}
_POSTS = {post.value: post.label for post in Post}
COUPLES = """
SELECT DISTINCT least(one, other), greatest(one, other) FROM (
  SELECT row.worker_id AS one, coalesce(worker.id, newcomer.worker_id) AS other
    FROM staff_rosterimportrow row
    LEFT JOIN staff_worker worker ON worker.id_number_index = row.spouse_index
    LEFT JOIN staff_rosterimportrow newcomer
      ON newcomer.roster_id = row.roster_id AND newcomer.outcome = 'new'
     AND newcomer.id_index = row.spouse_index
   WHERE row.roster_id = %s AND row.spouse_index IS NOT NULL
     AND row.outcome IN ('new', 'changed', 'unchanged')
) AS pair WHERE one <> other
"""


class Tally:
    """Counts rows while they pass."""

    def __init__(self) -> None:
        self.told: Counter[str] = Counter()
        self.added: Counter[str] = Counter()
        self.fields: Counter[str] = Counter()
        self.outcomes: Counter[str] = Counter()
        self.other_cards = self.newly_disabled = self.leavers = self.returned = 0

    def count(
        self,
        values: RosterValues | None,
        outcome: RowOutcome,
        changes: Mapping[str, tuple[Any, Any]],
    ) -> None:
        """One row; leavers and rows in error are not counted."""
        self.outcomes[outcome.value] += 1
        if values is None or values.leave_reason:
            return
        kind = (values.sex, values.post, bool(says_disabled(values)))
        self.told[kind] += 1  # type: ignore[index]  # folded by `words`
        if outcome == RowOutcome.NEW:
            self.added[kind] += 1  # type: ignore[index]  # as above
        for name, (old, new) in changes.items():
            self.fields[name] += 1
            if name in ("sex", "post"):
                labels = _SEXES if name == "sex" else _POSTS
                self.added[labels[new]] += 1
                self.added[labels[old]] -= 1

    @staticmethod
    def words(counted: Mapping[Any, int]) -> dict[str, int]:
        """Counts by total's name."""
        found: Counter[str] = Counter()
        for kind, count in counted.items():
            if isinstance(kind, str):
                found[kind] += count
                continue
            sex, post, disabled = kind
            for name in ("职工", _SEXES[sex], _POSTS[post], *(["残疾"] if disabled else [])):
                found[name] += count
        return {name: found[name] for name in TOTAL_NAMES}


def registry_totals(*, on: dt.date) -> dict[str, int]:
    """The control totals of the registry on a day. Two queries."""
    people = Worker.objects.on_roster(on=on).aggregate(
        职工=Count("pk"),
        男=Count("pk", filter=Q(sex=Sex.MALE)),
        女=Count("pk", filter=Q(sex=Sex.FEMALE)),
        在岗=Count("pk", filter=Q(post=Post.ON_POST)),
        息岗=Count("pk", filter=Q(post=Post.OFF_POST)),
        内部退养=Count("pk", filter=Q(post=Post.EARLY_RETIRED)),
        残疾=Count("pk", filter=Q(is_disabled=True)),
    )
    return {**people, "双集体户": Household.objects.double().count()}


def couples_of(roster: RosterImport) -> list[tuple[int, int]]:
    """Workers whom the rows call husband and wife, those to be written among them. One query."""
    with connection.cursor() as cursor:
        cursor.execute(COUPLES, [roster.pk])
        return [(one, other) for one, other in cursor.fetchall()]


def missing_from(roster: RosterImport, *, on: dt.date) -> "Any":
    """Workers on the roster of a day whom this file does not name; listed, never deleted."""
    named = RosterImportRow.objects.filter(roster=roster, worker=OuterRef("pk"))
    return Worker.objects.on_roster(on=on).filter(~Exists(named)).select_related("station")


def totals_of(
    roster: RosterImport,
    tally: Tally,
    claimed: list[dict[str, Any]],
    people_told: int,
    *,
    on: dt.date,
) -> dict[str, Any]:
    """Every total the preview shows. Ten queries, however many rows."""
    now, told = registry_totals(on=on), tally.words(tally.told)
    added = tally.words(tally.added)
    couples = couples_of(roster)
    people = {pk for pair in couples for pk in pair}
    homes = dict(Worker.objects.filter(pk__in=people).values_list("pk", "household"))
    doubled = set(Household.objects.double().values_list("pk", flat=True))
    joined = joinable(couples, homes)
    stuck = led_within(joined, homes)
    added["双集体户"] = sum(
        couple not in stuck and not doubled & {homes.get(one) for one in couple}
        for couple in joined
    )
    added["残疾"] += tally.newly_disabled
    named = set(
        RosterImportRow.objects.filter(roster=roster, worker__in=people).values_list(
            "worker", flat=True
        )
    )
    told["双集体户"] = sum(one in named and other in named for one, other in couples)
    return {
        "rows": [[name, now[name], now[name] + added[name], told[name]] for name in TOTAL_NAMES],
        "claimed": claimed,
        "people": people_told,
        "counts": {outcome.value: tally.outcomes[outcome.value] for outcome in RowOutcome},
        "fields": dict(tally.fields),
        "missing": missing_from(roster, on=on).count(),
    }

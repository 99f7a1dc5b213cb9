"""A roster beside the registry: what each row would do, control totals, who is missing.

Shared by the preview and by the writing, so that what is written is what was shown.
"""

import datetime as dt
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from decimal import Decimal
from typing import Any

import tablib
from django.db.models import Count, Q

from staff.models import Household, Post, RowOutcome, Sex, Station, Worker
from staff.resources import WorkerResource, id_index
from staff.roster_sheet.rows import RosterValues
from welfare.sheets.values import PaperDate

HEADERS = ("id_number", "values", "place")
TOTAL_NAMES = ("职工", "男", "女", "在岗", "息岗", "内部退养", "残疾", "双集体户")


@dataclass(frozen=True)
class Compared:
    """Result of one row: what it would do and, for a known worker, field → [old, new] in words."""

    outcome: RowOutcome
    worker_id: int | None
    changes: dict[str, list[str]]


def packed(values: RosterValues) -> str:
    """The values as JSON, to be sealed."""
    return json.dumps(asdict(values), ensure_ascii=False, default=str)


def unpacked(text: str) -> RosterValues:
    """The values back from JSON."""
    raw = json.loads(text)
    for name in ("birth", "work_start", "left_on"):
        if raw[name]:
            day = dt.date.fromisoformat(raw[name]["day"])
            raw[name] = PaperDate(day, raw[name]["precision"])
    if raw["family_income"] is not None:
        raw["family_income"] = Decimal(raw["family_income"])
    return RosterValues(**{field.name: raw[field.name] for field in fields(RosterValues)})


def in_words(name: str, value: Any) -> str:
    """A value in full, as words; the page masks what identifies a person."""
    if value in (None, ""):
        return ""
    if isinstance(value, PaperDate):
        shapes = {"year": "%Y", "month": "%Y-%m"}
        return value.day.strftime(shapes.get(value.precision, "%Y-%m-%d"))
    if name == "sex":
        return Sex(value).label
    if name == "post":
        return Post(value).label
    return str(value)


def compare(
    rows: Iterable[RosterValues], stations: Mapping[str, Station], *, write: bool
) -> tuple[WorkerResource, list[Compared]]:
    """Run the rows through the resource; write them when asked, inside the caller's transaction."""
    resource = WorkerResource(dict(stations))
    dataset = tablib.Dataset(headers=HEADERS)
    for place, values in enumerate(rows):
        dataset.append((values.id_number, values, place))
    if not len(dataset):
        return resource, []
    result = resource.import_data(
        dataset, dry_run=not write, raise_errors=True, use_transactions=False
    )
    return resource, [
        _compared(row, resource.changes[place]) for place, row in enumerate(result.rows)
    ]


def _compared(row: Any, changes: Mapping[str, tuple[Any, Any]]) -> Compared:
    if row.import_type == row.IMPORT_TYPE_NEW:
        return Compared(RowOutcome.NEW, None, {})
    if row.import_type == row.IMPORT_TYPE_SKIP:
        return Compared(RowOutcome.UNCHANGED, row.object_id, {})
    words = {
        name: [in_words(name, old), in_words(name, new)] for name, (old, new) in changes.items()
    }
    return Compared(RowOutcome.CHANGED, row.object_id, words)


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


def roster_totals(rows: Iterable[RosterValues]) -> dict[str, int]:
    """The same totals counted in the file."""
    people = list(rows)
    numbers = {row.id_number for row in people}
    words = Counter(Sex(row.sex).label for row in people)
    words += Counter(Post(row.post).label for row in people)
    disabled = sum(bool(row.disability_certificate) for row in people)
    couples = sum(pair <= numbers for pair in couples_named(people))
    counted = {"职工": len(people), **words, "残疾": disabled, "双集体户": couples}
    return {name: counted.get(name, 0) for name in TOTAL_NAMES}


def totals_after(
    now: Mapping[str, int],
    rows: list[RosterValues],
    compared: list[Compared],
    resource: WorkerResource,
) -> dict[str, int]:
    """The registry's totals once the rows are written. Two queries, for the couples."""
    added = Counter[str]()
    for values, row in zip(rows, compared, strict=True):
        if row.outcome == RowOutcome.NEW:
            added.update(("职工", Sex(values.sex).label, Post(values.post).label))
            added["残疾"] += bool(values.disability_certificate)
        for name in row.changes.keys() & {"sex", "post"}:
            old, new = row.changes[name]
            added[new] += 1
            added[old] -= 1
    added["残疾"] += resource.newly_disabled
    added["双集体户"] += _new_double_households(rows)
    return {name: now[name] + added[name] for name in TOTAL_NAMES}


def couples_named(rows: Iterable[RosterValues]) -> set[frozenset[str]]:
    """Pairs of ID numbers that a row calls husband and wife."""
    pairs = (frozenset({row.id_number, row.spouse_id_number}) for row in rows)
    return {pair for pair in pairs if len(pair) == 2 and "" not in pair}


def _new_double_households(rows: list[RosterValues]) -> int:
    pairs, coming = couples_named(rows), {row.id_number for row in rows}
    indexes = {id_index(number): number for pair in pairs for number in pair}
    found = Worker.objects.filter(id_number_index__in=indexes)
    homes = {
        indexes[bytes(index)]: home
        for index, home in found.values_list("id_number_index", "household")
    }
    doubled = set(Household.objects.double().values_list("pk", flat=True))
    there = [pair for pair in pairs if pair <= coming | homes.keys()]
    return sum(not doubled & {homes.get(number) for number in pair} for pair in there)


def missing_workers(rows: Iterable[Compared], *, on: dt.date) -> list[Worker]:
    """Workers of the registry whom this roster does not name; they are listed, never deleted."""
    named = {row.worker_id for row in rows if row.worker_id}
    here = Worker.objects.on_roster(on=on).exclude(pk__in=named)
    return list(here.select_related("station").order_by("number"))

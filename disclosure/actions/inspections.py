"""Inspections 监督检查: opened with a draw nobody chose, looked at, scored, signed, closed."""

import datetime as dt
import secrets
from collections.abc import Sequence

from django.db import transaction
from django.db.models import Sum

from disclosure.inspection_draw import population
from disclosure.inspection_duties import may_check, may_close, may_find, may_inspect, may_sign
from disclosure.models import (
    Finding,
    Inspection,
    InspectionAct,
    InspectionDraw,
    InspectionItem,
    InspectionKind,
    InspectionStatus,
    InspectionStep,
    Inspector,
    Quality,
    Result,
    Sort,
)
from disclosure.models.inspections import FULL, LEAST_DRAWN, LEAST_INSPECTORS, PERCENT
from staff.models import Branch
from welfare import audit, clock
from welfare.days import Quarter
from welfare.errors import Refused
from welfare.models import User
from welfare.serials import next_number


def _next_number(year: int) -> str:
    """编号: JC-2026-01."""
    return next_number(Inspection.objects.all(), f"JC-{year}-", digits=2)


def _step(inspection: Inspection, kind: InspectionAct, by: User) -> None:
    InspectionStep.objects.create(
        inspection=inspection, kind=kind, status=inspection.status, by=by, at=clock.now()
    )
    audit.record(f"inspection.{kind}", inspection, by=by)


def locked(inspection: Inspection) -> Inspection:
    """The row as it stands, held to the end of the transaction."""
    return Inspection.objects.select_for_update().get(pk=inspection.pk)


@transaction.atomic
def open_inspection(
    unit: Branch,
    *,
    kind: InspectionKind,
    quarter: Quarter,
    inspectors: Sequence[User],
    on: dt.date,
    by: User,
) -> Inspection:
    """开始检查: who looks is named, and what is looked at is drawn at once by seeds nobody chose.

    Raises Refused for a quarter that has not begun, fewer than two inspectors, one without him who
    opens it, or somebody of the unit.
    """
    people = {person.pk: person for person in inspectors}
    if quarter.first > on:
        raise Refused(f"{quarter.year} 年{quarter.words}还没有开始。")
    if len(people) < LEAST_INSPECTORS:
        raise Refused(f"检查人至少 {LEAST_INSPECTORS} 位。")
    if by.pk not in people:
        raise Refused("谁开始检查，谁就是检查人之一。")
    for person in people.values():
        if reason := may_inspect(person, unit):
            raise Refused(reason)
    inspection = Inspection.objects.create(
        number=_next_number(on.year), kind=kind, unit=unit, year=quarter.year,
        quarter=quarter.number, opened_on=on,
    )  # fmt: skip
    Inspector.objects.bulk_create(
        Inspector(inspection=inspection, user=person) for person in people.values()
    )
    _step(inspection, InspectionAct.OPENED, by)
    for sort in Sort:
        _draw(inspection, sort, set(people), by)
    return inspection


def _draw(inspection: Inspection, sort: Sort, inspectors: set[int], by: User) -> None:
    """The keys are kept with the seed: whoever draws again from them draws the same."""
    keys = population(inspection, sort, inspectors)
    count = min(len(keys), max(LEAST_DRAWN, -(-len(keys) * PERCENT // 100)))
    draw = InspectionDraw.objects.create(
        inspection=inspection, sort=sort, seed=secrets.token_hex(4), keys=keys, count=count,
        drawn_at=clock.now(), drawn_by=by,
    )  # fmt: skip
    InspectionItem.objects.bulk_create(
        InspectionItem(draw=draw, **{f"{sort.value}_id": key}) for key in draw.drawn()
    )
    told = {"seed": draw.seed, "population": len(keys), "count": count}
    audit.record("inspection.drawn", inspection, by=by, sort=sort, **told)


@transaction.atomic
def check_item(item: InspectionItem, *, result: Result, note: str, by: User) -> InspectionItem:
    """查: it fits or it differs, said once by an inspector who had no hand in it.

    Raises Refused for anybody else, twice, or when it differs without words.
    """
    rows = InspectionItem.objects.select_for_update(of=("self",))
    item = rows.select_related("draw__inspection").get(pk=item.pk)
    if reason := may_check(by, item):
        raise Refused(reason)
    if result == Result.DIFFERS and not note.strip():
        raise Refused("不一致，写明哪里不一致。")
    item.result, item.note, item.checked_by = result, note.strip(), by
    item.checked_at = clock.now()
    item.save()
    audit.record("inspection.checked", item.draw.inspection, by=by, item=item.pk, result=result)
    return item


@transaction.atomic
def add_finding(
    inspection: Inspection,
    *,
    quality: Quality,
    points: int,
    reason: str,
    source: str,
    by: User,
) -> Finding:
    """扣分, with the reason. Raises Refused for anybody but an inspector, after the first signature,
    without a reason, or for more than is left of the quality.
    """
    inspection = locked(inspection)
    if reason_against := may_find(by, inspection):
        raise Refused(reason_against)
    if not reason.strip():
        raise Refused("扣分要写原因。")
    lost = inspection.findings.filter(quality=quality).aggregate(lost=Sum("points"))["lost"] or 0
    if not 1 <= points <= FULL - lost:
        raise Refused(f"「{quality.label}」还剩 {FULL - lost} 分，扣 1 到 {FULL - lost} 分。")
    finding = Finding.objects.create(
        inspection=inspection, quality=quality, points=points, reason=reason.strip(),
        source=source, by=by, at=clock.now(),
    )  # fmt: skip
    audit.record("inspection.found", inspection, by=by, quality=quality, points=points)
    return finding


@transaction.atomic
def sign_inspection(inspection: Inspection, *, by: User) -> Inspection:
    """签字, each inspector once; the last one fixes the score.

    Raises Refused for anybody else, twice, or while something drawn was not looked at.
    """
    inspection = locked(inspection)
    if reason := may_sign(by, inspection):
        raise Refused(reason)
    inspection.team.filter(user=by).update(signed_at=clock.now())
    audit.record("inspection.sheet_signed", inspection, by=by)
    if not inspection.team.filter(signed_at=None).exists():
        inspection.status = InspectionStatus.SIGNED
        inspection.save(update_fields=["status"])
        _step(inspection, InspectionAct.SIGNED, by)
    return inspection


@transaction.atomic
def close_inspection(inspection: Inspection, *, by: User) -> Inspection:
    """归档, when everything found is put right. Raises Refused before that."""
    inspection = locked(inspection)
    if reason := may_close(by, inspection):
        raise Refused(reason)
    inspection.status = InspectionStatus.CLOSED
    inspection.save(update_fields=["status"])
    _step(inspection, InspectionAct.CLOSED, by)
    return inspection

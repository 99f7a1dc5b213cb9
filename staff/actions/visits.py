"""Visits 走访 and the duty of each quarter: a missed quarter stays missed."""

import datetime as dt
import uuid

from django.db import transaction
from django.db.models import Exists, OuterRef

from staff.actions.matters import raise_matters_of
from staff.models import DutyStatus, Level, Mode, Need, Pairing, Visit, VisitDuty
from staff.models.visits import FACE_TO_FACE
from welfare import audit, clock
from welfare.days import Quarter
from welfare.errors import Refused
from welfare.models import User

FIRST_VISIT_WITHIN = dt.timedelta(days=30)  # of pairing (domain.md 6.3)


def _due_on(pairing: Pairing, quarter: Quarter) -> dt.date:
    """The quarter's last day; a pairing made late in it has its thirty days."""
    if Quarter.of(pairing.since) == quarter:
        return max(quarter.last, pairing.since + FIRST_VISIT_WITHIN)
    return quarter.last


@transaction.atomic
def open_duties(quarter: Quarter) -> int:
    """Make the duties of a quarter that are not there yet; returns how many. May run any time."""
    pairings = Pairing.objects.filter(since__lte=quarter.last).exclude(until__lte=quarter.first)
    there = VisitDuty.objects.of_quarter(quarter).filter(pairing=OuterRef("pk"))
    wanted = pairings.exclude(Exists(there))
    made = VisitDuty.objects.bulk_create(
        (
            VisitDuty(
                pairing=pairing,
                year=quarter.year,
                quarter=quarter.number,
                due_on=_due_on(pairing, quarter),
                status=DutyStatus.PENDING,
            )
            for pairing in wanted
        ),
        ignore_conflicts=True,
    )
    return len(made)


@transaction.atomic
def close_duties(*, on: dt.date) -> int:
    """Mark as missed what was due before a day and is still pending; returns how many."""
    return VisitDuty.objects.filter(status=DutyStatus.PENDING, due_on__lt=on).update(
        status=DutyStatus.MISSED
    )


def _check_day(pairing: Pairing, visited_on: dt.date, on: dt.date) -> None:
    if visited_on > on:
        raise Refused(f"走访日期 {visited_on:%m-%d} 还没到，请改成实际去的那天。")
    if visited_on < pairing.since or (pairing.until and visited_on >= pairing.until):
        raise Refused(f"走访日期不在结对期间（{pairing.since:%Y-%m-%d} 起），请核对。")


@transaction.atomic
def record_visit(
    pairing: Pairing,
    *,
    visited_on: dt.date,
    mode: Mode,
    levels: dict[str, Level],
    needs: list[Need],
    note: str,
    key: uuid.UUID,
    on: dt.date,
    by: User,
) -> Visit:
    """记走访. The same key again gives the same visit; only face to face fulfils the duty.

    A visit to a quarter already closed as missed is kept as 逾期补访; the quarter stays missed in
    its colour. Raises Refused for a day to come or outside the pairing.
    """
    pairing = Pairing.objects.select_for_update().get(pk=pairing.pk)
    if known := Visit.objects.filter(key=key).first():
        return known
    _check_day(pairing, visited_on, on)
    visit = Visit.objects.create(
        pairing=pairing,
        visited_on=visited_on,
        mode=mode,
        needs=needs,
        note=note.strip(),
        key=key,
        recorded_at=clock.now(),
        recorded_by=by,
        **levels,
    )
    if mode in FACE_TO_FACE:
        _fulfil(pairing, Quarter.of(visited_on))
    audit.record("visit.recorded", visit, by=by, visited_on=visited_on, mode=mode)
    raise_matters_of(visit, on=on, by=by)
    return visit


def _fulfil(pairing: Pairing, quarter: Quarter) -> None:
    duties = pairing.duties.filter(year=quarter.year, quarter=quarter.number)
    duties.filter(status=DutyStatus.PENDING).update(status=DutyStatus.DONE)
    duties.filter(status=DutyStatus.MISSED).update(status=DutyStatus.LATE_DONE)

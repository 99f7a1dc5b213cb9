"""Visits 走访 and the duty of each quarter: a missed quarter stays missed."""

import datetime as dt
import uuid
from dataclasses import dataclass, field

from django.db import connection, transaction
from django.db.models import Max, Q, QuerySet

from staff.actions.matters import raise_matters_of
from staff.models import (
    CareMeasure,
    DutyAnswer,
    DutyStatus,
    Level,
    Mode,
    Need,
    Pairing,
    Visit,
    VisitDuty,
)
from welfare import audit, clock
from welfare.days import Quarter
from welfare.errors import Refused, RefusedField
from welfare.models import User
from welfare.serials import take_turn

# One statement for all pairings of a quarter: a million duties in seconds, twice does no harm.
OPEN = """
INSERT INTO staff_visitduty (pairing_id, year, quarter, due_on, needed, status)
SELECT p.id, %(year)s, %(number)s,
       CASE WHEN p.since >= %(first)s THEN p.since + %(grace)s ELSE %(last)s END,
       CASE WHEN p.since >= %(first)s THEN 1 ELSE %(needed)s END, %(pending)s
  FROM staff_pairing p
 WHERE p.since <= %(last)s AND (p.until IS NULL OR p.until > %(last)s)
"""
OF_ONE = " AND p.id = %(pairing)s"
ONCE = " ON CONFLICT (pairing_id, year, quarter) DO NOTHING"
LACKING = """
SELECT EXISTS (
  SELECT FROM staff_pairing p
   WHERE p.since <= %(last)s AND (p.until IS NULL OR p.until > %(last)s)
     AND NOT EXISTS (SELECT FROM staff_visitduty d WHERE d.pairing_id = p.id
                      AND d.year = %(year)s AND d.quarter = %(number)s))
"""


@dataclass(frozen=True)
class Told:
    """What a visit found: how the four never-lets stand, what is needed, what was said."""

    levels: dict[str, Level]
    needs: list[Need] = field(default_factory=list)
    note: str = ""
    time: dt.time | None = None


class NewerVisit(Refused):
    """The register holds a visit that the form did not know of; saying so is up to a person."""

    def __init__(self, visit: Visit) -> None:
        self.visit = visit
        super().__init__(
            f"您填这份以后，{visit.recorded_by.name}已记下 {visit.visited_on:%m-%d} 走访"
            f"{visit.pairing.file.worker.name}。是另外一次走访，就选「是另一次，照样记下」。"
        )


def _facts(quarter: Quarter) -> dict[str, int | str | dt.date]:
    measure = CareMeasure.objects.of(quarter.first)
    return {
        "year": quarter.year,
        "number": quarter.number,
        "first": quarter.first,
        "last": quarter.last,
        "grace": measure.first_visit_days,
        "needed": measure.visits_per_quarter,
        "pending": DutyStatus.PENDING.value,
    }


@transaction.atomic
def open_duties(quarter: Quarter, *, pairing: Pairing | None = None) -> int:
    """Make the duties of a quarter that are not there yet; returns how many. May run any time.

    Due on the quarter's last day; in the quarter of pairing one visit, so many days after it, as
    the measure of the quarter's first day says. One statement.
    """
    words, facts = OPEN + ONCE, _facts(quarter)
    if pairing is not None:
        words, facts = OPEN + OF_ONE + ONCE, facts | {"pairing": pairing.pk}
    with connection.cursor() as cursor:
        cursor.execute(words, facts)
        return int(cursor.rowcount)


@transaction.atomic
def open_due(*, on: dt.date) -> int:
    """Open the running quarter, and those before it that were slept through; returns how many."""
    quarter = Quarter.of(on)
    opened = open_duties(quarter)
    while _lacks_duties(quarter := quarter.shifted(-1)):
        opened += open_duties(quarter)
    return opened


def _lacks_duties(quarter: Quarter) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(LACKING, _facts(quarter))
        row = cursor.fetchone()
    return bool(row and row[0])


def settle_duties(pairing: Pairing, *, on: dt.date) -> None:
    """Bring one pairing's duties up to a day before it changes: open what is due, miss what was."""
    for quarter in Quarter.of(pairing.since).until(Quarter.of(on)):
        open_duties(quarter, pairing=pairing)
    _miss(pairing.duties.all(), on)


@transaction.atomic
def close_duties(*, on: dt.date) -> int:
    """Mark as missed what is still pending when the days for late entry are over; returns how many.

    A visit made in time may be entered for so many days more (domain.md 6.3): until then nobody
    can say that the quarter was missed.
    """
    return _miss(VisitDuty.objects.all(), on)


def _miss(duties: "QuerySet[VisitDuty]", on: dt.date) -> int:
    last = on - dt.timedelta(days=CareMeasure.objects.of(on).late_entry_days)
    overdue = duties.filter(status=DutyStatus.PENDING, due_on__lt=last)
    return overdue.update(status=DutyStatus.MISSED)


def _check_moment(
    pairing: Pairing, visited_on: dt.date, time: dt.time | None, on: dt.date, late_after: int
) -> None:
    """When it was: not to come, while the pairing ran, in a quarter that may still be entered."""
    if time is not None and visited_on == on and time > clock.now().time():
        raise RefusedField(
            f"走访时间 {time:%H:%M} 还没到，请改成实际去的时候，记不清就空着。", "visited_time"
        )
    if visited_on > on:
        raise RefusedField(
            f"走访日期 {visited_on:%m-%d} 还没到，请改成实际去的那天。", "visited_on"
        )
    if visited_on < pairing.since or (pairing.until and visited_on >= pairing.until):
        raise RefusedField(
            f"走访日期不在结对期间（{pairing.since:%Y-%m-%d} 起），请核对。", "visited_on"
        )
    is_over = Quarter.of(visited_on) < Quarter.of(on)
    if is_over and (on - visited_on).days > late_after:
        raise RefusedField(
            f"{visited_on:%Y-%m-%d} 在已经结束的季度，又过了 {late_after} 天，不能再补记。"
            "请再走访一次，按实际去的那天记。",
            "visited_on",
        )


def _check_hand(pairing: Pairing, by: User) -> None:
    if not Pairing.objects.recordable_by(by).filter(pk=pairing.pk).exists():
        raise RefusedField("这位职工不由您包保，走访由包保责任人自己记。", "pairing")


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
    time: dt.time | None = None,
    seen: int | None = None,
) -> Visit:
    """记走访. The same key again gives the same visit; only face to face fulfils the duty.

    `seen` is the latest visit the form knew of (None: do not ask). Raises Refused for a day to
    come, by who does not lead, outside the pairing or in a quarter that is over for more than seven days, and for a key
    that stands for another visit; NewerVisit when somebody else's visit came in between.
    """
    take_turn(f"visit.{key}")
    pairing = Pairing.objects.select_for_update().get(pk=pairing.pk)
    take_turn(f"visits.of.{pairing.file_id}")  # the old and the new lead may come on one day
    told = Told(levels, needs, note.strip(), time)
    if known := Visit.objects.filter(key=key).first():
        return _same(known, pairing, visited_on, mode, told, by)
    _check_hand(pairing, by)
    late_after = CareMeasure.objects.of(on).late_entry_days
    _check_moment(pairing, visited_on, time, on, late_after)
    if seen is not None:
        _refuse_newer(pairing, seen)
    visit = Visit.objects.create(
        pairing=pairing,
        visited_on=visited_on,
        visited_time=time,
        mode=mode,
        needs=needs,
        note=told.note,
        note_length=len(told.note),
        key=key,
        recorded_at=clock.now(),
        recorded_by=by,
        late_after=late_after,
        **levels,
    )
    if Visit.objects.counting().filter(pk=visit.pk).exists():
        _fulfil(visit, on)
    audit.record("visit.recorded", visit, by=by, visited_on=visited_on, mode=mode)
    raise_matters_of(visit, on=on, by=by)
    return visit


def _same(
    known: Visit, pairing: Pairing, visited_on: dt.date, mode: Mode, told: Told, by: User
) -> Visit:
    """The visit of the key, when it is what is sent again; else nothing is overwritten."""
    if known.recorded_by_id != by.pk:
        raise Refused("这份走访的提交号已经用过，请重新打开记走访再填。")
    stood = (known.pairing_id, known.visited_on, known.mode, str(known.note), known.visited_time)
    levels = {name: getattr(known, name) for name in told.levels}
    sent = (pairing.pk, visited_on, mode, told.note, told.time)
    if stood != sent or levels != told.levels or known.needs != told.needs:
        raise Refused(
            f"这一份 {known.recorded_on:%m-%d} 已经记下，内容和现在这份不一样。"
            "以先记下的为准，要补充请另记一次。"
        )
    return known


def _refuse_newer(pairing: Pairing, seen: int) -> None:
    rows = Visit.objects.filter(pairing__file=pairing.file_id, pk__gt=seen)
    newer = rows.select_related("recorded_by", "pairing__file__worker").order_by("-pk").first()
    if newer is not None:
        raise NewerVisit(newer)


def latest_visit() -> int:
    """The number of the latest visit of all: what a form opened now knows of."""
    return Visit.objects.aggregate(last=Max("pk"))["last"] or 0


def _answered_by(visit: Visit, quarter: Quarter) -> "QuerySet[VisitDuty]":
    """Duties the visit may answer: of its pairing, or one that was handed on unvisited."""
    begun = Q(year__lt=quarter.year) | Q(year=quarter.year, quarter__lte=quarter.number)
    own = Q(pairing=visit.pairing_id) & begun
    if not VisitDuty.objects.of_quarter(quarter).filter(own).exists():
        file = visit.pairing.file_id
        own |= Q(year=quarter.year, quarter=quarter.number, pairing__file=file)
    return VisitDuty.objects.filter(own)


def _calls(duty: VisitDuty, until: dt.date) -> int:
    """How many counting visits up to a day answer the duty, whoever led then."""
    here = Visit.objects.counting().filter(answers__duty=duty)
    return here.filter(visited_on__range=(duty.period.first, until)).count()


def _fulfil(visit: Visit, on: dt.date) -> None:
    """Made in time and entered within the days for it, a duty is done; after its day, in the same
    quarter, it was missed and is made up.

    A visit answers one duty: the first due that still lacks one, else that of its own quarter,
    where it stands in for a visit that turns out not to count.
    """
    quarter = Quarter.of(visit.visited_on)
    open_duties(quarter, pairing=visit.pairing)
    duties = _answered_by(visit, quarter)
    _miss(duties, on)
    if not DutyAnswer.objects.filter(visit=visit).exists():
        rows = duties.select_related("pairing").order_by("due_on", "pk")
        reached = [duty for duty in rows.select_for_update(of=("self",)) if _reaches(visit, duty)]
        if not reached:
            return
        chosen = next((duty for duty in reached if _lacks(duty)), reached[-1])
        DutyAnswer.objects.create(visit=visit, duty=chosen)
    _settle(VisitDuty.objects.select_related("pairing").get(answered_by__visit=visit))


def _reaches(visit: Visit, duty: VisitDuty) -> bool:
    """Whether a visit can answer a duty: made by its day, or later in its quarter."""
    return duty.status != DutyStatus.WAIVED and visit.visited_on <= _last_day(duty)


def _lacks(duty: VisitDuty) -> bool:
    """Whether a duty still waits for a visit."""
    return duty.status in (DutyStatus.PENDING, DutyStatus.DOUBTED, DutyStatus.MISSED)


def _settle(duty: VisitDuty) -> None:
    """What the visits that answer an open duty make of it."""
    if duty.status == DutyStatus.MISSED:
        _stand(duty, DutyStatus.MISSED)
    elif _lacks(duty) and _calls(duty, duty.due_on) >= duty.needed:
        _stand(duty, DutyStatus.DONE)
    elif duty.status == DutyStatus.PENDING and _calls(duty, _last_day(duty)) >= duty.needed:
        _stand(duty, DutyStatus.MISSED)  # somebody came, but after its day


def recount(visit: Visit, *, on: dt.date) -> None:
    """Ask the duty the visit answers again, after what was said about the visit.

    Done and short of a visit is doubted while the office looks into one, then pending or missed;
    a quarter made up for is missed again; a visit that counts from now on fulfils as any other.
    """
    file = visit.pairing.file_id
    take_turn(f"visits.of.{file}")
    owed = VisitDuty.objects.filter(answered_by__visit=visit).select_related("pairing")
    for duty in owed.select_for_update(of=("self",)):
        if duty.status in (DutyStatus.DONE, DutyStatus.DOUBTED):
            _stand(duty, _standing(duty, on))
        elif duty.status == DutyStatus.LATE_DONE and _calls(duty, _last_day(duty)) < duty.needed:
            _stand(duty, DutyStatus.MISSED)
    if Visit.objects.counting().filter(pk=visit.pk).exists():
        _fulfil(visit, on)


def _stand(duty: VisitDuty, status: DutyStatus) -> None:
    """Write a duty's state; a quarter now missed may have been made up for already."""
    if duty.status != status:
        VisitDuty.objects.filter(pk=duty.pk).update(status=status)
    if status == DutyStatus.MISSED and _calls(duty, _last_day(duty)) >= duty.needed:
        VisitDuty.objects.filter(pk=duty.pk).update(status=DutyStatus.LATE_DONE)


def _last_day(duty: VisitDuty) -> dt.date:
    """Until when a missed duty can be made up for."""
    return max(duty.due_on, duty.period.last)


def _standing(duty: VisitDuty, on: dt.date) -> DutyStatus:
    """What a duty that was done, or is doubted, is now."""
    if _calls(duty, duty.due_on) >= duty.needed:
        return DutyStatus.DONE
    in_question = Visit.objects.face_to_face().filter(doubts__found="open", answers__duty=duty)
    if in_question.filter(visited_on__lte=duty.due_on).exists():
        return DutyStatus.DOUBTED
    late = dt.timedelta(days=CareMeasure.objects.of(on).late_entry_days)
    return DutyStatus.PENDING if on <= duty.due_on + late else DutyStatus.MISSED


@transaction.atomic
def waive_duty(duty: VisitDuty, *, reason: str, on: dt.date, by: User) -> VisitDuty:
    """免走访 of a quarter, say for a stay in hospital far away, by somebody else than the cadre.

    Raises Refused without a reason, for one's own duty, and unless the duty is still pending.
    """
    rows = VisitDuty.objects.select_for_update(of=("self",)).select_related("pairing__cadre")
    duty = rows.get(pk=duty.pk)
    if not reason.strip():
        raise Refused("免走访要写原因，比如住院外地。")
    if duty.pairing.cadre.user_id == by.pk:
        raise Refused("自己包保的，不能自己批准免走访，请别人批。")
    if duty.status != DutyStatus.PENDING or duty.due_on < on:
        raise Refused(
            f"{duty.period.words}的走访已是「{duty.get_status_display()}」或已过期，不能免。"
        )
    duty.status, duty.waived_reason = DutyStatus.WAIVED, reason.strip()[:100]
    duty.waived_by, duty.waived_on = by, on
    duty.save(update_fields=["status", "waived_reason", "waived_by", "waived_on"])
    audit.record("duty.waived", duty, by=by)
    return duty

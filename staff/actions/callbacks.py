"""What the worker says: confirming a visit by code or at the next one, and the call-back sample."""

import datetime as dt
import random
import secrets

from django.db import transaction
from django.db.models import Max

from staff.models import (
    Callback,
    CallbackResult,
    CallbackSample,
    CareMeasure,
    Pairing,
    Visit,
    VisitConfirmation,
    Way,
)
from welfare import audit, clock
from welfare.days import Quarter
from welfare.errors import Refused
from welfare.models import User

CODE_GOOD_FOR = dt.timedelta(days=60)


def visit_of_code(code: str, id_tail: str, *, on: dt.date) -> Visit:
    """The visit of a 确认码, for who also knows the last four of the worker's ID number.

    Raises Refused, with one answer for a wrong code and a wrong number, and for an old code.
    """
    rows = Visit.objects.select_related("pairing__file__worker", "pairing__cadre")
    visit = rows.filter(code=code.strip().upper()).first()
    number = str(visit.pairing.file.worker.id_number) if visit else ""
    if visit is None or not number or number[-4:].upper() != id_tail.strip().upper():
        raise Refused("确认码和身份证后四位对不上，请再看一遍纸条。")
    if on > visit.recorded_on + CODE_GOOD_FOR:
        raise Refused("这个确认码过了 60 天，不能用了。有话请打监督电话。")
    return visit


@transaction.atomic
def confirm_by_code(visit: Visit, *, came: bool) -> VisitConfirmation:
    """The worker says by 确认码 whether somebody came. Raises Refused when it was said before."""
    return _confirm(visit, Way.CODE, came=came, by=None)


@transaction.atomic
def confirm_at_next_visit(visit: Visit, *, came: bool, by: User) -> VisitConfirmation:
    """At this visit the worker was asked about the last one nobody had confirmed.

    Raises Refused when there is none.
    """
    earlier = Visit.objects.filter(
        pairing__file=visit.pairing.file_id, visited_on__lt=visit.visited_on, confirmation=None
    )
    last = earlier.first()
    if last is None:
        raise Refused("以前的走访都已经确认过了。")
    return _confirm(last, Way.NEXT_VISIT, came=came, by=by)


def _confirm(visit: Visit, way: Way, *, came: bool, by: User | None) -> VisitConfirmation:
    # the pairing is locked in its place: a visit is never changed, nor may the application lock it
    Pairing.objects.select_for_update().get(pk=visit.pairing_id)
    if VisitConfirmation.objects.filter(visit=visit).exists():
        raise Refused("这次走访已经确认过，不能再改。")
    said = VisitConfirmation.objects.create(visit=visit, way=way, came=came, at=clock.now(), by=by)
    audit.record("visit.confirmed", visit, by=by, way=way, came=came)
    return said


def drawn(sample: CallbackSample) -> list[int]:
    """The visits of a sample, drawn again from its seed: anybody may check the draw."""
    visits = Visit.objects.of_quarter(sample.period).face_to_face()
    keys = sorted(visits.filter(pk__lte=sample.last_visit).values_list("pk", flat=True))
    count = -(-len(keys) * sample.percent // 100)  # rounded up: a small quarter is asked too
    return sorted(random.Random(sample.seed).sample(keys, count))  # noqa: S311 - kept, to be repeated


@transaction.atomic
def draw_sample(quarter: Quarter, *, on: dt.date, by: User) -> CallbackSample:
    """抽样 of a quarter's visits face to face, once, by a seed nobody chooses.

    Raises Refused while the quarter runs or late entries may still come, twice, and without visits.
    """
    if on <= quarter.last + dt.timedelta(days=7):
        raise Refused(f"{quarter.words}结束满 7 天、补记都到齐以后再抽。")
    if CallbackSample.objects.filter(year=quarter.year, quarter=quarter.number).exists():
        raise Refused(f"{quarter.year} 年{quarter.words}已经抽过，不能重抽。")
    visits = Visit.objects.of_quarter(quarter).face_to_face()
    population = visits.count()
    if not population:
        raise Refused(f"{quarter.year} 年{quarter.words}没有当面的走访，没有可抽的。")
    sample = CallbackSample.objects.create(
        year=quarter.year,
        quarter=quarter.number,
        percent=CareMeasure.objects.of(on).callback_percent,
        seed=secrets.token_hex(16),
        last_visit=visits.aggregate(last=Max("pk"))["last"],
        population=population,
        drawn_at=clock.now(),
        drawn_by=by,
    )
    Callback.objects.bulk_create(Callback(sample=sample, visit_id=key) for key in drawn(sample))
    audit.record("callback.drawn", sample, by=by, seed=sample.seed, population=population)
    return sample


def may_call(call: Callback, user: User) -> str:
    """Why this person may not enter the result; empty when he may."""
    if call.result in (CallbackResult.CAME, CallbackResult.NOT_CAME):
        return "已经有回访结果"
    if user.pk in (call.visit.recorded_by_id, call.visit.pairing.cadre.user_id):
        return "自己的走访不能自己回访"
    return ""


@transaction.atomic
def record_callback(call: Callback, *, result: CallbackResult, note: str, by: User) -> Callback:
    """回访结果. 打不通 may be tried again; an answer stands.

    Raises Refused for one's own visit, after an answer, and for 没来过 without words.
    """
    rows = Callback.objects.select_for_update(of=("self",))
    call = rows.select_related("visit__pairing__cadre").get(pk=call.pk)
    if words := may_call(call, by):
        raise Refused(f"{words}。")
    if result == CallbackResult.NOT_CAME and not note.strip():
        raise Refused("职工说没来过，请写下他怎么说。")
    call.result, call.note = result, note.strip()
    call.called_at, call.called_by = clock.now(), by
    call.save(update_fields=["result", "note", "called_at", "called_by"])
    audit.record("callback.recorded", call, by=by, result=result)
    return call

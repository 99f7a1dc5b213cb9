"""What the worker says: confirming a visit by code or at the next one, and the call-back sample."""

import datetime as dt
import secrets

from django.db import transaction
from django.db.models import Max, QuerySet

from staff.actions.campaigns import lock_campaign
from staff.actions.doubts import raise_doubt
from staff.models import (
    Callback,
    CallbackResult,
    CallbackSample,
    Campaign,
    CareMeasure,
    CodeTry,
    Gift,
    Pairing,
    Visit,
    VisitConfirmation,
    Way,
)
from staff.models.campaigns import HANDED_OUT
from staff.sampling import keys_drawn
from welfare import audit, clock
from welfare.days import Quarter
from welfare.errors import Refused
from welfare.models import User
from welfare.serials import take_turn

TRIES = 5  # wrong ones a code bears
NO_MATCH = "确认码和身份证后四位对不上，请再看一遍纸条。"
LOCKED = (
    "这个确认码填错了 5 次，已经锁住。下次走访时当面说，或者打监督电话；"
    "有账号的也可以登录，在「我的」里说。"
)
CODE_GOOD_FOR = dt.timedelta(days=60)


def visit_of_code(code: str, id_tail: str, *, on: dt.date) -> Visit:
    """The visit of a 确认码, for who also knows the last four of the worker's ID number.

    Raises Refused, with one answer for a wrong code and a wrong number, for a code tried wrongly
    five times, and for an old one. A wrong try is kept whatever happens next.
    """
    rows = Visit.objects.select_related("pairing__file__worker", "pairing__cadre")
    visit = rows.filter(code=code.strip().upper()).first()
    if visit is None:
        raise Refused(NO_MATCH)
    if not _tries(visit, id_tail):
        raise Refused(NO_MATCH if visit.tries.count() < TRIES else LOCKED)
    if on > visit.recorded_on + CODE_GOOD_FOR:
        raise Refused("这个确认码过了 60 天，不能用了。有话请打监督电话。")
    return visit


@transaction.atomic
def _tries(visit: Visit, id_tail: str) -> bool:
    """Whether the number fits and the code is not locked; a wrong try is kept."""
    take_turn(f"code.{visit.pk}")  # many hands at once have five tries in all
    if visit.tries.count() >= TRIES:
        return False
    number = str(visit.pairing.file.worker.id_number)
    if number and secrets.compare_digest(
        number[-4:].upper().encode(), id_tail.strip().upper().encode()
    ):
        return True
    CodeTry.objects.create(visit=visit, at=clock.now())
    return False


@transaction.atomic
def confirm_by_code(
    visit: Visit, *, came: bool, on: dt.date, by: User | None = None
) -> VisitConfirmation:
    """The worker says by 确认码 whether somebody came; `by` is who is signed in there, if anybody.

    Raises Refused for the cadre and whoever entered the visit, and when it was said before.
    """
    if by is not None and by.pk in (visit.pairing.cadre.user_id, visit.recorded_by_id):
        raise Refused("是您走访或录入的，不能替职工确认。请让职工自己填，或下次走访时当面问。")
    if by is not None and by.pk == visit.pairing.file.worker.user_id:
        return _confirm(visit, Way.OWN, came=came, on=on, by=by)
    return _confirm(visit, Way.CODE, came=came, on=on, by=by)


@transaction.atomic
def confirm_at_next_visit(visit: Visit, *, came: bool, on: dt.date, by: User) -> VisitConfirmation:
    """At this visit the worker was asked about the last one nobody had confirmed.

    Raises Refused when there is none.
    """
    earlier = Visit.objects.filter(
        pairing__file=visit.pairing.file_id, visited_on__lt=visit.visited_on, confirmation=None
    )
    last = earlier.first()
    if last is None:
        raise Refused("以前的走访都已经确认过了。")
    return _confirm(last, Way.NEXT_VISIT, came=came, on=on, by=by)


@transaction.atomic
def confirm_own(
    visit: Visit, *, came: bool, words: str, on: dt.date, by: User
) -> VisitConfirmation:
    """The worker himself says with his own login whether somebody came, and what was not so.

    Raises Refused for anybody else, or when it was said before.
    """
    if visit.pairing.file.worker.user_id != by.pk:
        raise Refused("这次走访要由本人确认。")
    return _confirm(visit, Way.OWN, came=came, on=on, by=by, words=words)


def _confirm(
    visit: Visit, way: Way, *, came: bool, on: dt.date, by: User | None, words: str = ""
) -> VisitConfirmation:
    # the pairing is locked in its place: a visit is never changed, nor may the application lock it
    Pairing.objects.select_for_update().get(pk=visit.pairing_id)
    if VisitConfirmation.objects.filter(visit=visit).exists():
        raise Refused("这次走访已经确认过，不能再改。")
    said = VisitConfirmation.objects.create(
        visit=visit, way=way, came=came, words=words.strip(), at=clock.now(), by=by
    )
    audit.record("visit.confirmed", visit, by=by, way=way, came=came)
    if not came:
        raise_doubt(visit, on=on)
    return said


def _asked_about(sample: CallbackSample) -> "QuerySet[Visit] | QuerySet[Gift]":
    """All that the sample may be drawn from."""
    if sample.campaign is not None:
        return sample.campaign.gifts.received()
    return Visit.objects.of_quarter(sample.period).face_to_face()


def drawn(sample: CallbackSample) -> list[int]:
    """The rows of a sample, drawn again from its seed: anybody may check the draw."""
    rows = _asked_about(sample).filter(pk__lte=sample.last_key)
    keys = rows.values_list("pk", flat=True)
    return keys_drawn(keys, percent=sample.percent, seed=sample.seed)


@transaction.atomic
def draw_sample(quarter: Quarter, *, on: dt.date, by: User) -> CallbackSample:
    """抽样 of a quarter's visits face to face, once, by a seed nobody chooses.

    Raises Refused while the quarter runs or late entries may still come, twice, and without visits.
    """
    days = CareMeasure.objects.of(on).late_entry_days
    if on <= quarter.last + dt.timedelta(days=days):
        raise Refused(f"{quarter.words}结束满 {days} 天、补记都到齐以后再抽。")
    take_turn(f"callback.{quarter.year}-{quarter.number}")
    if CallbackSample.objects.filter(year=quarter.year, quarter=quarter.number).exists():
        raise Refused(f"{quarter.year} 年{quarter.words}已经抽过，不能重抽。")
    sample = CallbackSample(year=quarter.year, quarter=quarter.number)
    return _draw(sample, f"{quarter.year} 年{quarter.words}没有当面的走访，没有可抽的。", on, by)


@transaction.atomic
def draw_campaign_sample(campaign: Campaign, *, on: dt.date, by: User) -> CallbackSample:
    """抽样 of a campaign's signed lines, once, by a seed nobody chooses.

    Raises Refused before all have signed, twice, and when nobody has.
    """
    campaign = lock_campaign(campaign)
    if campaign.status not in HANDED_OUT:
        raise Refused(f"活动现在是「{campaign.get_status_display()}」，签领完成以后再抽。")
    if CallbackSample.objects.filter(campaign=campaign).exists():
        raise Refused(f"{campaign}已经抽过，不能重抽。")
    return _draw(CallbackSample(campaign=campaign), f"{campaign}没有人签领，没有可抽的。", on, by)


def _draw(sample: CallbackSample, none: str, on: dt.date, by: User) -> CallbackSample:
    rows = _asked_about(sample)
    sample.population = rows.count()
    if not sample.population:
        raise Refused(none)
    sample.percent = CareMeasure.objects.of(on).callback_percent
    sample.seed, sample.last_key = secrets.token_hex(16), rows.aggregate(last=Max("pk"))["last"]
    sample.drawn_at, sample.drawn_by = clock.now(), by
    sample.save()
    about = "gift_id" if sample.campaign else "visit_id"
    Callback.objects.bulk_create(Callback(sample=sample, **{about: key}) for key in drawn(sample))
    told = {"seed": sample.seed, "population": sample.population}
    audit.record("callback.drawn", sample, by=by, **told)
    return sample


def may_call(call: Callback, user: User) -> str:
    """Why this person may not enter the result; empty when he may."""
    if call.result in (CallbackResult.CAME, CallbackResult.NOT_CAME):
        return "已经有回访结果"
    gift, visit = call.gift, call.visit
    if gift is not None and user.pk in (gift.paid_by_id, gift.paid_with_id):
        return "自己发的慰问不能自己回访"
    if visit is not None and user.pk in (visit.recorded_by_id, visit.pairing.cadre.user_id):
        return "自己的走访不能自己回访"
    return ""


@transaction.atomic
def record_callback(
    call: Callback, *, result: CallbackResult, note: str, on: dt.date, by: User
) -> Callback:
    """回访结果. 打不通 may be tried again; an answer stands.

    Raises Refused for one's own visit or gift, after an answer, and for a no without words.
    """
    rows = Callback.objects.select_for_update(of=("self",))
    call = rows.select_related("visit__pairing__cadre", "gift").get(pk=call.pk)
    if words := may_call(call, by):
        raise Refused(f"{words}。")
    if result == CallbackResult.NOT_CAME and not note.strip():
        no = "没收到或数不对" if call.gift else "没来过"
        raise Refused(f"职工说{no}，请写下他怎么说。")
    call.result, call.note = result, note.strip()
    call.called_at, call.called_by = clock.now(), by
    call.save(update_fields=["result", "note", "called_at", "called_by"])
    audit.record("callback.recorded", call, by=by, result=result)
    if call.visit is not None and result == CallbackResult.NOT_CAME:
        raise_doubt(call.visit, on=on)
    return call

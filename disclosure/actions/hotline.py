"""举报电话值班: planned ahead, logged once by whoever had the duty, or for him.

The audit trail holds that a log was kept, never how many called.
"""

import datetime as dt

from django.db import transaction

from disclosure.actions.reports import handler_keys
from disclosure.models import HotlineDuty
from welfare import audit
from welfare.errors import Refused
from welfare.models import User
from welfare.serials import take_turn

MOST_CALLS = 200
SHOWN_DAYS = 7  # so far ahead the public page tells the hours


@transaction.atomic
def plan_duty(
    person: User, *, day: dt.date, begins: dt.time, ends: dt.time, on: dt.date, by: User
) -> HotlineDuty:
    """排值班, or another person or hours for a day to come. Raises Refused for a day that is over,
    for somebody who receives no reports, and for hours that end before they begin.
    """
    if day < on:
        raise Refused(f"「值班日期」{day} 已经过了，从今天起排。")
    if person.pk not in {key.user_id for key in handler_keys()}:
        raise Refused("值班的要是设好受理密码的受理人。")
    if ends <= begins:
        raise Refused("「到几点」要晚于「从几点」。")
    take_turn("hotline")
    duty = HotlineDuty.objects.filter(day=day).first() or HotlineDuty(day=day)
    if duty.kept_on is not None:
        raise Refused(f"{day} 的值班记录已经写了，不能再换人。")
    duty.person, duty.begins, duty.ends = person, begins, ends
    duty.save()
    audit.record("hotline.planned", person, by=by, day=day, hours=duty.hours)
    return duty


@transaction.atomic
def keep_log(duty: HotlineDuty, *, calls: int, words: str, on: dt.date, by: User) -> HotlineDuty:
    """写值班记录, once, by whoever had the duty; 代写 by another handler, named as such, when he cannot
    any more. Raises Refused for anybody else, before its day, and without words.
    """
    duty = HotlineDuty.objects.select_for_update().get(pk=duty.pk)
    if duty.person_id != by.pk and not may_log_for(duty, by, on=on):
        raise Refused(
            "值班记录由值班人用自己的账号写；他的账号停了、不再受理举报的，别的受理人代写。"
        )
    if duty.kept_on is not None:
        raise Refused("这天的值班记录已经写过，不能改。")
    if duty.day > on:
        raise Refused(f"{duty.day} 还没有到。")
    if not 0 <= calls <= MOST_CALLS:
        raise Refused(f"「接了几个电话」填 0 到 {MOST_CALLS}。")
    if not words.strip():
        raise Refused("写一句「值班记录」：没有来电也写「没有来电」。")
    duty.calls, duty.words, duty.kept_on, duty.kept_by = calls, words.strip(), on, by
    duty.save()
    audit.record("hotline.logged", duty.person, by=by, day=duty.day)
    return duty


def may_log_for(duty: HotlineDuty, user: User, *, on: dt.date) -> bool:
    """Whether another handler writes this log now."""
    owed = HotlineDuty.objects.to_log(user, on=on).filter(pk=duty.pk)
    return user.may_use("handle_reports") and owed.exists()


def hotline_hours(*, on: dt.date) -> list[HotlineDuty]:
    """The hours of the days to come, for everyone; who answers is not told. One query."""
    last = on + dt.timedelta(days=SHOWN_DAYS)
    return list(HotlineDuty.objects.filter(day__range=(on, last)).order_by("day"))


def logs_due(user: User, *, on: dt.date) -> int:
    """How many logs of days that are over he still has to write. One query."""
    return HotlineDuty.objects.to_log(user, on=on).filter(day__lt=on).count()

"""The list of matters 转办事项 as its page shows it: which ones, narrowed by need and by a word."""

import datetime as dt
import re
from collections.abc import Mapping

from django.db.models import Q, QuerySet

from staff.models import Matter, MatterSource, MatterStatus, Need
from staff.models.matters import spoken_badly, to_press
from welfare.days import Quarter
from welfare.models import User

QUARTER = re.compile(r"(2[0-9]{3})-([1-4])", re.ASCII)
LISTS = {
    "": "没办结",
    "again": "不满意，要重办",
    "overdue": "逾期",
    "press": "要督办的",
    "mine": "我承办的",
    **dict(MatterStatus.choices),
    "bad": "说过不满意的",
    "all": "全部",
}


def list_asked(query: Mapping[str, str]) -> str:
    """Which list of LISTS the address asks for."""
    show = query.get("show", "")
    return show if show in LISTS else ""


def quarter_asked(query: Mapping[str, str]) -> Quarter | None:
    """?quarter=2026-3, in which they were raised; None for anything else."""
    found = QUARTER.fullmatch(query.get("quarter", ""))
    return Quarter(int(found[1]), int(found[2])) if found else None


def conditions(user: User, on: dt.date) -> dict[str, Q]:
    """What each list of LISTS holds."""
    late = Q(status__in=(MatterStatus.RAISED, MatterStatus.DOING), first_due_on__lt=on)
    is_open = ~Q(status=MatterStatus.CLOSED)
    found = {"press": to_press(on), "bad": spoken_badly(1)}
    found["again"] = spoken_badly(1) & Q(status=MatterStatus.DOING)
    found |= {"": is_open, "overdue": late, "mine": is_open & Q(owner=user), "all": Q(pk__gt=0)}
    return found | {status.value: Q(status=status) for status in MatterStatus}


def narrowed(user: User, query: Mapping[str, str]) -> "QuerySet[Matter]":
    """By need and by name, pinyin or number of the worker or of the matter; what is due first."""
    rows = Matter.objects.visible_to(user).order_by("due_on", "pk")
    if (need := query.get("need", "")) in Need.values:
        rows = rows.filter(need=need)
    if (source := query.get("source", "")) in MatterSource.values:
        rows = rows.filter(source=source)
    if quarter := quarter_asked(query):
        rows = rows.filter(raised_on__range=(quarter.first, quarter.last))
    if word := query.get("q", "").strip()[:40]:
        who = Q(worker__name__contains=word) | Q(worker__pinyin__startswith=word.lower())
        who |= Q(worker__initials__startswith=word.lower()) | Q(number__icontains=word)
        rows = rows.filter(who)
    return rows

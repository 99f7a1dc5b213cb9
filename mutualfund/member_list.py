"""The lists of the membership 社员名册: by state, who owes, who has not joined."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from mutualfund.models import Charter, Enrolment, Member, MemberState
from mutualfund.models.members import STATE_PAINT
from staff.models import Station, Tenure, Worker
from staff.models.workers import WorkerQuerySet
from welfare.models import User

SOON, OPEN = "soon", "open"
SOON_DAYS = 60
TABS = [
    ("", "全部"),
    (OPEN, "在社"),
    (MemberState.IN_FORCE, "有效"),
    (MemberState.WAITING, "等待期"),
    (SOON, f"{SOON_DAYS} 天内到期"),
    (MemberState.GRACE, "欠费宽限"),
    (MemberState.LAPSED, "失效"),
    (MemberState.LEFT, "退社"),
]


@dataclass(frozen=True)
class Asked:
    """What the list is narrowed to."""

    state: str
    station: str
    word: str


def asked_of(query: Mapping[str, str]) -> Asked:
    """The filters of an address; what is no state or station counts as not asked."""
    state, station = query.get("state", ""), query.get("station", "")
    return Asked(
        state if state in {key for key, _ in TABS} else "",
        station if station.isdecimal() and len(station) < 9 else "",
        query.get("q", "").strip()[:40],
    )


def _matching(asked: Asked, user: User, charter: Charter, on: dt.date) -> "QuerySet[Member]":
    rows = Member.objects.visible_to(user).filter(joined_on__lte=on)
    rows = rows.with_state(charter, on=on)
    if asked.station:
        rows = rows.filter(worker__station=int(asked.station))
    if asked.word:
        found = Worker.objects.matching(asked.word)
        rows = rows.filter(Q(worker__in=found) | Q(number__iexact=asked.word))
    return rows


def _is(state: str, on: dt.date) -> Q:
    """The condition of a tab."""
    if state == SOON:
        return Q(
            state__in=(MemberState.IN_FORCE, MemberState.WAITING),
            until__lte=on + dt.timedelta(days=SOON_DAYS),
        )
    if state == OPEN:
        return ~Q(state=MemberState.LEFT)
    return Q(state=state) if state else Q()


def members_of(
    asked: Asked, user: User, charter: Charter, *, on: dt.date
) -> tuple["QuerySet[Member]", list[tuple[str, str, int]]]:
    """The members asked for, and the tabs with their counts. Two queries when the list is read."""
    rows = _matching(asked, user, charter, on)
    counts = rows.aggregate(
        **{key or "all": Count("pk", filter=_is(key, on) or None) for key, _ in TABS}
    )
    tabs = [(str(key), words, counts[key or "all"]) for key, words in TABS]
    shown = rows.filter(_is(asked.state, on)).select_related("worker__station")
    order = "until" if asked.state in (SOON, MemberState.GRACE) else "number"
    return shown.order_by(order, "number"), tabs


def painted(member: Member) -> tuple[str, str]:
    """Paint and word of the computed state of a member."""
    state = MemberState(member.state)
    return STATE_PAINT[state], str(state.label)


def absent_workers(user: User, *, on: dt.date) -> WorkerQuerySet:
    """没有入社: on the roster of a day and no member on it, as far as this person sees the roster."""
    inside = Member.objects.open_on(on).values("worker")
    return Worker.objects.visible_to(user).on_roster(on=on).exclude(pk__in=inside)


@dataclass(frozen=True)
class Share:
    """How many of a station's workers are members."""

    name: str
    pk: int
    members: int
    workers: int


def shares(*, on: dt.date) -> list[Share]:
    """Members among the workers of each station on a day. One query."""
    inside = Member.objects.open_on(on).filter(worker=OuterRef("worker"))
    rows = (
        Tenure.objects.on(on)
        .annotate(is_member=Exists(inside))
        .values("station", name=F("station__name"))
        .annotate(workers=Count("pk"), members=Count("pk", filter=Q(is_member=True)))
        .order_by("-workers", "name")
    )
    return [Share(row["name"], row["station"], row["members"], row["workers"]) for row in rows]


def stations() -> "QuerySet[Station]":
    """For the filter."""
    return Station.objects.order_by("name")


APPROVE, ANNOUNCE = "approve", "announce"


def enrolments_asked(user: User, query: Mapping[str, str]) -> "QuerySet[Enrolment]":
    """Open registrations, by ?show= those to be approved or announced; the oldest first."""
    rows = Enrolment.objects.visible_to(user).select_related("worker__station", "scan")
    show = query.get("show")
    if show == APPROVE:
        rows = rows.to_approve()
    elif show == ANNOUNCE:
        rows = rows.to_announce()
    else:
        rows = rows.open()
    return rows.order_by("applied_on", "number")


def absent_asked(user: User, query: Mapping[str, str], *, on: dt.date) -> WorkerQuerySet:
    """没有入社的 by ?station= and ?q=, by station."""
    asked = asked_of(query)
    rows = absent_workers(user, on=on).select_related("station")
    if asked.station:
        rows = rows.filter(station=int(asked.station))
    if asked.word:
        rows = rows.matching(asked.word)
    return rows.order_by("station__name", "number")

"""The lists of leavers, households and arrears as they are taken out."""

import datetime as dt
from collections.abc import Mapping

from django.db.models import Prefetch, QuerySet

from staff import arrears, household_list
from staff.models import (
    CardChange,
    Departure,
    Household,
    HouseholdMember,
    InsuranceEntry,
    InsuranceKind,
    LeaveReason,
    Worker,
)
from staff.worker_list import sees_care
from welfare.models import User
from welfare.shapes import Column, Shape

READS, TAKES = "view_workers", "export_workers"


def narrowed_departures(
    rows: "QuerySet[Departure]", query: Mapping[str, str]
) -> "QuerySet[Departure]":
    """The rows narrowed by ?reason=, ?year= and ?q=; unknown values narrow nothing."""
    if (reason := query.get("reason", "")) in LeaveReason.values:
        rows = rows.filter(reason=reason)
    if (year := query.get("year", "")).isdecimal() and len(year) == 4 and int(year):
        rows = rows.filter(left_on__year=int(year))
    if words := query.get("q", ""):
        named = Worker.objects.matching(words).order_by()
        rows = rows.filter(worker__in=named.values("pk"))
    return rows


def _departure_rows(user: User, query: Mapping[str, str], on: dt.date) -> "QuerySet[Departure]":
    rows = narrowed_departures(Departure.objects.visible_to(user).open(), query)
    return rows.select_related("worker__station", "recorded_by")


DEPARTURES = Shape(
    key="departures",
    title="离册职工",
    page="departure-list",
    permissions=(READS, TAKES),
    rows=_departure_rows,
    filters=("reason", "year", "q"),
    columns=(
        Column("工号", lambda d: d.worker.number),
        Column("姓名", lambda d: d.worker.name),
        Column("车站", lambda d: d.worker.station.name, "离册时的车站"),
        Column("离册日期", lambda d: d.left_on, "从这一天起不算人数"),
        Column("离册原因", lambda d: d.get_reason_display()),
        Column("证明或文号", lambda d: d.document),
        Column("说明", lambda d: d.note),
    ),
)


def _home_rows(user: User, query: Mapping[str, str], on: dt.date) -> "QuerySet[Household]":
    asked = household_list.asked_of(query, care=sees_care(user))
    homes = household_list.narrowed(Household.objects.visible_to(user), asked)
    living = HouseholdMember.objects.filter(ended_on=None)
    workers = Worker.objects.on_roster(on=on).select_related("station")
    return homes.prefetch_related(Prefetch("workers", workers), Prefetch("members", living))


HOUSEHOLDS = Shape(
    key="households",
    title="家庭户",
    page="household-list",
    permissions=(READS, TAKES),
    rows=_home_rows,
    filters=("kind", "q"),
    columns=(
        Column("户号", lambda h: h.number),
        Column("在册职工", lambda h: "、".join(w.name for w in h.workers.all())),
        Column("车站", lambda h: "、".join(w.station.name for w in h.workers.all())),
        Column("双集体户", lambda h: "是" if len(h.workers.all()) > 1 else ""),
        Column("登记的成员数", lambda h: len(h.members.all()), "职工以外的家人"),
    ),
)


def _arrears_rows(user: User, query: Mapping[str, str], on: dt.date) -> "QuerySet[InsuranceEntry]":
    kinds = list(InsuranceKind.objects.filter(is_active=True))
    return arrears.late_rows(user, arrears.asked_of(query, kinds, today=on))


ARREARS = Shape(
    key="arrears",
    title="三金欠缴",
    page="insurance-list",
    permissions=(READS, TAKES),
    rows=_arrears_rows,
    filters=("on", "kind", "station"),
    columns=(
        Column("工号", lambda e: e.worker.number),
        Column("姓名", lambda e: e.worker.name),
        Column("车站", lambda e: e.worker.station.name),
        Column("险种", lambda e: e.kind.name),
        Column("缴到", lambda e: f"{e.paid_to:%Y-%m}", "月份"),
        Column("说明", lambda e: e.note),
        Column("登记日期", lambda e: e.recorded_on),
    ),
    notes=("一个人欠两种是两行；没登记的不在这张表里。",),
)


def _unknown_rows(user: User, query: Mapping[str, str], on: dt.date) -> "QuerySet[Worker]":
    kinds = list(InsuranceKind.objects.filter(is_active=True))
    return arrears.unknown_workers(user, arrears.asked_of(query, kinds, today=on))


UNREGISTERED = Shape(
    key="insurance-unknown",
    title="三金没登记的人",
    page="insurance-list",
    permissions=(READS, TAKES),
    rows=_unknown_rows,
    filters=("on", "kind", "station", "state"),
    columns=(
        Column("工号", "number"),
        Column("姓名", "name"),
        Column("车站", "station.name"),
    ),
)


def narrowed_cards(
    rows: "QuerySet[CardChange]", query: Mapping[str, str]
) -> "QuerySet[CardChange]":
    """The changes, or with ?open=1 those that wait for the second person."""
    if query.get("open") == "1":
        rows = rows.filter(confirmed_by=None, dropped_by=None)
    return rows.select_related("worker__station", "asked_by", "confirmed_by", "dropped_by")


def _card_rows(user: User, query: Mapping[str, str], on: dt.date) -> "QuerySet[CardChange]":
    return narrowed_cards(CardChange.objects.visible_to(user), query)


CARDS = Shape(
    key="card-changes",
    title="换卡",
    page="card-list",
    permissions=("edit_workers", TAKES),
    rows=_card_rows,
    filters=("open",),
    columns=(
        Column("工号", lambda c: c.worker.number),
        Column("姓名", lambda c: c.worker.name),
        Column("车站", lambda c: c.worker.station.name),
        Column("来自", lambda c: c.get_origin_display()),
        Column("凭什么", lambda c: c.document),
        Column("经办人", lambda c: c.asked_by.name if c.asked_by else ""),
        Column("确认人", lambda c: c.confirmed_by.name if c.confirmed_by else ""),
        Column("换卡时间", "changed_at", "服务器的时间"),
        Column("作废的原因", "drop_reason"),
    ),
    notes=("卡号不在这份名单里。",),
)

SHAPES = (CARDS, DEPARTURES, HOUSEHOLDS, ARREARS, UNREGISTERED)

"""The register of meetings 职工代表大会、联席会 as it is taken out."""

import datetime as dt
from collections.abc import Mapping

from django.db.models import Count, QuerySet
from django.shortcuts import get_object_or_404

from disclosure.models import Congress, Delegate
from disclosure.shapes_supervision import year_in
from welfare.models import User
from welfare.shapes import Column, Shape, number_in


def congress_rows(query: Mapping[str, str]) -> "QuerySet[Congress]":
    """All meetings, or those of ?year=, with how many resolutions, the latest first."""
    rows = Congress.objects.select_related("recorded_by", "confirmed_by")
    if year := year_in(query):
        rows = rows.filter(held_on__year=year)
    return rows.annotate(many=Count("resolutions")).order_by("-held_on", "-number")


def _rows(user: User, query: Mapping[str, str], on: dt.date) -> "QuerySet[Congress]":
    return congress_rows(query)


CONGRESSES = Shape(
    key="congresses",
    title="职工代表大会和联席会",
    page="congress-list",
    permissions=("use_office",),
    rows=_rows,
    filters=("year",),
    columns=(
        Column("编号", lambda c: c.number),
        Column("会议", lambda c: c.get_kind_display()),
        Column("名称", lambda c: c.title),
        Column("开会日期", lambda c: c.held_on),
        Column("应到", lambda c: c.entitled),
        Column("实到", lambda c: c.present),
        Column("决议", lambda c: c.many, "份数"),
        Column("登记人", lambda c: c.recorded_by.name),
        Column("核对人", lambda c: c.confirmed_by.name if c.confirmed_by else ""),
    ),
)


def delegate_rows(congress: Congress, query: Mapping[str, str]) -> "QuerySet[Delegate]":
    """The delegates of a meeting, all or those of ?show=, by branch company and station."""
    rows = congress.delegates.narrowed(query.get("show", ""))
    return rows.select_related("worker", "station__branch").order_by(
        "station__branch", "station", "worker__number"
    )


def _delegates(user: User, query: Mapping[str, str], on: dt.date) -> "QuerySet[Delegate]":
    return delegate_rows(get_object_or_404(Congress, pk=number_in(query)), query)


DELEGATES = Shape(
    key="delegates",
    title="代表名单",
    page="congress-delegates",
    permissions=("use_office",),
    rows=_delegates,
    of=("pk",),
    filters=("show",),
    columns=(
        Column("工号", "worker.number"),
        Column("姓名", "worker.name"),
        Column("分公司", "station.branch.name"),
        Column("车站", "station.name"),
        Column("到会", lambda one: one.get_attendance_display()),
    ),
)

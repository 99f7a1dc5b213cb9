"""The lists of the supervision 监督小组 as they are taken out, and the filters of their pages."""

import datetime as dt
from collections.abc import Mapping

from django.db.models import QuerySet

from disclosure.models import Inspection, Rectification, RectificationStatus
from welfare.models import User
from welfare.shapes import Column, Shape


def year_in(query: Mapping[str, str]) -> int | None:
    """?year= when it is one the calendar has."""
    asked = query.get("year", "")
    is_one = asked.isascii() and asked.isdecimal() and len(asked) == 4
    return int(asked) if is_one and int(asked) else None


def narrowed_inspections(query: Mapping[str, str]) -> "QuerySet[Inspection]":
    """All inspections, or those opened in ?year=."""
    rows = Inspection.objects.all()
    if year := year_in(query):
        rows = rows.filter(opened_on__year=year)
    return rows.scored().select_related("unit").order_by("-number")


def narrowed_orders(query: Mapping[str, str], on: dt.date, user: User) -> "QuerySet[Rectification]":
    """All orders, or those of ?show=; unknown values narrow nothing."""
    rows = Rectification.objects.select_related("finding__inspection__unit", "owner")
    if year := year_in(query):
        rows = rows.filter(issued_on__year=year)
    show = query.get("show", "")
    if show == "open":
        rows = rows.open()
    elif show == "late":
        rows = rows.overdue(on=on)
    elif show == "closed":
        rows = rows.filter(status=RectificationStatus.CLOSED)
    elif show == "mine":
        rows = rows.open().filter(owner=user)
    return rows.order_by("-number")


def _inspection_rows(user: User, query: Mapping[str, str], on: dt.date) -> "QuerySet[Inspection]":
    return narrowed_inspections(query)


def _order_rows(user: User, query: Mapping[str, str], on: dt.date) -> "QuerySet[Rectification]":
    return narrowed_orders(query, on, user)


INSPECTIONS = Shape(
    key="inspections",
    title="监督检查",
    page="inspection-list",
    permissions=("use_office",),
    rows=_inspection_rows,
    filters=("year",),
    columns=(
        Column("编号", lambda i: i.number),
        Column("类型", lambda i: i.get_kind_display()),
        Column("被查单位", "unit.name"),
        Column("年", lambda i: i.year),
        Column("季度", lambda i: i.quarter),
        Column("检查日期", lambda i: i.opened_on),
        Column("得分", lambda i: i.score, "100 分减扣分，检查中的还会变"),
        Column("状态", lambda i: i.get_status_display()),
    ),
)
ORDERS = Shape(
    key="rectifications",
    title="整改通知",
    page="rectification-list",
    permissions=("use_office",),
    rows=_order_rows,
    filters=("show", "year"),
    columns=(
        Column("编号", lambda o: o.number),
        Column("检查", "finding.inspection.number"),
        Column("被查单位", "finding.inspection.unit.name"),
        Column("五性", lambda o: o.finding.get_quality_display()),
        Column("问题", "finding.reason"),
        Column("扣分", "finding.points"),
        Column("整改要求", lambda o: o.demand),
        Column("责任人", "owner.name"),
        Column("下达日期", lambda o: o.issued_on),
        Column("整改期限", lambda o: o.due_on),
        Column("状态", lambda o: o.get_status_display()),
        Column("复查日期", lambda o: o.closed_on),
    ),
)

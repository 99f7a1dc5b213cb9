"""The list of corrections 更正申请, on the page and as it goes out."""

import datetime as dt
from collections.abc import Mapping

from django.db.models import QuerySet

from staff.models import Correction, CorrectionStatus
from welfare.models import User
from welfare.shapes import Column, Shape


def asked_for(query: Mapping[str, str]) -> str:
    """Which of them ?show= asks for: waiting ones unless told."""
    return "answered" if query.get("show") == "answered" else ""


def corrections_of(user: User, query: Mapping[str, str]) -> "QuerySet[Correction]":
    """Waiting ones by their day, or answered ones, the latest first."""
    rows = Correction.objects.select_related("worker__station", "answered_by")
    if asked_for(query):
        return rows.exclude(status=CorrectionStatus.ASKED).order_by("-answered_on", "-pk")
    return rows.open()


def _rows(user: User, query: Mapping[str, str], on: dt.date) -> "QuerySet[Correction]":
    return corrections_of(user, query)


CORRECTIONS = Shape(
    key="corrections",
    title="更正申请",
    page="correction-list",
    permissions=("edit_workers",),
    rows=_rows,
    filters=("show",),
    columns=(
        Column("职工", lambda c: c.worker.name),
        Column("车站", lambda c: c.worker.station.name),
        Column("哪一项", lambda c: c.get_item_display()),
        Column("申请日期", lambda c: c.asked_on),
        Column("时限", lambda c: c.due_on),
        Column("状态", lambda c: c.get_status_display()),
        Column("答复日期", lambda c: c.answered_on),
        Column("答复人", lambda c: c.answered_by.name if c.answered_by else ""),
    ),
    notes=("应该改成什么、怎样答复的不在名单里，要看请打开那一件。",),
)

SHAPES = (CORRECTIONS,)

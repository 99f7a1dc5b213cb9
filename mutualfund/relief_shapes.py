"""The list of reliefs 困难救助 to take out."""

import datetime as dt
from collections.abc import Mapping

from django.db.models import QuerySet

from mutualfund.models import Relief
from mutualfund.relief_list import in_list, list_asked, narrowed
from welfare.models import User
from welfare.shapes import Column, Shape

ARRIVED = {None: "", True: "到了", False: "没到"}


def _rows(user: User, query: Mapping[str, str], on: dt.date) -> "QuerySet[Relief]":
    return in_list(narrowed(user, query), list_asked(query))


def _state(relief: Relief) -> str:
    is_reversed: bool = relief.is_reversed  # type: ignore[attr-defined]  # by with_last_call
    return "已红字冲销" if is_reversed else relief.get_status_display()


RELIEFS = Shape(
    key="reliefs",
    title="困难救助",
    page="relief-list",
    permissions=("view_campaigns",),
    rows=_rows,
    filters=("show", "kind", "q"),
    columns=(
        Column("编号", "number"),
        Column("姓名", "worker.name"),
        Column("车站", "worker.station.name"),
        Column("类别", lambda relief: relief.get_kind_display()),
        Column("金额", "amount", "元"),
        Column("依据文件", "document_no"),
        Column("提出日期", "proposed_on"),
        Column("批准日期", "decided_on"),
        Column("发放日期", "paid_on"),
        Column("方式", lambda relief: relief.get_method_display()),
        Column("状态", _state),
        Column("回访", lambda relief: ARRIVED[relief.arrived], "钱到了没有；空着是还没回访"),
    ),
)

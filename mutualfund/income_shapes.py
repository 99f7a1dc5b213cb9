"""The lists of money that comes in, and the versions of the charter, as they are taken out."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from mutualfund.dues_sheet import described
from mutualfund.income_check import differences
from mutualfund.income_desk import STATES, of_collection, voids_told, waiting_in
from mutualfund.models import (
    Charter,
    Collection,
    DraftStatus,
    DraftVoucher,
    Drive,
    Grant,
    IncomeVoid,
    Interest,
    StatedFigure,
)
from mutualfund.models.vouchers import DraftQuerySet
from welfare.models import User
from welfare.shapes import Column, Shape, number_in

FUND = ("view_fund",)
Query = Mapping[str, str]


def desk_state(query: Query) -> str:
    """The state of ?state=; what waits for the reviewer for anything else."""
    state = query.get("state", "")
    return state if state in {key for key, _ in STATES} else DraftStatus.DRAFT


def file_asked(query: Query) -> int | None:
    """The file of dues of ?file=; nothing for anything else."""
    file = query.get("file", "")
    return int(file) if file.isdecimal() and len(file) < 12 else None


def standing_in(state: str, query: Query) -> DraftQuerySet:
    """The vouchers of income in a state, or those of one file of dues."""
    rows, file = waiting_in(state), file_asked(query)
    return rows if file is None else of_collection(rows, file)


def desk_rows(query: Query) -> "QuerySet[DraftVoucher]":
    """The vouchers the desk shows."""
    rows = standing_in(desk_state(query), query)
    return rows.select_related("maker", "reviewer").with_total().order_by("date", "pk")


INCOME = Shape(
    key="income-drafts",
    title="收款办理",
    page="income-desk",
    permissions=("view_books",),
    rows=lambda user, query, on: desk_rows(query),
    filters=("state", "file"),
    columns=(
        Column("日期", "date"),
        Column("摘要", "summary"),
        Column("金额", "total", "元"),
        Column("状态", "get_status_display"),
        Column("制单", "maker.name"),
        Column("审核", "reviewer.name"),
    ),
)

VOID_STATES = (("waiting", "等确认的"), ("confirmed", "已作废的"), ("dropped", "撤下的"))


def void_state(query: Query) -> str:
    """The state of ?state=; those that wait for anything else."""
    state = query.get("state", "")
    return state if state in dict(VOID_STATES) else "waiting"


def voids_in(state: str) -> "QuerySet[IncomeVoid]":
    """作废 of one state, the latest first."""
    rows: QuerySet[IncomeVoid] = getattr(IncomeVoid.objects, state)()
    return rows.select_related("asked_by", "confirmed_by")


VOIDS = Shape(
    key="income-voids",
    title="收款作废",
    page="income-void-list",
    permissions=("view_books",),
    rows=lambda user, query, on: voids_told(voids_in(void_state(query))),
    filters=("state",),
    columns=(
        Column("收的什么", "draft.summary"),
        Column("日期", "draft.date"),
        Column("金额", "draft.total", "元"),
        Column("作废原因", "asked.reason"),
        Column("提出人", "asked.asked_by.name"),
        Column("提出日期", "asked.asked_on"),
        Column("确认人", "asked.confirmed_by.name"),
        Column("确认日期", "asked.confirmed_on"),
        Column("办到哪里", "asked.state"),
    ),
)

FIGURES = Shape(
    key="figures",
    title="文件上的数",
    page="income-overview",
    permissions=FUND,
    rows=lambda user, query, on: differences(list(StatedFigure.objects.all())),
    columns=(
        Column("文件", "figure.document"),
        Column("原文", "figure.words"),
        Column("对哪个数", "figure.get_measure_display"),
        Column("截止日", "figure.as_of"),
        Column("文件上的数", "figure.amount", "元"),
        Column("账上的数", "booked", "元"),
        Column("差额", "amount", "元"),
        Column("已说明", "explained", "元"),
        Column("还没说明", "left", "元"),
    ),
)


def of_year(rows: "QuerySet[Any]", query: Query) -> "QuerySet[Any]":
    """Grants or interest received in ?year=, or all; the latest first."""
    if (year := query.get("year", "")).isdecimal() and len(year) == 4 and int(year):
        rows = rows.filter(received_on__year=int(year))
    return rows.select_related("voucher").order_by("-received_on", "-pk")


def _came_in(user: User, query: Query, on: dt.date) -> list[tuple[str, Any]]:
    grants = of_year(Grant.objects.kept(), query)
    interest = of_year(Interest.objects.kept(), query)
    return [*(("拨款", row) for row in grants), *(("利息", row) for row in interest)]


GRANTS = Shape(
    key="grants",
    title="拨款和利息",
    page="grant-list",
    permissions=FUND,
    rows=_came_in,
    filters=("year",),
    columns=(
        Column("种类", lambda row: row[0]),
        Column("到账日", lambda row: row[1].received_on),
        Column(
            "谁给的", lambda row: row[1].get_payer_display() if row[0] == "拨款" else "开户银行"
        ),
        Column("金额", lambda row: row[1].amount, "元"),
        Column("文号或回单号", lambda row: getattr(row[1], "document_no", "") or row[1].advice_no),
        Column("配比基数", lambda row: getattr(row[1], "match_base", None), "元"),
        Column("配比", lambda row: getattr(row[1], "match_ratio", None)),
        Column("凭证年内号", lambda row: row[1].voucher.number if row[1].voucher else ""),
    ),
)

DONATIONS = Shape(
    key="donations",
    title="捐款清册",
    page="drive-detail",
    permissions=FUND,
    rows=lambda user, query, on: (
        get_object_or_404(Drive, pk=number_in(query))
        .donations.select_related("voucher")
        .order_by("number")
    ),
    of=("pk",),
    columns=(
        Column("编号", "number"),
        Column("捐款人", lambda row: "匿名" if row.is_anonymous else row.donor),
        Column("单位或部门", lambda row: "" if row.is_anonymous else row.unit),
        Column("同意公开姓名", lambda row: "是" if row.may_be_named else "否"),
        Column("意愿用途", "wish"),
        Column("方式", "get_method_display"),
        Column("金额", "amount", "元"),
        Column("捐款日期", "given_on"),
        Column("凭证年内号", "voucher.number"),
    ),
)

COLLECTIONS = Shape(
    key="collections",
    title="按表收会费",
    page="collection-list",
    permissions=("view_books",),
    rows=lambda user, query, on: Collection.objects.with_sums().select_related("uploaded_by"),
    columns=(
        Column("上传时间", "uploaded_at"),
        Column("种类", "get_kind_display"),
        Column("单位", "unit"),
        Column("文件名", "filename"),
        Column("行数", "row_count"),
        Column("合计", "row_total", "元"),
        Column("状态", "get_status_display"),
        Column("上传人", "uploaded_by.name"),
        Column("写入日期", "written_on"),
    ),
)


def _collected(user: User, query: Query, on: dt.date) -> list[dict[str, Any]]:
    return described(get_object_or_404(Collection, pk=number_in(query)).rows)


COLLECTED = Shape(
    key="collection-rows",
    title="一批会费",
    page="collection-detail",
    permissions=("view_books",),
    rows=_collected,
    of=("pk",),
    columns=(
        Column("行", lambda row: row["row"], "表里的行号"),
        Column("姓名", lambda row: row["name"]),
        Column("类别", lambda row: row["kind_words"]),
        Column("所属年度", lambda row: row["year"]),
        Column("金额", lambda row: row["amount"], "元"),
        Column("谁缴的", lambda row: row["payer_words"]),
    ),
)

CHARTERS = Shape(
    key="charters",
    title="章程各版",
    page="charter-list",
    permissions=FUND,
    rows=lambda user, query, on: Charter.objects.select_related(
        "drafted_from", "adopted_by"
    ).order_by("-valid_from", "-pk"),
    columns=(
        Column("版本", "version"),
        Column("决议文号", "resolution"),
        Column("施行", lambda row: "" if row.is_draft else row.valid_from),
        Column("废止", "valid_to"),
        Column("首次会费", "first_due", "元"),
        Column("年度会费", "renewal_due", "元"),
        Column("起草自", "drafted_from.version"),
        Column("公布人", "adopted_by.name"),
    ),
)

SHAPES = (INCOME, VOIDS, FIGURES, GRANTS, DONATIONS, COLLECTIONS, COLLECTED, CHARTERS)

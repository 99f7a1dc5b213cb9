"""The lists of the payment batches as they are taken out. In full a batch is the bank's file."""

import datetime as dt
from collections.abc import Mapping

from django.db.models import Count, Q, QuerySet

from mutualfund.models import LineResult, PayBatch, PayLine
from welfare.masks import card_masked
from welfare.models import User
from welfare.shapes import Column, Shape, number_in

BOOKS = ("view_books",)


def batches() -> "QuerySet[PayBatch]":
    """Every batch with how many lines are paid, failed and waiting."""
    counts = {each.value: Count("lines", filter=Q(lines__result=each)) for each in LineResult}
    return PayBatch.objects.select_related("made_by").annotate(**counts).order_by("-number")


def _batch_rows(user: User, query: Mapping[str, str], on: dt.date) -> "QuerySet[PayBatch]":
    return batches()


BATCHES = Shape(
    key="pay-batches",
    title="付款批次",
    page="pay-batch-list",
    permissions=BOOKS,
    rows=_batch_rows,
    columns=(
        Column("批次号", "number"),
        Column("日期", "made_on"),
        Column("方式", lambda b: b.get_method_display()),
        Column("笔数", "many"),
        Column("合计", "total", "元"),
        Column("已付", "paid", "笔"),
        Column("失败", "failed", "笔"),
        Column("等结果", "pending", "笔"),
        Column("出纳", "made_by.name"),
        Column("指纹", "digest", "做批次时定下的内容的校验码"),
    ),
)


def lines_of(batch: int) -> "QuerySet[PayLine]":
    """The lines of a batch, in order."""
    rows = PayLine.objects.filter(batch=batch).order_by("number")
    return rows.select_related(
        "batch", "claim__member__worker__station", "payment__receipt", "result_by"
    )


def _line_rows(user: User, query: Mapping[str, str], on: dt.date) -> "QuerySet[PayLine]":
    return lines_of(number_in(query))


def told(query: Mapping[str, str]) -> str:
    """Which batch, what it comes to, for who approves."""
    batch = PayBatch.objects.filter(pk=number_in(query)).first()
    if batch is None:
        return ""
    return f"批次 {batch}，{batch.many} 笔 {batch.total:,} 元，指纹 {batch.short_digest}"


LINES = Shape(
    key="pay-lines",
    title="银行代发",
    page="pay-batch",
    permissions=BOOKS,
    rows=_line_rows,
    of=("pk",),
    words=told,
    columns=(
        Column("序号", "number"),
        Column("户名", "name"),
        Column("账号", "card", "收款人的工资卡", mask=card_masked),
        Column("开户行", "bank"),
        Column("金额", "amount", "元"),
        Column("用途", "purpose"),
    ),
    is_bare=True,
    notes=("完整的一份就是交给银行的文件：第一行是表头，没有水印。",),
)

SHAPES = (BATCHES, LINES)

"""The lists of the fund as they are taken out, and the filters they share with their pages.

What a claim says of an illness or of its beneficiary is not in a list.
"""

import datetime as dt
from collections.abc import Mapping

from django.db.models import Count, OuterRef, QuerySet, Subquery, Sum
from django.shortcuts import get_object_or_404

from mutualfund.addresses import fund_of, month_asked
from mutualfund.advances import Told, narrowed, told, with_claims
from mutualfund.approval_forms import ListedPay, pay_lines
from mutualfund.book_shapes import SHAPES as BOOKS
from mutualfund.claim_stats import UNDIVIDED
from mutualfund.clawbacks import DUE, due_for
from mutualfund.desk_shapes import SHAPES as DESK
from mutualfund.ending_shapes import SHAPES as ENDINGS
from mutualfund.income_shapes import SHAPES as INCOME
from mutualfund.models import (
    Benefit,
    Claim,
    ClaimKind,
    ClaimStatus,
    ClaimStep,
    Clawback,
    CommitteeMember,
    Fund,
    Meeting,
    PayList,
    RefusalCode,
    Voucher,
)
from mutualfund.models.claim_steps import REFUSING
from mutualfund.pay_shapes import SHAPES as PAY
from mutualfund.relief_shapes import RELIEFS
from mutualfund.reports import cash_book
from welfare.models import User
from welfare.shapes import Column, Shape, number_in


def _of_subtype(kind: str, asked: str) -> dict[str, str]:
    if asked == UNDIVIDED:
        return {"subtype": ""}
    is_known = asked and Benefit.objects.filter(kind=kind, subtype=asked).exists()
    return {"subtype": asked} if is_known else {}


def narrowed_claims(
    rows: "QuerySet[Claim]", query: Mapping[str, str], user: User
) -> "QuerySet[Claim]":
    """The rows narrowed by ?state=, ?kind=, its ?subtype=, ?year= and ?paid=, the year of the payment,
    and ?clawback=, an act on a 追回 that waits for this person; unknown values narrow nothing.
    """
    if (act := query.get("clawback", "")) in DUE:
        rows = rows.filter(pk__in=[one.claim_id for one in due_for(user, act)])
    if (state := query.get("state")) in ClaimStatus.values:
        rows = rows.filter(status=state)
    if (kind := query.get("kind")) in ClaimKind.values:
        rows = rows.filter(kind=kind, **_of_subtype(kind, query.get("subtype", "")))
    if (year := query.get("year", "")).isdecimal() and len(year) == 4 and int(year):
        rows = rows.filter(applied_on__year=int(year))
    if (paid := query.get("paid", "")).isdecimal() and len(paid) == 4 and int(paid):
        rows = rows.filter(payment__paid_on__year=int(paid))
    return rows


def month_rows(fund: Fund, query: Mapping[str, str], on: dt.date) -> "QuerySet[Voucher]":
    """The cash book of the month asked for."""
    first = month_asked(query, on)
    last = (first + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)
    rows = cash_book(fund, first=first, last=last)
    return rows.select_related("maker", "reviewer")


def _claim_rows(user: User, query: Mapping[str, str], on: dt.date) -> "QuerySet[Claim]":
    rows = narrowed_claims(Claim.objects.visible_to(user), query, user)
    refusals = ClaimStep.objects.filter(claim=OuterRef("pk"), act__in=REFUSING).order_by("-pk")
    taken = Clawback.objects.taken().filter(claim=OuterRef("pk")).order_by().values("claim")
    return rows.select_related(
        "member__worker__station", "received_by", "payment", "appeal_of"
    ).annotate(
        refusal=Subquery(refusals.values("code")[:1]),
        back=Subquery(taken.annotate(sum=Sum("amount")).values("sum")),
    )


def _refusal(claim: Claim) -> str:
    code = getattr(claim, "refusal", None)
    return str(RefusalCode(code).label) if code else ""


CLAIMS = Shape(
    key="claims",
    title="补助申领",
    page="claim-list",
    permissions=("view_claims",),
    rows=_claim_rows,
    filters=("state", "kind", "subtype", "year", "paid", "clawback"),
    columns=(
        Column("申请编号", lambda c: c.number),
        Column("社员编号", lambda c: c.member.number),
        Column("姓名", lambda c: c.member.worker.name),
        Column("工号", lambda c: c.member.worker.number),
        Column("车站", lambda c: c.member.worker.station.name),
        Column("类别", lambda c: c.get_kind_display()),
        Column("子类", lambda c: c.subtype, "章程分了子类的才有"),
        Column("发生日期", lambda c: c.event_date),
        Column("申请日期", lambda c: c.applied_on),
        Column("费用总额", lambda c: c.total_cost, "元"),
        Column("别处已报", lambda c: c.other_aid, "元，医保和别处"),
        Column("申请金额", lambda c: c.requested_amount, "元，本人申请的"),
        Column("应补", lambda c: c.asked_amount, "元，按章程算的"),
        Column("核定", lambda c: c.approved_amount, "元，委员会定的"),
        Column("实付", lambda c: c.payment.amount if hasattr(c, "payment") else None, "元"),
        Column("追回", lambda c: c.back, "元，付多了退回来的"),
        Column("条款", lambda c: c.article),
        Column("状态", lambda c: c.get_status_display()),
        Column("不同意的原因", _refusal, "受理时或委员会不同意的，按原因归类"),
        Column("本人确认", lambda c: c.get_signed_way_display()),
        Column("复核的是", lambda c: c.appeal_of.number if c.appeal_of else ""),
        Column("受理人", lambda c: c.received_by.name if c.received_by else ""),
    ),
    notes=("病情和受益人不在名单里，要看请打开那一件申请。",),
)


def _voucher_rows(user: User, query: Mapping[str, str], on: dt.date) -> "QuerySet[Voucher]":
    return month_rows(fund_of(query), query, on)


VOUCHERS = Shape(
    key="vouchers",
    title="账本",
    page="voucher-list",
    permissions=("view_books",),
    rows=_voucher_rows,
    filters=("m", "fund"),
    columns=(
        Column("日期", lambda v: v.date),
        Column("凭证号", lambda v: f"记-{v.month_number:03d}"),
        Column("年内号", lambda v: v.number),
        Column("摘要", lambda v: v.summary),
        Column("对方科目", lambda v: v.account_name),
        Column("收入", lambda v: v.received, "元"),
        Column("支出", lambda v: v.paid, "元"),
        Column("余额", lambda v: v.balance, "元"),
        Column("制单", lambda v: v.maker.name),
        Column("审核", lambda v: v.reviewer.name),
        Column("附单据", lambda v: v.attachments, "张"),
    ),
    notes=("一个月一张表，整月都在，别的月份在账本页上选。",),
)


def _seat_rows(user: User, query: Mapping[str, str], on: dt.date) -> "QuerySet[CommitteeMember]":
    return CommitteeMember.objects.select_related("user")


COMMITTEE = Shape(
    key="committee",
    title="委员",
    page="committee-list",
    permissions=("view_claims",),
    rows=_seat_rows,
    columns=(
        Column("姓名", lambda s: s.user.name),
        Column("代表", lambda s: s.get_kind_display()),
        Column("候补", lambda s: "候补" if s.is_alternate else ""),
        Column("任期自", lambda s: s.since),
        Column("任期至", lambda s: s.until),
        Column("聘任文件", lambda s: s.document),
        Column("卸任文件", lambda s: s.leave_document),
    ),
)


def _meeting_rows(user: User, query: Mapping[str, str], on: dt.date) -> "QuerySet[Meeting]":
    return Meeting.objects.select_related("chair__user", "recorder").annotate(cases=Count("items"))


MEETINGS = Shape(
    key="meetings",
    title="委员会会议",
    page="meeting-list",
    permissions=("view_claims",),
    rows=_meeting_rows,
    columns=(
        Column("会议号", lambda m: m.number),
        Column("日期", lambda m: m.held_on),
        Column("地点", lambda m: m.place),
        Column("主持", lambda m: m.chair.user.name),
        Column("记录", lambda m: m.recorder.name),
        Column("议题", lambda m: m.cases, "件"),
        Column("状态", lambda m: m.get_status_display()),
    ),
)


def _pay_rows(user: User, query: Mapping[str, str], on: dt.date) -> list[ListedPay]:
    return pay_lines(get_object_or_404(PayList, meeting=number_in(query)))


PAY_LIST = Shape(
    key="pay-list",
    title="付款单",
    page="meeting-pay-list",
    permissions=("view_claims",),
    rows=_pay_rows,
    of=("pk",),
    columns=(
        Column("序号", lambda line: line.order),
        Column("领款人", lambda line: line.name),
        Column("车站", lambda line: line.station),
        Column("类别", lambda line: line.claim.get_kind_display()),
        Column("申请编号", lambda line: line.claim.number),
        Column("核定", lambda line: line.amount, "元"),
        Column("已垫付", lambda line: line.advanced, "元，会前紧急垫付，从核定里抵"),
        Column("撤销", lambda line: line.taken_back_on, "这一天撤销了决定，不付"),
    ),
)


def _advance_rows(user: User, query: Mapping[str, str], on: dt.date) -> list[Told]:
    return narrowed(told(with_claims(), on=on), query)


ADVANCES = Shape(
    key="advances",
    title="紧急垫付",
    page="advance-list",
    permissions=("view_claims",),
    rows=_advance_rows,
    filters=("state",),
    columns=(
        Column("编号", lambda row: row.advance.number),
        Column("申请编号", lambda row: row.advance.claim.number),
        Column("姓名", lambda row: row.advance.claim.member.worker.name),
        Column("车站", lambda row: row.advance.claim.member.worker.station.name),
        Column("类别", lambda row: row.advance.claim.get_kind_display()),
        Column("垫付", lambda row: row.advance.amount, "元"),
        Column("提出日期", lambda row: row.advance.proposed_on),
        Column("付款日期", lambda row: row.advance.paid_on),
        Column("追认期限", lambda row: row.due_on),
        Column("状态", lambda row: row.words),
        Column("收回", lambda row: row.recovered, "元"),
    ),
)

SHAPES = (
    CLAIMS,
    VOUCHERS,
    MEETINGS,
    COMMITTEE,
    PAY_LIST,
    ADVANCES,
    RELIEFS,
    *DESK,
    *BOOKS,
    *INCOME,
    *PAY,
    *ENDINGS,
)

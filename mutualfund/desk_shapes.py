"""The lists of members, dues, receipts, drafts, drives and findings as they are taken out.

The filters are those of their pages, which read them here.
"""

import datetime as dt
from collections.abc import Mapping

from django.db.models import Count, QuerySet, Sum

from mutualfund.member_list import (
    absent_asked,
    asked_of,
    enrolments_asked,
    members_of,
    painted,
)
from mutualfund.models import (
    Charter,
    DraftStatus,
    DraftVoucher,
    Drive,
    DueKind,
    DuePayer,
    DuesPayment,
    Investigation,
    Member,
    Receipt,
)
from welfare.models import User
from welfare.shapes import Column, Shape

READS = ("view_fund",)


def _member_rows(user: User, query: Mapping[str, str], on: dt.date) -> "QuerySet[Member]":
    charter = Charter.objects.covering(on)
    if charter is None:  # nobody has a state without one
        return Member.objects.none()
    return members_of(asked_of(query), user, charter, on=on)[0]


MEMBERS = Shape(
    key="members",
    title="社员名册",
    page="coop-list",
    permissions=READS,
    rows=_member_rows,
    filters=("state", "station", "q"),
    columns=(
        Column("社员编号", lambda m: m.number),
        Column("姓名", lambda m: m.worker.name),
        Column("工号", lambda m: m.worker.number),
        Column("车站", lambda m: m.worker.station.name),
        Column("入社日期", lambda m: m.joined_on),
        Column("会费管到", lambda m: m.until, "这一天以前都缴过了"),
        Column("状态", lambda m: painted(m)[1], "由会费算出来"),
        Column("退社日期", lambda m: m.left_on),
    ),
)


def narrowed_dues(user: User, query: Mapping[str, str]) -> "QuerySet[DuesPayment]":
    """The dues of those a person sees, by ?year=, ?paid= (the year it was paid), ?kind=,
    ?payer=other, ?file= (the file they came in) and ?booked=1, the latest first.
    """
    rows = DuesPayment.objects.kept().filter(member__in=Member.objects.visible_to(user))
    if (year := query.get("year", "")).isdecimal() and len(year) == 4:
        rows = rows.filter(year=int(year))
    if (paid := query.get("paid", "")).isdecimal() and len(paid) == 4 and int(paid):
        rows = rows.filter(paid_on__year=int(paid))
    if (kind := query.get("kind", "")) in DueKind.values:
        rows = rows.filter(kind=kind)
    if query.get("payer", "") == "other":
        rows = rows.exclude(payer=DuePayer.SELF)
    if (file := query.get("file", "")).isdecimal() and len(file) < 12:
        rows = rows.filter(collection=int(file))
    if query.get("booked", "") == "1":
        rows = rows.filter(voucher__isnull=False)
    return rows.order_by("-paid_on", "-pk")


def _due_rows(user: User, query: Mapping[str, str], on: dt.date) -> "QuerySet[DuesPayment]":
    return narrowed_dues(user, query).select_related("member__worker__station", "voucher")


DUES = Shape(
    key="dues",
    title="会费明细",
    page="dues-list",
    permissions=READS,
    rows=_due_rows,
    filters=("year", "kind", "payer", "paid", "file", "booked"),
    columns=(
        Column("社员编号", lambda d: d.member.number),
        Column("姓名", lambda d: d.member.worker.name),
        Column("车站", lambda d: d.member.worker.station.name),
        Column("所属年度", lambda d: d.year),
        Column("类别", lambda d: d.get_kind_display()),
        Column("金额", lambda d: d.amount, "元"),
        Column("缴费日期", lambda d: d.paid_on),
        Column("谁缴的", lambda d: d.get_payer_display()),
        Column("方式", lambda d: d.get_method_display()),
        Column("收据号", lambda d: d.receipt_no),
        Column("凭证年内号", lambda d: d.voucher.number if d.voucher else ""),
    ),
)


def narrowed_receipts(query: Mapping[str, str]) -> "QuerySet[Receipt]":
    """Every receipt, or with ?void=1 the void ones."""
    rows = Receipt.objects.select_related("issued_by", "voided_by")
    return rows.exclude(void_reason="") if query.get("void") == "1" else rows


def _receipt_rows(user: User, query: Mapping[str, str], on: dt.date) -> "QuerySet[Receipt]":
    return narrowed_receipts(query)


RECEIPTS = Shape(
    key="receipts",
    title="收据登记簿",
    page="receipt-list",
    permissions=READS,
    rows=_receipt_rows,
    filters=("void",),
    columns=(
        Column("收据号", str),
        Column("日期", lambda r: r.issued_on),
        Column("交款人", lambda r: r.payer),
        Column("收款事由", lambda r: r.reason),
        Column("方式", lambda r: r.get_method_display()),
        Column("金额", lambda r: r.amount, "元"),
        Column("经手人", lambda r: r.issued_by.name),
        Column("纸质收据号", lambda r: r.paper_no),
        Column("作废原因", lambda r: r.void_reason),
        Column("作废人", lambda r: r.voided_by.name if r.voided_by else ""),
    ),
)


def narrowed_drafts(query: Mapping[str, str]) -> "QuerySet[DraftVoucher]":
    """The drafts of ?state=; those that wait for anything else."""
    rows = DraftVoucher.objects.select_related("maker", "reviewer", "voucher")
    state = query.get("state", "")
    rows = rows.filter(status=state) if state in DraftStatus.values else rows.waiting()
    return rows.with_total().order_by("-date", "-pk")


def _draft_rows(user: User, query: Mapping[str, str], on: dt.date) -> "QuerySet[DraftVoucher]":
    return narrowed_drafts(query)


DRAFTS = Shape(
    key="drafts",
    title="凭证办理",
    page="draft-list",
    permissions=("view_books",),
    rows=_draft_rows,
    filters=("state",),
    columns=(
        Column("日期", lambda d: d.date),
        Column("摘要", lambda d: d.summary),
        Column("金额", lambda d: d.total, "元，借方合计"),
        Column("附单据", lambda d: d.attachments, "张"),
        Column("状态", lambda d: d.get_status_display()),
        Column("制单", lambda d: d.maker.name),
        Column("审核", lambda d: d.reviewer.name if d.reviewer else ""),
        Column("凭证年内号", lambda d: d.voucher.number if d.voucher else "", "记账以后才有"),
    ),
)


def drives() -> "QuerySet[Drive]":
    """募捐 with what each brought, the latest first."""
    rows = Drive.objects.annotate(raised=Sum("donations__amount"), gifts=Count("donations"))
    return rows.order_by("-starts_on")


def _drive_rows(user: User, query: Mapping[str, str], on: dt.date) -> "QuerySet[Drive]":
    return drives()


DRIVES = Shape(
    key="drives",
    title="募捐",
    page="drive-list",
    permissions=READS,
    rows=_drive_rows,
    columns=(
        Column("活动", lambda d: d.name),
        Column("起", lambda d: d.starts_on),
        Column("止", lambda d: d.ends_on),
        Column("笔数", lambda d: d.gifts),
        Column("金额", lambda d: d.raised or 0, "元"),
    ),
)


def findings_of(user: User) -> "QuerySet[Investigation]":
    """What a person was asked to look into, unsigned ones first."""
    rows = Investigation.objects.filter(investigator=user)
    return rows.select_related("claim__member__worker__station").order_by(
        "signed_at", "-claim__number"
    )


def _finding_rows(user: User, query: Mapping[str, str], on: dt.date) -> "QuerySet[Investigation]":
    return findings_of(user)


INVESTIGATIONS = Shape(
    key="investigations",
    title="我的调查",
    page="investigation-list",
    permissions=("investigate_claim",),
    rows=_finding_rows,
    columns=(
        Column("申请编号", lambda i: i.claim.number),
        Column("姓名", lambda i: i.claim.member.worker.name),
        Column("车站", lambda i: i.claim.member.worker.station.name),
        Column("类别", lambda i: i.claim.get_kind_display()),
        Column("上门日期", lambda i: i.visited_on),
        Column("结论", lambda i: i.get_conclusion_display()),
        Column("签字时间", "signed_at"),
    ),
    notes=("调查写的情况不在名单里，要看请打开那一件申请。",),
)

ABSENT = Shape(
    key="absent",
    title="没有入社的职工",
    page="coop-absent",
    permissions=("manage_members",),
    rows=lambda user, query, on: absent_asked(user, query, on=on),
    filters=("station", "q"),
    columns=(
        Column("工号", "number"),
        Column("姓名", "name"),
        Column("车站", "station.name"),
        Column("用工状态", "get_post_display"),
    ),
)

ENROLMENTS = Shape(
    key="enrolments",
    title="正在入社",
    page="enrolment-list",
    permissions=READS,
    rows=lambda user, query, on: enrolments_asked(user, query),
    filters=("show",),
    columns=(
        Column("登记号", "number"),
        Column("姓名", "worker.name"),
        Column("工号", "worker.number"),
        Column("车站", "worker.station.name"),
        Column("登记日期", "applied_on"),
        Column("签名日期", "signed_on", "空着的还没有签"),
        Column("批准日期", "approved_on", "互助委批准；空着的还没有"),
        Column("批准文号", "approval_no"),
        Column("公布日期", "announced_on"),
    ),
)

SHAPES = (MEMBERS, DUES, RECEIPTS, DRAFTS, DRIVES, INVESTIGATIONS, ABSENT, ENROLMENTS)

"""The lists of paid claims that wait for 签领 or 结案, and of the call-backs, with their filters."""

import datetime as dt
from collections.abc import Mapping

from django.db.models import Exists, OuterRef, QuerySet

from mutualfund.models import (
    CallAnswer,
    Claim,
    ClaimCall,
    ClaimSample,
    ClaimStatus,
    Clawback,
    Payment,
)
from mutualfund.models.clawbacks import OPEN
from mutualfund.models.endings import ClaimCallQuerySet
from staff.visit_list import quarter_of
from welfare.days import Quarter
from welfare.models import User
from welfare.shapes import Column, Shape

TO_SIGN, TO_CLOSE, ODD = "sign", "close", "odd"
MINE = "mine"  # of the call-backs: those that wait for this person
SHOWN = {TO_SIGN: "等签领", TO_CLOSE: "可以结案", ODD: "回访有出入"}


def _with_money(rows: "QuerySet[Claim]") -> "QuerySet[Claim]":
    standing = rows.filter(payment__voucher__reversed_by__isnull=True)
    return standing.select_related(
        "member__worker__station", "payment__line__batch", "payment__acknowledgement",
        "payment__call__called_by",
    )  # fmt: skip


def waiting_claims(user: User, show: str) -> "QuerySet[Claim]":
    """Paid claims that wait for one thing: the payee's word, the closing, words on an odd answer."""
    rows = _with_money(Claim.objects.visible_to(user))
    if show == TO_SIGN:
        return rows.filter(status=ClaimStatus.PAID).order_by("payment__paid_on", "pk")
    signed = rows.filter(status=ClaimStatus.RECEIPT_SIGNED).order_by("payment__paid_on", "pk")
    odd = ClaimCall.objects.filter(
        payment=OuterRef("payment__pk"), answer__in=[CallAnswer.NOT_GOT, CallAnswer.UNREACHED]
    )
    if show == ODD:
        return signed.filter(Exists(odd))
    waits = ClaimCall.objects.filter(payment=OuterRef("payment__pk")).exclude(answer=CallAnswer.GOT)
    sample = ClaimSample.objects.filter(
        year=OuterRef("payment__paid_on__year"), quarter=OuterRef("payment__paid_on__quarter")
    )
    part = Clawback.objects.filter(payment=OuterRef("payment__pk"), status__in=OPEN)
    return signed.filter(Exists(sample)).exclude(Exists(waits)).exclude(Exists(part))


def show_asked(query: Mapping[str, str]) -> str:
    """?show=, the first for anything else."""
    asked = query.get("show", "")
    return asked if asked in SHOWN else TO_SIGN


def _endings(user: User, query: Mapping[str, str], on: dt.date) -> "QuerySet[Claim]":
    return waiting_claims(user, show_asked(query))


def _said(claim: Claim) -> str:
    call = getattr(claim.payment, "call", None)
    return call.get_answer_display() if call else ""


def _signed(claim: Claim) -> object:
    kept = getattr(claim.payment, "acknowledgement", None)
    return kept.signed_on if kept else None


ENDINGS = Shape(
    key="claim-endings",
    title="签领和结案",
    page="claim-endings",
    permissions=("view_claims",),
    rows=_endings,
    filters=("show",),
    columns=(
        Column("申请编号", "number"),
        Column("姓名", "member.worker.name"),
        Column("车站", "member.worker.station.name"),
        Column("类别", lambda claim: claim.get_kind_display()),
        Column("实付", "payment.amount", "元"),
        Column("付款日期", "payment.paid_on"),
        Column("方式", lambda claim: claim.payment.get_method_display()),
        Column("签领日期", _signed),
        Column("回访", _said, "抽到的才有"),
    ),
)


def quarter_asked(query: Mapping[str, str], on: dt.date) -> Quarter:
    """?quarter=2026-3, the last one that is over for anything else."""
    return quarter_of(query.get("quarter", ""), Quarter.of(on).shifted(-1))


def calls_of(quarter: Quarter) -> ClaimCallQuerySet:
    """The drawn payments of a quarter."""
    return ClaimCall.objects.of_quarter(quarter).about()


def calls_for(user: User) -> ClaimCallQuerySet:
    """等我问的: drawn in any quarter, not answered, and this person had no part in them."""
    return ClaimCall.objects.waiting().free_for(user).about()


def undrawn(*, on: dt.date) -> list[Quarter]:
    """Quarters that are over, in which claims were paid, and of which nothing was drawn. Two queries."""
    days = Payment.objects.filter(paid_on__lt=Quarter.of(on).first).order_by()
    paid = set(days.values_list("paid_on__year", "paid_on__quarter").distinct())
    if not paid:
        return []
    there = set(ClaimSample.objects.values_list("year", "quarter"))
    return [Quarter(year, number) for year, number in sorted(paid - there)]


def _calls(user: User, query: Mapping[str, str], on: dt.date) -> ClaimCallQuerySet:
    return calls_for(user) if query.get("show") == MINE else calls_of(quarter_asked(query, on))


CALLS = Shape(
    key="claim-calls",
    title="补助回访",
    page="claim-calls",
    permissions=("view_claims",),
    rows=_calls,
    filters=("quarter", "show"),
    columns=(
        Column("申请编号", "claim.number"),
        Column("姓名", "claim.member.worker.name"),
        Column("车站", "claim.member.worker.station.name"),
        Column("付款日期", "payment.paid_on"),
        Column("金额", "payment.amount", "元"),
        Column("结果", lambda call: call.get_answer_display()),
        Column("回访人", lambda call: call.called_by.name if call.called_by else ""),
        Column("回访时间", "called_at"),
    ),
    notes=("职工怎么说不在名单里，要看请打开那一次回访。",),
)

SHAPES = (ENDINGS, CALLS)

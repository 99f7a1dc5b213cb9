"""Orders 整改通知: issued for a finding, done by who owes it, rechecked by another, closed for all to read."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from disclosure.actions.papers import keep_papers
from disclosure.inspection_duties import may_issue, may_recheck, may_report
from disclosure.models import (
    Finding,
    OrderAct,
    Rectification,
    RectificationPaper,
    RectificationStatus,
    RectificationStep,
)
from disclosure.scan import leaks
from welfare import audit, clock
from welfare.errors import Refused
from welfare.models import User
from welfare.serials import next_number, take_turn
from welfare.uploads import CleanFile


def _next_number(year: int) -> str:
    """编号: ZG-2026-01."""
    return next_number(Rectification.objects.all(), f"ZG-{year}-", digits=2)


def _step(
    order: Rectification, kind: OrderAct, words: str, files: Sequence[CleanFile], by: User
) -> None:
    step = RectificationStep.objects.create(
        order=order, kind=kind, status=order.status, words=words.strip(), by=by, at=clock.now()
    )
    keep_papers(RectificationPaper, files, by=by, step=step)
    audit.record(f"rectification.{kind}", order, by=by, papers=len(files))


@transaction.atomic
def issue_order(
    finding: Finding,
    *,
    demand: str,
    owner: User,
    due_on: dt.date,
    files: Sequence[CleanFile] = (),
    on: dt.date,
    by: User,
) -> Rectification:
    """下整改通知, with a photograph of how it was when there is one.

    Raises Refused for anybody but an inspector, twice for a finding, to himself, to somebody who
    cannot report, without a demand, for a day gone by, or with a number of a person in it: it is public.
    """
    finding = Finding.objects.select_related("inspection").get(pk=finding.pk)
    take_turn(f"rectification.{finding.pk}")
    if reason := may_issue(by, finding.inspection):
        raise Refused(reason)
    if Rectification.objects.filter(finding=finding).exists():
        raise Refused("这处问题已经下过整改通知。")
    if owner.pk == by.pk:
        raise Refused("责任人不能是自己：自己下的要由别人改。")
    if not owner.is_active or not owner.may_use("use_office"):
        raise Refused(f"{owner.name}不能登录办公，报不了改好，换一位责任人。")
    if not demand.strip():
        raise Refused("写明要怎样改。")
    if found := leaks({"整改要求": demand, "扣分原因": finding.reason}):
        raise Refused("；".join(found) + "。整改会公开。")
    if due_on < on:
        raise Refused(f"期限 {due_on:%Y-%m-%d} 已经过去，请改成今天或以后。")
    order = Rectification.objects.create(
        number=_next_number(on.year), finding=finding, demand=demand.strip(), owner=owner,
        issued_on=on, due_on=due_on,
    )  # fmt: skip
    _step(order, OrderAct.ISSUED, "", files, by)
    return order


def _locked(order: Rectification) -> Rectification:
    rows = Rectification.objects.select_for_update(of=("self",))
    return rows.select_related("finding__inspection", "owner").get(pk=order.pk)


@transaction.atomic
def report_order(
    order: Rectification, *, words: str, files: Sequence[CleanFile], by: User
) -> Rectification:
    """报改好, with a paper, by who owes it. Raises Refused for another, or without a paper."""
    order = _locked(order)
    if reason := may_report(by, order):
        raise Refused(reason)
    if not files:
        raise Refused("改好要传照片或单据。")
    order.status = RectificationStatus.DONE
    order.save(update_fields=["status"])
    _step(order, OrderAct.DONE, words, files, by)
    return order


@transaction.atomic
def recheck_order(
    order: Rectification, *, good: bool, words: str, on: dt.date, by: User
) -> Rectification:
    """复查: closed, or back with the reason. Raises Refused for who owes it, or a no without why."""
    order = _locked(order)
    if reason := may_recheck(by, order):
        raise Refused(reason)
    if not good and not words.strip():
        raise Refused("没改好，写明还差什么。")
    order.status = RectificationStatus.CLOSED if good else RectificationStatus.ISSUED
    order.closed_on = on if good else None
    order.save(update_fields=["status", "closed_on"])
    _step(order, OrderAct.CLOSED if good else OrderAct.RETURNED, words, (), by)
    return order

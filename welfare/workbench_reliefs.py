"""What the reliefs 困难救助 bring to the to-do list: to approve, to make, to review, to pay, to call."""

import datetime as dt
from collections.abc import Callable

from django.urls import reverse

from mutualfund.models import DraftStatus, DraftVoucher, Relief, ReliefStatus
from mutualfund.models.reliefs import RELIEF
from mutualfund.relief_list import NOT_ARRIVED, TO_CALL
from welfare.models import User
from welfare.money import yuan
from welfare.workbench_tasks import Task, folded

CALL_AFTER = dt.timedelta(days=7)  # so long after the payment somebody should have asked, 示例


def _lines(reliefs: list[Relief], verb: str, told: str) -> list[Task]:
    tasks = [
        Task(
            "cash", f"{verb}{one.worker.name} {one.get_kind_display()} {yuan(one.amount)} 元",
            one.get_absolute_url(), told, one.number, place=one.worker.station.name, state="救助",
        )
        for one in reliefs
    ]  # fmt: skip
    return folded(tasks, f"{verb}困难救助 {len(tasks)} 笔", reverse("relief-list"))


def _in(status: ReliefStatus) -> "list[Relief]":
    return list(Relief.objects.filter(status=status).select_related("worker__station"))


def _to_approve(user: User, on: dt.date) -> list[Task]:
    waiting = [one for one in _in(ReliefStatus.PROPOSED) if one.proposed_by_id != user.pk]
    return _lines(waiting, "批准：", "提出的人不能自己批")


def _approved(*states: DraftStatus) -> list[Relief]:
    """Approved ones whose voucher is in one of the states; without states, those that have none."""
    drafts = DraftVoucher.objects.filter(purpose=RELIEF).exclude(status=DraftStatus.DROPPED)
    known = dict(drafts.values_list("source", "status"))
    wanted: set[str | None] = {*states} or {None}
    return [one for one in _in(ReliefStatus.APPROVED) if known.get(one.source) in wanted]


def _to_make(user: User, on: dt.date) -> list[Task]:
    return _lines(_approved(), "制单：", "主任委员已批准")


def _to_review(user: User, on: dt.date) -> list[Task]:
    return _lines(_approved(DraftStatus.DRAFT), "审核：", "会计已制单")


def _to_pay(user: User, on: dt.date) -> list[Task]:
    return _lines(_approved(DraftStatus.REVIEWED), "发放：", "凭证已审核")


def _to_call(user: User, on: dt.date) -> list[Task]:
    """Paid a week ago and not asked about, or said not to have arrived."""
    url, tasks = reverse("relief-list"), []
    late, lost = Relief.objects.calls_missing(until=on - CALL_AFTER)
    if late:
        told = f"发了 {CALL_AFTER.days} 天还没问钱到了没有"
        tasks.append(
            Task("telephone", "回访困难救助", f"{url}?show={TO_CALL}", told, state=f"{late} 笔", weight=late)
        )  # fmt: skip
    if lost:
        tasks.append(
            Task(
                "exclamation-triangle-fill", "困难救助回访说没到", f"{url}?show={NOT_ARRIVED}",
                "查清楚以后再回访一次", kind="over", state=f"{lost} 笔", weight=lost,
            )
        )  # fmt: skip
    return tasks


RELIEFS: list[tuple[str, Callable[[User, dt.date], list[Task]]]] = [
    ("approve_hardship", _to_approve),
    ("make_voucher", _to_make),
    ("review_voucher", _to_review),
    ("pay_claim", _to_pay),
    ("manage_hardship", _to_call),
]

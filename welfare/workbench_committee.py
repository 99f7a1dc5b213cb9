"""What of the committee waits for whoever looks: emergency payments 紧急垫付, minutes to be signed."""

import datetime as dt
from collections.abc import Callable

from django.db.models import Exists, OuterRef, Subquery
from django.urls import reverse

from mutualfund.advances import OVERDUE, tally
from mutualfund.models import (
    Advance,
    AdvanceStatus,
    DraftStatus,
    DraftVoucher,
    Meeting,
    MeetingStatus,
    MinutesVersion,
    SignedCopy,
)
from mutualfund.models.advances import ADVANCE
from welfare.models import User
from welfare.money import yuan
from welfare.workbench_endings import ENDINGS
from welfare.workbench_reliefs import RELIEFS
from welfare.workbench_tasks import Task, folded


def _lines(advances: list[Advance], verb: str, told: str) -> list[Task]:
    tasks = [
        Task(
            "cash", f"{verb}{one.claim.member.worker.name} {yuan(one.amount)} 元",
            one.get_absolute_url(), told, one.number, state="紧急",
        )
        for one in advances
    ]  # fmt: skip
    return folded(tasks, f"紧急垫付 {len(tasks)} 笔", reverse("advance-list"))


def _to_approve(user: User, on: dt.date) -> list[Task]:
    rows = Advance.objects.filter(status=AdvanceStatus.PROPOSED).exclude(proposed_by=user)
    rows = rows.select_related("claim__member__worker")
    return _lines(list(rows), "批准紧急垫付：", "等不到开会，先付后追认")


def _drafted(*states: DraftStatus) -> list[str]:
    drafts = DraftVoucher.objects.filter(purpose=ADVANCE, status__in=states)
    return list(drafts.values_list("source", flat=True))


def _approved(sources: list[str], *, with_draft: bool) -> list[Advance]:
    rows = Advance.objects.filter(status=AdvanceStatus.APPROVED)
    rows = rows.select_related("claim__member__worker")
    return [one for one in rows if (one.source in sources) == with_draft]


def _to_make(user: User, on: dt.date) -> list[Task]:
    made = _drafted(DraftStatus.DRAFT, DraftStatus.REVIEWED)
    return _lines(_approved(made, with_draft=False), "制单紧急垫付：", "主任已批准")


def _to_pay(user: User, on: dt.date) -> list[Task]:
    ready = _drafted(DraftStatus.REVIEWED)
    return _lines(_approved(ready, with_draft=True), "付紧急垫付：", "凭证已审核")


def _to_review(user: User, on: dt.date) -> list[Task]:
    rows = DraftVoucher.objects.filter(purpose=ADVANCE, status=DraftStatus.DRAFT)
    return [
        Task(
            "pencil", f"审核{draft.summary}", draft.get_absolute_url(), "会计已经制单", state="紧急"
        )
        for draft in rows.exclude(maker=user)
    ]


def _overdue(user: User, on: dt.date) -> list[Task]:
    found = tally(on=on)
    url, tasks = reverse("advance-list"), []
    if found.overdue:
        told = "下一次会议必须排上，排上以前每天都在这里"
        tasks.append(
            Task(
                "exclamation-triangle-fill", "紧急垫付超期没有追认", f"{url}?state={OVERDUE}", told,
                kind="over", state=f"{found.overdue} 笔", weight=found.overdue,
            )
        )  # fmt: skip
    if found.recovering:
        told = "没有追认的要收回"
        tasks.append(
            Task(
                "arrow-counterclockwise", "收回紧急垫付", f"{url}?state=recovering", told,
                state=f"{found.recovering} 笔", weight=found.recovering,
            )
        )  # fmt: skip
    return tasks


def _unsigned(user: User, on: dt.date) -> list[Task]:
    """Minutes whose newest version nobody has brought back signed."""
    newest = MinutesVersion.objects.filter(meeting=OuterRef("pk")).order_by("-version")
    kept = SignedCopy.objects.filter(minutes=OuterRef("newest"))
    meetings = Meeting.objects.filter(status=MeetingStatus.CLOSED)
    meetings = meetings.annotate(newest=Subquery(newest.values("pk")[:1])).filter(~Exists(kept))
    tasks = [
        Task(
            "pen", f"{one}的纪要等签字件", one.get_absolute_url(), "打印签字，拍照存进来", one.number,
            state="待签字",
        )
        for one in meetings
    ]  # fmt: skip
    return folded(tasks, f"纪要等签字件 {len(tasks)} 次", reverse("meeting-list"))


COMMITTEE: list[tuple[str, Callable[[User, dt.date], list[Task]]]] = [
    ("finalise_claim", _to_approve),
    ("manage_meeting", _overdue),
    ("intake_claim", _unsigned),
    ("make_voucher", _to_make),
    ("review_voucher", _to_review),
    ("pay_claim", _to_pay),
    *RELIEFS,
    *ENDINGS,
]

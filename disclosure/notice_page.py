"""What the office's page of a notice shows beside the paper: the seven steps, the scan, who is next."""

import datetime as dt
from dataclasses import dataclass

from disclosure.actions.notice_steps import may_correct
from disclosure.actions.notices import may_release
from disclosure.models import Notice, NoticeAct, NoticeStatus, NoticeStep
from disclosure.notice_steps import (
    NEEDS,
    STANDS_AT,
    STEPS,
    due_of,
    last_act,
    may_take,
    open_acts,
    steps_of,
)
from disclosure.scan import leaks
from welfare.models import User


@dataclass(frozen=True)
class Stop:
    """One of the seven."""

    words: str
    state: str
    note: str


@dataclass(frozen=True)
class Office:
    """What this person may do with the notice now, and why not."""

    notice: Notice
    steps: list[NoticeStep]
    stops: list[Stop]
    due_on: dt.date | None
    is_late: bool
    acts: list[NoticeAct]  # which he may take
    blocked: str  # why he may not take what comes next
    may_send: bool
    may_release: bool
    release_reason: str
    correct_reason: str
    may_correct: bool
    leaks: list[str]


def office_of(notice: Notice, user: User, *, on: dt.date) -> Office:
    """Load it. A fixed number of queries."""
    steps = steps_of(notice)
    due = due_of(notice, steps)
    follow = open_acts(notice, steps)
    reasons = {act: may_take(user, notice, act, on=on) for act in follow}
    own = [act for act in follow if user.may_use(NEEDS[act])]
    blocked = next((reasons[act] for act in (*own, *follow) if reasons[act]), "")
    texts = {"补充说明": notice.note}
    texts |= {f"第 {n} 行": " | ".join(row) for n, row in enumerate(notice.rows, start=1)}
    is_draft = notice.status == NoticeStatus.DRAFT
    return Office(
        notice, steps, _stops(steps), due, due is not None and due < on,
        [act for act in follow if not reasons[act]], blocked,
        user.may_use("draft_notice") and is_draft, user.may_use("release_notice"),
        may_release(user, notice), may_correct(notice), user.may_use("draft_notice"), leaks(texts),
    )  # fmt: skip


def _stops(steps: list[NoticeStep]) -> list[Stop]:
    at = STANDS_AT[NoticeAct(last_act(steps))]
    notes = {}
    for step in steps:
        who = step.by.name if step.by else ""
        notes[STANDS_AT[NoticeAct(step.act)]] = f"{who} {step.on:%m-%d}".strip()
    return [
        Stop(words, "done" if n < at else "now" if n == at else "", notes.get(n, ""))
        for n, words in enumerate(STEPS, start=1)
    ]

"""Where a notice stands in its seven steps, who may take the next, and by when."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from disclosure.models import FOLLOWS, Notice, NoticeAct, NoticeObjection, NoticeStatus, NoticeStep
from disclosure.models.notices import SHOWN
from staff.models import Result
from welfare.days import ONE, last_working_day
from welfare.models import User

STEP_DAYS = 10  # working days from one step to the next (domain.md 15, objection answer)
STEPS = ("提出", "审查", "公开", "反馈", "整改", "监督", "归档")
_A = NoticeAct
# which of the seven an act belongs to, from 1
STANDS_AT = {
    _A.DRAFTED: 1, _A.SENT: 2, _A.RETURNED: 1, _A.RELEASED: 3, _A.WITHDRAWN: 3, _A.FEEDBACK: 4,
    _A.ORDERED: 5, _A.RECTIFIED: 5, _A.FAILED: 6, _A.CHECKED: 6, _A.ARCHIVED: 7,
}  # fmt: skip
# who takes which step after the release
NEEDS = {
    _A.FEEDBACK: "draft_notice", _A.ORDERED: "draft_notice", _A.RECTIFIED: "draft_notice",
    _A.FAILED: "release_notice", _A.CHECKED: "release_notice", _A.ARCHIVED: "draft_notice",
}  # fmt: skip
SUPERVISES = {_A.CHECKED, _A.FAILED}


@dataclass(frozen=True)
class Telling:
    """What is told with a step; papers are (name, content)."""

    words: str
    owner: str = ""
    due_on: dt.date | None = None
    papers: Sequence[tuple[str, bytes]] = field(default_factory=list)


def steps_of(notice: Notice) -> list[NoticeStep]:
    """All its steps, the first in front. Two queries."""
    return list(notice.steps.select_related("by").prefetch_related("papers"))


def last_act(steps: Sequence[NoticeStep]) -> str:
    """The last step; a notice without any was released before steps were written down."""
    return steps[-1].act if steps else _A.RELEASED


def may_take(user: User, notice: Notice, act: NoticeAct, *, on: dt.date) -> str:
    """Why this person may not take this step now; empty when he may."""
    if not user.may_use(NEEDS[act]):
        return "这一步要由监督小组来办。" if act in SUPERVISES else "这一步要由公开编辑来办。"
    if notice.status not in SHOWN or notice.status == NoticeStatus.ARCHIVED:
        return f"公示现在是「{notice.get_status_display()}」，没有下一步。"
    steps = steps_of(notice)
    if last_act(steps) not in FOLLOWS[act]:
        return f"现在是「{NoticeAct(last_act(steps)).label}」，还轮不到{act.label}。"
    if act == _A.FEEDBACK:
        return _not_yet(notice, on=on)
    if act in SUPERVISES:
        return _same_hand(user, notice, steps) or _unmended(notice, steps)
    return ""


def _not_yet(notice: Notice, *, on: dt.date) -> str:
    if notice.public_until is None or notice.public_until >= on:
        return f"公示到 {notice.public_until}，期满以后再收总反馈。"
    if waiting := NoticeObjection.objects.filter(notice=notice).open().count():
        return f"还有 {waiting} 条异议没有答复，答复以后再收总反馈。"
    return ""


def _same_hand(user: User, notice: Notice, steps: Sequence[NoticeStep]) -> str:
    if user.pk == notice.editor_id:
        return "这件公示是您拟的，要由别人监督。"
    if user.pk == notice.releaser_id:
        return "这件公示是您放行的，要由监督小组另一个人检查。"
    if any(step.by_id == user.pk for step in steps):
        return "这件公示您办过别的步骤，要由别人监督。"
    return ""


def _unmended(notice: Notice, steps: Sequence[NoticeStep]) -> str:
    is_mended = any(step.act == _A.RECTIFIED for step in steps)
    if founded_of(notice) and not is_mended:
        return "有核查成立的异议，整改完成以后再检查。"
    return ""


def founded_of(notice: Notice) -> int:
    """How many objections were founded."""
    rows = NoticeObjection.objects.filter(notice=notice)
    return (
        rows.filter(result=Result.FOUNDED).count()
        + rows.filter(file_objection__result=Result.FOUNDED).count()
    )


def due_of(notice: Notice, steps: Sequence[NoticeStep]) -> dt.date | None:
    """By when the next step after the release has to be taken; None when none is due."""
    if notice.status == NoticeStatus.ARCHIVED or notice.public_until is None:
        return None
    last = steps[-1] if steps else None
    if last is not None and last.due_on is not None:
        return last.due_on
    is_after = last is not None and STANDS_AT[NoticeAct(last.act)] > STANDS_AT[_A.WITHDRAWN]
    since = last.on if is_after and last is not None else notice.public_until
    return last_working_day(since + ONE, STEP_DAYS)


def open_acts(notice: Notice, steps: Sequence[NoticeStep]) -> list[NoticeAct]:
    """What may follow now, whoever takes it."""
    if notice.status not in SHOWN or notice.status == NoticeStatus.ARCHIVED:
        return []
    return [NoticeAct(act) for act, before in FOLLOWS.items() if last_act(steps) in before]

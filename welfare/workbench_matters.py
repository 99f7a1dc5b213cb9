"""What matters 转办事项 bring to the to-do list: a low word first, what is late, to assign, answer, ask."""

import datetime as dt
from collections.abc import Callable

from django.db.models import Prefetch, Q
from django.urls import reverse

from staff.models import Matter, MatterStatus, MatterStep, Rating
from staff.models.matters import spoken_badly, to_press
from welfare.models import User
from welfare.workbench_tasks import Task, folded

SAID = 60  # characters of the worker's word that stand in a line
BAD = Prefetch("steps", MatterStep.objects.filter(rating=Rating.UNSATISFIED), to_attr="bad_words")


def _line(matter: Matter, told: str, kind: str, state: str) -> Task:
    return Task(
        "arrow-return-right",
        f"{matter.worker.name}：{matter.get_need_display()}",
        matter.get_absolute_url(),
        told,
        matter.number,
        place=matter.worker.station.name,
        kind=kind,
        state=state,
    )


def _list(show: str) -> str:
    return f"{reverse('matter-list')}?show={show}"


def hot_matters(user: User, on: dt.date) -> tuple[list[Task], list[Task]]:
    """What a worker was not content with and is to be done again, and what is past its day.

    The owner's own, and all for those who assign. One query, and one for the words said.
    """
    rows = Matter.objects.visible_to(user).to_do().filter(Q(first_due_on__lt=on) | spoken_badly(1))
    rows = rows.select_related("worker__station", "owner").prefetch_related(BAD)
    if not user.may_use("assign_matter"):
        rows = rows.filter(owner=user)
    again, late = [], []
    for matter in rows:
        if matter.bad_words:
            again.append(_again(matter, user, on))
        else:
            late.append(_late(matter, on))
    return (
        folded(again, "职工不满意，要重办", _list("again")),
        folded(late, "转办逾期没答复", _list("overdue")),
    )


def _again(matter: Matter, user: User, on: dt.date) -> Task:
    """The worker's word, and until when it is to be answered anew."""
    words = str(matter.bad_words[-1].words)  # type: ignore[attr-defined]  # prefetched
    said = f"{words[:SAID]}…" if len(words) > SAID else words
    who = "" if matter.owner == user else f"，承办人 {matter.owner.name if matter.owner else ''}"
    late = matter.is_overdue(on=on)
    told = f"职工说：{said}。重办，{matter.due_on:%m-%d} 前答复{who}"
    return _line(matter, told, "over", "重办逾期" if late else "不满意")


def _late(matter: Matter, on: dt.date) -> Task:
    who = f"承办人 {matter.owner.name}" if matter.owner else "还没有承办人"
    days = (on - matter.first_due_on).days
    return _line(
        matter, f"{matter.first_due_on:%m-%d} 到期，已逾期 {days} 天。{who}", "over", "逾期"
    )


def _to_assign(user: User, on: dt.date) -> list[Task]:
    rows = Matter.objects.visible_to(user).filter(status=MatterStatus.RAISED, first_due_on__gte=on)
    tasks = [
        _line(matter, f"{matter.raised_on:%m-%d} 提出，还没有承办人", "draft", "待指派")
        for matter in rows.select_related("worker__station")
    ]
    return folded(tasks, "指派转办事项", _list("raised"))


def _to_answer(user: User, on: dt.date) -> list[Task]:
    """The owner's own, but those to be done again, which stand first."""
    rows = Matter.objects.filter(owner=user, status=MatterStatus.DOING, first_due_on__gte=on)
    rows = rows.exclude(spoken_badly(1))
    tasks = [
        _line(matter, f"{matter.due_on:%m-%d} 前答复", "info", "正在办")
        for matter in rows.select_related("worker__station")
    ]
    return folded(tasks, "答复转办事项", _list("mine"))


def _to_ask(user: User, on: dt.date) -> list[Task]:
    """Answered by someone else: ask the worker whether he is content."""
    rows = Matter.objects.visible_to(user).filter(status=MatterStatus.ANSWERED)
    tasks = [
        _line(matter, "已经答复，问一声满意不满意", "wait", "等职工评价")
        for matter in rows.exclude(owner=user).select_related("worker__station")
    ]
    return folded(tasks, "问职工满意不满意", _list("answered"))


def _to_press(user: User, on: dt.date) -> list[Task]:
    """Long past the day, or twice not good enough: the chair's business."""
    rows = Matter.objects.visible_to(user).filter(to_press(on))
    tasks = [
        _line(matter, f"{matter.due_on:%m-%d} 到期，等您督办", "over", "要督办")
        for matter in rows.select_related("worker__station")
    ]
    return folded(tasks, "督办转办事项", _list("press"))


MATTERS: list[tuple[str, Callable[[User, dt.date], list[Task]]]] = [
    ("assign_matter", _to_assign),
    ("answer_matter", _to_answer),
    ("answer_matter", _to_ask),
    ("press_matter", _to_press),
]

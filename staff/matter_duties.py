"""Who may take which step of a matter 转办事项; each returns the Chinese reason against, or ""."""

import datetime as dt

from django.db.models import Q, QuerySet

from staff.models import Matter, MatterStatus, Pairing, StepKind
from staff.models.matters import PRESS_AFTER, to_press
from welfare.models import User
from welfare.roles import Role
from welfare.tells import named


def _out_of_turn(matter: Matter, *allowed: MatterStatus) -> str:
    if matter.status in allowed:
        return ""
    return f"{matter.number} 是「{matter.get_status_display()}」，这一步现在不能办。"


def may_assign(user: User, matter: Matter) -> str:
    """Why this person may not give it to someone; empty when he may."""
    if not user.may_use("assign_matter"):
        return "指派由工会干事办。"
    return _out_of_turn(matter, MatterStatus.RAISED, MatterStatus.DOING)


def may_press(user: User, matter: Matter, on: dt.date) -> str:
    """Why this person may not press for it; empty when he may: late or twice not good enough."""
    if not user.may_use("press_matter"):
        return "督办由主任委员办。"
    if Matter.objects.filter(to_press(on), pk=matter.pk).exists():
        return ""
    return f"过了时限 {PRESS_AFTER.days} 天没答复，或者职工两次不满意，才要督办。"


def may_own(person: User) -> str:
    """Why a matter may not be given to this person; empty when it may."""
    if not person.is_active:
        return f"{person.name}的账号停用了，换一位承办人。"
    if not person.may_use("answer_matter"):
        return f"{person.name}没有办理转办事项的权限，换一位承办人。"
    return ""


def may_answer(user: User, matter: Matter) -> str:
    """Why this person may not answer; empty when he may."""
    if reason := _out_of_turn(matter, MatterStatus.DOING):
        return reason
    if matter.owner_id != user.pk:
        return f"由承办人{matter.owner}答复。" if matter.owner else "还没有承办人。"
    return ""


def may_rate(user: User, matter: Matter) -> str:
    """Why this person may not write down the worker's word; empty when he may.

    Whoever owned or answered it does not also say that the worker is content.
    """
    if reason := _out_of_turn(matter, MatterStatus.ANSWERED):
        return reason
    if matter.worker.user_id == user.pk:
        return "您就是提出的职工，在「我的」里评价。"
    last = matter.steps.filter(kind=StepKind.ANSWERED).order_by("-pk").first()
    if user.pk in {matter.owner_id, last.by_id if last else None}:
        return "是您办的，职工满意不满意要由别人去问。"
    return ""


def may_rate_own(user: User, matter: Matter) -> str:
    """Why this person may not rate it as the worker who asked; empty when he may."""
    if matter.worker.user_id != user.pk:
        return "办得怎么样，由提出的职工自己说。"
    return _out_of_turn(matter, MatterStatus.ANSWERED)


def owners() -> "QuerySet[User]":
    """Who may be given a matter: the office, the chair and the cadres."""
    able = User.objects.filter(is_active=True, groups__permissions__codename="answer_matter")
    return able.distinct().order_by("name", "pk")


def askers_of(matter: Matter) -> str:
    """Who finds an answered matter on his workbench, in words: the office and the lead cadre, but
    not whoever answers it. One query."""
    cadres = Pairing.objects.open().filter(file__worker=matter.worker_id).values("cadre__user")
    office = Q(groups__name__in=(Role.OFFICER, Role.CHAIR))
    people = User.objects.filter(office | Q(pk__in=cadres), is_active=True)
    people = people.exclude(pk=matter.owner_id or 0).exclude(pk=matter.worker.user_id or 0)
    return named(list(people.distinct().order_by("name", "pk").values_list("name", flat=True)))

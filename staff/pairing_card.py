"""What the contact card 联系卡 says is to be done: the relief plan, typed words only without one; and
until when the cadre comes next.
"""

import datetime as dt
from dataclasses import dataclass

from staff.models import DutyStatus, Pairing, Progress, ReliefPlan


@dataclass(frozen=True)
class Aims:
    """帮扶目标 and 帮扶措施 of a family."""

    goal: str
    measures: str
    has_plan: bool


def aims_of(pairing: Pairing) -> Aims:
    """From the file's plan, measures given up left out; from the pairing when there is none yet.

    Three queries.
    """
    plan = ReliefPlan.objects.filter(file=pairing.file_id).first()
    if plan is None:
        return Aims(str(pairing.goal or ""), str(pairing.measures or ""), has_plan=False)
    kept = plan.measures.select_related("owner").exclude(progress=Progress.DROPPED)
    words = [f"{one.get_kind_display()}，{one.person}，{one.due_on:%Y-%m-%d} 前" for one in kept]
    return Aims(f"{plan.now.goal_words}：{plan.now.aim!s}", "；".join(words), has_plan=True)


def next_visit(pairing: Pairing) -> dt.date | None:
    """The last day of the first visit still owed; None where none is, until the next quarter. One query."""
    owed = pairing.duties.filter(status=DutyStatus.PENDING).order_by("due_on").first()
    return owed.due_on if owed else None

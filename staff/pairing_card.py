"""What the contact card 联系卡 says is to be done: the relief plan, typed words only without one; and
until when the cadre comes next.
"""

import datetime as dt
from dataclasses import dataclass

from staff.models import DutyStatus, Pairing, Progress, ReliefPlan
from welfare.days import Quarter

NOT_YET = "还没有排，排好了告诉您"
SETTLED = {  # what a duty of the running quarter that is not owed says of the next visit
    DutyStatus.DONE: "这一季度来过了，下一季度再来",
    DutyStatus.LATE_DONE: "这一季度来过了，下一季度再来",
    DutyStatus.DOUBTED: "这一季度来没来过正在核实",
    DutyStatus.WAIVED: "这一季度免走访，下一季度再来",
}


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


def next_visit(pairing: Pairing, *, on: dt.date) -> str:
    """When the cadre comes next, of the first visit still owed, else of the last duty. Two queries."""
    owed = pairing.duties.filter(status=DutyStatus.PENDING).order_by("due_on").first()
    if owed is not None and owed.due_on < on:
        return f"应在 {owed.due_on:%Y-%m-%d} 以前来，已过期，尽快来"
    if owed is not None:
        return f"最晚 {owed.due_on:%Y-%m-%d}"
    last = pairing.duties.order_by("due_on").last()
    if last is not None and last.status == DutyStatus.MISSED:
        return f"{last.year} 年{last.period.words}没有来，尽快补上"
    if last is None or last.period != Quarter.of(on):
        return NOT_YET
    return SETTLED[DutyStatus(last.status)]

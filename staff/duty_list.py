"""The list of visit duties 走访任务: what stands behind every number of coverage."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet

from staff.matrix import narrowed_duties
from staff.models import DutyStatus, Found, HardshipFile, Visit, VisitDuty
from staff.visit_list import quarter_of
from welfare.days import Quarter
from welfare.models import User

S = DutyStatus


@dataclass(frozen=True)
class Line:
    """A duty with the visits of its quarter, told where something about them is to be known."""

    duty: VisitDuty
    notes: list[tuple[str, str]]  # words and the visit's address


def lines_of(duties: list[VisitDuty]) -> list[Line]:
    """Duties with what stands about the visits made for them. Two or three queries."""
    files = {duty.pairing.file_id for duty in duties}
    visits = Visit.objects.face_to_face().filter(pairing__file__in=files)
    told = (
        visits.with_standing().select_related("recorded_by", "pairing").order_by("visited_on", "pk")
    )
    kept = defaultdict(list)
    for visit in told.prefetch_related("doubts__owner"):
        kept[visit.pairing.file_id].append(visit)
    return [
        Line(duty, [n for visit in kept[duty.pairing.file_id] if (n := _note(duty, visit))])
        for duty in duties
    ]


def _note(duty: VisitDuty, visit: Any) -> tuple[str, str] | None:
    """What stands about a visit in a duty's days; nothing when there is nothing to tell."""
    if not duty.period.first <= visit.visited_on <= max(duty.due_on, duty.period.last):
        return None
    day, words = f"{visit.visited_on:%m-%d} 走访", ""
    if doubt := next(reversed(visit.doubts.all()), None):
        words = f"职工说没来过，{doubt.get_found_display()}"
        if doubt.found == Found.OPEN:
            owner = doubt.owner.name if doubt.owner else "工会干事"
            words = f"职工说没来过，{owner} {doubt.due_on:%m-%d} 前核实，核实前不算"
    elif visit.by_kin:
        words = "包保责任人是亲属，不算，等接任人去"
    elif visit.is_waiting:
        words = f"{visit.recorded_by.name}代录，等本人确认，还不算"
    elif visit.recorded_on > duty.due_on >= visit.visited_on:
        words = f"{visit.recorded_on:%m-%d} 才录入（晚 {visit.lag_days} 天）"
    return (f"{day}，{words}", visit.get_absolute_url()) if words else None


# due leaves out what was waived; missed counts what was made up for later too
STATES: dict[str, tuple[str, tuple[DutyStatus, ...]]] = {
    "due": ("应走访", (S.DONE, S.PENDING, S.DOUBTED, S.MISSED, S.LATE_DONE)),
    "done": ("按时走访", (S.DONE,)),
    "pending": ("还没去", (S.PENDING,)),
    "doubted": ("职工说没来过，待核实", (S.DOUBTED,)),
    "missed": ("逾期", (S.MISSED, S.LATE_DONE)),
    "waived": ("免走访", (S.WAIVED,)),
}


def duties_asked(user: User, query: Mapping[str, str], quarter: Quarter) -> "QuerySet[VisitDuty]":
    """The duties of a quarter this reader may see, by the filters of the matrix.

    ?files=1 asks for those of the files he sees, as the four never-lets count them.
    """
    rows = VisitDuty.objects.of_quarter(quarter)
    if query.get("files") == "1":
        seen = HardshipFile.objects.visible_to(user).ever_in_force()
        return rows.filter(pairing__file__in=seen.order_by().values("pk"))
    return narrowed_duties(rows.visible_to(user), query)


def state_asked(query: Mapping[str, str]) -> str:
    """The state of an address, 应走访 for any other."""
    return asked if (asked := query.get("state", "")) in STATES else "due"


def quarter_asked(query: Mapping[str, str], now: Quarter) -> Quarter:
    """The quarter of an address, the running one for any other."""
    return quarter_of(query.get("quarter", ""), now)


def counts_of(duties: "QuerySet[VisitDuty]") -> list[tuple[str, str, int]]:
    """Key, words and number of each state. One query."""
    counted = dict(duties.order_by().values_list("status").annotate(n=Count("pk")))
    return [
        (key, words, sum(counted.get(state, 0) for state in states))
        for key, (words, states) in STATES.items()
    ]


def rows_of(duties: "QuerySet[VisitDuty]", state: str) -> "QuerySet[VisitDuty]":
    """The rows of a state as the page shows them."""
    rows = duties.filter(status__in=STATES[state][1]).select_related(
        "pairing__file__worker__station", "pairing__file__tier", "pairing__cadre"
    )
    return rows.order_by("due_on", "pairing__file__worker__pinyin", "pk")

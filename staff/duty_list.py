"""The list of visit duties 走访任务: what stands behind every number of coverage."""

from collections.abc import Mapping

from django.db.models import Count, QuerySet

from staff.matrix import narrowed_duties
from staff.models import DutyStatus, HardshipFile, VisitDuty
from staff.visit_list import quarter_of
from welfare.days import Quarter
from welfare.models import User

S = DutyStatus
# due leaves out what was waived; missed counts what was made up for later too
STATES: dict[str, tuple[str, tuple[DutyStatus, ...]]] = {
    "due": ("应走访", (S.DONE, S.PENDING, S.MISSED, S.LATE_DONE)),
    "done": ("按时走访", (S.DONE,)),
    "pending": ("还没去", (S.PENDING,)),
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

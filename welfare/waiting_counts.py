"""What of the to-do list 今天要办 lies behind each line of the sidebar."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from welfare.models import User
from welfare.navigation import current, sidebar
from welfare.workbench_tasks import Agenda


@dataclass(frozen=True)
class Waiting:
    """How many things wait behind a line, and whether one of them is past its day."""

    many: int
    hot: bool


def waiting_counts(user: User, agenda: Agenda) -> dict[str, Waiting]:
    """Line of the sidebar -> what waits there; the workbench stands for all. No query."""
    lines = [item for part in sidebar(user) for item in part.items]
    urgent = [*agenda.again, *agenda.overdue]
    found: dict[str, Waiting] = {}
    if agenda.total:
        found["home"] = Waiting(agenda.total, bool(urgent))
    for task in [*urgent, *agenda.waiting]:
        if key := current(urlsplit(task.url).path, lines):
            before = found.get(key, Waiting(0, hot=False))
            hot = before.hot or task.kind == "over"
            found[key] = Waiting(before.many + task.weight, hot)
    return found

"""A line of the to-do list 今天要办, and how many of a sort become one."""

from dataclasses import dataclass

from staff.models import Tier

ALONE = 3  # more tasks of one sort than this stand as one line with their list behind it


@dataclass(frozen=True)
class Task:
    """One line: who, why, until when, and where to do it."""

    icon: str
    title: str
    url: str
    told: str = ""
    number: str = ""
    place: str = ""
    tier: Tier | None = None
    kind: str = "wait"
    state: str = ""
    action: tuple[str, str] | None = None  # words and address
    remind: str = ""  # address where a reminder is sent
    note: str = ""
    weight: int = 1  # how many things the line stands for


@dataclass(frozen=True)
class Agenda:
    """The queues of the day: what a worker was not content with, what is late, what waits."""

    again: list[Task]
    overdue: list[Task]
    waiting: list[Task]

    @property
    def again_count(self) -> int:
        """Things a worker wants done anew."""
        return sum(task.weight for task in self.again)

    @property
    def overdue_count(self) -> int:
        """Things past their day."""
        return sum(task.weight for task in self.overdue)

    @property
    def waiting_count(self) -> int:
        """Things that wait and are not late."""
        return sum(task.weight for task in self.waiting)

    @property
    def total(self) -> int:
        """今天要办 so many."""
        return self.again_count + self.overdue_count + self.waiting_count


def folded(tasks: list[Task], title: str, url: str) -> list[Task]:
    """The tasks themselves, or one line for all when there are many of the sort."""
    if len(tasks) <= ALONE:
        return tasks
    first = tasks[0]
    names = "、".join(task.number or task.title for task in tasks[:ALONE])
    told = f"{names} 等"
    kind = "over" if any(task.kind == "over" for task in tasks) else "wait"
    return [
        Task(
            first.icon, title, url, told, kind=kind, state=f"{len(tasks)} 件", weight=len(tasks)
        )
    ]  # fmt: skip

"""The list of delegates 代表名单 as it is typed or pasted: one a line, 姓名 or 工号, and 请假 or 缺席."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from disclosure.models import Attendance, Congress, CongressKind, Delegate
from staff.models import Tenure
from welfare.errors import Refused

MOST = 500  # delegates of one meeting
WORDS = {one.label: one for one in Attendance} | {"": Attendance.PRESENT}


@dataclass(frozen=True)
class Attending:
    """A delegate as he stood on the roster that day, and whether he came."""

    tenure: Tenure
    attendance: Attendance


def read_delegates(text: str, *, on: dt.date) -> list[Attending]:
    """The lines as delegates, blank ones left aside. Two queries.

    Raises Refused for the first line that names nobody on the roster of the day, more than one
    person, somebody named before, or with another word behind the name.
    """
    lines = [
        (place, line.split()) for place, line in enumerate(text.splitlines(), 1) if line.split()
    ]
    if len(lines) > MOST:
        raise Refused(f"「代表名单」最多 {MOST} 行。")
    bearers = _bearers({words[0] for _, words in lines}, on)
    found: dict[int, Attending] = {}
    for place, (name, *rest) in lines:
        if (word := "".join(rest)) not in WORDS:
            raise Refused(
                f"「代表名单」第 {place} 行：{name} 后面只写「请假」或者「缺席」，到会的不写。"
            )
        held = bearers[name]
        if not held:
            raise Refused(
                f"「代表名单」第 {place} 行：{on} 的花名册里没有「{name}」，写姓名或者工号。"
            )
        if len(held) > 1:
            raise Refused(f"「代表名单」第 {place} 行：有 {len(held)} 个「{name}」，改写工号。")
        if held[0].worker_id in found:
            raise Refused(f"「代表名单」第 {place} 行：{name} 前面已经写过。")
        found[held[0].worker_id] = Attending(held[0], WORDS[word])
    return list(found.values())


def _bearers(names: set[str], on: dt.date) -> dict[str, list[Tenure]]:
    """The rows in force that day by name and by number."""
    told: dict[str, list[Tenure]] = defaultdict(list)
    rows = Tenure.objects.on(on).select_related("worker", "station")
    by_name, by_number = rows.filter(worker__name__in=names), rows.filter(worker__number__in=names)
    for row in by_name:
        told[row.worker.name].append(row)
    for row in by_number:
        told[row.worker.number] = [row]
    return told


def liked() -> list[CongressKind]:
    """The kinds of meeting with a list the next can begin with."""
    kept = set(Congress.objects.filter(delegates__isnull=False).values_list("kind", flat=True))
    return [kind for kind in CongressKind if kind in kept]


def lines_of_last(kind: str) -> str:
    """The delegates of the last meeting of a kind, one a line, to begin the next list with."""
    last = Congress.objects.filter(kind=kind, delegates__isnull=False).order_by("-held_on", "-pk")
    rows = Delegate.objects.filter(congress=last.first()).select_related("worker")
    rows = rows.order_by("station", "worker__number")
    return "\n".join(row.worker.number for row in rows)

"""Families nobody helped for ninety days (四个决不让, features.md 2.1): unhelped and unasked.

Help in hand covers ninety days; a call face to face, which looked whether they get by, covers until
the day the next one is due. A risk such a call found is a line of its own.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from disclosure.never_let_gaps import Gap
from staff.models import HardshipFile, Visit
from welfare.days import Quarter

UNHELPED = dt.timedelta(days=90)
Day = tuple[dt.date, str]  # when help came or somebody asked, and its words


def unhelped_of(
    files: list[HardshipFile], given: Mapping[int, Iterable[Day]], *, first: Quarter, on: dt.date
) -> Iterator[Gap]:
    """Every stretch without help from a quarter on; `given` is what each worker's family received.

    One query.
    """
    begin = first.shifted(-2).first
    calls = defaultdict(list)
    rows = Visit.objects.counting().filter(pairing__file__in=files, visited_on__range=(begin, on))
    for key, day in rows.order_by().values_list("pairing__file", "visited_on").distinct():
        calls[key].append(day)
    for file in files:
        if file.opened_on is None:
            continue
        begun = max(file.opened_on, begin)
        covered = [(begun, begun + UNHELPED, "")]
        covered += [(day, day + UNHELPED, words) for day, words in given.get(file.worker_id, ())]
        covered += [
            (day, Quarter.of(day).shifted(1).last, "有人上门问过") for day in calls[file.pk]
        ]
        yield from _between(file, sorted(covered), on)


def _between(
    file: HardshipFile, covered: list[tuple[dt.date, dt.date, str]], on: dt.date
) -> Iterator[Gap]:
    """The stretches no help and no call covers, the last one open."""
    until = covered[0][1]
    for day, last, words in covered:
        if until < day <= on:
            yield _gap(file, until, day, words)
        until = max(until, last)
    if until < on:
        yield _gap(file, until, None, "")


def _gap(file: HardshipFile, since: dt.date, until: dt.date | None, by: str) -> Gap:
    why = f"到 {since:%Y-%m-%d} 已 {UNHELPED.days} 天没有帮助，也没有人按季上门问过"
    return Gap("living", file, since, why, until, by)

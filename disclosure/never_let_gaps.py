"""Families nobody has decided about: a school-age child, a known illness (四个决不让, features.md 2.1).

A decision is a claim of the kind that was answered, money in hand, or a call face to face that found
no risk. Who has none by the day it was wanted stands on the list until one comes.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Min, Q

from mutualfund.models import ClaimKind, ClaimStep
from staff.models import Cause, HardshipFile, HouseholdMember, Level, Relation, Visit
from staff.models.households import Schooling

ONE = dt.timedelta(days=1)
GRACE = dt.timedelta(days=30)  # after school begins, after a file is opened
TERMS = ((3, 1), (9, 1))  # when school begins
ASKED_BEFORE = dt.timedelta(days=62)  # a call in the holidays before decides for the term
SCHOOL_FROM, SCHOOL_TO = 6, 15  # full years on the last of August (义务教育法)
TERMS_BACK = 4  # the eight quarters of the page
AT_SCHOOL = tuple(stage for stage in Schooling if stage != Schooling.NURSERY)
ILL = {Cause.OWN_ILLNESS: "本人大病", Cause.FAMILY_ILLNESS: "家属大病"}
# acts that answer a claim, either way
ANSWERS = ("approved", "refused", "declined", "paid", "taken_over")


@dataclass(frozen=True)
class Gap:
    """No decision from the day it was wanted until the one that came."""

    key: str  # of the promise
    file: HardshipFile
    since: dt.date
    why: str
    until: dt.date | None
    by: str


@dataclass(frozen=True)
class _Decided:
    on: dt.date
    words: str


def gaps_of(
    files: list[HardshipFile], homes: dict[int, HardshipFile], *, on: dt.date
) -> Iterator[Gap]:
    """Every gap of these files up to a day; `homes` gives the file of each worker of a family.

    Four queries; of the calls only the first that decides comes out of the database.
    """
    answers = _answers_of(homes)
    yield from _children(files, answers, on)
    yield from _illness(files, answers, on)


def _first_calls(
    files: Iterable[HardshipFile], key: str, days: dict[str, Q]
) -> dict[int, dict[str, dt.date | None]]:
    """By file, the first call face to face that found no risk, for each of the days asked."""
    calls = Visit.objects.counting().filter(pairing__file__in=list(files))
    first = {name: Min("visited_on", filter=asked) for name, asked in days.items()}
    rows: Any = calls.exclude(**{key: Level.RISK}).order_by().values("pairing__file")
    return {row["pairing__file"]: row for row in rows.annotate(**first)}


def _answers_of(homes: dict[int, HardshipFile]) -> dict[tuple[int, str], list[_Decided]]:
    """Answered claims of anyone in the family, by file and kind."""
    found = defaultdict(list)
    rows = ClaimStep.objects.filter(claim__member__worker__in=homes, act__in=ANSWERS)
    for step in rows.select_related("claim__member").order_by("on", "pk"):
        file = homes[step.claim.member.worker_id]
        words = f"{step.claim.get_kind_display()}申请 {step.claim.number} {step.get_act_display()}"
        found[file.pk, step.claim.kind].append(_Decided(step.on, words))
    return found


def _decisions(call: dt.date | None, answered: list[_Decided]) -> list[_Decided]:
    calls = [_Decided(call, "走访看过，没有风险")] if call else []
    return sorted([*calls, *answered], key=lambda one: one.on)


def _gap(
    key: str, file: HardshipFile, decided: Iterable[_Decided], since: dt.date, why: str,
    *, asked_from: dt.date, on: dt.date,
) -> Gap | None:  # fmt: skip
    """The gap, unless the decision came in time or the day is still ahead."""
    first = next((one for one in decided if asked_from <= one.on <= on), None)
    if since >= on or (first is not None and first.on <= since):
        return None
    return Gap(key, file, since, why, first.on if first else None, first.words if first else "")


def _terms(on: dt.date) -> list[dt.date]:
    """The days school began, latest last, as far back as the page shows."""
    days = [dt.date(on.year - back, *term) for back in range(3) for term in TERMS]
    return sorted(day for day in days if day <= on)[-TERMS_BACK:]


def _children(
    files: list[HardshipFile], answers: dict[tuple[int, str], list[_Decided]], on: dt.date
) -> Iterator[Gap]:
    """A child of school age, or at school, and nobody decided anything for the term."""
    of_home = defaultdict(list)
    homes = [file.worker.household_id for file in files if file.worker.household_id]
    for child in HouseholdMember.objects.filter(household__in=homes, relation=Relation.CHILD):
        of_home[child.household_id].append(child)
    with_children = [file for file in files if of_home.get(file.worker.household_id or 0)]
    terms = _terms(on)
    asked = {f"of_{n}": Q(visited_on__gte=term - ASKED_BEFORE) for n, term in enumerate(terms)}
    calls = _first_calls(with_children, "schooling", asked)
    for file in with_children:
        for n, term in enumerate(terms):
            children = of_home[file.worker.household_id or 0]
            held = [child for child in children if _at_school(child, term)]
            if not held or file.opened_on is None or file.opened_on > term:
                continue
            call = calls.get(file.pk, {}).get(f"of_{n}")
            decided = _decisions(call, answers.get((file.pk, ClaimKind.EDUCATION), []))
            why = f"{term:%Y-%m} 开学，{len(held)} 个孩子上学的事还没有人定过"
            gap = _gap("schooling", file, decided, term + GRACE, why,
                       asked_from=term - ASKED_BEFORE, on=on)  # fmt: skip
            if gap is not None:
                yield gap


def _at_school(child: HouseholdMember, term: dt.date) -> bool:
    if child.ended_on and child.ended_on <= term:
        return False
    if child.birth is None:
        return child.schooling in AT_SCHOOL
    before = (child.birth.month, child.birth.day) > (8, 31)
    year = term.year if term.month >= 9 else term.year - 1
    return SCHOOL_FROM <= year - child.birth.year - before <= SCHOOL_TO


def _illness(
    files: list[HardshipFile], answers: dict[tuple[int, str], list[_Decided]], on: dt.date
) -> Iterator[Gap]:
    """An illness the file names, and nobody decided anything about it since the file was opened."""
    ill = [file for file in files if file.cause in ILL and file.opened_on is not None]
    calls = _first_calls(ill, "medical", {"call": Q(visited_on__gte=F("pairing__file__opened_on"))})
    for file in ill:
        opened = file.opened_on or on
        call = calls.get(file.pk, {}).get("call")
        decided = _decisions(call, answers.get((file.pk, ClaimKind.MEDICAL), []))
        why = f"{opened:%Y-%m-%d} 建档写了{ILL[Cause(file.cause)]}，看病的事还没有人定过"
        gap = _gap("medical", file, decided, opened + GRACE, why, asked_from=opened, on=on)
        if gap is not None:
            yield gap

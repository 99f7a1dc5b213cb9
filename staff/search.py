"""The one box 找人: workers by name, pinyin, initials, number, ID or telephone; stations by name.

Every question has its own index and stops after as many rows as are shown, so that a million
workers answer as fast as five hundred (bench/search.py shows the plans).
"""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from staff.models import Station, Worker
from staff.models.names import inside_name
from staff.models.workers import MOBILE_LENGTH, NUMBER_PREFIX
from welfare.masks import number_in
from welfare.models import User

SHOWN = 20
ID_NUMBER = re.compile(r"\d{15}|\d{17}[\dXx]")
MOBILE = re.compile(rf"1\d{{{MOBILE_LENGTH - 1}}}")


@dataclass(frozen=True)
class Found:
    """What the box found: workers, those in the register first, and places."""

    text: str
    workers: list[Worker]
    leavers: list[Worker]
    stations: list[Station]
    more: bool
    is_number: bool

    @property
    def only(self) -> Worker | None:
        """The worker when nothing else was found."""
        people = [*self.workers, *self.leavers]
        return people[0] if len(people) == 1 and not self.stations else None


def squeezed(text: str) -> str:
    """The words without blanks, as they are searched."""
    return "".join(text.split())


def search(text: str, user: User, *, on: dt.date) -> Found:
    """What this user may find for the words. A fixed number of queries."""
    word = squeezed(text)[:60]
    if not word:
        return Found("", [], [], [], more=False, is_number=False)
    people = Worker.objects.visible_to(user).select_related("station")
    found: dict[int, Worker] = {}
    number = number_in(word)
    for question in questions(number or word, people):
        for worker in question[: SHOWN + 1]:
            found.setdefault(worker.pk, worker)
        if len(found) > SHOWN:
            break
    shown = list(found.values())[:SHOWN]
    here = [worker for worker in shown if worker.left_on is None or worker.left_on > on]
    gone = [worker for worker in shown if worker not in here]
    places = [] if number else _stations(word)
    return Found(word, here, gone, places, more=len(found) > SHOWN, is_number=bool(number))


def questions(word: str, workers: "QuerySet[Worker]") -> "Iterator[QuerySet[Worker]]":
    """The questions one word asks, the likeliest first; each is answered by one index."""
    if ID_NUMBER.fullmatch(word):
        yield workers.with_id_number(word)  # type: ignore[attr-defined]  # a WorkerQuerySet
    elif MOBILE.fullmatch(word):
        yield workers.with_phone(word).order_by("pk")  # type: ignore[attr-defined]  # as above
    elif not word.isascii():
        yield workers.filter(name__startswith=word).order_by("name", "pk")
        yield workers.filter(inside_name(word)).order_by("pk")
    else:
        if word.isdigit():
            yield workers.filter(number=f"{NUMBER_PREFIX}{int(word):04d}")
        yield workers.filter(number__startswith=word.upper()).order_by("number")
        if word.isalpha():
            small = word.lower()
            yield workers.filter(initials__startswith=small).order_by("initials", "pk")
            yield workers.filter(pinyin__startswith=small).order_by("pinyin", "pk")


def _stations(word: str) -> list[Station]:
    """Stations, branches' too, whose name or other spelling holds the word."""
    spelled = Q(name__contains=word) | Q(aliases__name__contains=word)
    spelled |= Q(branch__name__contains=word)
    return list(Station.objects.filter(spelled).select_related("branch").distinct()[:SHOWN])

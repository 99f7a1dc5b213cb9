"""Couples of a roster 双集体户: who may come into one household, asked before and while they do."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Q

from staff.kinship import kin_of_many
from staff.models import HardshipFile, Pairing, Worker

Couple = tuple[int, int]  # two workers by their keys


def joinable(couples: Iterable[Couple], homes: Mapping[int, int | None]) -> list[Couple]:
    """Couples not yet in one household whose one household would hold one open file at most.

    `homes` has the household of each. One query.
    """
    apart = [
        (one, other)
        for one, other in couples
        if homes.get(one) is None or homes[one] != homes.get(other)
    ]
    people = {pk: homes.get(pk) for couple in apart for pk in couple}
    files = HardshipFile.objects.open().filter(_of(people))
    filed = dict(files.values_list("worker", "household"))
    place: dict[int, Any] = {pk: home for pk, home in (people | filed).items() if home}
    found = []
    for one, other in apart:
        home = place.get(one) or place.get(other) or f"new {one}"
        held = {pk for pk in filed if place.get(pk) == home or pk in (one, other)}
        if len(held) < 2:  # one household, one file
            place[one] = place[other] = home
            found.append((one, other))
    return found


def led_within(couples: Iterable[Couple], homes: Mapping[int, int | None]) -> set[Couple]:
    """Couples who would make somebody kin of the family he leads, and stay apart. Three queries."""
    couples = list(couples)
    people = {pk: homes.get(pk) for couple in couples for pk in couple}
    leads = Pairing.objects.open().without_handover().filter(_of(people, "file__"))
    told = list(leads.values_list("file__worker", "file__household", "cadre", "cadre__user"))
    near: dict[Couple, list[tuple[int, int | None]]] = {}
    for couple in couples:
        own = {people[pk] for pk in couple} - {None}
        for worker, home, cadre, user in told:
            if worker in couple or home in own:
                near.setdefault(couple, []).append((cadre, user))
    asked = {pk for couple in near for pk in couple}
    kin = kin_of_many(asked) if asked else {}
    logins = dict(Worker.objects.filter(pk__in=asked).values_list("pk", "user"))
    return {
        couple
        for couple, carried in near.items()
        if any(
            cadre in kin[pk].cadres
            or (user is not None and user in {*kin[pk].users, logins.get(pk)})
            for pk in couple
            for cadre, user in carried
        )
    }


def _of(people: Mapping[int, int | None], path: str = "") -> Q:
    homes = set(people.values()) - {None}
    return Q(**{f"{path}worker__in": people}) | Q(**{f"{path}household__in": homes})

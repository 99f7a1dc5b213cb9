"""Whom a campaign would reach on a day, from live files, and what that comes to in yuan."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from staff.models import Campaign, HardshipFile

NOBODY = "没有在档的困难职工，名单是空的。先建档，或者等有人在档再办。"
ZERO = Decimal("0.00")


@dataclass(frozen=True)
class Listed:
    """Files in force, how many fall out of the list and why, and those that stand on it."""

    files: int
    left: int
    same_home: int
    chosen: list[HardshipFile]


def listed_on(on: dt.date) -> Listed:
    """One file per household in force on the day, leavers and dead out, in the list's order."""
    files = _in_order(HardshipFile.objects.in_force().in_force_on(on))
    here = [file for file in files if _is_here(file, on)]
    chosen = _one_per_household(here)
    return Listed(len(files), len(files) - len(here), len(here) - len(chosen), chosen)


def need_of(campaign: Campaign, *, on: dt.date) -> Decimal:
    """Cash and goods for whom the plan would reach, yuan; the list itself once it is drawn."""
    if campaign.gifts.exists():
        return sum(campaign.gifts.sums().values(), ZERO)
    value = {line.tier_id: line.value for line in campaign.standards.all()}
    return sum((value.get(file.tier_id, ZERO) for file in listed_on(on).chosen), ZERO)


def _in_order(files: Iterable[HardshipFile]) -> list[HardshipFile]:
    """By station, the heaviest tier first."""
    rows = files.select_related("tier", "worker__station")  # type: ignore[attr-defined]  # a queryset
    order = ("worker__station__branch", "worker__station", "-tier__rank", "worker__pinyin", "pk")
    return list(rows.order_by(*order))


def _is_here(file: HardshipFile, on: dt.date) -> bool:
    return file.worker.left_on is None or file.worker.left_on > on


def _one_per_household(files: list[HardshipFile]) -> list[HardshipFile]:
    """The heaviest file of each household."""
    best: dict[object, HardshipFile] = {}
    for file in sorted(files, key=lambda file: (-file.tier.rank, file.pk)):
        best.setdefault(file.worker.household_id or f"worker {file.worker_id}", file)
    kept = {file.pk for file in best.values()}
    return [file for file in files if file.pk in kept]

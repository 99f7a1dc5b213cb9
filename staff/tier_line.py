"""The step line of a worker's tiers 困难等级变化: geometry for an SVG of 760 × 168."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from staff.models import TierChange

LEFT, RIGHT, GROUND = 80, 750, 140
HEIGHTS = {3: 24, 2: 64, 1: 104}  # by rank
LABEL_WIDTH = 72


@dataclass(frozen=True)
class Step:
    """A change on the line; the label is empty where it would cover its neighbour."""

    x: int
    y: int
    label: str


@dataclass(frozen=True)
class TierLine:
    """What the SVG draws."""

    steps: list[Step]
    path: str
    area: str
    end_y: int
    words: str


def tier_line(changes: Sequence[TierChange], *, on: dt.date) -> TierLine | None:
    """The line from the first change to the day; None for a worker without a file."""
    told = sorted(changes, key=lambda change: (change.on, change.pk))
    if not told:
        return None
    first = told[0].on
    span = max((on - first).days, 1)
    steps, path, free = [], "", 0
    for change in told:
        x = LEFT + round((RIGHT - LEFT) * (change.on - first).days / span)
        y = HEIGHTS.get(change.now.rank, GROUND) if change.now else GROUND
        room = x >= free and x <= RIGHT - LABEL_WIDTH
        free = x + LABEL_WIDTH if room else free
        steps.append(Step(x, y, f"{change.on:%Y-%m}" if room else ""))
        path += f"H{x}V{y}" if path else f"M{x} {y}"
    path += f"H{RIGHT}"
    words = "，".join(f"{c.on:%Y 年 %-m 月}{c.now.name if c.now else '退档'}" for c in told)
    return TierLine(steps, path, f"{path}V{GROUND}H{LEFT}Z", steps[-1].y, words)

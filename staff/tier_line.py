"""The step line of a worker's tiers 困难等级变化: geometry for an SVG of 760 × 168."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from staff.models import Tier, TierChange

LEFT, RIGHT, GROUND = 80, 750, 140
HEIGHTS = {3: 24, 2: 64, 1: 104}  # by bars
LABEL_WIDTH = 72


@dataclass(frozen=True)
class Step:
    """A change on the line; the label is empty where it would cover its neighbour."""

    x: int
    y: int
    label: str


@dataclass(frozen=True)
class Level:
    """A height of the line and the tiers that stand there."""

    y: int
    words: str


@dataclass(frozen=True)
class TierLine:
    """What the SVG draws."""

    steps: list[Step]
    path: str
    area: str
    end_y: int
    words: str
    levels: list[Level]


def tier_line(
    changes: Sequence[TierChange], tiers: Sequence[Tier], *, on: dt.date
) -> TierLine | None:
    """The line from the first change to the day; None for a worker without a file. `tiers` are
    those in use, beside which the line says what he held of another scheme.
    """
    told = sorted(changes, key=lambda change: (change.on, change.pk))
    if not told:
        return None
    first = told[0].on
    span = max((on - first).days, 1)
    steps, path, free = [], "", 0
    for change in told:
        x = LEFT + round((RIGHT - LEFT) * (change.on - first).days / span)
        y = HEIGHTS[change.now.bars] if change.now else GROUND
        room = x >= free and x <= RIGHT - LABEL_WIDTH
        free = x + LABEL_WIDTH if room else free
        steps.append(Step(x, y, f"{change.on:%Y-%m}" if room else ""))
        path += f"H{x}V{y}" if path else f"M{x} {y}"
    path += f"H{RIGHT}"
    words = "，".join(f"{c.on:%Y 年 %-m 月}{c.now.name if c.now else '退档'}" for c in told)
    held = [*tiers, *(change.now for change in told if change.now)]
    levels = [
        Level(y, "/".join(dict.fromkeys(tier.short for tier in held if tier.bars == bars)))
        for bars, y in HEIGHTS.items()
    ]
    return TierLine(steps, path, f"{path}V{GROUND}H{LEFT}Z", steps[-1].y, words, levels)

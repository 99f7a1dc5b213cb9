"""The picture of the months to come 余额走势: a band of nine runs in ten, and two middle lines."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from mutualfund.what_if import Point, Trial

WIDTH, HEIGHT = 720, 220


@dataclass(frozen=True)
class Chart:
    """SVG point lists in a box of WIDTH × HEIGHT; `zero` is where the money is gone."""

    band: str
    tried: str
    now: str
    zero: int
    top: Decimal  # yuan at the upper edge
    width: int = WIDTH
    height: int = HEIGHT


def chart_of(trial: Trial) -> Chart:
    """Draw a trial. Amounts in yuan become heights, months widths."""
    tried, now = trial.tried.points, trial.now.points
    lows = [*(point.low for point in tried), *(point.middle for point in now), Decimal(0)]
    highs = [*(point.high for point in tried), *(point.middle for point in now), Decimal(1)]
    bottom, top = min(lows), max(highs)

    def height(amount: Decimal) -> int:
        return round((top - amount) / (top - bottom) * HEIGHT)

    def places(points: Sequence[Point], name: str) -> list[str]:
        step = WIDTH / (len(points) - 1)
        return [f"{round(n * step)},{height(getattr(p, name))}" for n, p in enumerate(points)]

    return Chart(
        band=" ".join([*places(tried, "high"), *reversed(places(tried, "low"))]),
        tried=" ".join(places(tried, "middle")),
        now=" ".join(places(now, "middle")),
        zero=height(Decimal(0)),
        top=top,
    )

"""互助金 at a glance: the numbers, the chart and the shares of the fund's first page."""

import datetime as dt
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from django.db.models import Count, Q

from mutualfund.models import Claim, Member
from mutualfund.purse import Purse
from mutualfund.reports import MonthFlow
from staff.models import Worker

WIDTH, HEIGHT = 760, 290
LEFT, RIGHT, TOP, BOTTOM = 56, 12, 22, 28
STEPS = 4
BAR, GAP = 18, 3


@dataclass(frozen=True)
class Column:
    """One month of the chart: its two bars and its point, in SVG units."""

    flow: MonthFlow
    x: float
    in_y: float
    in_height: float
    out_y: float
    out_height: float
    y: float  # the month-end balance
    is_named: bool  # its balance is written beside the point

    @property
    def in_x(self) -> float:
        """Left edge of 收."""
        return round(self.x - BAR - GAP / 2, 1)

    @property
    def out_x(self) -> float:
        """Left edge of 支."""
        return round(self.x + GAP / 2, 1)


@dataclass(frozen=True)
class Tick:
    """A line across the chart; amount in yuan."""

    y: float
    amount: Decimal

    @property
    def words(self) -> str:
        """4 万, or plain yuan below ten thousand."""
        if self.amount and self.amount % 10_000 == 0:
            return f"{self.amount / 10_000:f} 万"
        return f"{self.amount:f}"


@dataclass(frozen=True)
class Chart:
    """每月收支和余额 as coordinates."""

    columns: list[Column]
    ticks: list[Tick]
    line: str
    area: str
    width: int = WIDTH
    height: int = HEIGHT
    base: int = HEIGHT - BOTTOM
    label_y: int = HEIGHT - 8


def _step(most: Decimal) -> Decimal:
    """A round step so that four of them hold the largest amount."""
    need = max(most, Decimal(4)) / STEPS
    ten = Decimal(10) ** (len(str(int(need))) - 1)
    for round_one in (1, 2, 5, 10):
        if need <= round_one * ten:
            return round_one * ten
    return (need / ten).to_integral_value(ROUND_CEILING) * ten


def chart_of(flows: list[MonthFlow]) -> Chart:
    """Lay out the months; negative figures stand on the base line."""
    amounts = [amount for f in flows for amount in (f.income, f.expense, f.balance)]
    step = _step(max(amounts, default=Decimal(0)))
    scale = (HEIGHT - TOP - BOTTOM) / float(step * STEPS)
    slot = (WIDTH - LEFT - RIGHT) / max(len(flows), 1)
    base, balances = HEIGHT - BOTTOM, [f.balance for f in flows]
    best = balances.index(max(balances)) if balances else 0

    def y_of(amount: Decimal) -> float:
        return round(base - max(float(amount), 0) * scale, 1)

    columns = [
        Column(
            f, round(LEFT + slot * (n + 0.5), 1), y_of(f.income), round(base - y_of(f.income), 1),
            y_of(f.expense), round(base - y_of(f.expense), 1), y_of(f.balance),
            n in (best, len(flows) - 1),
        )
        for n, f in enumerate(flows)
    ]  # fmt: skip
    line = " ".join(f"{c.x},{c.y}" for c in columns)
    area = f"{columns[0].x},{base} {line} {columns[-1].x},{base}" if columns else ""
    ticks = [Tick(y_of(step * n), (step * n).quantize(Decimal(1))) for n in range(STEPS + 1)]
    return Chart(columns, ticks, line, area)


@dataclass(frozen=True)
class Coverage:
    """参加率 of one branch company."""

    pk: int
    name: str
    workers: int
    members: int

    @property
    def share(self) -> int:
        """Members of a hundred workers."""
        return round(100 * self.members / self.workers) if self.workers else 0


def coverage(*, on: dt.date) -> list[Coverage]:
    """Members among the workers of each branch company, best first. One query."""
    members = Member.objects.open_on(on).values("worker")
    rows = (
        Worker.objects.on_roster(on=on)
        .order_by()
        .values("station__branch", "station__branch__name")
        .annotate(workers=Count("pk"), members=Count("pk", filter=Q(pk__in=members)))
    )
    found = [
        Coverage(r["station__branch"], r["station__branch__name"], r["workers"], r["members"])
        for r in rows
    ]
    return sorted(found, key=lambda one: (-one.share, one.name))


def months_left(purse: Purse, *, on: dt.date) -> int | None:
    """How many months what is free lasts at this year's pace; None while nothing was spent."""
    if purse.spent <= 0 or purse.available < 0:
        return None
    return int(purse.available / (purse.spent / on.month))


def promised() -> int:
    """How many claims are approved and not yet paid."""
    return Claim.objects.committed().count()

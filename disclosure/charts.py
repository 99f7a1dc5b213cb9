"""The flow of the fund 资金流向 as coordinates for SVG: what came in equals what is there or gone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from mutualfund.reports import Part

HEIGHT, TALL, GAP_LEFT, GAP_RIGHT = 440, 330, 18, 22
LEFT, CENTRE, RIGHT = 250, (540, 554), 850
BAR = 10
IN_HAND = "现在还有"


@dataclass(frozen=True)
class Band:
    """One source or use: its bar, the ribbon to or from the middle, its words."""

    name: str
    amount: Decimal
    note: str
    y: float
    height: float
    path: str
    is_balance: bool = False

    @property
    def name_y(self) -> float:
        """Where its name stands."""
        return round(self.y + self.height / 2 - 5, 1)

    @property
    def amount_y(self) -> float:
        """Where its amount stands."""
        return round(self.y + self.height / 2 + 19, 1)


@dataclass(frozen=True)
class FlowDiagram:
    """Sources on the left, uses and the balance on the right, the whole in the middle."""

    sources: list[Band]
    uses: list[Band]
    height: int = HEIGHT
    middle_y: float = (HEIGHT - TALL) / 2
    middle_height: int = TALL


def _ribbon(x0: float, y0: float, x1: float, y1: float, height: float) -> str:
    turn = (x0 + x1) / 2
    return (
        f"M{x0},{y0:.1f}C{turn},{y0:.1f} {turn},{y1:.1f} {x1},{y1:.1f}V{y1 + height:.1f}"
        f"C{turn},{y1 + height:.1f} {turn},{y0 + height:.1f} {x0},{y0 + height:.1f}Z"
    )


def flow_diagram(
    income: Sequence[Part], expenses: Sequence[Part], balance: Decimal, notes: Mapping[str, str]
) -> FlowDiagram | None:
    """Lay the flow out; None while nothing has come in. Amounts in yuan; notes by part's key."""
    raised = sum((part.amount for part in income), Decimal(0))
    if raised <= 0 or balance < 0:
        return None
    scale = TALL / float(raised)
    left = [(part.name, part.amount, notes.get(part.key, "")) for part in income]
    right = [(part.name, part.amount, notes.get(part.key, "")) for part in expenses]
    right.append((IN_HAND, balance, "结余"))
    return FlowDiagram(
        _bands(left, scale, GAP_LEFT, into=True), _bands(right, scale, GAP_RIGHT, into=False)
    )


def _bands(
    parts: list[tuple[str, Decimal, str]], scale: float, gap: int, *, into: bool
) -> list[Band]:
    total = sum(float(amount) for _, amount, _ in parts) * scale + gap * (len(parts) - 1)
    y, middle, bands = (HEIGHT - total) / 2, (HEIGHT - TALL) / 2, []
    for name, amount, note in parts:
        tall = float(amount) * scale
        if into:
            path = _ribbon(LEFT + BAR, y, CENTRE[0], middle, tall)
        else:
            path = _ribbon(CENTRE[1], middle, RIGHT, y, tall)
        is_balance = not into and name == IN_HAND
        bands.append(Band(name, amount, note, round(y, 1), round(tall, 1), path, is_balance))
        y, middle = y + tall + gap, middle + tall
    return bands


def hundred_squares(best: int, done: int, total: int) -> list[str]:
    """A hundred squares for `total` things: best, done, the rest; nothing for nothing."""
    if not total:
        return []
    first, second = round(100 * best / total), round(100 * done / total)
    return ["best"] * first + [""] * (second - first) + ["no"] * (100 - second)

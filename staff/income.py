"""The income test 收入核算 as arithmetic (domain.md 5.1): pure, yuan, and how the page draws it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from staff.models import IncomeTest, Tier

MONTHS = 12
CENT = Decimal("0.01")


@dataclass(frozen=True)
class Item:
    """One income or rigid expense of the twelve months."""

    words: str
    amount: Decimal
    is_cost: bool
    note: str = ""
    proof: str = ""


@dataclass(frozen=True)
class IncomeSum:
    """Income less rigid expenses, per head and month."""

    items: list[Item]
    people: int

    @property
    def income(self) -> Decimal:
        """All that came in, yuan in twelve months."""
        return sum((item.amount for item in self.items if not item.is_cost), Decimal(0))

    @property
    def costs(self) -> Decimal:
        """All rigid expenses, yuan in twelve months."""
        return sum((item.amount for item in self.items if item.is_cost), Decimal(0))

    @property
    def left(self) -> Decimal:
        """What the family had left, yuan in twelve months; may be below zero."""
        return self.income - self.costs

    @property
    def parts(self) -> int:
        """People times months: what the rest is divided by."""
        return self.people * MONTHS

    @property
    def per_head(self) -> Decimal:
        """人均月纯收入, yuan per head and month."""
        return (self.left / self.parts).quantize(CENT, ROUND_HALF_UP)


def tier_for(per_head: Decimal, line: Decimal, tiers: Iterable[Tier]) -> Tier | None:
    """The heaviest tier whose multiple of the line is not passed; None above all of them."""
    fitting = [tier for tier in tiers if per_head <= line * tier.line_multiple]
    return max(fitting, key=lambda tier: tier.rank) if fitting else None


@dataclass(frozen=True)
class Zone:
    """A stretch of the ruler, its share in percent."""

    words: str
    share: int
    is_on: bool


@dataclass(frozen=True)
class Mark:
    """A tick of the ruler at so many percent."""

    at: int
    amount: Decimal
    words: str


@dataclass(frozen=True)
class Judged:
    """A test measured against its line: the tier it suggests and the ruler."""

    test: IncomeTest
    sum: IncomeSum
    line: Decimal
    tier: Tier | None
    zones: list[Zone]
    marks: list[Mark]
    at: int

    @property
    def ratio(self) -> Decimal:
        """How many times the line."""
        return (self.sum.per_head / self.line).quantize(CENT, ROUND_HALF_UP)

    @property
    def words(self) -> str:
        """The ruler as a sentence."""
        zone = f"在{self.tier.name}范围" if self.tier else "超过所有等级的线"
        head = f"人均 {self.sum.per_head} 元，是低保线 {self.line} 元的 {self.ratio} 倍"
        return f"{head}，{zone}"


def summed(test: IncomeTest) -> IncomeSum:
    """Add up a test. One query for its lines."""
    items = [
        Item(line.get_kind_display(), line.yuan, line.is_cost, str(line.note), line.proof)
        for line in test.lines.all()
    ]
    return IncomeSum(items, test.people)


def judge(test: IncomeTest, tiers: Sequence[Tier]) -> Judged:
    """Compute a test from its lines and place it on the ruler. One query for the lines."""
    found, line = summed(test), test.line.amount
    rising = sorted(tiers, key=lambda tier: tier.line_multiple)
    tier = tier_for(found.per_head, line, rising)
    top = line * rising[-1].line_multiple * Decimal("1.125") if rising else line
    zones, marks, before = [], [], 0
    for each in rising:
        end = int(100 * line * each.line_multiple / top)
        zones.append(Zone(each.name, end - before, each == tier))
        words = "低保线" if each.line_multiple == 1 else f"{each.line_multiple.normalize():f} 倍"
        marks.append(Mark(end, line * each.line_multiple, words))
        before = end
    zones.append(Zone("", 100 - before, tier is None))
    at = min(100, max(0, int(100 * found.per_head / top)))
    return Judged(test, found, line, tier, zones, marks, at)


def may_propose(tier: Tier, judged: Judged, *, raise_reason: str) -> str:
    """Why a tier may not be proposed on a test; empty when it may.

    A sudden event or major illness may raise one tier with a recorded reason (domain.md 5.1).
    """
    found = judged.tier.rank if judged.tier else 0
    words = judged.tier.name if judged.tier else "不够任何等级"
    if tier.rank <= found:
        return ""
    if tier.rank > found + 1:
        return f"按收入核算是{words}，最多提高一级，不能定{tier.name}。"
    if not raise_reason.strip():
        return f"按收入核算是{words}，要提高一级定{tier.name}，写明突发事件或大病的理由。"
    return ""

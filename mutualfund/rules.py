"""The charter's arithmetic 章程的算法: pure, no rows, no clock. Amounts are yuan."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from math import ceil
from typing import Any, Protocol

from welfare.money import cents, yuan

ZERO = Decimal(0)
OWN = "自付"


class Grants(Protocol):
    """What the arithmetic needs to know of a benefit."""

    article: str
    method: str
    amount: Decimal
    deductible: Decimal
    share: Decimal
    cap_per_year: Decimal
    cap_per_event: Decimal | None


@dataclass(frozen=True)
class Step:
    """One line of the sum as it is shown: 减 起付线 …… − 1,000.00."""

    words: str
    figure: str
    note: str = ""


@dataclass(frozen=True)
class Arithmetic:
    """How the charter comes to an amount, and what is left of the year's cap."""

    article: str
    steps: tuple[Step, ...]
    amount: Decimal
    cap: Decimal
    used: Decimal

    @property
    def left(self) -> Decimal:
        """What the cap leaves after this claim."""
        return max(self.cap - self.used - self.amount, ZERO)

    @property
    def formula(self) -> str:
        """The sum in one line, for the agenda."""
        figures = [step.figure for step in self.steps]
        if self.steps[0].words != OWN:
            return " ".join(f"{step.words} {step.figure}" for step in self.steps)
        capped = f"，封顶 {figures[-1]}" if len(figures) > 3 else ""
        return f"（{figures[0]} {figures[1]}）{figures[2]}{capped}"

    def as_json(self) -> dict[str, Any]:
        """The sum as it is frozen with a claim; amounts as text with two places."""
        return {
            "article": self.article,
            "steps": [asdict(step) for step in self.steps],
            "amount": str(cents(self.amount)),
            "cap": str(cents(self.cap)),
            "used": str(cents(self.used)),
        }

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> "Arithmetic":
        """The sum as it was frozen."""
        return cls(
            article=kept["article"],
            steps=tuple(Step(**step) for step in kept["steps"]),
            amount=Decimal(kept["amount"]),
            cap=Decimal(kept["cap"]),
            used=Decimal(kept["used"]),
        )


def _percent(share: Decimal) -> str:
    return f"{(share * 100).normalize():f}%"


def _by_share(
    benefit: Grants, total_cost: Decimal, other_aid: Decimal
) -> tuple[list[Step], Decimal]:
    own = max(total_cost - other_aid, ZERO)
    above = max(own - benefit.deductible, ZERO)
    steps = [
        Step(OWN, yuan(own), f"费用 {yuan(total_cost)}，已报 {yuan(other_aid)}"),
        Step("减 起付线", f"− {yuan(benefit.deductible)}"),
        Step("乘 补助比例", f"× {_percent(benefit.share)}"),
    ]
    return steps, cents(above * benefit.share)


def compute(
    benefit: Grants,
    *,
    total_cost: Decimal,
    other_aid: Decimal,
    paid_this_year: Decimal,
    requested: Decimal | None = None,
) -> Arithmetic:
    """What the benefit grants: a fixed amount, or a share of what is paid above the deductible.

    `paid_this_year` is what the member was already granted of this kind in the calendar year; the
    yearly cap counts it; the cap of one event comes before it. Whoever asks for less gets less.
    The amount may come out as 0.
    """
    if benefit.method == "share":
        steps, amount = _by_share(benefit, total_cost, other_aid)
    else:
        steps, amount = [Step("定额", yuan(benefit.amount))], benefit.amount
    event_cap = benefit.cap_per_event
    if event_cap is not None and amount > event_cap:
        steps.append(Step("每件封顶", yuan(event_cap)))
        amount = event_cap
    room = max(benefit.cap_per_year - paid_this_year, ZERO)
    if amount > room:
        note = f"每年 {yuan(benefit.cap_per_year)}，已用 {yuan(paid_this_year)}"
        steps.append(Step("封顶", yuan(room), note))
        amount = room
    if requested is not None and requested < amount:
        steps.append(Step("本人申请", yuan(requested), "比算出来的少，按申请的补"))
        amount = requested
    return Arithmetic(
        benefit.article, tuple(steps), cents(amount), benefit.cap_per_year, paid_this_year
    )


def paid_until(joined_on: dt.date, years_paid: int) -> dt.date:
    """The day through which dues cover a member: each due carries a year from the joining day."""
    year = joined_on.year + years_paid
    try:
        return joined_on.replace(year=year)
    except ValueError:  # joined on 29 February
        return dt.date(year, 2, 28)


@dataclass(frozen=True)
class QuorumTerms:
    """What the charter asks of a meeting 会议人数: a dated parameter, like every number of it."""

    present_parts: int = 2
    present_whole: int = 3
    least_voters: int = 3
    least_managers: int = 1
    worker_parts: int = 1
    worker_whole: int = 3

    def share_of(self, body: int) -> int:
        """The least number that is the charter's share (2/3) of a body, never below the least."""
        return max(ceil(body * self.present_parts / self.present_whole), self.least_voters)

    @property
    def worker_share(self) -> str:
        """1/3."""
        return f"{self.worker_parts}/{self.worker_whole}"


@dataclass(frozen=True)
class Quorum:
    """Whether a meeting may decide: numbers present against numbers wanted."""

    entitled: int
    present: int
    managers: int
    workers: int
    terms: QuorumTerms = field(default_factory=QuorumTerms)

    @property
    def needed(self) -> int:
        """How many must be there."""
        return self.terms.share_of(self.entitled)

    @property
    def is_enough(self) -> bool:
        """到会人数够."""
        return self.present >= self.needed

    @property
    def has_manager(self) -> bool:
        """管理人员够."""
        return self.managers >= self.terms.least_managers

    @property
    def has_workers(self) -> bool:
        """职工代表够."""
        terms = self.terms
        return (
            self.workers * terms.worker_whole >= self.present * terms.worker_parts
            and self.workers > 0
        )

    @property
    def is_met(self) -> bool:
        """可以开会."""
        return self.is_enough and self.has_manager and self.has_workers

    @property
    def missing(self) -> str:
        """What is short, as a sentence; empty when the meeting may go on."""
        short = []
        if not self.is_enough:
            short.append(
                f"应到 {self.entitled} 人，至少要到 {self.needed} 人，现在 {self.present} 人"
            )
        if not self.has_manager:
            least = self.terms.least_managers
            short.append("还没有管理人员到会" if least == 1 else f"到会的管理人员不到 {least} 人")
        if not self.has_workers:
            short.append(f"职工代表不到会议人数的 {self.terms.worker_share}")
        return "；".join(short)


def quorum(
    kinds_present: Sequence[str], *, entitled: int, terms: QuorumTerms | None = None
) -> Quorum:
    """Weigh who is present (`manager`, `worker_rep`) against the members in office."""
    managers = sum(kind == "manager" for kind in kinds_present)
    present = len(kinds_present)
    return Quorum(entitled, present, managers, present - managers, terms or QuorumTerms())


def voters_needed(*, entitled: int, recused: int, terms: QuorumTerms | None = None) -> int:
    """How many must vote on one claim: the charter's share of the members not recused."""
    return (terms or QuorumTerms()).share_of(entitled - recused)


@dataclass(frozen=True)
class Count:
    """The votes on one claim."""

    agreed: int
    refused: int
    abstained: int
    recused: int
    voters: int  # present and not recused

    @property
    def cast(self) -> int:
        """Votes given, recusals aside."""
        return self.agreed + self.refused + self.abstained

    @property
    def is_complete(self) -> bool:
        """票齐: everyone present who may vote has voted."""
        return self.cast == self.voters

    @property
    def passes(self) -> bool:
        """More than half of those present and not recused agree."""
        return self.agreed * 2 > self.voters

    @property
    def needed(self) -> int:
        """How many must agree."""
        return self.voters // 2 + 1


def count(choices: Iterable[str], *, voters: int) -> Count:
    """Count the choices cast by the voters of one claim."""
    cast = list(choices)
    return Count(
        agreed=cast.count("agree"),
        refused=cast.count("refuse"),
        abstained=cast.count("abstain"),
        recused=cast.count("recuse"),
        voters=voters,
    )

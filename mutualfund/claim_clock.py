"""How long a claim has taken 办理时限: working days since it was applied for, pauses left out.

It runs from the signature to the decision; a return for papers and a hold stop it, bringing the
papers and the release start it again. Read from the kept steps, never stored.
"""

import datetime as dt
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from mutualfund.models import Claim, ClaimAct, ClaimStatus, ClaimStep
from mutualfund.models.claim_life import STARTS_CLOCK, STOPS_CLOCK
from welfare.days import working_days

ENDS = {
    ClaimAct.APPROVED, ClaimAct.REFUSED, ClaimAct.DECLINED, ClaimAct.WITHDRAWN, ClaimAct.TAKEN_OVER,
}  # fmt: skip
# what was resumed -> what had stopped it
RESUMED = dict(zip(STARTS_CLOCK, STOPS_CLOCK, strict=True))


@dataclass(frozen=True)
class Clock:
    """Working days a claim has taken."""

    used: int
    paused: int
    limit: int
    is_stopped: bool  # waits for the applicant, or is held
    is_over: bool  # decided

    @property
    def is_late(self) -> bool:
        """Still open beyond the charter's term."""
        return self.used > self.limit and not self.is_over

    @property
    def words(self) -> str:
        """已办 5 个工作日，限 30 个；停 7 个."""
        told = f"{'用了' if self.is_over else '已办'} {self.used} 个工作日，限 {self.limit} 个"
        if self.paused:
            told += f"；补材料和暂缓的 {self.paused} 个不算"
        return told + ("，现在停着" if self.is_stopped else "")


@dataclass
class _Watch:
    """A stop-watch over days: it runs, rests, and remembers each span (first day not counted)."""

    begun: dt.date | None = None
    ended: dt.date | None = None
    since: dt.date | None = None
    stops: set[str] = field(default_factory=set)
    spans: list[tuple[dt.date, dt.date]] = field(default_factory=list)

    def rest(self, day: dt.date) -> None:
        """The day is the last that counts for now."""
        if self.since is not None:
            self.spans.append((self.since, day))
        self.since = None

    def take(self, step: ClaimStep) -> None:
        """Start, stop or end by a step."""
        act = ClaimAct(step.act)
        if act in ENDS:
            self.ended = step.on
        elif act == ClaimAct.TAKEN_BACK:
            self.ended = None
        elif act in STOPS_CLOCK:
            self.stops.add(act)
        elif act in STARTS_CLOCK:
            self.stops.discard(RESUMED[act])
        if self.ended is not None or self.stops:
            self.rest(step.on)
        elif self.since is None and step.now != ClaimStatus.DRAFT:
            self.since = step.on
            self.begun = self.begun or step.on


def _watched(steps: Iterable[ClaimStep], on: dt.date) -> _Watch:
    watch = _Watch()
    for step in steps:
        watch.take(step)
    watch.rest(on)
    return watch


def clocks_of(claims: Iterable[Claim], *, on: dt.date) -> dict[int, Clock]:
    """The clock of each claim, by its key. Two queries however many claims."""
    claims = list(claims)
    steps: dict[int, list[ClaimStep]] = defaultdict(list)
    for step in ClaimStep.objects.filter(claim__in=claims).order_by("pk"):
        steps[step.claim_id].append(step)
    watches = {claim.pk: _watched(steps[claim.pk], on) for claim in claims}
    first = min((watch.begun for watch in watches.values() if watch.begun), default=on)
    days = working_days(first, max(on, first))

    def between(after: dt.date, last: dt.date) -> int:
        return max(bisect_right(days, last) - bisect_right(days, after), 0)

    found = {}
    for claim in claims:
        watch = watches[claim.pk]
        is_over = watch.ended is not None
        used = sum(between(*span) for span in watch.spans)
        whole = between(watch.begun, watch.ended or on) if watch.begun else 0
        found[claim.pk] = Clock(
            used, max(whole - used, 0), claim.charter.decide_days,
            bool(watch.stops) and not is_over, is_over,
        )  # fmt: skip
    return found

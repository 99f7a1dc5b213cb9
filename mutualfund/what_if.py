"""What-if 试算: the claims of the past under other amounts and caps. Reads only; nothing is saved.

The claims of the last two years are computed again by the charter's own arithmetic, in the order
they came. The next 24 months are simulated by a bootstrap: each month draws how many claims came
in one of the past months, and each of them draws its amount from the recomputed ones. The seed is
kept, so the same question gives the same answer.
"""

import datetime as dt
import random
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.db.models import Q

from mutualfund.claim_stats import subtype_label
from mutualfund.models import Charter, Claim, ClaimKind, Member, MemberState
from mutualfund.models.charter import key_of
from mutualfund.purse import purse_on
from mutualfund.rules import compute, paid_until
from welfare.money import cents

ZERO = Decimal("0.00")
SEED = 20250101
RUNS = 1000
MONTHS = 24


@dataclass
class Terms:
    """A benefit as it might be; amounts in yuan."""

    article: str
    method: str
    amount: Decimal
    deductible: Decimal
    share: Decimal
    cap_per_year: Decimal
    cap_per_event: Decimal | None


@dataclass(frozen=True)
class Past:
    """A claim of the past, as far as the arithmetic asks."""

    member: int
    kind: str
    applied_on: dt.date
    total_cost: Decimal
    other_aid: Decimal
    granted: Decimal
    subtype: str = ""

    def key_in(self, terms: Mapping[str, Any]) -> str:
        """Which benefit it falls under: its sub-type where that is listed by itself."""
        key = key_of(self.kind, self.subtype)
        return key if key in terms else self.kind


@dataclass(frozen=True)
class KindSum:
    """Claims of one kind or sub-type: what was granted, and what would have been. Amounts in yuan."""

    kind: str
    label: str
    cases: int
    granted: Decimal
    tried: Decimal
    parts: tuple["KindSum", ...] = ()  # by sub-type 子类, where claims of the kind have any

    @property
    def change(self) -> Decimal:
        """More, or less when negative."""
        return self.tried - self.granted


@dataclass(frozen=True)
class Period:
    """Claims since a day. Amounts in yuan."""

    words: str
    since: dt.date
    kinds: tuple[KindSum, ...]

    @property
    def cases(self) -> int:
        """How many claims."""
        return sum(kind.cases for kind in self.kinds)

    @property
    def granted(self) -> Decimal:
        """What was granted."""
        return sum((kind.granted for kind in self.kinds), ZERO)

    @property
    def tried(self) -> Decimal:
        """What would have been."""
        return sum((kind.tried for kind in self.kinds), ZERO)

    @property
    def change(self) -> Decimal:
        """The difference."""
        return self.tried - self.granted


@dataclass(frozen=True)
class Point:
    """The balance at the end of a month to come: nine runs of ten lie between low and high, yuan."""

    month: dt.date
    low: Decimal
    middle: Decimal
    high: Decimal


@dataclass(frozen=True)
class Outlook:
    """The next 24 months. Amounts in yuan."""

    points: tuple[Point, ...]
    runs: int
    seed: int
    dry: int  # runs in which the money ran out
    income: Decimal  # dues expected in a month


@dataclass(frozen=True)
class Trial:
    """The whole answer. Amounts in yuan."""

    periods: tuple[Period, ...]
    balance: Decimal  # available today
    balance_tried: Decimal  # had the last two years been paid by these terms
    monthly: Decimal  # aid in a month of the last year, as it was
    monthly_tried: Decimal
    now: Outlook
    tried: Outlook

    @property
    def months_left(self) -> Decimal | None:
        """How long the available money lasts without new income; None when nothing goes out."""
        return _months(self.balance, self.monthly)

    @property
    def months_tried(self) -> Decimal | None:
        """The same by the tried terms."""
        return _months(self.balance, self.monthly_tried)


def _months(balance: Decimal, monthly: Decimal) -> Decimal | None:
    return (max(balance, ZERO) / monthly).quantize(Decimal("0.1")) if monthly > 0 else None


def terms_of(charter: Charter) -> dict[str, Terms]:
    """The benefits of a charter by kind and sub-type. One query."""
    fields = Terms.__dataclass_fields__
    return {
        row.key: Terms(**{name: getattr(row, name) for name in fields})
        for row in charter.benefits.all()
    }


def past_claims(*, since: dt.date, on: dt.date) -> list[Past]:
    """The standing claims applied for between two days, in the order they came. One query."""
    rows = Claim.objects.standing().filter(applied_on__gte=since, applied_on__lte=on)
    return [
        Past(c.member_id, c.kind, c.applied_on, c.total_cost, c.other_aid, c.amount, c.subtype)
        for c in rows.order_by("applied_on", "pk")
    ]


def recompute(claims: Iterable[Past], terms: Mapping[str, Terms]) -> list[tuple[Past, Decimal]]:
    """What each claim would get by these terms; yearly caps count what came before in the year."""
    used: dict[tuple[int, str, int], Decimal] = defaultdict(lambda: ZERO)
    found = []
    for claim in claims:
        of = claim.key_in(terms)
        if of not in terms and (divided := [k for k in terms if k.startswith(f"{of}/")]):
            of = divided[0]  # taken in before the kind was divided: by the first of its sub-types
        key = (claim.member, of, claim.applied_on.year)
        amount = ZERO
        if of in terms:
            amount = compute(
                terms[of],
                total_cost=claim.total_cost,
                other_aid=claim.other_aid,
                paid_this_year=used[key],
            ).amount
        used[key] += amount
        found.append((claim, amount))
    return found


def _sum_of(kind: str, label: str, rows: Sequence[tuple[Past, Decimal]]) -> KindSum:
    granted = sum((claim.granted for claim, _ in rows), ZERO)
    return KindSum(kind, label, len(rows), granted, sum((amount for _, amount in rows), ZERO))


def _period(words: str, since: dt.date, tried: Sequence[tuple[Past, Decimal]]) -> Period:
    kinds = []
    for kind in ClaimKind:
        rows = [(c, amount) for c, amount in tried if c.kind == kind and c.applied_on >= since]
        subtypes = sorted({claim.subtype for claim, _ in rows}, reverse=True)
        parts = tuple(
            _sum_of(kind, subtype_label(name), [row for row in rows if row[0].subtype == name])
            for name in (subtypes if any(subtypes) else ())
        )
        kinds.append(replace(_sum_of(kind, kind.label, rows), parts=parts))
    return Period(words, since, tuple(kinds))


def month_after(day: dt.date, months: int) -> dt.date:
    """The first day of the month so many months later."""
    index = day.year * 12 + day.month - 1 + months
    return dt.date(index // 12, index % 12 + 1, 1)


def simulate(
    counts: Sequence[int],
    amounts: Sequence[Decimal],
    *,
    balance: Decimal,
    income: Decimal,
    on: dt.date,
    seed: int,
) -> Outlook:
    """Bootstrap the next 24 months: `counts` are claims in each past month, `amounts` what each gets.

    `income` comes in every month. Yuan in, yuan out; the same seed gives the same answer.
    """
    dice = random.Random(seed)  # noqa: S311 - a simulation, no secret
    cash = [float(amount) for amount in amounts]
    columns: list[list[float]] = [[] for _ in range(MONTHS)]
    dry = 0
    for _ in range(RUNS):
        left, is_dry = float(balance), False
        for column in columns:
            drawn = dice.choice(counts) if counts and cash else 0
            left += float(income) - sum(dice.choices(cash, k=drawn) if drawn else ())
            is_dry = is_dry or left < 0
            column.append(left)
        dry += is_dry
    points = []
    for n, column in enumerate(columns, start=1):
        column.sort()
        low, middle, high = (column[int(RUNS * q)] for q in (0.05, 0.5, 0.95))
        points.append(
            Point(month_after(on, n - 1), *(cents(str(value)) for value in (low, middle, high)))
        )
    return Outlook(tuple(points), RUNS, seed, dry, income)


def _monthly_counts(claims: Sequence[Past], *, since: dt.date, on: dt.date) -> list[int]:
    """Claims in each month from the first claim's on; months before the fund had any do not count."""
    if not claims:
        return []
    month, found = max(since, claims[0].applied_on).replace(day=1), []
    while month <= on:
        following = month_after(month, 1)
        found.append(sum(month <= claim.applied_on < following for claim in claims))
        month = following
    return found


def dues_a_month(charter: Charter, renewal_due: Decimal, *, on: dt.date) -> Decimal:
    """What renewals bring in a month when every member in force stays, yuan. One query."""
    members = Member.objects.open_on(on).with_state(charter, on=on)
    staying = members.filter(~Q(state__in=(MemberState.LAPSED, MemberState.LEFT))).count()
    return cents(renewal_due * staying / 12)


def try_out(
    charter: Charter,
    terms: Mapping[str, Terms],
    *,
    renewal_due: Decimal,
    on: dt.date,
    seed: int = SEED,
) -> Trial:
    """Answer 试算 for a day: the past two years by these terms, and the 24 months to come.

    A fixed number of queries, all of them reading.
    """
    one, two = paid_until(on, -1), paid_until(on, -2)
    claims = past_claims(since=two, on=on)
    tried = recompute(claims, terms)
    periods = (_period("最近一年", one, tried), _period("最近两年", two, tried))
    available = purse_on(on, charter).available
    counts = _monthly_counts(claims, since=two, on=on)
    now = simulate(
        counts,
        [claim.granted for claim in claims],
        balance=available,
        income=dues_a_month(charter, charter.renewal_due, on=on),
        on=on,
        seed=seed,
    )
    then = available - periods[1].change
    would = simulate(
        counts,
        [amount for _, amount in tried],
        balance=available,
        income=dues_a_month(charter, renewal_due, on=on),
        on=on,
        seed=seed,
    )
    return Trial(
        periods,
        available,
        then,
        cents(periods[0].granted / 12),
        cents(periods[0].tried / 12),
        now,
        would,
    )


def changed(
    terms: Mapping[str, Terms], changes: Mapping[str, Mapping[str, Any]]
) -> dict[str, Terms]:
    """Terms with some figures replaced, by the key of the benefit."""
    return {kind: replace(one, **changes.get(kind, {})) for kind, one in terms.items()}

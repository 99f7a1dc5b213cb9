"""How many were helped with how much 补助统计: cases 人次 and persons 人数, never one without the other."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, QuerySet, Sum

from mutualfund.models import ClaimKind, Clawback, Payment

UNDIVIDED = "-"  # what an address calls the claims of a divided kind that are of no sub-type


def subtype_label(subtype: str) -> str:
    """本人结婚; the rest of a divided kind has no name of its own."""
    return subtype or "没分子类的"


@dataclass(frozen=True)
class KindStat:
    """Paid claims of one kind, of a sub-type of it, or of all. Amount in yuan."""

    kind: str
    label: str
    cases: int  # 人次
    persons: int  # 人数
    amount: Decimal
    parts: tuple["KindStat", ...] = ()  # by sub-type 子类, where claims of the kind have any


@dataclass(frozen=True)
class ClaimStats:
    """Paid claims by kind and in all."""

    kinds: list[KindStat]
    total: KindStat


FIGURES: dict[str, Any] = {
    "cases": Count("pk"), "persons": Count("claim__member__worker", distinct=True),
    "amount": Sum("amount"),
}  # fmt: skip
Back = dict[tuple[str, str], Decimal]  # taken back of a kind and sub-type, yuan


def claim_stats(*, on: dt.date, since: dt.date | None = None, divided: bool = False) -> ClaimStats:
    """Claims paid up to a day, from a day on if given, less what was taken back in those days 追回.

    Three queries, and one for the sub-types if asked.
    """
    paid = Payment.objects.filter(paid_on__lte=on)
    if since is not None:
        paid = paid.filter(paid_on__gte=since)
    back = _taken_back(since or dt.date.min, on)
    by_kind: Any = paid.values("claim__kind").order_by().annotate(**FIGURES)
    rows = {row["claim__kind"]: row for row in by_kind}
    parts = _parts(paid, back) if divided else {}
    kinds = [
        KindStat(
            kind.value,
            kind.label,
            rows[kind]["cases"] if kind in rows else 0,
            rows[kind]["persons"] if kind in rows else 0,
            (rows[kind]["amount"] if kind in rows else Decimal(0))
            - sum((amount for key, amount in back.items() if key[0] == kind), Decimal(0)),
            parts.get(kind, ()),
        )
        for kind in ClaimKind
    ]
    whole = paid.aggregate(**FIGURES)
    net = (whole["amount"] or Decimal(0)) - sum(back.values(), Decimal(0))
    total = KindStat("all", "合计", whole["cases"], whole["persons"], net)
    return ClaimStats(kinds, total)


def _taken_back(first: dt.date, last: dt.date) -> Back:
    # by the day in the books, so that no period differs from the statement of the fund
    back = Clawback.objects.taken().filter(voucher__date__range=(first, last)).order_by()
    rows = back.values("claim__kind", "claim__subtype").annotate(sum=Sum("amount"))
    return {(row["claim__kind"], row["claim__subtype"]): row["sum"] for row in rows}


def _parts(paid: "QuerySet[Payment]", back: Back) -> dict[str, tuple[KindStat, ...]]:
    """The sub-types of the kinds that have any; what was paid before the kind was divided comes last."""
    rows: Any = paid.values_list("claim__kind", "claim__subtype").order_by().annotate(**FIGURES)
    nothing = (0, 0, Decimal(0))
    told = dict.fromkeys(back, nothing) | {(row[0], row[1]): row[2:] for row in rows}
    found: dict[str, list[KindStat]] = {}
    for kind, subtype in sorted(told, key=lambda key: key[1], reverse=True):
        cases, persons, amount = told[kind, subtype]
        net = amount - back.get((kind, subtype), Decimal(0))
        if subtype or kind in found:
            part = KindStat(subtype or UNDIVIDED, subtype_label(subtype), cases, persons, net)
            found.setdefault(kind, []).append(part)
    return {kind: tuple(parts) for kind, parts in found.items()}

"""How many were helped with how much 补助统计: cases 人次 and persons 人数, never one without the other."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Sum

from mutualfund.models import ClaimKind, Clawback, Payment


@dataclass(frozen=True)
class KindStat:
    """Paid claims of one kind, or of all. Amount in yuan."""

    kind: str
    label: str
    cases: int  # 人次
    persons: int  # 人数
    amount: Decimal


@dataclass(frozen=True)
class ClaimStats:
    """Paid claims by kind and in all."""

    kinds: list[KindStat]
    total: KindStat


def claim_stats(*, on: dt.date, since: dt.date | None = None) -> ClaimStats:
    """Claims paid up to a day, from a day on if given, less what was taken back in those days 追回.

    Three queries.
    """
    paid = Payment.objects.filter(paid_on__lte=on)
    if since is not None:
        paid = paid.filter(paid_on__gte=since)
    back = Clawback.objects.taken().filter(taken_on__range=(since or dt.date.min, on))
    back_of = dict(
        back.order_by().values("claim__kind").annotate(sum=Sum("amount"))
        .values_list("claim__kind", "sum")
    )  # fmt: skip
    figures: dict[str, Any] = {
        "cases": Count("pk"), "persons": Count("claim__member__worker", distinct=True),
        "amount": Sum("amount"),
    }  # fmt: skip
    by_kind: Any = paid.values("claim__kind").order_by().annotate(**figures)
    rows = {row["claim__kind"]: row for row in by_kind}
    kinds = [
        KindStat(
            kind.value,
            kind.label,
            rows[kind]["cases"] if kind in rows else 0,
            rows[kind]["persons"] if kind in rows else 0,
            (rows[kind]["amount"] if kind in rows else Decimal(0)) - back_of.get(kind, Decimal(0)),
        )
        for kind in ClaimKind
    ]
    whole = paid.aggregate(**figures)
    net = (whole["amount"] or Decimal(0)) - sum(back_of.values(), Decimal(0))
    total = KindStat("all", "合计", whole["cases"], whole["persons"], net)
    return ClaimStats(kinds, total)

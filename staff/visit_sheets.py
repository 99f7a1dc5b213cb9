"""Visit sheets 走访单: what a cadre takes along, a section for each worker he answers for."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from django.db.models import OuterRef, QuerySet, Subquery

from staff.forms.visits import QUESTIONS
from staff.matrix import in_order
from staff.models import Cadre, Level, Mode, Need, Pairing, Visit
from welfare.days import Quarter
from welfare.errors import Refused

A_SHEET = 3  # sections on one A4
MOST = 300  # workers printed at once
BOXES = {"modes": Mode, "levels": Level, "needs": Need}


@dataclass(frozen=True)
class Sheet:
    """One A4 of one cadre."""

    cadre: Cadre
    pairings: Sequence[Pairing]
    number: int
    of: int  # sheets of this cadre


def sheets_of(pairings: "QuerySet[Pairing]", *, on: dt.date) -> list[Sheet]:
    """The sheets of pairings in force; each pairing carries `last_on`, the latest call that counts.

    One query. Raises Refused for more than can be printed at once.
    """
    calls = Visit.objects.counting().filter(pairing__file=OuterRef("file"))
    last = Subquery(calls.order_by("-visited_on").values("visited_on")[:1])
    rows = list(in_order(pairings).annotate(last_on=last)[: MOST + 1])
    if len(rows) > MOST:
        raise Refused(f"走访单一次最多打印 {MOST} 人的，请先按车站或组别筛选。")
    sheets = []
    for cadre, group in groupby(rows, key=lambda pairing: pairing.cadre):
        own = list(group)
        parts = [own[start : start + A_SHEET] for start in range(0, len(own), A_SHEET)]
        sheets += [Sheet(cadre, part, n, len(parts)) for n, part in enumerate(parts, start=1)]
    return sheets


def printed_choices() -> dict[str, object]:
    """What can be ticked on paper, in the words of the form."""
    return {"questions": list(QUESTIONS.values())} | {k: kind.labels for k, kind in BOXES.items()}


def quarter_words(on: dt.date) -> str:
    """2026 年第四季度."""
    quarter = Quarter.of(on)
    return f"{quarter.year} 年{quarter.words}"

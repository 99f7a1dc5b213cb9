"""What an inspection 监督检查 draws from, and who had a hand in each: nobody looks at his own."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import QuerySet

from disclosure.models import Inspection, InspectionItem, Notice, Sort
from disclosure.models.notices import SHOWN
from mutualfund.models import Decision, Payment, Vote
from staff.models import Visit

Hands = dict[int, set[int]]  # row -> the people who had a hand in it


def _notices(inspection: Inspection) -> "QuerySet[Notice]":
    """Those of the house: a notice is of no single unit."""
    period = inspection.period
    return Notice.objects.filter(status__in=SHOWN, public_from__range=(period.first, period.last))


def _decisions(inspection: Inspection) -> "QuerySet[Decision]":
    period = inspection.period
    return Decision.objects.filter(
        decided_on__range=(period.first, period.last),
        item__claim__member__worker__station__branch=inspection.unit,
    )


def _payments(inspection: Inspection) -> "QuerySet[Payment]":
    period = inspection.period
    return Payment.objects.filter(
        paid_on__range=(period.first, period.last),
        claim__member__worker__station__branch=inspection.unit,
    )


def _visits(inspection: Inspection) -> "QuerySet[Visit]":
    rows = Visit.objects.of_quarter(inspection.period)
    return rows.filter(pairing__file__worker__station__branch=inspection.unit)


def _gathered(rows: Iterable[tuple[int, ...]]) -> Hands:
    found: Hands = defaultdict(set)
    for key, *people in rows:
        found[key] |= {person for person in people if person}
    return found


def hands_in(sort: Sort, keys: Iterable[int]) -> Hands:
    """Who had a hand in rows of a sort, as the database asks it too (disclosure_had_a_hand)."""
    within = {"pk__in": list(keys)}
    if sort == Sort.NOTICE:
        return _gathered(Notice.objects.filter(**within).values_list("pk", "editor", "releaser"))
    if sort == Sort.PAYMENT:
        return _gathered(
            Payment.objects.filter(**within).values_list(
                "pk", "cashier", "voucher__maker", "voucher__reviewer"
            )
        )
    if sort == Sort.VISIT:
        visits = Visit.objects.filter(**within)
        return _gathered(visits.values_list("pk", "recorded_by", "pairing__cadre__user"))
    signed = Decision.objects.filter(**within).values_list("pk", "signed_by")
    votes = Vote.objects.filter(item__decision__in=within["pk__in"])
    cast = votes.values_list("item__decision", "member__user", "proxied_by")
    return _gathered([*signed, *cast])


def population(inspection: Inspection, sort: Sort, inspectors: set[int]) -> list[int]:
    """The keys a sort is drawn from: those at least one of the inspectors had no hand in."""
    sources = {
        Sort.NOTICE: _notices, Sort.DECISION: _decisions, Sort.PAYMENT: _payments,
        Sort.VISIT: _visits,
    }  # fmt: skip
    rows: QuerySet = sources[sort](inspection)
    keys = sorted(rows.order_by().values_list("pk", flat=True))
    hands = hands_in(sort, keys)
    return [key for key in keys if inspectors - hands.get(key, set())]


def key_of(item: InspectionItem) -> int:
    """The row that was drawn."""
    return next(
        key
        for key in (item.notice_id, item.decision_id, item.payment_id, item.visit_id)
        if key is not None
    )

"""Which earlier claims count against a benefit 同一类: kinds are divided and joined from one charter to the next.

A yearly cap or count loses nothing by that: what was given before the kind was divided may have been
for any of its sub-types, and a sub-type the charter no longer lists falls to what it lists instead.
"""

from collections.abc import Iterable, Mapping, Set

from mutualfund.models import Benefit, Claim

Listed = Mapping[
    int, Set[str]
]  # charter -> the sub-types it lists of a kind, "" for the kind's own


def counts_for(subtype: str, charter: int, benefit: Benefit, listed: Listed) -> bool:
    """Whether a claim of this kind, by its sub-type and charter, counts against a benefit."""
    if subtype == benefit.subtype:
        return True
    if subtype:  # listed here it has a cap of its own; else it falls to the kind's own, or to any
        here = listed.get(benefit.charter_id, set())
        return subtype not in here and (not benefit.subtype or "" not in here)
    return benefit.subtype not in listed.get(charter, set())  # it could not be told apart then


def alike(claims: Iterable[Claim], benefit: Benefit) -> list[Claim]:
    """Those of the claims that count against a benefit. One query at most."""
    rows = [claim for claim in claims if claim.kind == benefit.kind]
    if all(claim.subtype == benefit.subtype for claim in rows):
        return rows
    listed: dict[int, set[str]] = {}
    charters = {benefit.charter_id, *(claim.charter_id for claim in rows)}
    told = Benefit.objects.filter(charter__in=charters, kind=benefit.kind)
    for charter, subtype in told.values_list("charter", "subtype"):
        listed.setdefault(charter, set()).add(subtype)
    return [c for c in rows if counts_for(c.subtype, c.charter_id, benefit, listed)]

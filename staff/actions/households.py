"""Households 家庭户: couples among the workers become one 双集体户."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Max

from staff.models import Household, Worker


@transaction.atomic
def join_couples(pairs: Iterable[tuple[Worker, Worker]]) -> int:
    """Put each couple into one household; couples already there stay. Returns how many are new.

    Three queries, however many couples.
    """
    apart = [
        (one, other)
        for one, other in pairs
        if one.household_id is None or one.household_id != other.household_id
    ]
    homeless = [pair for pair in apart if not any(worker.household_id for worker in pair)]
    last = Household.objects.aggregate(last=Max("number"))["last"]
    serial = int(last[2:]) if last else 0
    made = Household.objects.bulk_create(
        Household(number=f"H-{serial + step:04d}") for step in range(1, len(homeless) + 1)
    )
    for (one, other), home in zip(homeless, made, strict=True):
        one.household = other.household = home
    for one, other in apart:
        one.household = other.household = one.household or other.household
    Worker.objects.bulk_update([worker for pair in apart for worker in pair], ["household"])
    return len(apart)

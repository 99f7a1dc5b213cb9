"""Households 家庭户: couples among the workers become one 双集体户."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Max

from staff.models import Household, Worker


@transaction.atomic
def join_couples(pairs: Iterable[tuple[Worker, Worker]]) -> int:
    """Put each couple into one household; couples already there stay. Returns how many are new."""
    last = Household.objects.aggregate(last=Max("number"))["last"]
    serial, made = int(last[2:]) if last else 0, 0
    for one, other in pairs:
        if one.household_id is not None and one.household_id == other.household_id:
            continue
        home = one.household or other.household
        if home is None:
            serial += 1
            home = Household.objects.create(number=f"H-{serial:04d}")
        one.household = other.household = home
        one.save(update_fields=["household"])
        other.save(update_fields=["household"])
        made += 1
    return made

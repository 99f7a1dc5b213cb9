"""The list of cadres: how much each carries, and pairings with somebody who is kin by now."""

from django.db import connection
from django.db.models import F, QuerySet

from staff.household_list import Number
from staff.models import Cadre, Pairing

KIN = """
SELECT p.id FROM staff_pairing p
  JOIN staff_hardshipfile f ON f.id = p.file_id
  JOIN staff_cadre c ON c.id = p.cadre_id
 CROSS JOIN LATERAL staff_kin(f.worker_id) kin
 WHERE p.until IS NULL AND (kin.cadre_id = c.id OR kin.user_id = c.user_id)
 LIMIT 50
"""


def kin_pairings() -> "QuerySet[Pairing]":
    """Running pairings whose cadre was declared kin after they began: they must be handed over."""
    with connection.cursor() as cursor:
        cursor.execute(KIN)
        keys = [row[0] for row in cursor]
    return Pairing.objects.filter(pk__in=keys).select_related("cadre", "file__worker")


def load_counts(show: str, *, limit: int) -> "tuple[list[Number], QuerySet[Cadre]]":
    """The counts over the list, and the cadres of the one that is chosen, the heaviest first."""
    serving = Cadre.objects.filter(left_on__isnull=True).with_load()
    lists = {
        "": ("在任", serving),
        "full": (f"到上限 {limit} 户", serving.filter(load__gte=limit)),
        "free": ("还没包保", serving.filter(load=0)),
        "left": ("已离任", Cadre.objects.filter(left_on__isnull=False).with_load()),
    }
    chosen = show if show in lists else ""
    counts = [
        Number(label, rows.count(), f"?show={key}" if key else "?", key == chosen)
        for key, (label, rows) in lists.items()
    ]
    return counts, lists[chosen][1].order_by(F("load").desc(), "number")

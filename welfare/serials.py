"""Numbers of papers 编号: whoever gives the next one of a series waits for the one before."""

from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.db.models.functions import Length


def take_turn(series: str) -> None:
    """Hold the series' lock to the end of the transaction, also while it has no row yet.

    A statement of its own: what is read afterwards is what stood there when the lock was given.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"guanai.number.{series}"])


def last_serial(rows: "QuerySet[Any]", prefix: str, column: str = "number") -> int:
    """The highest serial behind a prefix (HZ-2026-), 0 for none; the caller holds its turn.

    Padded with noughts: the longer number is the later one, 10000 follows 9999.
    """
    begun = rows.filter(**{f"{column}__startswith": prefix}).order_by(
        Length(column).desc(), f"-{column}"
    )
    last = begun.values_list(column, flat=True).first()
    return int(last[len(prefix) :]) if last else 0


def next_number(
    rows: "QuerySet[Any]", prefix: str, *, digits: int = 4, column: str = "number"
) -> str:
    """The next number of a series (KN-2026-0001), until the end of the transaction nobody else's."""
    take_turn(prefix)
    return f"{prefix}{last_serial(rows, prefix, column) + 1:0{digits}d}"

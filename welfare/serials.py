"""Numbers of papers 编号: whoever gives the next one of a series waits for the one before."""

from django.db import connection


def take_turn(series: str) -> None:
    """Hold the series' lock to the end of the transaction, also while it has no row yet.

    A statement of its own: what is read afterwards is what stood there when the lock was given.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"guanai.number.{series}"])

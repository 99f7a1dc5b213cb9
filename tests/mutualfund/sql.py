"""Statements written by hand, as an intruder or a careless administrator would."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, models, transaction

from mutualfund.books_guards import GUARDS

APP = "guanai_app"  # the application's database role
OWNER = ""


def run(statement: str, *values, role: str = APP) -> None:
    """Run one statement with a role's rights; what is deferred is checked at once."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        if role:
            cursor.execute(f"SET LOCAL ROLE {role}")
        cursor.execute(statement, values or None)
        cursor.execute("RESET ROLE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


@contextmanager
def as_app() -> Iterator[None]:
    """What is asked of the database in here has only the rights the served product has."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {APP}")
        yield
        cursor.execute("RESET ROLE")


def note_and_move(
    claim: models.Model, act: str, was: str, now: str, by: models.Model | None = None
) -> None:
    """A step written by hand and the state moved after it, checked as at commit."""
    with connection.cursor() as cursor:
        cursor.execute(
            'INSERT INTO mutualfund_claimstep (claim_id, act, was, now, code, by_id, "on", at)'
            " VALUES (%s, %s, %s, %s, '', %s, current_date, now())",
            [claim.pk, act, was, now, by.pk if by else None],
        )
        cursor.execute("UPDATE mutualfund_claim SET status = %s WHERE id = %s", [now, claim.pk])
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def force(table: str, statement: str) -> None:
    """What someone with the owner's password could do, who puts the guards back afterwards."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER ALL")
        cursor.execute(statement)
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER ALL")
        for trigger in GUARDS.get(table, ()):
            cursor.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {trigger}")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def rewrite(row: models.Model, *, guard: str = "fixed", **facts: object) -> None:
    """Change a row behind its guard's back: the world a test wants, not what the product allows."""
    table = row._meta.db_table
    run(f"ALTER TABLE {table} DISABLE TRIGGER {guard}", role=OWNER)
    for name, value in facts.items():
        setattr(row, name, value)
    row.save(update_fields=list(facts))
    run(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {guard}", role=OWNER)

"""For migrations: a column of words in clear becomes a sealed one, and the rows keep what they say."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import migrations

from welfare.crypto import EncryptedField

MODES = {"O": "ENABLE", "A": "ENABLE ALWAYS", "R": "ENABLE REPLICA"}
ASK = (
    "SELECT tgname, tgenabled FROM pg_trigger"
    " WHERE tgrelid = %s::regclass AND NOT tgisinternal AND tgenabled <> 'D'"
)


@contextmanager
def unguarded(editor: Any, table: str) -> Iterator[None]:
    """The table without its triggers, which come back in the mode they had."""
    with editor.connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(ASK, [table])
        found = [(name, MODES[mode]) for name, mode in cursor.fetchall()]
        for name, _ in found:
            cursor.execute(f'ALTER TABLE {table} DISABLE TRIGGER "{name}"')
        yield
        for name, mode in found:
            cursor.execute(f'ALTER TABLE {table} {mode} TRIGGER "{name}"')


def seal_column(
    app: str, model: str, name: str, words: str, *, sealed: str = ""
) -> list[migrations.operations.base.Operation]:
    """The column `name`, of words in clear, as a sealed column `sealed` (by the same name if none).

    Constraints that look at the column are taken away before and put back after.
    """
    clear, sealed = f"{name}_in_clear", sealed or name

    def fill(apps: Any, editor: Any) -> None:
        table, own = apps.get_model(app, model), editor.connection.alias
        rows = table._base_manager.using(own).exclude(**{clear: ""})
        if not rows.exists():
            return
        with unguarded(editor, table._meta.db_table):
            for row in rows.iterator():
                setattr(row, sealed, getattr(row, clear))
                row.save(using=own, update_fields=[sealed])

    return [
        migrations.RenameField(model, name, clear),
        migrations.AddField(model, sealed, EncryptedField(words)),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.RemoveField(model, clear),
    ]

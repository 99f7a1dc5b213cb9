"""Months are closed and reopened by two: sql/closings.sql."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    dependencies = [
        ("mutualfund", "0021_bank_counts_and_proofs"),
        ("welfare", "0023_reopen_books_permission"),
    ]
    operations = [
        migrations.RunSQL(
            (SQL / "closings.sql").read_text(encoding="utf-8"),
            (SQL / "closings_undo.sql").read_text(encoding="utf-8"),
        )
    ]

"""Papers, heads, bank lines and counts are kept: sql/evidence.sql."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    dependencies = [
        ("mutualfund", "0022_closings_by_two"),
        ("welfare", "0023_reopen_books_permission"),
    ]
    operations = [
        migrations.RunSQL(
            (SQL / "evidence.sql").read_text(encoding="utf-8"),
            (SQL / "evidence_undo.sql").read_text(encoding="utf-8"),
        )
    ]

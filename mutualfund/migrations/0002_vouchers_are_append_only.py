"""The guards of the books 账本: sql/guards.sql."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("mutualfund", "0001_initial"), ("welfare", "0003_audit_is_append_only")]
    operations = [
        migrations.RunSQL(
            (SQL / "guards.sql").read_text(encoding="utf-8"),
            (SQL / "guards_undo.sql").read_text(encoding="utf-8"),
        )
    ]

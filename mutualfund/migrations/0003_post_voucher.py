"""The posting function 记账: sql/posting.sql."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("mutualfund", "0002_vouchers_are_append_only")]
    operations = [
        migrations.RunSQL(
            (SQL / "posting.sql").read_text(encoding="utf-8"),
            (SQL / "posting_undo.sql").read_text(encoding="utf-8"),
        )
    ]

"""What a vote rests on 表决的依据 stays as it was: sql/basis.sql."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("mutualfund", "0018_income_and_closings_are_kept")]
    operations = [
        migrations.RunSQL(
            (SQL / "basis.sql").read_text(encoding="utf-8"),
            (SQL / "basis_undo.sql").read_text(encoding="utf-8"),
        )
    ]

"""What a congress resolved stands: sql/congresses.sql."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql" / "congresses.sql"


class Migration(migrations.Migration):
    dependencies = [("disclosure", "0034_congresses")]
    operations = [migrations.RunSQL(SQL.read_text("utf-8"), migrations.RunSQL.noop)]

"""Guards of the walls."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql" / "walls.sql"


class Migration(migrations.Migration):
    dependencies = [("disclosure", "0014_walls")]
    operations = [migrations.RunSQL(SQL.read_text("utf-8"), migrations.RunSQL.noop)]

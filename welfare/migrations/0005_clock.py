"""The database's own clock for stamps that people rely on: sql/clock.sql."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql" / "clock.sql"


class Migration(migrations.Migration):
    dependencies = [("welfare", "0004_holidays")]
    operations = [migrations.RunSQL(SQL.read_text("utf-8"), migrations.RunSQL.noop)]

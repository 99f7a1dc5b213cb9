"""Stamps of entry are the database's clock: sql/stamps.sql."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql" / "stamps.sql"


class Migration(migrations.Migration):
    dependencies = [("staff", "0004_visit_doubts"), ("welfare", "0005_clock")]
    operations = [migrations.RunSQL(SQL.read_text("utf-8"), migrations.RunSQL.noop)]

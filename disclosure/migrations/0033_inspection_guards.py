"""Nobody inspects his own, kept by the database: sql/inspections.sql."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql" / "inspections.sql"


class Migration(migrations.Migration):
    dependencies = [("disclosure", "0032_inspections")]
    operations = [migrations.RunSQL(SQL.read_text("utf-8"), migrations.RunSQL.noop)]

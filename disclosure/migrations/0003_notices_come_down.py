"""A notice of a hardship file comes down when what it announced no longer stands."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql" / "notices.sql"


class Migration(migrations.Migration):
    dependencies = [("disclosure", "0002_guards"), ("staff", "0004_visit_doubts")]
    operations = [migrations.RunSQL(SQL.read_text("utf-8"), migrations.RunSQL.noop)]

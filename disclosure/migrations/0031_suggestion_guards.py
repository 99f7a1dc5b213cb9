"""The order of a suggestion's life, kept by the database: sql/suggestion_steps.sql."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql" / "suggestion_steps.sql"


class Migration(migrations.Migration):
    dependencies = [("disclosure", "0030_suggestion_life")]
    operations = [migrations.RunSQL(SQL.read_text("utf-8"), migrations.RunSQL.noop)]

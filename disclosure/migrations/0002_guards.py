"""The guards of disclosure 厂务公开: sql/."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("disclosure", "0001_initial"), ("welfare", "0003_guards")]
    operations = [
        migrations.RunSQL((SQL / "suggestions.sql").read_text("utf-8"), migrations.RunSQL.noop)
    ]

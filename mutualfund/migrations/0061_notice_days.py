"""The days of a notice 公示 come only with it."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("mutualfund", "0060_years_joined")]
    operations = [
        migrations.RunSQL((SQL / "publicity.sql").read_text("utf-8"), migrations.RunSQL.noop),
    ]

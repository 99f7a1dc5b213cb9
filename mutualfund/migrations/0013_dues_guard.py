"""Another pays a due only for who is 特困: held by the database, too."""

from pathlib import Path

from django.db import migrations

DUES = (Path(__file__).parent / "sql" / "dues.sql").read_text("utf-8")


class Migration(migrations.Migration):
    dependencies = [("mutualfund", "0012_meeting_mark_guards")]
    operations = [migrations.RunSQL(DUES, migrations.RunSQL.noop)]

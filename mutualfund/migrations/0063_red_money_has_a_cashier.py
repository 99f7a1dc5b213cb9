"""A red reversal that moves money is posted with a cashier."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("mutualfund", "0062_draft_summary_is_plain")]
    operations = [
        migrations.RunSQL((SQL / "posting.sql").read_text("utf-8"), migrations.RunSQL.noop)
    ]

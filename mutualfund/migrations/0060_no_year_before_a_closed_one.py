"""No series of vouchers begins before a closed month."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("mutualfund", "0003_chart_of_accounts")]
    operations = [
        migrations.RunSQL((SQL / "posting.sql").read_text("utf-8"), migrations.RunSQL.noop)
    ]

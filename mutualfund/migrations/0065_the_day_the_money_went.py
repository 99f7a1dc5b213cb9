"""The voucher of a payment carries the day of the payment, and cash leaves the drawer."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("mutualfund", "0064_income_voids")]
    operations = [
        migrations.RunSQL((SQL / "drafts.sql").read_text("utf-8"), migrations.RunSQL.noop)
    ]

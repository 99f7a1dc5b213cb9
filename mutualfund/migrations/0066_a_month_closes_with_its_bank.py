"""A month closes when its bank is reconciled, or for a reason; its matches stay."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("mutualfund", "0065_the_day_the_money_went")]
    operations = [
        migrations.RunSQL((SQL / f"{topic}.sql").read_text("utf-8"), migrations.RunSQL.noop)
        for topic in ("closings", "income_voids")  # the second grants what the first took
    ]

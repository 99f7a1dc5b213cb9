"""A voucher by hand leaves aid, dues and gifts alone."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("mutualfund", "0060_no_year_before_a_closed_one")]
    operations = [
        migrations.RunSQL((SQL / "drafts.sql").read_text("utf-8"), migrations.RunSQL.noop)
    ]

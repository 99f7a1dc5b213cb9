"""The days of a claim's notice 公示 are those of a notice that was released."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    dependencies = [
        ("disclosure", "0003_catalogue_shipped"),
        ("mutualfund", "0061_notice_days"),
    ]
    operations = [
        migrations.RunSQL((SQL / "notice_days.sql").read_text("utf-8"), migrations.RunSQL.noop),
    ]

"""Nobody pays out of an empty drawer 库存现金."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("mutualfund", "0062_came_back")]
    operations = [
        migrations.RunSQL((SQL / "posting.sql").read_text("utf-8"), migrations.RunSQL.noop),
    ]

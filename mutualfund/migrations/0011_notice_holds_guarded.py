"""No payment while an objection to the notice is open."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql" / "notice_holds.sql"


class Migration(migrations.Migration):
    dependencies = [("mutualfund", "0010_notice_holds")]
    operations = [migrations.RunSQL(SQL.read_text("utf-8"), migrations.RunSQL.noop)]

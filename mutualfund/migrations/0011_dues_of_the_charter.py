"""A due is the charter's amount in the database, too: the part of sql/dues.sql that came later."""

from pathlib import Path

from django.db import migrations

SQL = (Path(__file__).parent / "sql" / "dues.sql").read_text("utf-8")
LATER = SQL[SQL.index("-- A due is the amount") :]


class Migration(migrations.Migration):
    dependencies = [("mutualfund", "0010_posting_at_less_cost")]
    operations = [migrations.RunSQL(LATER, migrations.RunSQL.noop)]

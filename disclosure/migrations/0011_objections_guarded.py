"""Guards of the objections to notices."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql" / "objections.sql"


class Migration(migrations.Migration):
    dependencies = [
        ("disclosure", "0010_objections"),
        ("mutualfund", "0011_notice_holds_guarded"),
    ]
    operations = [migrations.RunSQL(SQL.read_text("utf-8"), migrations.RunSQL.noop)]

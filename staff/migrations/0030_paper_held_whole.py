"""纸质档案: the file begins as it was held beside the paper, by nobody of the family."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql" / "paper_files.sql"


def functions_anew() -> str:
    """The functions up to the trigger, which is there already."""
    text = SQL.read_text("utf-8")
    return text[: text.index("CREATE TRIGGER decided_once")]


class Migration(migrations.Migration):
    dependencies = [("staff", "0003_shipped")]
    operations = [migrations.RunSQL(functions_anew(), migrations.RunSQL.noop)]

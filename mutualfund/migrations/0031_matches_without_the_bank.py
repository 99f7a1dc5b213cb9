"""A red voucher and its original are matched against each other: sql/matches.sql."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql"


def before() -> str:
    """The function of 0023 once more, for the way back."""
    told = (SQL / "evidence.sql").read_text(encoding="utf-8")
    first = told.index("CREATE FUNCTION mutualfund_check_match")
    words = told[first : told.index("CREATE CONSTRAINT TRIGGER check_match")]
    return words.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION", 1)


class Migration(migrations.Migration):
    dependencies = [("mutualfund", "0030_ledger_in_one_pass")]
    operations = [
        migrations.RunSQL((SQL / "matches.sql").read_text(encoding="utf-8"), before()),
    ]

"""The functions of sql/posting.sql as they are today: the same guards, read with fewer joins."""

import re
from pathlib import Path

from django.db import migrations

SQL = (Path(__file__).parent / "sql" / "posting.sql").read_text("utf-8")
CHANGED = ("check_lines", "post_voucher", "post_draft", "post_batch")


def _function(name: str) -> str:
    found = re.search(
        rf"CREATE OR REPLACE FUNCTION mutualfund_{name}\(.*?^END \$\$;$", SQL, re.M | re.S
    )
    assert found is not None  # noqa: S101
    return found[0]


class Migration(migrations.Migration):
    dependencies = [("mutualfund", "0003_chart_of_accounts")]
    operations = [
        *(migrations.RunSQL(_function(name), migrations.RunSQL.noop) for name in CHANGED),
        migrations.RunSQL(
            "DROP FUNCTION IF EXISTS mutualfund_posting(bigint, bigint)", migrations.RunSQL.noop
        ),
    ]

"""The guards of the reports 举报 once more, and one for the keys of their handlers."""

import re
from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql"
FUNCTION = re.compile(r"^CREATE OR REPLACE FUNCTION .*?\$\$;$", re.S | re.M)


class Migration(migrations.Migration):
    dependencies = [("disclosure", "0003_catalogue_shipped")]
    operations = [
        migrations.RunSQL(
            "\n".join(FUNCTION.findall((SQL / "reports.sql").read_text("utf-8"))),
            migrations.RunSQL.noop,
        ),
        migrations.RunSQL((SQL / "report_keys.sql").read_text("utf-8"), migrations.RunSQL.noop),
    ]

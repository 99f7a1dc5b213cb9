"""A decision says who was recused as the votes do."""

import re
from pathlib import Path

from django.db import migrations

COMMITTEE = (Path(__file__).parent / "sql" / "committee.sql").read_text("utf-8")
RESTS = re.search(
    r"CREATE OR REPLACE FUNCTION mutualfund_decision_rests.*?\nEND \$\$;", COMMITTEE, re.DOTALL
)[0]


class Migration(migrations.Migration):
    dependencies = [("mutualfund", "0070_seats")]
    operations = [migrations.RunSQL(RESTS, migrations.RunSQL.noop)]

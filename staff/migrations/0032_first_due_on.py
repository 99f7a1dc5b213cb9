"""A matter counts its lateness from the first day that was promised; pressing is a step of its own."""

import datetime as dt
import re
from pathlib import Path

from django.db import migrations, models

SQL = (Path(__file__).parent / "sql" / "matters.sql").read_text("utf-8")
FUNCTIONS = "\n".join(re.findall(r"CREATE OR REPLACE FUNCTION.*?\nEND \$\$;", SQL, re.DOTALL))
KINDS = ["raised", "asked", "assigned", "pressed", "answered", "rated"]
STATUSES = ["raised", "doing", "answered", "closed"]


class Migration(migrations.Migration):
    dependencies = [("staff", "0031_canvassed_by_others")]
    operations = [
        migrations.RunSQL(FUNCTIONS, migrations.RunSQL.noop),
        migrations.AddField(
            "matter",
            "first_due_on",
            models.DateField("最初时限", default=dt.date(2000, 1, 1)),
            preserve_default=False,
        ),
        migrations.AlterField(
            "matterstep",
            "kind",
            models.CharField("做了什么", max_length=8, choices=[
                ("raised", "提出"), ("asked", "又提了一次"), ("assigned", "指派"),
                ("pressed", "督办"), ("answered", "答复"), ("rated", "职工评价"),
            ]),
        ),
        migrations.RemoveConstraint("matterstep", "matter_step_known"),
        migrations.AddConstraint(
            "matterstep",
            models.CheckConstraint(
                condition=models.Q(kind__in=KINDS, status__in=STATUSES), name="matter_step_known"
            ),
        ),
        migrations.RunSQL(
            "UPDATE staff_matter SET first_due_on = due_on", migrations.RunSQL.noop
        ),
    ]  # fmt: skip

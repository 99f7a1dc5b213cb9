"""What a long roster pays for: fewer indexes of workers, one question of an import's rows."""

from pathlib import Path

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

GUARDS = Path(__file__).parent / "sql" / "roster_rows.sql"
# Of a number collated "C" its unique index answers LIKE as well; who has no account needs no entry.
INDEXES = """
DROP INDEX staff_worker_number_300fced3_like;
ALTER TABLE staff_worker DROP CONSTRAINT staff_worker_user_id_key;
CREATE UNIQUE INDEX worker_one_per_account ON staff_worker (user_id) WHERE user_id IS NOT NULL;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("staff", "0003_shipped"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="rosterimportrow",
            name="roster",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="rows",
                to="staff.rosterimport",
            ),
        ),
        migrations.AlterField(
            model_name="worker",
            name="household",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="workers",
                to="staff.household",
                verbose_name="家庭户",
            ),
        ),
        migrations.AlterField(
            model_name="worker",
            name="station",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="workers",
                to="staff.station",
                verbose_name="车站",
            ),
        ),
        migrations.AddIndex(
            model_name="worker",
            index=models.Index(
                condition=models.Q(("household__isnull", False)),
                fields=["household"],
                name="worker_household",
            ),
        ),
        migrations.RunSQL(INDEXES, migrations.RunSQL.noop),
        migrations.RunSQL(GUARDS.read_text("utf-8"), migrations.RunSQL.noop),
    ]

"""A resolution stands behind the clocks of the certification and the subsistence line, too."""

import django.db.models.deletion
from django.db import migrations, models

from disclosure.migrations._again import changed


class Migration(migrations.Migration):
    dependencies = [
        ("disclosure", "0011_objection_answers"),
        ("staff", "0003_shipped"),
    ]

    operations = [
        migrations.AddField(
            model_name="resolution",
            name="line",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="staff.subsistenceline",
                verbose_name="低保标准",
            ),
        ),
        migrations.AddField(
            model_name="resolution",
            name="rules",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="staff.certificationrule",
                verbose_name="认定期限",
            ),
        ),
        migrations.RunSQL(
            changed("congresses", "disclosure_resolution_as_voted"), migrations.RunSQL.noop
        ),
    ]

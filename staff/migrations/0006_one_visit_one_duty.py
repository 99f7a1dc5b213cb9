"""One visit answers one duty: sql/answers.sql."""

from pathlib import Path

import django.db.models.deletion
from django.db import migrations, models

SQL = Path(__file__).parent / "sql" / "answers.sql"


class Migration(migrations.Migration):
    dependencies = [
        ("staff", "0005_stamps"),
    ]

    operations = [
        migrations.CreateModel(
            name="DutyAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "duty",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answered_by",
                        to="staff.visitduty",
                        verbose_name="走访任务",
                    ),
                ),
                (
                    "visit",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="staff.visit",
                        verbose_name="走访",
                    ),
                ),
            ],
            options={
                "verbose_name": "走访算哪一条任务",
                "verbose_name_plural": "走访算哪一条任务",
                "ordering": ("pk",),
            },
        ),
        migrations.RunSQL(SQL.read_text("utf-8"), migrations.RunSQL.noop),
    ]

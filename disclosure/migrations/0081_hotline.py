"""Duty at the report telephone 举报电话值班, with its guard."""

import uuid
from pathlib import Path

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import welfare.crypto

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    dependencies = [
        ("disclosure", "0080_report_guards"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="HotlineDuty",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("day", models.DateField(unique=True, verbose_name="值班日期")),
                ("begins", models.TimeField(verbose_name="从几点")),
                ("ends", models.TimeField(verbose_name="到几点")),
                ("calls", models.PositiveSmallIntegerField(null=True, verbose_name="接了几个电话")),
                (
                    "words",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="值班记录"
                    ),
                ),
                ("kept_on", models.DateField(null=True, verbose_name="记录日期")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="值班人",
                    ),
                ),
            ],
            options={
                "verbose_name": "举报电话值班",
                "verbose_name_plural": "举报电话值班",
                "ordering": ("-day",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends__gt", models.F("begins"))),
                        name="hotline_duty_ends_after_it_begins",
                        violation_error_message="「到几点」要晚于「从几点」",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("calls__isnull", True),
                                ("kept_on__isnull", True),
                                ("words__isnull", True),
                            ),
                            models.Q(
                                ("calls__isnull", False),
                                ("kept_on__gte", models.F("day")),
                                ("words__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="hotline_duty_logged_whole",
                    ),
                ],
            },
        ),
        migrations.RunSQL((SQL / "hotline.sql").read_text("utf-8"), migrations.RunSQL.noop),
    ]

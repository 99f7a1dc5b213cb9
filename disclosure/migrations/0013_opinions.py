"""Slips 意见条 and the opinions that come by them."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

from disclosure.migrations._again import SQL


class Migration(migrations.Migration):
    dependencies = [
        ("disclosure", "0012_resolution_standards"),
    ]

    operations = [
        migrations.CreateModel(
            name="Opinion",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("is_clear", models.BooleanField(verbose_name="看得到、看得懂")),
                (
                    "inspection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="opinions",
                        to="disclosure.inspection",
                    ),
                ),
            ],
            options={
                "verbose_name": "职工意见",
                "verbose_name_plural": "职工意见",
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="OpinionSlip",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("digest", models.BinaryField(unique=True, verbose_name="码的摘要")),
                ("is_used", models.BooleanField(default=False, verbose_name="用过")),
                (
                    "inspection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="slips",
                        to="disclosure.inspection",
                    ),
                ),
            ],
            options={
                "verbose_name": "意见条",
                "verbose_name_plural": "意见条",
                "ordering": ("pk",),
            },
        ),
        migrations.RunSQL((SQL / "opinions.sql").read_text("utf-8"), migrations.RunSQL.noop),
    ]

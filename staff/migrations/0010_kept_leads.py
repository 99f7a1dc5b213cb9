"""Why a lead of the heaviest tier stays, a row a review; visits of the household count until it is known."""

import uuid
from pathlib import Path

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import welfare.crypto

SQL = Path(__file__).parent / "sql"
TOPICS = ("kept_leads", "raised_leads", "kin_visits")


class Migration(migrations.Migration):
    dependencies = [
        ("staff", "0003_shipped"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="KeptLead",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "words",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="为什么不由段领导包保"
                    ),
                ),
                ("on", models.DateField(verbose_name="日期")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="经办人",
                    ),
                ),
                (
                    "pairing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="kept",
                        to="staff.pairing",
                        verbose_name="结对",
                    ),
                ),
            ],
            options={
                "verbose_name": "不换段领导的原因",
                "verbose_name_plural": "不换段领导的原因",
                "ordering": ("pk",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("words__isnull", False)),
                        name="kept_lead_says_why",
                        violation_error_message="写明为什么不由段领导包保",
                    )
                ],
            },
        ),
        *(
            migrations.RunSQL((SQL / f"{topic}.sql").read_text("utf-8"), migrations.RunSQL.noop)
            for topic in TOPICS
        ),
    ]

"""发放确认: the second payer of a campaign line says himself that he went along; its guards."""

import uuid
from pathlib import Path

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import welfare.crypto

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    dependencies = [
        ("staff", "0003_shipped"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="GiftAvowal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("undone", models.PositiveSmallIntegerField(verbose_name="第几次撤销以后记的")),
                ("went", models.BooleanField(verbose_name="一同去发的")),
                (
                    "words",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="怎么回事"
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="时间")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="发放人二",
                    ),
                ),
                (
                    "gift",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="avowals",
                        to="staff.gift",
                        verbose_name="发放",
                    ),
                ),
            ],
            options={
                "verbose_name": "发放确认",
                "verbose_name_plural": "发放确认",
                "ordering": ("pk",),
                "constraints": [
                    models.UniqueConstraint(fields=("gift", "undone"), name="gift_avowed_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("went", True), ("words__isnull", False), _connector="OR"
                        ),
                        name="gift_avowal_says_why_not",
                        violation_error_message="没有去的，要写怎么回事",
                    ),
                ],
            },
        ),
        migrations.RunSQL((SQL / "gift_avowals.sql").read_text("utf-8"), migrations.RunSQL.noop),
    ]

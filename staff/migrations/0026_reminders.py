import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import welfare.crypto


class Migration(migrations.Migration):
    dependencies = [
        ("staff", "0025_prompts_are_guarded"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Reminder",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("key", models.CharField(db_collation="C", max_length=30, verbose_name="事项")),
                (
                    "words",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="说了什么"
                    ),
                ),
                ("due_on", models.DateField(verbose_name="最晚哪天")),
                ("on", models.DateField(verbose_name="提醒日期")),
                ("at", models.DateTimeField(verbose_name="时间")),
                (
                    "mail_to",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="邮箱"
                    ),
                ),
                ("mailed_at", models.DateTimeField(null=True, verbose_name="邮件结果时间")),
                (
                    "mail_error",
                    models.CharField(blank=True, max_length=200, verbose_name="邮件没发出的原因"),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="谁提醒的",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="提醒谁",
                    ),
                ),
            ],
            options={
                "verbose_name": "提醒",
                "verbose_name_plural": "提醒",
                "ordering": ("-at", "-pk"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("key", "person", "on"),
                        name="reminder_once_a_day",
                        violation_error_message="今天已经提醒过",
                    )
                ],
            },
        ),
    ]

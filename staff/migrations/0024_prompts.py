import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import welfare.crypto


class Migration(migrations.Migration):
    dependencies = [
        ("staff", "0023_matters_are_guarded"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Prompt",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("school_age", "孩子到了上学年龄"),
                            ("hospital", "走访记了住院"),
                            ("death", "有人去世"),
                            ("marriage", "结婚"),
                            ("untouched", "档案一年没动"),
                            ("never_helped", "建档后没有帮过"),
                        ],
                        max_length=12,
                        verbose_name="种类",
                    ),
                ),
                (
                    "key",
                    models.CharField(
                        db_collation="C", max_length=80, unique=True, verbose_name="依据的事实"
                    ),
                ),
                (
                    "fact",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="依据"
                    ),
                ),
                ("found_on", models.DateField(verbose_name="发现日期")),
                (
                    "status",
                    models.CharField(
                        choices=[("open", "待办"), ("taken", "已立事项"), ("dismissed", "不用办")],
                        default="open",
                        max_length=9,
                        verbose_name="状态",
                    ),
                ),
                ("closed_on", models.DateField(null=True, verbose_name="处理日期")),
                (
                    "reason",
                    models.CharField(blank=True, max_length=200, verbose_name="不用办的原因"),
                ),
                (
                    "closed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="处理人",
                    ),
                ),
                (
                    "matter",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="prompt",
                        to="staff.matter",
                        verbose_name="转办事项",
                    ),
                ),
                (
                    "worker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="staff.worker",
                        verbose_name="职工",
                    ),
                ),
            ],
            options={
                "verbose_name": "系统提示",
                "verbose_name_plural": "系统提示",
                "ordering": ("-found_on", "-pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "school_age",
                                    "hospital",
                                    "death",
                                    "marriage",
                                    "untouched",
                                    "never_helped",
                                ],
                            )
                        ),
                        name="prompt_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("closed_by", None),
                                ("closed_on", None),
                                ("matter", None),
                                ("reason", ""),
                                ("status", "open"),
                            ),
                            models.Q(
                                ("closed_by__isnull", False),
                                ("closed_on__isnull", False),
                                ("matter__isnull", False),
                                ("reason", ""),
                                ("status", "taken"),
                            ),
                            models.Q(
                                ("closed_by__isnull", False),
                                ("closed_on__isnull", False),
                                ("matter", None),
                                ("status", "dismissed"),
                                models.Q(("reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="prompt_taken_or_dismissed_with_reason",
                        violation_error_message="不用办要写原因",
                    ),
                ],
            },
        ),
    ]

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("welfare", "0017_export_permissions"),
    ]

    operations = [
        migrations.CreateModel(
            name="ExportRequest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("shape", models.CharField(max_length=40, verbose_name="名单")),
                ("title", models.CharField(max_length=60, verbose_name="名单名称")),
                ("query", models.JSONField(default=dict, verbose_name="筛选")),
                ("form", models.CharField(max_length=5, verbose_name="格式")),
                ("rows", models.PositiveIntegerField(verbose_name="行数")),
                ("reason", models.CharField(max_length=200, verbose_name="用途")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("asked", "待批准"),
                            ("approved", "已批准"),
                            ("refused", "没批准"),
                            ("taken", "已取走"),
                        ],
                        max_length=8,
                        verbose_name="状态",
                    ),
                ),
                ("asked_at", models.DateTimeField(verbose_name="申请时间")),
                ("decided_at", models.DateTimeField(null=True, verbose_name="批准时间")),
                ("words", models.CharField(blank=True, max_length=200, verbose_name="批语")),
                ("expires_at", models.DateTimeField(null=True, verbose_name="过期时间")),
                ("taken_at", models.DateTimeField(null=True, verbose_name="取走时间")),
                ("digest", models.CharField(blank=True, max_length=64, verbose_name="文件指纹")),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="申请人",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="批准人",
                    ),
                ),
            ],
            options={
                "verbose_name": "完整导出申请",
                "verbose_name_plural": "完整导出申请",
                "ordering": ("-asked_at", "-pk"),
                "indexes": [
                    models.Index(fields=["status", "-asked_at"], name="export_status"),
                    models.Index(fields=["asked_by", "-asked_at"], name="export_asked_by"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["asked", "approved", "refused", "taken"])
                        ),
                        name="export_status_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="export_has_reason",
                        violation_error_message="写明用途",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_by__isnull", True),
                            models.Q(("decided_by", models.F("asked_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="export_decided_by_another",
                        violation_error_message="自己的申请要由另一个人批",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_by__isnull", True), ("status", "asked")),
                            models.Q(
                                models.Q(("status", "asked"), _negated=True),
                                ("decided_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="export_decided_by_someone",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "taken"), ("taken_at__lt", models.F("expires_at"))),
                            models.Q(
                                models.Q(("status", "taken"), _negated=True),
                                ("taken_at__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="export_taken_in_time",
                    ),
                ],
            },
        ),
    ]

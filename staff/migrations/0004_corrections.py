"""A worker asks to have his own file put right 更正申请."""

import uuid
from pathlib import Path

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import welfare.crypto


class Migration(migrations.Migration):
    dependencies = [
        ("staff", "0003_shipped"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Correction",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "item",
                    models.CharField(
                        choices=[
                            ("name", "姓名"),
                            ("id_number", "身份证号、出生日期"),
                            ("phone", "手机号"),
                            ("address", "家庭住址"),
                            ("bank", "银行卡"),
                            ("work", "单位、岗位、用工状态"),
                            ("years", "参加工作、进集体单位的时间"),
                            ("family", "家庭成员、家庭收入"),
                            ("health", "残疾情况"),
                            ("dues", "会费、三金缴到哪个月"),
                            ("other", "别的"),
                        ],
                        max_length=9,
                        verbose_name="哪一项",
                    ),
                ),
                (
                    "wanted",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="应该是什么"
                    ),
                ),
                ("asked_on", models.DateField(verbose_name="申请日期")),
                ("due_on", models.DateField(verbose_name="时限")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("asked", "等答复"),
                            ("corrected", "已更正"),
                            ("declined", "没有改"),
                        ],
                        default="asked",
                        max_length=9,
                        verbose_name="状态",
                    ),
                ),
                (
                    "answer",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="答复"
                    ),
                ),
                ("answered_on", models.DateField(blank=True, null=True, verbose_name="答复日期")),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="答复人",
                    ),
                ),
                (
                    "worker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="staff.worker",
                        verbose_name="职工",
                    ),
                ),
            ],
            options={
                "verbose_name": "更正申请",
                "verbose_name_plural": "更正申请",
                "ordering": ("due_on", "pk"),
                "indexes": [models.Index(fields=["status", "due_on"], name="correction_status")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["asked", "corrected", "declined"])),
                        name="correction_status_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "item__in",
                                [
                                    "name",
                                    "id_number",
                                    "phone",
                                    "address",
                                    "bank",
                                    "work",
                                    "years",
                                    "family",
                                    "health",
                                    "dues",
                                    "other",
                                ],
                            )
                        ),
                        name="correction_item_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("answered_by__isnull", True),
                                ("answered_on__isnull", True),
                                ("status", "asked"),
                            ),
                            models.Q(
                                models.Q(("status", "asked"), _negated=True),
                                ("answered_by__isnull", False),
                                ("answered_on__gte", models.F("asked_on")),
                            ),
                            _connector="OR",
                        ),
                        name="correction_answered_by_someone",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status", "asked")),
                        fields=("worker", "item"),
                        name="correction_one_open_per_item",
                        violation_error_message="这一项已经申请更正，正在办",
                    ),
                ],
            },
        ),
        migrations.RunSQL(
            (Path(__file__).parent / "sql" / "corrections.sql").read_text("utf-8"),
            migrations.RunSQL.noop,
        ),
    ]

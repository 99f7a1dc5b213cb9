"""What is sent along with an objection, and answers another confirms."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import welfare.crypto
from disclosure.migrations._again import SQL, changed


class Migration(migrations.Migration):
    dependencies = [
        ("disclosure", "0010_box_openings"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ObjectionPaper",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("place", models.PositiveSmallIntegerField(verbose_name="第几份")),
                (
                    "file_type",
                    models.CharField(
                        choices=[("jpg", "JPEG 图片"), ("png", "PNG 图片"), ("pdf", "PDF 文件")],
                        max_length=3,
                        verbose_name="类型",
                    ),
                ),
                ("content", models.BinaryField(verbose_name="内容")),
                (
                    "objection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="papers",
                        to="disclosure.noticeobjection",
                    ),
                ),
            ],
            options={
                "verbose_name": "异议附件",
                "verbose_name_plural": "异议附件",
                "ordering": ("place",),
            },
        ),
        migrations.CreateModel(
            name="ObjectionAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "result",
                    models.CharField(
                        choices=[("unfounded", "不属实"), ("founded", "属实，重新调查")],
                        max_length=9,
                        verbose_name="核查结果",
                    ),
                ),
                (
                    "answer",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="答复"
                    ),
                ),
                ("on", models.DateField(verbose_name="核查日期")),
                ("judged_on", models.DateField(blank=True, null=True, verbose_name="确认日期")),
                ("agreed", models.BooleanField(blank=True, null=True, verbose_name="同意")),
                ("words", models.CharField(blank=True, max_length=200, verbose_name="退回原因")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="核查人",
                    ),
                ),
                (
                    "judged_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="确认人",
                    ),
                ),
                (
                    "objection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="disclosure.noticeobjection",
                        verbose_name="异议",
                    ),
                ),
            ],
            options={
                "verbose_name": "异议的答复",
                "verbose_name_plural": "异议的答复",
                "ordering": ("pk",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("by", models.F("judged_by")), _negated=True),
                        name="objection_answer_by_two",
                        violation_error_message="答复要由另一个人确认",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("agreed__isnull", True),
                                ("judged_by__isnull", True),
                                ("judged_on__isnull", True),
                            ),
                            models.Q(
                                ("agreed__isnull", False),
                                ("judged_by__isnull", False),
                                ("judged_on__gte", models.F("on")),
                            ),
                            _connector="OR",
                        ),
                        name="objection_answer_judged_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("agreed__isnull", True),
                            ("agreed", True),
                            models.Q(("words", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="objection_answer_returned_with_words",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("judged_on__isnull", True)),
                        fields=("objection",),
                        name="objection_answer_one_waits",
                        violation_error_message="已有一份答复等确认",
                    ),
                ],
            },
        ),
        migrations.RunSQL(
            changed("objections", "disclosure_objection_kept"), migrations.RunSQL.noop
        ),
        migrations.RunSQL(
            (SQL / "objection_answers.sql").read_text("utf-8"), migrations.RunSQL.noop
        ),
    ]

"""Minutes, letters and payment list of a meeting; emergency advances."""

import uuid
from pathlib import Path

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import welfare.crypto

SQL = Path(__file__).parent / "sql"
TOPICS = ("minutes",)


class Migration(migrations.Migration):
    dependencies = [
        ("mutualfund", "0003_chart_of_accounts"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="MinutesVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("version", models.PositiveSmallIntegerField(verbose_name="版次")),
                (
                    "text",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="全文"
                    ),
                ),
                ("digest", models.CharField(db_collation="C", max_length=64, verbose_name="指纹")),
                (
                    "before",
                    models.CharField(
                        blank=True, db_collation="C", max_length=64, verbose_name="上一版指纹"
                    ),
                ),
                (
                    "correction",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="更正"
                    ),
                ),
                ("written_at", models.DateTimeField(verbose_name="写定时间")),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="minutes",
                        to="mutualfund.meeting",
                        verbose_name="会议",
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="写定人",
                    ),
                ),
            ],
            options={
                "verbose_name": "会议纪要",
                "verbose_name_plural": "会议纪要",
                "ordering": ("meeting", "-version"),
            },
        ),
        migrations.CreateModel(
            name="PayList",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "number",
                    models.CharField(
                        db_collation="C", max_length=20, unique=True, verbose_name="编号"
                    ),
                ),
                ("cases", models.PositiveSmallIntegerField(verbose_name="件数")),
                (
                    "total",
                    models.DecimalField(decimal_places=2, max_digits=12, verbose_name="合计（元）"),
                ),
                ("made_on", models.DateField(verbose_name="日期")),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="开单人",
                    ),
                ),
                (
                    "meeting",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pay_list",
                        to="mutualfund.meeting",
                        verbose_name="会议",
                    ),
                ),
            ],
            options={
                "verbose_name": "付款单",
                "verbose_name_plural": "付款单",
                "ordering": ("-number",),
            },
        ),
        migrations.CreateModel(
            name="SignedCopy",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(editable=False, unique=True, verbose_name="文件号")),
                (
                    "file_type",
                    models.CharField(
                        choices=[("jpg", "JPEG 图片"), ("png", "PNG 图片"), ("pdf", "PDF 文件")],
                        max_length=3,
                        verbose_name="类型",
                    ),
                ),
                ("size", models.PositiveIntegerField(verbose_name="字节")),
                (
                    "sha256",
                    models.CharField(db_collation="C", max_length=64, verbose_name="原文件指纹"),
                ),
                (
                    "stored_sha256",
                    models.CharField(db_collation="C", max_length=64, verbose_name="存档指纹"),
                ),
                ("added_at", models.DateTimeField(verbose_name="上传时间")),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="上传人",
                    ),
                ),
                (
                    "minutes",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="copies",
                        to="mutualfund.minutesversion",
                        verbose_name="纪要",
                    ),
                ),
            ],
            options={
                "verbose_name": "纪要签字件",
                "verbose_name_plural": "纪要签字件",
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="Letter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "number",
                    models.CharField(
                        db_collation="C", max_length=20, unique=True, verbose_name="编号"
                    ),
                ),
                ("issued_on", models.DateField(verbose_name="日期")),
                ("appeal_until", models.DateField(null=True, verbose_name="复核期限")),
                (
                    "decision",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="letter",
                        to="mutualfund.decision",
                        verbose_name="决定",
                    ),
                ),
                (
                    "issued_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="签发人",
                    ),
                ),
            ],
            options={
                "verbose_name": "通知书",
                "verbose_name_plural": "通知书",
                "ordering": ("number",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("appeal_until__isnull", True),
                            ("appeal_until__gte", models.F("issued_on")),
                            _connector="OR",
                        ),
                        name="letter_appeal_after_issue",
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="minutesversion",
            constraint=models.UniqueConstraint(
                fields=("meeting", "version"), name="minutes_one_per_version"
            ),
        ),
        migrations.AddConstraint(
            model_name="minutesversion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("before", ""), ("correction__isnull", True), ("version", 1)),
                    models.Q(
                        ("correction__isnull", False),
                        ("version__gt", 1),
                        models.Q(("before", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="minutes_corrected_after_the_first",
                violation_error_message="更正要写明更正什么",
            ),
        ),
        migrations.AddConstraint(
            model_name="minutesversion",
            constraint=models.CheckConstraint(
                condition=models.Q(("digest", ""), _negated=True), name="minutes_have_a_digest"
            ),
        ),
        migrations.AddConstraint(
            model_name="paylist",
            constraint=models.CheckConstraint(
                condition=models.Q(("cases__gt", 0), ("total__gt", 0)), name="pay_list_not_empty"
            ),
        ),
        migrations.AddConstraint(
            model_name="signedcopy",
            constraint=models.UniqueConstraint(
                fields=("minutes", "sha256"), name="signed_copy_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="signedcopy",
            constraint=models.CheckConstraint(
                condition=models.Q(("file_type__in", ["jpg", "png", "pdf"])),
                name="signed_copy_type_known",
            ),
        ),
        *(
            migrations.RunSQL((SQL / f"{topic}.sql").read_text("utf-8"), migrations.RunSQL.noop)
            for topic in TOPICS
        ),
    ]

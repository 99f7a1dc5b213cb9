"""Obligatory registration 入社登记: approved by the committee, announced, entered in bulk with a scan."""

from pathlib import Path

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    dependencies = [
        ("mutualfund", "0042_voucher_papers"),
        ("staff", "0003_shipped"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="enrolment",
            name="announced_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="公布登记人",
            ),
        ),
        migrations.AddField(
            model_name="enrolment",
            name="announced_on",
            field=models.DateField(blank=True, null=True, verbose_name="公布日期"),
        ),
        migrations.AddField(
            model_name="enrolment",
            name="approval_no",
            field=models.CharField(blank=True, max_length=80, verbose_name="批准的会议或文号"),
        ),
        migrations.AddField(
            model_name="enrolment",
            name="approved_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="批准登记人",
            ),
        ),
        migrations.AddField(
            model_name="enrolment",
            name="approved_on",
            field=models.DateField(blank=True, null=True, verbose_name="互助委批准日期"),
        ),
        migrations.CreateModel(
            name="EnrolmentScan",
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
                    models.CharField(
                        db_collation="C", max_length=64, unique=True, verbose_name="原文件指纹"
                    ),
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
            ],
            options={
                "verbose_name": "登记表扫描件",
                "verbose_name_plural": "登记表扫描件",
            },
        ),
        migrations.AddField(
            model_name="enrolment",
            name="scan",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="rows",
                to="mutualfund.enrolmentscan",
                verbose_name="扫描件",
            ),
        ),
        migrations.AddConstraint(
            model_name="enrolment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("member__isnull", True), ("approved_on__isnull", False), _connector="OR"
                ),
                name="enrolment_approved_before_member",
                violation_error_message="互助委批准以后才能入社",
            ),
        ),
        migrations.AddConstraint(
            model_name="enrolment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("approval_no", ""),
                        ("approved_by__isnull", True),
                        ("approved_on__isnull", True),
                    ),
                    models.Q(
                        ("approved_by__isnull", False),
                        ("approved_on__gte", models.F("signed_on")),
                        models.Q(("approval_no", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="enrolment_approval_is_whole",
                violation_error_message="批准要在签名以后，写明会议或文号",
            ),
        ),
        migrations.AddConstraint(
            model_name="enrolment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("announced_by__isnull", True), ("announced_on__isnull", True)),
                    models.Q(
                        ("announced_by__isnull", False),
                        ("announced_on__gte", models.F("approved_on")),
                    ),
                    _connector="OR",
                ),
                name="enrolment_announced_after_approval",
            ),
        ),
        migrations.AddConstraint(
            model_name="enrolmentscan",
            constraint=models.CheckConstraint(
                condition=models.Q(("file_type__in", ["jpg", "png", "pdf"])),
                name="enrolment_scan_type_known",
            ),
        ),
        migrations.RunSQL((SQL / "enrolments.sql").read_text("utf-8"), migrations.RunSQL.noop),
    ]

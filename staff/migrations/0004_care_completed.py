"""What care kept in words or counts becomes rows that are kept: photographs, versions, sealed words."""

from pathlib import Path

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import welfare.crypto

SQL = Path(__file__).parent / "sql"
TOPICS = ("survey_photos",)


class Migration(migrations.Migration):
    dependencies = [
        ("staff", "0003_shipped"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="SurveyPhoto",
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
                ("uploaded_at", models.DateTimeField(verbose_name="上传时间")),
            ],
            options={
                "verbose_name": "入户照片",
                "verbose_name_plural": "入户照片",
                "ordering": ("pk",),
            },
        ),
        migrations.RemoveConstraint(
            model_name="filestep",
            name="step_act_known",
        ),
        migrations.RemoveConstraint(
            model_name="survey",
            name="survey_whole_or_empty",
        ),
        migrations.RemoveField(
            model_name="survey",
            name="photos",
        ),
        migrations.AddField(
            model_name="prompt",
            name="event",
            field=welfare.crypto.EncryptedField(
                blank=True, editable=True, null=True, verbose_name="什么事"
            ),
        ),
        migrations.AddField(
            model_name="prompt",
            name="happened_on",
            field=models.DateField(null=True, verbose_name="发生日期"),
        ),
        migrations.AddField(
            model_name="prompt",
            name="relation",
            field=models.CharField(blank=True, max_length=6, verbose_name="与职工关系"),
        ),
        migrations.AddField(
            model_name="prompt",
            name="who",
            field=welfare.crypto.EncryptedField(
                blank=True, editable=True, null=True, verbose_name="谁的事"
            ),
        ),
        migrations.AddField(
            model_name="reminder",
            name="mail_tries",
            field=models.PositiveSmallIntegerField(
                db_default=0, default=0, verbose_name="试了几次"
            ),
        ),
        migrations.AlterField(
            model_name="filestep",
            name="act",
            field=models.CharField(
                choices=[
                    ("taken_over", "转入纸质档案"),
                    ("filled", "填写申请"),
                    ("signed", "本人签字申请"),
                    ("received", "收件初审"),
                    ("returned", "退回补正"),
                    ("supplemented", "材料补齐"),
                    ("papers_passed", "初审通过"),
                    ("assigned", "指派调查人"),
                    ("replaced", "换调查人"),
                    ("surveyed", "调查签字"),
                    ("peer_reviewed", "民主评议"),
                    ("announced", "公示开始"),
                    ("objected", "收到不同意见"),
                    ("heard", "答复不同意见"),
                    ("notice_over", "公示期满"),
                    ("approved", "批准"),
                    ("rejected", "不予认定"),
                    ("withdrawn", "撤回"),
                    ("recheck_due", "到了复核的日子"),
                    ("rechecked", "复核，等级不变"),
                    ("change_started", "提出等级调整"),
                    ("change_ended", "等级调整办结"),
                    ("exit_proposed", "提出退档"),
                    ("exit_refused", "不同意退档"),
                    ("exited", "退档"),
                    ("left", "职工离册，随之退档"),
                    ("reopened", "撤销离册，恢复档案"),
                    ("followed_up", "退档回访"),
                ],
                max_length=14,
                verbose_name="做了什么",
            ),
        ),
        migrations.AlterField(
            model_name="reminder",
            name="mailed_at",
            field=models.DateTimeField(null=True, verbose_name="邮件发出时间"),
        ),
        migrations.AlterField(
            model_name="survey",
            name="finding",
            field=models.CharField(
                blank=True,
                choices=[("fits", "符合"), ("unfit", "不符合"), ("refused", "家里不让调查")],
                max_length=7,
                verbose_name="结论",
            ),
        ),
        migrations.AddConstraint(
            model_name="filestep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "act__in",
                        [
                            "taken_over",
                            "filled",
                            "signed",
                            "received",
                            "returned",
                            "supplemented",
                            "papers_passed",
                            "assigned",
                            "replaced",
                            "surveyed",
                            "peer_reviewed",
                            "announced",
                            "objected",
                            "heard",
                            "notice_over",
                            "approved",
                            "rejected",
                            "withdrawn",
                            "recheck_due",
                            "rechecked",
                            "change_started",
                            "change_ended",
                            "exit_proposed",
                            "exit_refused",
                            "exited",
                            "left",
                            "reopened",
                            "followed_up",
                        ],
                    )
                ),
                name="step_act_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="survey",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("finding", ""), ("surveyed_at__isnull", True)),
                    models.Q(
                        ("finding__in", ["fits", "unfit"]),
                        ("surveyed_at__isnull", False),
                        ("worker_signed_on__isnull", False),
                    ),
                    models.Q(
                        ("finding", "refused"),
                        ("story__isnull", False),
                        ("suggested_tier__isnull", True),
                        ("surveyed_at__isnull", False),
                        ("worker_signed_on__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="survey_whole_or_empty",
            ),
        ),
        migrations.AddField(
            model_name="surveyphoto",
            name="survey",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="photos",
                to="staff.survey",
                verbose_name="调查",
            ),
        ),
        migrations.AddField(
            model_name="surveyphoto",
            name="uploaded_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="上传人",
            ),
        ),
        migrations.AddConstraint(
            model_name="surveyphoto",
            constraint=models.CheckConstraint(
                condition=models.Q(("file_type__in", ["jpg", "png", "pdf"])),
                name="survey_photo_type_known",
            ),
        ),
        *(
            migrations.RunSQL((SQL / f"{topic}.sql").read_text("utf-8"), migrations.RunSQL.noop)
            for topic in TOPICS
        ),
    ]

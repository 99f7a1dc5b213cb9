import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import welfare.crypto


class Migration(migrations.Migration):
    dependencies = [
        ("staff", "0021_code_lists"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Matter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "number",
                    models.CharField(
                        db_collation="C", max_length=20, unique=True, verbose_name="编号"
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("visit", "走访"),
                            ("counter", "来访来电"),
                            ("prompt", "系统提示"),
                        ],
                        max_length=7,
                        verbose_name="来源",
                    ),
                ),
                (
                    "need",
                    models.CharField(
                        choices=[
                            ("medical", "看病"),
                            ("schooling", "子女上学"),
                            ("living", "生活"),
                            ("housing", "住房"),
                            ("job", "就业"),
                            ("insurance", "社保"),
                            ("other", "其他"),
                        ],
                        max_length=9,
                        verbose_name="诉求",
                    ),
                ),
                (
                    "content",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="内容"
                    ),
                ),
                ("raised_on", models.DateField(verbose_name="提出日期")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("raised", "待指派"),
                            ("doing", "正在办"),
                            ("answered", "等职工评价"),
                            ("closed", "办结"),
                        ],
                        max_length=8,
                        verbose_name="状态",
                    ),
                ),
                ("due_on", models.DateField(verbose_name="时限")),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="承办人",
                    ),
                ),
                (
                    "visit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="matters",
                        to="staff.visit",
                        verbose_name="走访",
                    ),
                ),
                (
                    "worker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="matters",
                        to="staff.worker",
                        verbose_name="职工",
                    ),
                ),
            ],
            options={
                "verbose_name": "转办事项",
                "verbose_name_plural": "转办事项",
                "ordering": ("due_on", "pk"),
            },
        ),
        migrations.CreateModel(
            name="MatterStep",
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
                            ("raised", "提出"),
                            ("asked", "又提了一次"),
                            ("assigned", "指派"),
                            ("answered", "答复"),
                            ("rated", "职工评价"),
                        ],
                        max_length=8,
                        verbose_name="做了什么",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("raised", "待指派"),
                            ("doing", "正在办"),
                            ("answered", "等职工评价"),
                            ("closed", "办结"),
                        ],
                        max_length=8,
                        verbose_name="之后的状态",
                    ),
                ),
                ("due_on", models.DateField(verbose_name="之后的时限")),
                (
                    "rating",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("satisfied", "满意"),
                            ("fair", "基本满意"),
                            ("unsatisfied", "不满意"),
                        ],
                        max_length=11,
                        verbose_name="满意度",
                    ),
                ),
                (
                    "heard",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("signed", "职工签字"),
                            ("face", "当面问的"),
                            ("phone", "电话回访"),
                        ],
                        max_length=6,
                        verbose_name="怎样听到的",
                    ),
                ),
                (
                    "words",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="说明"
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="时间")),
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
                    "matter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="staff.matter",
                        verbose_name="事项",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="之后的承办人",
                    ),
                ),
            ],
            options={
                "verbose_name": "转办事项的经过",
                "verbose_name_plural": "转办事项的经过",
                "ordering": ("pk",),
            },
        ),
        migrations.AddIndex(
            model_name="matter",
            index=models.Index(fields=["status", "due_on"], name="matter_status_due"),
        ),
        migrations.AddConstraint(
            model_name="matter",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["raised", "doing", "answered", "closed"])),
                name="matter_status_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="matter",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "need__in",
                        ["medical", "schooling", "living", "housing", "job", "insurance", "other"],
                    )
                ),
                name="matter_need_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="matter",
            constraint=models.CheckConstraint(
                condition=models.Q(("source__in", ["visit", "counter", "prompt"])),
                name="matter_source_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="matter",
            constraint=models.CheckConstraint(
                condition=models.Q(("status", "raised"), ("owner__isnull", False), _connector="OR"),
                name="matter_has_owner",
                violation_error_message="转办事项要有承办人",
            ),
        ),
        migrations.AddConstraint(
            model_name="matter",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    models.Q(("status", "closed"), _negated=True), ("source", "visit")
                ),
                fields=("worker", "need"),
                name="matter_one_open_per_need",
                violation_error_message="这位职工的这件事已经在办",
            ),
        ),
        migrations.AddConstraint(
            model_name="matterstep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind__in", ["raised", "asked", "assigned", "answered", "rated"]),
                    ("status__in", ["raised", "doing", "answered", "closed"]),
                ),
                name="matter_step_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="matterstep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("heard__in", ["signed", "face", "phone"]),
                        ("kind", "rated"),
                        ("rating__in", ["satisfied", "fair", "unsatisfied"]),
                    ),
                    models.Q(
                        models.Q(("kind", "rated"), _negated=True), ("heard", ""), ("rating", "")
                    ),
                    _connector="OR",
                ),
                name="matter_step_rated_by_the_worker",
                violation_error_message="职工评价要写满意度和怎样听到的",
            ),
        ),
        migrations.AddConstraint(
            model_name="matterstep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "closed"), _negated=True),
                    ("rating__in", ["satisfied", "fair"]),
                    _connector="OR",
                ),
                name="matter_closed_by_a_good_word",
                violation_error_message="职工不满意，不能办结",
            ),
        ),
    ]

"""Disclosure 厂务公开: boards, notices, suggestions."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("staff", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Board",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(unique=True, verbose_name="栏号")),
                (
                    "branch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="staff.branch",
                        verbose_name="分公司",
                    ),
                ),
                ("place", models.CharField(max_length=80, verbose_name="位置")),
                ("keeper", models.CharField(max_length=40, verbose_name="责任人")),
                (
                    "in_public_place",
                    models.BooleanField(default=True, verbose_name="在职工随时能到的地方"),
                ),
            ],
            options={
                "verbose_name": "公开栏",
                "verbose_name_plural": "公开栏",
                "ordering": ("number",),
            },
        ),
        migrations.CreateModel(
            name="Notice",
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
                ("topic", models.CharField(max_length=40, verbose_name="栏目")),
                ("title", models.CharField(max_length=120, verbose_name="题目")),
                ("source", models.CharField(db_collation="C", max_length=60, verbose_name="来源")),
                ("intro", models.TextField(blank=True, verbose_name="正文")),
                ("columns", models.JSONField(default=list, verbose_name="表头")),
                ("rows", models.JSONField(default=list, verbose_name="表格")),
                ("summary", models.CharField(blank=True, max_length=120, verbose_name="合计")),
                ("claims", models.JSONField(default=list, verbose_name="申请")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "拟稿"),
                            ("in_review", "待放行"),
                            ("published", "公开中"),
                            ("withdrawn", "已撤下"),
                        ],
                        default="draft",
                        max_length=9,
                        verbose_name="状态",
                    ),
                ),
                (
                    "editor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="拟稿人",
                    ),
                ),
                (
                    "releaser",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="放行人",
                    ),
                ),
                ("drafted_on", models.DateField(verbose_name="拟稿日期")),
                ("public_from", models.DateField(null=True, verbose_name="公示起")),
                ("public_until", models.DateField(null=True, verbose_name="公示止")),
                ("check_code", models.CharField(blank=True, max_length=16, verbose_name="校验码")),
            ],
            options={
                "verbose_name": "公开事项",
                "verbose_name_plural": "公开事项",
                "ordering": ("-public_from", "-number"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("source",),
                        name="notice_one_per_source",
                        violation_error_message="这件事已经拟过公示",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("releaser__isnull", True),
                            models.Q(("releaser", models.F("editor")), _negated=True),
                            _connector="OR",
                        ),
                        name="notice_released_by_another",
                        violation_error_message="自己拟的公示要由别人放行",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ("draft", "in_review")),
                            models.Q(
                                ("public_from__isnull", False),
                                ("public_until__isnull", False),
                                ("releaser__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="notice_public_with_releaser_and_days",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["draft", "in_review", "published", "withdrawn"])
                        ),
                        name="notice_status_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Suggestion",
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
                (
                    "field",
                    models.CharField(
                        choices=[
                            ("safety", "安全生产"),
                            ("management", "经营管理"),
                            ("service", "优质服务"),
                            ("stability", "保持稳定"),
                            ("other", "其他"),
                        ],
                        max_length=10,
                        verbose_name="类别",
                    ),
                ),
                ("title", models.CharField(max_length=80, verbose_name="建议名称")),
                ("present", models.TextField(blank=True, max_length=500, verbose_name="现状分析")),
                ("measure", models.TextField(max_length=500, verbose_name="改进措施")),
                ("made_on", models.DateField(verbose_name="提出日期")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("submitted", "已提交"),
                            ("merged", "合并"),
                            ("declined", "不采纳"),
                            ("deferred", "存档备用"),
                            ("implementing", "正在办"),
                            ("reported_done", "等验收"),
                            ("implemented", "已落实"),
                        ],
                        max_length=13,
                        verbose_name="状态",
                    ),
                ),
                ("reply", models.CharField(blank=True, max_length=300, verbose_name="答复")),
                ("owner", models.CharField(blank=True, max_length=40, verbose_name="负责人")),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="计划完成")),
                ("evidence", models.CharField(blank=True, max_length=300, verbose_name="落实凭据")),
                ("done_on", models.DateField(blank=True, null=True, verbose_name="落实日期")),
                (
                    "reported_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="报完成人",
                    ),
                ),
                (
                    "accepted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="验收人",
                    ),
                ),
                (
                    "excellent_year",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="优秀年度"
                    ),
                ),
                (
                    "circular_no",
                    models.CharField(blank=True, max_length=80, verbose_name="通报文号"),
                ),
                (
                    "proposers",
                    models.ManyToManyField(
                        related_name="+", to="staff.worker", verbose_name="建议人"
                    ),
                ),
            ],
            options={
                "verbose_name": "合理化建议",
                "verbose_name_plural": "合理化建议",
                "ordering": ("-number",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                [
                                    "submitted",
                                    "merged",
                                    "declined",
                                    "deferred",
                                    "implementing",
                                    "reported_done",
                                    "implemented",
                                ],
                            )
                        ),
                        name="suggestion_status_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("field__in", ["safety", "management", "service", "stability", "other"])
                        ),
                        name="suggestion_field_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "implemented"), _negated=True),
                            models.Q(
                                ("done_on__isnull", False),
                                models.Q(("evidence", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="suggestion_done_with_evidence",
                        violation_error_message="落实要有凭据和日期",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("accepted_by", models.F("reported_by")), _negated=True),
                        name="suggestion_accepted_by_another",
                        violation_error_message="验收人不能是报完成的人",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status__in", ["declined", "deferred"]), _negated=True),
                            models.Q(("reply", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="suggestion_refused_with_reason",
                        violation_error_message="不采纳要写明原因",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("excellent_year__isnull", True),
                            models.Q(("circular_no", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="suggestion_excellent_by_circular",
                        violation_error_message="优秀建议要写通报文号",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SuggestionStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "suggestion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="disclosure.suggestion",
                        verbose_name="建议",
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
                    "status",
                    models.CharField(
                        choices=[
                            ("submitted", "已提交"),
                            ("merged", "合并"),
                            ("declined", "不采纳"),
                            ("deferred", "存档备用"),
                            ("implementing", "正在办"),
                            ("reported_done", "等验收"),
                            ("implemented", "已落实"),
                        ],
                        max_length=13,
                        verbose_name="状态",
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=300, verbose_name="说明")),
            ],
            options={
                "verbose_name": "建议的经过",
                "verbose_name_plural": "建议的经过",
                "ordering": ("pk",),
            },
        ),
    ]

"""The catalogue 公开目录, its trace and its papers: sql/catalogue.sql."""

from pathlib import Path

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    dependencies = [
        ("disclosure", "0002_guards"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CatalogueTopic",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(max_length=20, unique=True, verbose_name="目录编码")),
                ("name", models.CharField(max_length=40, unique=True, verbose_name="名称")),
                ("area", models.CharField(max_length=20, verbose_name="大类")),
                (
                    "rhythm",
                    models.CharField(
                        choices=[
                            ("month", "每月"),
                            ("quarter", "每季"),
                            ("half", "每半年"),
                            ("year", "每年"),
                            ("event", "即时"),
                        ],
                        max_length=7,
                        verbose_name="周期",
                    ),
                ),
                (
                    "carrier",
                    models.CharField(
                        choices=[("wall", "公开栏"), ("web", "网上"), ("both", "公开栏和网上")],
                        max_length=4,
                        verbose_name="载体",
                    ),
                ),
                (
                    "feed",
                    models.CharField(
                        choices=[
                            ("paper", "张贴后登记"),
                            ("meeting", "互助金补助公示"),
                            ("certification", "困难认定公示"),
                            ("campaign", "送温暖发放公示"),
                            ("fund", "账本，随时可查"),
                            ("suggestions", "建议台账，随时可查"),
                        ],
                        max_length=13,
                        verbose_name="凭什么算公开了",
                    ),
                ),
                ("owner", models.CharField(max_length=40, verbose_name="责任部门")),
                (
                    "days",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(250),
                        ],
                        verbose_name="时限（形成后工作日）",
                    ),
                ),
                (
                    "masking",
                    models.CharField(
                        choices=[
                            ("amount", "姓名遮中间字，写单位和金额"),
                            ("tier", "姓名遮中间字，写单位和等级"),
                            ("totals", "只写合计，不写人"),
                        ],
                        max_length=6,
                        verbose_name="脱敏模板",
                    ),
                ),
                (
                    "retention_years",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="保存年限",
                    ),
                ),
                (
                    "starts_on",
                    models.DateField(
                        blank=True,
                        help_text="从这一天起的每一期都要公开；空着就还不算",
                        null=True,
                        verbose_name="启用日期",
                    ),
                ),
                ("is_sample", models.BooleanField(default=True, verbose_name="示例")),
            ],
            options={
                "verbose_name": "公开目录",
                "verbose_name_plural": "公开目录",
                "ordering": ("pk",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("feed__in", ("meeting", "certification", "campaign")),
                                ("rhythm", "event"),
                            ),
                            models.Q(
                                models.Q(
                                    ("feed__in", ("meeting", "certification", "campaign")),
                                    _negated=True,
                                ),
                                models.Q(("rhythm", "event"), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="catalogue_notices_at_once",
                        violation_error_message="凭公示算公开的，周期选「即时」；别的选月、季、半年或年",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("days__range", (1, 250))),
                        name="catalogue_days_sensible",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TopicTrace",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="改动时间")),
                ("before", models.JSONField(verbose_name="改动以前")),
                (
                    "topic",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="traces",
                        to="disclosure.cataloguetopic",
                        verbose_name="目录",
                    ),
                ),
            ],
            options={
                "verbose_name": "公开目录改动",
                "verbose_name_plural": "公开目录改动",
                "ordering": ("-pk",),
            },
        ),
        migrations.CreateModel(
            name="Publication",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("first", models.DateField(verbose_name="期的第一天")),
                ("version", models.PositiveSmallIntegerField(default=1, verbose_name="版次")),
                ("published_on", models.DateField(verbose_name="公开日期")),
                ("people", models.PositiveIntegerField(verbose_name="表上人数")),
                ("people_due", models.PositiveIntegerField(verbose_name="应在表上人数")),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="更正原因")),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="登记时间")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="登记人",
                    ),
                ),
                (
                    "topic",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="publications",
                        to="disclosure.cataloguetopic",
                        verbose_name="目录",
                    ),
                ),
            ],
            options={
                "verbose_name": "公开登记",
                "verbose_name_plural": "公开登记",
                "ordering": ("-first", "-version"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("topic", "first", "version"), name="publication_once_a_version"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("version", 1), models.Q(("reason", ""), _negated=True), _connector="OR"
                        ),
                        name="publication_corrected_with_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("people__lte", models.F("people_due"))),
                        name="publication_people_within_due",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("published_on__gt", models.F("first"))),
                        name="publication_after_its_period",
                    ),
                ],
            },
        ),
        migrations.RunSQL((SQL / "catalogue.sql").read_text("utf-8"), migrations.RunSQL.noop),
    ]

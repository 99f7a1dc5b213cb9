import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("staff", "0003_visits_are_append_only"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
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
                ("place", models.CharField(max_length=80, verbose_name="位置")),
                ("keeper", models.CharField(max_length=40, verbose_name="责任人")),
                (
                    "in_public_place",
                    models.BooleanField(default=True, verbose_name="在职工随时能到的地方"),
                ),
                (
                    "branch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="staff.branch",
                        verbose_name="分公司",
                    ),
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
                ("drafted_on", models.DateField(verbose_name="拟稿日期")),
                ("public_from", models.DateField(null=True, verbose_name="公示起")),
                ("public_until", models.DateField(null=True, verbose_name="公示止")),
                ("check_code", models.CharField(blank=True, max_length=16, verbose_name="校验码")),
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
    ]

import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("staff", "0019_traces_outlive_an_undone_import"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Code",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "list",
                    models.CharField(
                        choices=[
                            ("ethnicity", "民族"),
                            ("political_status", "政治面貌"),
                            ("education", "文化程度"),
                            ("marital_status", "婚姻状况"),
                            ("hukou_type", "户口类型"),
                            ("disability_type", "残疾类别"),
                            ("disability_grade", "残疾等级"),
                            ("model_worker_type", "劳模类型"),
                            ("health_status", "健康状况"),
                            ("housing_type", "住房类型"),
                        ],
                        max_length=20,
                        verbose_name="代码表",
                    ),
                ),
                ("name", models.CharField(max_length=20, verbose_name="名称")),
                ("rank", models.PositiveSmallIntegerField(default=99, verbose_name="次序")),
                (
                    "is_used",
                    models.BooleanField(
                        default=True, help_text="不用了就去掉勾，不删除", verbose_name="在用"
                    ),
                ),
            ],
            options={
                "verbose_name": "代码表",
                "verbose_name_plural": "代码表",
                "ordering": ("list", "rank", "pk"),
            },
        ),
        migrations.CreateModel(
            name="SavedFilter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=20, verbose_name="名字")),
                ("query", models.JSONField(verbose_name="筛选")),
            ],
            options={
                "verbose_name": "存下的筛选",
                "verbose_name_plural": "存下的筛选",
                "ordering": ("pk",),
            },
        ),
        migrations.RemoveIndex(
            model_name="worker",
            name="worker_pinyin_trgm",
        ),
        migrations.AddIndex(
            model_name="worker",
            index=models.Index(
                django.db.models.functions.text.Substr("name", 2), name="worker_name_second"
            ),
        ),
        migrations.AddIndex(
            model_name="worker",
            index=models.Index(
                django.db.models.functions.text.Substr("name", 3), name="worker_name_third"
            ),
        ),
        migrations.AddIndex(
            model_name="worker",
            index=models.Index(
                models.Func(
                    models.F("name"),
                    models.Value("·"),
                    models.Value(2),
                    function="split_part",
                    output_field=models.CharField(),
                ),
                condition=models.Q(("name__contains", "·")),
                name="worker_name_after_dot",
            ),
        ),
        migrations.AddIndex(
            model_name="worker",
            index=models.Index(fields=["phone_index"], name="worker_phone"),
        ),
        migrations.AddConstraint(
            model_name="code",
            constraint=models.UniqueConstraint(
                fields=("list", "name"),
                name="code_one_per_name",
                violation_error_message="这张代码表里已经有这个名称",
            ),
        ),
        migrations.AddConstraint(
            model_name="code",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "list__in",
                        [
                            "ethnicity",
                            "political_status",
                            "education",
                            "marital_status",
                            "hukou_type",
                            "disability_type",
                            "disability_grade",
                            "model_worker_type",
                            "health_status",
                            "housing_type",
                        ],
                    )
                ),
                name="code_list_known",
            ),
        ),
        migrations.AddField(
            model_name="savedfilter",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="谁的",
            ),
        ),
        migrations.AddConstraint(
            model_name="savedfilter",
            constraint=models.UniqueConstraint(
                fields=("user", "name"),
                name="saved_filter_one_per_name",
                violation_error_message="这个名字已经用过了，换一个",
            ),
        ),
        migrations.AddConstraint(
            model_name="savedfilter",
            constraint=models.CheckConstraint(
                condition=models.Q(("name", ""), _negated=True), name="saved_filter_has_name"
            ),
        ),
    ]

"""What makes a visit count: the office's look into a worker's no, the cadre's word on 代录."""

import uuid
from pathlib import Path

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import welfare.crypto

SQL = Path(__file__).parent / "sql" / "doubts.sql"


class Migration(migrations.Migration):
    dependencies = [
        ("staff", "0003_shipped"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CodeTry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="时间")),
            ],
            options={
                "verbose_name": "确认码试错",
                "verbose_name_plural": "确认码试错",
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="VisitAvowal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("made", models.BooleanField(verbose_name="是本人走访的")),
                (
                    "way",
                    models.CharField(
                        choices=[("own", "本人登录确认"), ("paper", "本人签字的走访单")],
                        max_length=5,
                        verbose_name="怎么确认的",
                    ),
                ),
                ("paper", models.CharField(blank=True, max_length=60, verbose_name="走访单编号")),
                ("at", models.DateTimeField(verbose_name="确认时间")),
            ],
            options={
                "verbose_name": "代录确认",
                "verbose_name_plural": "代录确认",
                "ordering": ("-at", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="VisitDoubt",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("raised_on", models.DateField(verbose_name="提出日期")),
                ("due_on", models.DateField(verbose_name="核实时限")),
                (
                    "found",
                    models.CharField(
                        choices=[("open", "待核实"), ("stands", "核实来过"), ("void", "核实没来")],
                        default="open",
                        max_length=6,
                        verbose_name="结果",
                    ),
                ),
                (
                    "words",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="查到什么"
                    ),
                ),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="核实日期")),
            ],
            options={
                "verbose_name": "走访核实",
                "verbose_name_plural": "走访核实",
                "ordering": ("due_on", "pk"),
            },
        ),
        migrations.RemoveConstraint(
            model_name="visitconfirmation",
            name="confirmation_by_code_or_someone",
        ),
        migrations.RemoveConstraint(
            model_name="visitduty",
            name="duty_status_known",
        ),
        migrations.AlterField(
            model_name="visitduty",
            name="status",
            field=models.CharField(
                choices=[
                    ("pending", "待走访"),
                    ("done", "已走访"),
                    ("late_done", "逾期补访"),
                    ("missed", "未走访"),
                    ("doubted", "待核实"),
                    ("waived", "免走访"),
                ],
                max_length=9,
                verbose_name="状态",
            ),
        ),
        migrations.AddConstraint(
            model_name="visitconfirmation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("way", "code"),
                    models.Q(("by__isnull", False), ("way__in", ["next_visit", "own"])),
                    _connector="OR",
                ),
                name="confirmation_by_code_or_someone",
            ),
        ),
        migrations.AddConstraint(
            model_name="visitduty",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("status__in", ["pending", "done", "late_done", "missed", "doubted", "waived"])
                ),
                name="duty_status_known",
            ),
        ),
        migrations.AddField(
            model_name="codetry",
            name="visit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="tries",
                to="staff.visit",
                verbose_name="走访",
            ),
        ),
        migrations.AddField(
            model_name="visitavowal",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="记下的人",
            ),
        ),
        migrations.AddField(
            model_name="visitavowal",
            name="visit",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="avowal",
                to="staff.visit",
                verbose_name="走访",
            ),
        ),
        migrations.AddField(
            model_name="visitdoubt",
            name="closed_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="谁核实的",
            ),
        ),
        migrations.AddField(
            model_name="visitdoubt",
            name="owner",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="核实人",
            ),
        ),
        migrations.AddField(
            model_name="visitdoubt",
            name="visit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="doubts",
                to="staff.visit",
                verbose_name="走访",
            ),
        ),
        migrations.AddConstraint(
            model_name="visitavowal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("paper", ""), ("way", "own")),
                    models.Q(("way", "paper"), models.Q(("paper", ""), _negated=True)),
                    _connector="OR",
                ),
                name="avowal_by_login_or_paper",
                violation_error_message="没有账号的，要写签字走访单的编号",
            ),
        ),
        migrations.AddConstraint(
            model_name="visitdoubt",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_by", None), ("closed_on", None), ("found", "open")),
                    models.Q(
                        ("closed_by__isnull", False),
                        ("closed_on__isnull", False),
                        ("found__in", ["stands", "void"]),
                    ),
                    _connector="OR",
                ),
                name="doubt_closed_by_someone",
                violation_error_message="核实要有人、有日期",
            ),
        ),
        migrations.AddConstraint(
            model_name="visitdoubt",
            constraint=models.CheckConstraint(
                condition=models.Q(("due_on__gte", models.F("raised_on"))),
                name="doubt_due_after_it_was_raised",
            ),
        ),
        migrations.AddConstraint(
            model_name="visitdoubt",
            constraint=models.UniqueConstraint(
                condition=models.Q(("found", "open")),
                fields=("visit",),
                name="doubt_one_open_per_visit",
            ),
        ),
        migrations.RunSQL(SQL.read_text("utf-8"), migrations.RunSQL.noop),
    ]

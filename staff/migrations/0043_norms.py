"""慰问标准 as a noun of its own, and what guards it."""

from pathlib import Path

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from staff.migrations._again import changed

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    dependencies = [
        ("staff", "0042_gift_entries"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="standard",
            name="reason",
            field=models.CharField(blank=True, max_length=100, verbose_name="不一样的原因"),
        ),
        migrations.CreateModel(
            name="Norm",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("valid_from", models.DateField(verbose_name="启用")),
                ("document_no", models.CharField(max_length=80, verbose_name="文号")),
                ("is_sample", models.BooleanField(default=False, verbose_name="示例")),
                ("entered_on", models.DateField(verbose_name="录入日期")),
                ("agreed", models.BooleanField(null=True, verbose_name="核过")),
                ("words", models.CharField(blank=True, max_length=100, verbose_name="退回的原因")),
                ("decided_on", models.DateField(null=True, verbose_name="核的日期")),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="核的人",
                    ),
                ),
                (
                    "entered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="录入人",
                    ),
                ),
            ],
            options={
                "verbose_name": "慰问标准文件",
                "verbose_name_plural": "慰问标准文件",
                "ordering": ("-valid_from", "-pk"),
            },
        ),
        migrations.AddField(
            model_name="campaign",
            name="norm",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="staff.norm",
                verbose_name="慰问标准",
            ),
        ),
        migrations.CreateModel(
            name="NormLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state_cash",
                    models.DecimalField(
                        decimal_places=2, max_digits=12, verbose_name="全民工慰问金"
                    ),
                ),
                (
                    "state_goods_value",
                    models.DecimalField(
                        decimal_places=2, max_digits=12, verbose_name="全民工慰问品折合"
                    ),
                ),
                (
                    "own_cash",
                    models.DecimalField(
                        decimal_places=2, max_digits=12, verbose_name="集体工慰问金"
                    ),
                ),
                (
                    "own_goods_value",
                    models.DecimalField(
                        decimal_places=2, max_digits=12, verbose_name="集体工慰问品折合"
                    ),
                ),
                (
                    "reason",
                    models.CharField(blank=True, max_length=100, verbose_name="不一样的原因"),
                ),
                (
                    "norm",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="staff.norm",
                    ),
                ),
                (
                    "tier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="staff.tier",
                        verbose_name="等级",
                    ),
                ),
            ],
            options={
                "verbose_name": "慰问标准的等级",
                "verbose_name_plural": "慰问标准的等级",
                "ordering": ("-tier__rank",),
            },
        ),
        migrations.AddConstraint(
            model_name="norm",
            constraint=models.UniqueConstraint(
                condition=models.Q(("agreed", None), ("agreed", True), _connector="OR"),
                fields=("valid_from",),
                name="norm_one_per_day",
                violation_error_message="这一天起已有一份慰问标准",
            ),
        ),
        migrations.AddConstraint(
            model_name="norm",
            constraint=models.CheckConstraint(
                condition=models.Q(("document_no", ""), _negated=True), name="norm_has_document"
            ),
        ),
        migrations.AddConstraint(
            model_name="norm",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("agreed", None), ("decided_by", None), ("decided_on", None)),
                    models.Q(
                        ("agreed__isnull", False),
                        ("decided_by__isnull", False),
                        ("decided_on__isnull", False),
                        models.Q(("decided_by", models.F("entered_by")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="norm_confirmed_by_another",
                violation_error_message="慰问标准要由别人来核",
            ),
        ),
        migrations.AddConstraint(
            model_name="norm",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("agreed", False), _negated=True),
                    models.Q(("words", ""), _negated=True),
                    _connector="OR",
                ),
                name="norm_refused_with_words",
            ),
        ),
        migrations.AddConstraint(
            model_name="normline",
            constraint=models.UniqueConstraint(fields=("norm", "tier"), name="norm_line_once"),
        ),
        migrations.AddConstraint(
            model_name="normline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("own_cash__gte", 0),
                    ("own_goods_value__gte", 0),
                    ("state_cash__gte", 0),
                    ("state_goods_value__gte", 0),
                ),
                name="norm_line_not_negative",
            ),
        ),
        migrations.AddConstraint(
            model_name="normline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("reason", ""), _negated=True),
                    models.Q(
                        ("own_cash", models.F("state_cash")),
                        ("own_goods_value", models.F("state_goods_value")),
                    ),
                    _connector="OR",
                ),
                name="norm_difference_has_reason",
                violation_error_message="集体工和全民工不一样，要写原因",
            ),
        ),
        migrations.RunSQL((SQL / "norms.sql").read_text("utf-8"), migrations.RunSQL.noop),
        migrations.RunSQL(
            changed("campaigns", "staff_campaign_keeps_plan"), migrations.RunSQL.noop
        ),
    ]

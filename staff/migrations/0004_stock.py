"""What a campaign left in the store, for the next one."""

from pathlib import Path

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

GUARDS = (Path(__file__).parent / "sql" / "stock.sql").read_text("utf-8")


class Migration(migrations.Migration):
    dependencies = [
        ("staff", "0003_shipped"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="leftover",
            name="is_kept",
            field=models.BooleanField(default=False, verbose_name="入库，下次先用"),
        ),
        migrations.CreateModel(
            name="StockUse",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("quantity", models.PositiveIntegerField(verbose_name="数量")),
                ("on", models.DateField(verbose_name="日期")),
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
                    "goods",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stock_uses",
                        to="staff.goods",
                    ),
                ),
                (
                    "leftover",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="uses",
                        to="staff.leftover",
                    ),
                ),
            ],
            options={
                "verbose_name": "用库存",
                "verbose_name_plural": "用库存",
                "constraints": [
                    models.UniqueConstraint(fields=("goods", "leftover"), name="stock_use_once"),
                    models.CheckConstraint(
                        condition=models.Q(("quantity__gt", 0)), name="stock_use_positive"
                    ),
                ],
            },
        ),
        migrations.RunSQL(GUARDS, migrations.RunSQL.noop),
    ]

from django.db import migrations, models

import welfare.crypto


class Migration(migrations.Migration):
    dependencies = [
        ("staff", "0031_tier_follows_decision"),
    ]

    operations = [
        migrations.AddField(
            model_name="stagedworker",
            name="disability_grade",
            field=models.BinaryField(null=True),
        ),
        migrations.AddField(
            model_name="stagedworker",
            name="disability_type",
            field=models.BinaryField(null=True),
        ),
        migrations.AddField(
            model_name="stagedworker",
            name="join_date",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="stagedworker",
            name="join_date_precision",
            field=models.CharField(max_length=5, null=True),
        ),
        migrations.AddField(
            model_name="stagedworker",
            name="model_worker_type",
            field=models.CharField(max_length=20, null=True),
        ),
        migrations.AddField(
            model_name="worker",
            name="disability_grade",
            field=welfare.crypto.EncryptedField(
                blank=True, editable=True, null=True, verbose_name="残疾等级"
            ),
        ),
        migrations.AddField(
            model_name="worker",
            name="disability_type",
            field=welfare.crypto.EncryptedField(
                blank=True, editable=True, null=True, verbose_name="残疾类别"
            ),
        ),
        migrations.AddField(
            model_name="worker",
            name="join_date",
            field=models.DateField(blank=True, null=True, verbose_name="进入集体单位时间"),
        ),
        migrations.AddField(
            model_name="worker",
            name="join_date_precision",
            field=models.CharField(
                choices=[("day", "日"), ("month", "月"), ("year", "年")],
                db_default="day",
                default="day",
                max_length=5,
            ),
        ),
        migrations.AddField(
            model_name="worker",
            name="model_worker_type",
            field=models.CharField(
                blank=True, db_default="", max_length=20, verbose_name="劳模类型"
            ),
        ),
    ]

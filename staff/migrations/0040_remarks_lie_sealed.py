"""The sealed remark takes the place of the open one (see 0083)."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("staff", "0039_remarks_and_samples_are_sealed")]
    operations = [
        migrations.AlterField(  # so that the way back finds a column that may be empty
            model_name="worker",
            name="remark",
            field=models.CharField("备注", max_length=200, blank=True, db_default=""),
        ),
        migrations.RemoveField(model_name="worker", name="remark"),
        migrations.RenameField("worker", "remark_sealed", "remark"),
        migrations.RemoveField(model_name="stagedworker", name="remark"),
        migrations.RenameField("stagedworker", "remark_sealed", "remark"),
    ]

"""The chain of a year goes on from the head of the year before."""

from pathlib import Path

from django.db import migrations, models

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("mutualfund", "0003_chart_of_accounts")]
    operations = [
        migrations.AddField(
            model_name="series",
            name="begun_after",
            field=models.PositiveIntegerField(
                help_text="链从上一年这一号的散列接起；基金的第一年为空",
                null=True,
                verbose_name="接上年第几号",
            ),
        ),
        migrations.RunSQL((SQL / "posting.sql").read_text("utf-8"), migrations.RunSQL.noop),
    ]

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("staff", "0033_roster_guards_every_column")]
    operations = [
        migrations.AddField(
            model_name="stagedworker",
            name="identity",
            field=models.CharField(max_length=10, null=True),
        ),
    ]

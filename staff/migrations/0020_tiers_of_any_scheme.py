"""The heaviest tier is known by its scheme, not by its key; the shipped scheme names its heavier ones."""

from pathlib import Path

from django.db import migrations, models

from welfare.database.again import function_in

SQL = Path(__file__).parent / "sql"


def name_heavy(apps, schema_editor):
    schemes = apps.get_model("staff", "TierScheme").objects.using(schema_editor.connection.alias)
    schemes.filter(code="depot").update(heavy_name="特重困")


class Migration(migrations.Migration):
    dependencies = [("staff", "0003_shipped")]
    operations = [
        migrations.AddField(
            "tierscheme",
            "heavy_name",
            models.CharField(
                blank=True,
                default="",
                help_text="最轻一级以外的几级合起来叫什么，比如特重困；空着就不单列",
                max_length=20,
                verbose_name="重的几级合称",
            ),
            preserve_default=False,
        ),
        migrations.RunSQL(
            function_in(SQL / "tiers.sql", "staff_is_hardest"), migrations.RunSQL.noop
        ),
        *(
            migrations.RunSQL(function_in(SQL / "leads.sql", name), migrations.RunSQL.noop)
            for name in ("staff_leader_is_free", "staff_lead_is_explained")
        ),
        migrations.RunPython(name_heavy, migrations.RunPython.noop),
    ]

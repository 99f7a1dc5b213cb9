"""The measure of help 帮扶尺度 shipped as 示例."""

from django.db import migrations

from staff.models.measures import seed_measure


def fill(apps, schema_editor):
    """One row."""
    seed_measure(apps.get_model("staff", "HelpMeasure"))


class Migration(migrations.Migration):
    dependencies = [("staff", "0017_campaigns_are_guarded")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]

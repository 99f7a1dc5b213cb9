"""The known holidays 节假日."""

from django.db import migrations

from welfare.days import seed_holidays


def fill(apps, schema_editor):
    """As the State Council announced them."""
    seed_holidays(apps.get_model("welfare", "Holiday"))


class Migration(migrations.Migration):
    dependencies = [("welfare", "0003_guards")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]

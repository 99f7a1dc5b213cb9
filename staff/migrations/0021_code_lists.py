"""The code lists 代码表 as domain.md has them."""

from django.db import migrations

from staff.models.codes import seed_codes


def fill(apps, schema_editor):
    """Write the shipped words."""
    seed_codes(apps.get_model("staff", "Code"))


class Migration(migrations.Migration):
    dependencies = [("staff", "0020_names_found_filters_saved")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]

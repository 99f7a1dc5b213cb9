"""The topics of the catalogue 公开目录 that ship with the product (示例)."""

from django.db import migrations

from disclosure.catalogue_seed import seed_catalogue


def fill(apps, schema_editor):
    """Thirteen topics, none in force until its first day is set."""
    seed_catalogue(apps.get_model("disclosure", "CatalogueTopic"))


class Migration(migrations.Migration):
    dependencies = [("disclosure", "0002_guards")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]

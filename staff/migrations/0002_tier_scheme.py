"""The depot's tiers 特困、重困、一般困难."""

from django.db import migrations

from staff.tiers import seed_tiers


def fill(apps, schema_editor):
    """One scheme, three tiers."""
    seed_tiers(apps.get_model("staff", "TierScheme"), apps.get_model("staff", "Tier"))


class Migration(migrations.Migration):
    dependencies = [("staff", "0001_initial")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]

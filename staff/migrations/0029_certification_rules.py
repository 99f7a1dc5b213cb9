"""The first rule, the subsistence lines (both 示例) and the national category of each tier."""

from django.db import migrations

from staff.certification_rules import seed_rules


def fill(apps, schema_editor):
    """One rule, two lines of the whole depot; the heaviest tier is 深度困难."""
    get = apps.get_model
    seed_rules(get("staff", "CertificationRule"), get("staff", "SubsistenceLine"))
    get("staff", "Tier").objects.filter(key="extreme").update(national="deep")


class Migration(migrations.Migration):
    dependencies = [("staff", "0028_certifications")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]

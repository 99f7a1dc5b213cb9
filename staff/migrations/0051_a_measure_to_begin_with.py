"""The measure shipped as 示例, so that the page of measures shows what holds until one is resolved."""

import datetime as dt

from django.db import migrations


def fill(apps, schema_editor):
    """One row with the defaults; what is there stays."""
    rows = apps.get_model("staff", "CareMeasure")._default_manager
    rows.using(schema_editor.connection.alias).get_or_create(
        valid_from=dt.date(2000, 1, 1), defaults={"document_no": "示例，由段工会定"}
    )


class Migration(migrations.Migration):
    dependencies = [("staff", "0050_tiers_stand_once_used")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]

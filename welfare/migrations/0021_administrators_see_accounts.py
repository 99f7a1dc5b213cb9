"""The list of accounts is handed to the three administrators."""

from django.db import migrations

from welfare.accounts import sync_roles


def hand_out(apps, schema_editor):
    """Groups as roles.py has them now."""
    sync_roles(
        apps.get_model("auth", "Group"),
        apps.get_model("auth", "Permission"),
        apps.get_model("contenttypes", "ContentType"),
    )


class Migration(migrations.Migration):
    dependencies = [("welfare", "0020_one_time_passwords")]
    operations = [migrations.RunPython(hand_out, migrations.RunPython.noop)]

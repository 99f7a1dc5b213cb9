"""The roles 角色 with their permissions, and the known holidays 节假日."""

from django.db import migrations

from welfare.accounts import sync_roles
from welfare.days import seed_holidays


def fill(apps, schema_editor):
    """Groups, permissions, holidays."""
    sync_roles(
        apps.get_model("auth", "Group"),
        apps.get_model("auth", "Permission"),
        apps.get_model("contenttypes", "ContentType"),
    )
    seed_holidays(apps.get_model("welfare", "Holiday"))


class Migration(migrations.Migration):
    dependencies = [("welfare", "0003_audit_is_append_only")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]

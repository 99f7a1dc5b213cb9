"""Both funds with their chart of accounts 科目."""

from django.db import migrations

from mutualfund.models.accounts import seed_chart


def fill(apps, schema_editor):
    """Funds and accounts."""
    seed_chart(apps.get_model("mutualfund", "Fund"), apps.get_model("mutualfund", "Account"))


class Migration(migrations.Migration):
    dependencies = [("mutualfund", "0002_guards")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]

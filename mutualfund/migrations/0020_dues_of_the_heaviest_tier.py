"""Another pays dues for whoever is in the heaviest tier, whatever scheme is in force."""

from pathlib import Path

from django.db import migrations

from welfare.database.again import function_in

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    dependencies = [
        ("mutualfund", "0003_chart_of_accounts"),
        ("staff", "0020_tiers_of_any_scheme"),
    ]
    operations = [
        migrations.RunSQL(
            function_in(SQL / "dues.sql", "mutualfund_due_paid_by_another"), migrations.RunSQL.noop
        )
    ]

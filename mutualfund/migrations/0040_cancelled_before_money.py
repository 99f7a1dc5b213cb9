"""A campaign is cancelled before its money moves."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    dependencies = [
        ("mutualfund", "0003_chart_of_accounts"),
        ("staff", "0041_campaign_windows"),
    ]
    operations = [
        migrations.RunSQL((SQL / "campaigns.sql").read_text("utf-8"), migrations.RunSQL.noop)
    ]

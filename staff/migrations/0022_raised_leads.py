"""A file raised to the heaviest tier goes to a leader with room, or it is written why not."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("staff", "0021_kinship_words_sealed")]
    operations = [
        migrations.RunSQL((SQL / "raised_leads.sql").read_text("utf-8"), migrations.RunSQL.noop)
    ]

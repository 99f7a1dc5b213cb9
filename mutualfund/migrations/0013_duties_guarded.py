"""Held by the database, too: who may pay a due for another, and whose hands keep off a campaign's books."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql"
DUES, DRAFTS = ((SQL / f"{topic}.sql").read_text("utf-8") for topic in ("dues", "drafts"))
BEGUN = DRAFTS.index("CREATE OR REPLACE FUNCTION mutualfund_campaign_has_money()")
CAMPAIGN = DRAFTS[BEGUN : DRAFTS.index("END $$;", BEGUN)] + "END $$;\n"


class Migration(migrations.Migration):
    dependencies = [("mutualfund", "0012_meeting_mark_guards")]
    operations = [
        migrations.RunSQL(DUES, migrations.RunSQL.noop),
        migrations.RunSQL(CAMPAIGN, migrations.RunSQL.noop),
    ]

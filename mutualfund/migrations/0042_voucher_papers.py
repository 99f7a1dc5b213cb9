"""Every voucher its paper: asked for at the review, the count derived."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql"
DRAFTS = (SQL / "drafts.sql").read_text("utf-8")
# what of a draft stays as it is: the count of its papers is written by the review
KEPT = DRAFTS[DRAFTS.index("CREATE OR REPLACE") : DRAFTS.index("END $$;") + len("END $$;")]


class Migration(migrations.Migration):
    dependencies = [("mutualfund", "0041_same_event")]
    operations = [
        migrations.RunSQL(KEPT, migrations.RunSQL.noop),
        migrations.RunSQL((SQL / "voucher_papers.sql").read_text("utf-8"), migrations.RunSQL.noop),
    ]

"""A claim's state follows its kept steps, appeals are heard by others, quorum by the charter: sql/claims.sql."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    dependencies = [
        ("mutualfund", "0027_claims_before_steps"),
        ("welfare", "0003_audit_is_append_only"),
    ]
    operations = [
        migrations.RunSQL(
            (SQL / "claims.sql").read_text(encoding="utf-8"),
            (SQL / "claims_undo.sql").read_text(encoding="utf-8"),
        )
    ]

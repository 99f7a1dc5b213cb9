"""Posting 记账 looks rows up by their keys: its price is that of the lines, not of the books."""

from pathlib import Path

from django.db import migrations

POSTING = (Path(__file__).parent / "sql" / "posting.sql").read_text("utf-8")
BEFORE = """
DROP TRIGGER check_lines ON mutualfund_entry;
DROP TRIGGER has_lines ON mutualfund_voucher;
DROP TRIGGER signed_stay ON welfare_user;
DROP FUNCTION mutualfund_post_year;
REVOKE EXECUTE ON FUNCTION mutualfund_post_voucher FROM guanai_app;
"""


class Migration(migrations.Migration):
    dependencies = [("mutualfund", "0003_chart_of_accounts")]
    operations = [migrations.RunSQL(BEFORE + POSTING, migrations.RunSQL.noop)]

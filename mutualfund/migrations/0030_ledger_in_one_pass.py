"""Posting one voucher or many in one pass, guarded once a statement: sql/lines, ledger and batch.sql."""

from importlib import import_module
from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql"
# What vouchers there are have used of each month's numbers.
COUNT = """
UPDATE mutualfund_series s SET month_numbers = (
  SELECT array_agg(coalesce(newest, 0) ORDER BY m)
  FROM generate_series(1, 12) m LEFT JOIN (
    SELECT extract(month FROM date)::int AS m, max(month_number) AS newest
    FROM mutualfund_voucher v WHERE v.fund_id = s.fund_id AND v.year = s.year GROUP BY 1) x USING (m))
"""


def told(name: str) -> str:
    """The statements of a file."""
    return (SQL / name).read_text(encoding="utf-8")


def before() -> str:
    """The guards and the function of 0002, 0003 and 0013 once more, for the way back."""
    guards, posting = told("guards.sql"), told("posting.sql")
    drafts = import_module("mutualfund.migrations.0013_vouchers_come_from_reviewed_drafts")
    first = guards.index("-- Once per voucher")
    armed = "ALTER TABLE mutualfund_voucher ENABLE ALWAYS TRIGGER check_voucher;\n"
    return (
        "ALTER TABLE mutualfund_voucher ADD COLUMN xid xid8 NOT NULL DEFAULT pg_current_xact_id();\n"
        + guards[first : guards.index("-- An account that was used")]
        + armed
        + "ALTER TABLE mutualfund_entry ENABLE ALWAYS TRIGGER lines_with_voucher;\n"
        + drafts.VOUCHERS
        + posting[: posting.index("-- Closing waits")]
        + "REVOKE ALL ON FUNCTION mutualfund_post_voucher FROM PUBLIC;\n"
        + "GRANT EXECUTE ON FUNCTION mutualfund_post_voucher TO guanai_app;"
    )


class Migration(migrations.Migration):
    dependencies = [
        ("mutualfund", "0029_posted_rows_without_constraints"),
        ("welfare", "0003_audit_is_append_only"),
    ]
    operations = [
        migrations.RunSQL(COUNT, before()),
        migrations.RunSQL(told("lines.sql"), told("lines_undo.sql")),
        migrations.RunSQL(told("ledger.sql"), told("ledger_undo.sql")),
        migrations.RunSQL(told("batch.sql"), told("batch_undo.sql")),
    ]

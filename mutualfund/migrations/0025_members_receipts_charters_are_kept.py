"""Receipts 收据 without gaps, memberships that stay, charters that are adopted once: sql/members.sql, sql/charters.sql."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql"
# What was in force before there were drafts was adopted on its first day.
ADOPTED = "UPDATE mutualfund_charter SET adopted_on = valid_from"


def told(name: str) -> str:
    """The statements of a file."""
    return (SQL / name).read_text(encoding="utf-8")


class Migration(migrations.Migration):
    dependencies = [
        ("mutualfund", "0024_members_money_charter"),
        ("welfare", "0003_audit_is_append_only"),
    ]
    operations = [
        migrations.RunSQL(
            f"ALTER TABLE mutualfund_charter DISABLE TRIGGER fixed; {ADOPTED};"
            " ALTER TABLE mutualfund_charter ENABLE ALWAYS TRIGGER fixed;",
            migrations.RunSQL.noop,
        ),
        migrations.RunSQL(told("members.sql"), told("members_undo.sql")),
        migrations.RunSQL(told("charters.sql"), told("charters_undo.sql")),
    ]

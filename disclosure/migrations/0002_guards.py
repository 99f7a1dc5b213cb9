"""The guards of disclosure 厂务公开, topic by topic: sql/."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql"
TOPICS = (
    "suggestions", "notices", "reports", "catalogue", "objections", "notice_steps", "walls",
    "suggestion_steps", "inspections", "congresses", "box_openings", "objection_answers",
    "opinions", "notice_days", "report_keys", "hotline", "report_shares", "delegates",
)  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [
        ("disclosure", "0001_initial"),
        ("welfare", "0003_guards"),
        ("staff", "0002_guards"),
        ("mutualfund", "0002_guards"),
    ]
    operations = [
        migrations.RunSQL((SQL / f"{topic}.sql").read_text("utf-8"), migrations.RunSQL.noop)
        for topic in TOPICS
    ]

"""The guards of the whole house, topic by topic: sql/."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql"
TOPICS = (
    "audit", "roles", "exports", "clock",
)  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("welfare", "0002_application_role")]
    run_before = [("staff", "0001_initial")]  # every app's history is guarded by append_only()
    operations = [
        migrations.RunSQL((SQL / f"{topic}.sql").read_text("utf-8"), migrations.RunSQL.noop)
        for topic in TOPICS
    ]

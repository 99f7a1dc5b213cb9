"""The guards of people and care 帮扶, topic by topic: sql/. The same rules as staff/actions/, for
whoever writes SQL himself.
"""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql"
TOPICS = (
    "kin", "people", "roster", "visits", "pairings", "duties", "hardship", "tiers", "campaigns",
    "matters", "roster_rows", "doubts", "stamps", "answers", "survey_photos", "hands", "plans",
    "corrections", "cards", "proxies", "gift_undos", "stock", "gift_avowals", "canvasses",
    "leads", "measure_owners", "life", "kin_leads", "windows", "gift_entries", "norms", "held",
    "raised_leads", "kin_visits", "paper_files", "kept_leads",
)  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("staff", "0001_initial")]
    operations = [
        migrations.RunSQL((SQL / f"{topic}.sql").read_text("utf-8"), migrations.RunSQL.noop)
        for topic in TOPICS
    ]

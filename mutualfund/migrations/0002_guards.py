"""The guards of the books 账本 and of the claims 补助申请, topic by topic: sql/."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql"
TOPICS = (
    "duties", "guards", "posting", "drawer", "batch_posting", "drafts", "closings", "committee",
    "decisions", "members", "claims", "payments", "evidence", "minutes", "advances",
    "pay_batches", "notice_holds", "meeting_marks", "dues", "reliefs", "campaigns",
    "income_voids", "explanations", "seats", "investigations", "publicity", "bounced", "endings",
    "voucher_papers", "enrolments", "clawbacks",
)  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("mutualfund", "0001_initial"), ("staff", "0002_guards")]
    operations = [
        migrations.RunSQL((SQL / f"{topic}.sql").read_text("utf-8"), migrations.RunSQL.noop)
        for topic in TOPICS
    ]

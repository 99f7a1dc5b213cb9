"""录入时间 of a signature, by the clock of the database."""

from pathlib import Path

from django.conf import settings
from django.db import migrations, models

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    dependencies = [
        ("staff", "0041_campaign_windows"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="gift",
            name="entered_at",
            field=models.DateTimeField(editable=False, null=True, verbose_name="录入时间"),
        ),
        migrations.AddConstraint(
            model_name="gift",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("entered_at__isnull", True), ("received_on__isnull", True)),
                    models.Q(("entered_at__isnull", False), ("received_on__isnull", False)),
                    _connector="OR",
                ),
                name="gift_entered_when_received",
            ),
        ),
        migrations.RunSQL((SQL / "gift_entries.sql").read_text("utf-8"), migrations.RunSQL.noop),
    ]

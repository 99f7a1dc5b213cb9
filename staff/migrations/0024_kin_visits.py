"""A relative's visits count no more once the kinship is known; a norm is confirmed by who may."""

from pathlib import Path

from django.db import migrations, models

from welfare.database.again import function_in

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("staff", "0023_photo_match")]
    operations = [
        migrations.AddField(
            "visit",
            "by_kin",
            models.BooleanField(
                db_default=False, default=False, editable=False, verbose_name="亲属走访，不算"
            ),
        ),
        migrations.RunSQL((SQL / "kin_visits.sql").read_text("utf-8"), migrations.RunSQL.noop),
        migrations.RunSQL(
            function_in(SQL / "norms.sql", "staff_norm_decided_once"), migrations.RunSQL.noop
        ),
    ]

"""A canvass is gone round by two of the list; an outsider is said to be one. Its guards."""

from pathlib import Path

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    dependencies = [
        ("staff", "0010_gift_avowals"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="canvassfinding",
            name="went_with",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="同去的人",
            ),
        ),
        migrations.AlterField(
            model_name="canvassfinding",
            name="companion",
            field=models.CharField(blank=True, max_length=60, verbose_name="同去的外单位的人"),
        ),
        migrations.AddConstraint(
            model_name="canvassfinding",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("companion", ""), ("went_with__isnull", False)),
                    models.Q(
                        ("went_with__isnull", True), models.Q(("companion", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="canvass_seen_by_two",
                violation_error_message="同去的人选一位；外单位的人写单位和姓名，两样只填一样",
            ),
        ),
        migrations.AddConstraint(
            model_name="canvassfinding",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("went_with__isnull", True),
                    models.Q(("went_with", models.F("recorded_by")), _negated=True),
                    _connector="OR",
                ),
                name="canvass_two_are_different",
                violation_error_message="两个人一起去，同去的不能是自己",
            ),
        ),
        migrations.RunSQL((SQL / "canvasses.sql").read_text("utf-8"), migrations.RunSQL.noop),
    ]

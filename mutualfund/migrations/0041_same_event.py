"""一事一补 by the whole family: how many days, from which month a school year, whether both may claim."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("mutualfund", "0040_endings"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="charter",
            name="both_may_claim",
            field=models.BooleanField(default=False, verbose_name="夫妻双方可以各申请一次婚丧"),
        ),
        migrations.AddField(
            model_name="charter",
            name="same_event_days",
            field=models.PositiveSmallIntegerField(default=3, verbose_name="前后几天内算同一件事"),
        ),
        migrations.AddField(
            model_name="charter",
            name="school_year_month",
            field=models.PositiveSmallIntegerField(default=7, verbose_name="几月起算新学年"),
        ),
        migrations.AddConstraint(
            model_name="charter",
            constraint=models.CheckConstraint(
                condition=models.Q(("school_year_month__range", (1, 12))),
                name="charter_school_year_begins_in_a_month",
                violation_error_message="学年从 1 到 12 月的一个月算起",
            ),
        ),
    ]

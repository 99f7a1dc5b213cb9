"""改期: new days of a campaign before its money is drawn; what guards them."""

from pathlib import Path

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from staff.migrations._again import changed

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    dependencies = [
        ("staff", "0040_closed_campaigns_stand"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CampaignWindow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("first", models.DateField(verbose_name="发放起")),
                ("last", models.DateField(verbose_name="发放止")),
                ("was_first", models.DateField(verbose_name="原来的发放起")),
                ("was_last", models.DateField(verbose_name="原来的发放止")),
                ("reason", models.CharField(max_length=100, verbose_name="改期的原因")),
                ("notice", models.CharField(max_length=100, verbose_name="怎样通知各站")),
                ("proposed_on", models.DateField(verbose_name="报的日期")),
                ("agreed", models.BooleanField(null=True, verbose_name="批准")),
                ("words", models.CharField(blank=True, max_length=100, verbose_name="批语")),
                ("decided_on", models.DateField(null=True, verbose_name="批的日期")),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="windows",
                        to="staff.campaign",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="批的人",
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="报的人",
                    ),
                ),
            ],
            options={
                "verbose_name": "改期",
                "verbose_name_plural": "改期",
                "ordering": ("pk",),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("agreed", None)),
                        fields=("campaign",),
                        name="window_one_open",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("last__gte", models.F("first"))), name="window_in_order"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reason", ""), _negated=True),
                            models.Q(("notice", ""), _negated=True),
                        ),
                        name="window_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("agreed", None), ("decided_by", None), ("decided_on", None)),
                            models.Q(
                                ("agreed__isnull", False),
                                ("decided_by__isnull", False),
                                ("decided_on__isnull", False),
                                models.Q(("decided_by", models.F("proposed_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="window_decided_by_another",
                        violation_error_message="改期要由别人来批",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("agreed", False), _negated=True),
                            models.Q(("words", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="window_refused_with_words",
                    ),
                ],
            },
        ),
        migrations.RunSQL((SQL / "windows.sql").read_text("utf-8"), migrations.RunSQL.noop),
        migrations.RunSQL(
            changed("campaigns", "staff_campaign_keeps_plan"), migrations.RunSQL.noop
        ),
    ]

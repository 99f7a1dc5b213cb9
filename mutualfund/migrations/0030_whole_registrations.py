"""入社登记: no step may leave the one before it empty; nothing begins withdrawn or announced."""

from pathlib import Path

from django.db import migrations, models
from django.db.models import F, Q

SQL = Path(__file__).parent / "sql" / "enrolments.sql"
FUNCTION = "CREATE OR REPLACE FUNCTION mutualfund_enrolment_goes_on"


def function_anew() -> str:
    """The function alone: its trigger is there already."""
    text = SQL.read_text("utf-8")
    start = text.index(FUNCTION)
    return text[start : text.index("END $$;", start) + len("END $$;")]


class Migration(migrations.Migration):
    dependencies = [("mutualfund", "0003_chart_of_accounts")]
    operations = [
        migrations.RemoveConstraint("enrolment", "enrolment_approval_is_whole"),
        migrations.AddConstraint(
            "enrolment",
            models.CheckConstraint(
                condition=Q(approved_on__isnull=True, approved_by__isnull=True, approval_no="")
                | (
                    Q(
                        signed_on__isnull=False,
                        approved_on__isnull=False,
                        approved_on__gte=F("signed_on"),
                        approved_by__isnull=False,
                    )
                    & ~Q(approval_no="")
                ),
                name="enrolment_approval_is_whole",
                violation_error_message="批准要在签名以后，写明会议或文号",
            ),
        ),
        migrations.RemoveConstraint("enrolment", "enrolment_announced_after_approval"),
        migrations.AddConstraint(
            "enrolment",
            models.CheckConstraint(
                condition=Q(announced_on__isnull=True, announced_by__isnull=True)
                | Q(
                    approved_on__isnull=False,
                    announced_on__isnull=False,
                    announced_on__gte=F("approved_on"),
                    announced_by__isnull=False,
                ),
                name="enrolment_announced_after_approval",
            ),
        ),
        migrations.RunSQL(function_anew(), migrations.RunSQL.noop),
    ]

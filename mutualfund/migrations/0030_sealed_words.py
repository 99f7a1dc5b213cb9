"""Why a claim waits, what it lacks and what was said of each step are sealed; the rows there are keep
theirs, and the guards ask whether a reason is there, no longer what it says.
"""

import uuid
from pathlib import Path

from django.contrib.postgres.functions import RandomUUID
from django.db import migrations, models

from welfare.sealing import seal_column

SQL = Path(__file__).parent / "sql"
GUARDS = {
    "payments": ("mutualfund_payment_apart",),
    "advances": (
        "mutualfund_advance_fits",
        "mutualfund_advance_goes_on",
        "mutualfund_advance_is_put",
    ),
    "pay_batches": ("mutualfund_pay_line_kept",),
}
WITH_WORDS = (
    "returned", "declined", "refused", "withdrawn", "held", "released", "taken_back",
)  # fmt: skip


def _function(topic, name):
    """A function of a topic as its file says it today."""
    text = (SQL / f"{topic}.sql").read_text("utf-8")
    begin = text.index(f"CREATE OR REPLACE FUNCTION {name}(")
    return text[begin : text.index("$$;", begin) + 3]


class Migration(migrations.Migration):
    dependencies = [
        ("mutualfund", "0003_chart_of_accounts"),
        ("welfare", "0004_holidays"),
    ]
    operations = [
        migrations.RemoveConstraint("claim", "claim_held_with_a_reason"),
        *seal_column("mutualfund", "claim", "held_reason", "暂缓原因"),
        *seal_column("mutualfund", "claim", "supplement_words", "要补的材料"),
        migrations.AddConstraint(
            "claim",
            models.CheckConstraint(
                condition=models.Q(held_reason__isnull=False) | models.Q(held_until__isnull=True),
                name="claim_held_with_a_reason",
            ),
        ),
        migrations.RemoveConstraint("claimstep", "claimstep_says_why"),
        migrations.AddField(
            "claimstep",
            "uid",
            models.UUIDField(
                db_default=RandomUUID(), default=uuid.uuid4, editable=False, unique=True
            ),
        ),
        *seal_column("mutualfund", "claimstep", "words", "说明"),
        migrations.AddConstraint(
            "claimstep",
            models.CheckConstraint(
                condition=~models.Q(act__in=WITH_WORDS) | models.Q(words__isnull=False),
                name="claimstep_says_why",
                violation_error_message="写一句原因",
            ),
        ),
        *[
            migrations.RunSQL(_function(topic, name), migrations.RunSQL.noop)
            for topic, names in GUARDS.items()
            for name in names
        ],
    ]

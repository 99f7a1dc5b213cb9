"""The fund's guards look at each other: what comes back comes back once, a closed claim has a next step."""

from pathlib import Path

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import welfare.crypto

SQL = Path(__file__).parent / "sql"
AGAIN = (
    "advances",
    "endings",
    "voucher_papers",
    "drawer",
    "batch_posting",
)  # topics that may be run again as a whole
# of topics that are not: the functions that changed
CHANGED = {
    "claims": ("mutualfund_claim_leads", "mutualfund_claim_step_walks"),
    "enrolments": ("mutualfund_enrolment_goes_on",),
}


def _function(topic: str, name: str) -> str:
    """One function of a topic, from its head to the end of its body."""
    text = (SQL / f"{topic}.sql").read_text("utf-8")
    start = text.index(f"CREATE OR REPLACE FUNCTION {name}(")
    return text[start : text.index("$$;", start) + 3]


def _run(sql: str) -> migrations.RunSQL:
    return migrations.RunSQL(sql, migrations.RunSQL.noop)


class Migration(migrations.Migration):
    dependencies = [
        ("mutualfund", "0003_chart_of_accounts"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.AddField(
            "advance", "returned_why", welfare.crypto.EncryptedField(verbose_name="为什么退回")
        ),
        migrations.AddField(
            "advance",
            "returned_by",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="登记退回的人",
            ),
        ),
        migrations.AddField(
            "advance", "returned_on", models.DateField(null=True, verbose_name="登记退回日期")
        ),
        *(_run((SQL / f"{topic}.sql").read_text("utf-8")) for topic in AGAIN),
        *(_run(_function(topic, name)) for topic, names in CHANGED.items() for name in names),
    ]

"""Seats of the committee: alternates, documents, the chair's word; kept by the database."""

import re
from pathlib import Path

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q

SQL = Path(__file__).parent / "sql"
ROLL = re.search(
    r"CREATE OR REPLACE FUNCTION mutualfund_roll_kept.*?\nEND \$\$;",
    (SQL / "committee.sql").read_text("utf-8"),
    re.DOTALL,
)[0]
USER = {
    "null": True, "on_delete": django.db.models.deletion.PROTECT, "related_name": "+",
    "to": settings.AUTH_USER_MODEL,
}  # fmt: skip


def _add(name, field):
    return migrations.AddField("committeemember", name, field)


class Migration(migrations.Migration):
    dependencies = [("mutualfund", "0003_chart_of_accounts")]
    operations = [
        _add("is_alternate", models.BooleanField("候补", default=False)),
        _add("document", models.CharField("聘任文件", blank=True, max_length=100, default="")),
        _add("seated_by", models.ForeignKey(verbose_name="登记人", **USER)),
        _add("confirmed_by", models.ForeignKey(verbose_name="确认人", **USER)),
        _add("confirmed_on", models.DateField("确认日期", null=True)),
        _add("leaves_on", models.DateField("卸任日期", null=True)),
        _add(
            "leave_document", models.CharField("卸任文件", blank=True, max_length=100, default="")
        ),
        _add("ended_by", models.ForeignKey(verbose_name="卸任登记人", **USER)),
        migrations.RunSQL(
            "UPDATE mutualfund_committeemember SET confirmed_on = since", migrations.RunSQL.noop
        ),
        migrations.AddConstraint(
            "committeemember",
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("seated_by")),
                name="committee_confirmed_by_another",
            ),
        ),
        migrations.AddConstraint(
            "committeemember",
            models.CheckConstraint(
                condition=Q(leaves_on__isnull=True, leave_document="")
                | (Q(leaves_on__gt=F("since")) & ~Q(leave_document="")),
                name="committee_leaves_by_document",
            ),
        ),
        migrations.RunSQL((SQL / "seats.sql").read_text("utf-8"), migrations.RunSQL.noop),
        migrations.RunSQL(ROLL, migrations.RunSQL.noop),
    ]

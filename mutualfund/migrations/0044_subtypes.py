"""Sub-types 子类 of a benefit, with amounts and papers of their own; a claim keeps the one it names."""

from pathlib import Path

from django.db import migrations, models

SQL = (Path(__file__).parent / "sql" / "committee.sql").read_text("utf-8")
HEAD = "CREATE OR REPLACE FUNCTION mutualfund_claim_keeps_facts()"
# what of a claim stays once it is signed, its sub-type among it
KEPT = SQL[SQL.index(HEAD) : SQL.index("END $$;", SQL.index(HEAD)) + len("END $$;")]


class Migration(migrations.Migration):
    dependencies = [
        ("mutualfund", "0043_enrolments"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="benefit",
            name="benefit_one_per_charter_and_kind",
        ),
        migrations.AddField(
            model_name="benefit",
            name="subtype",
            field=models.CharField(blank=True, default="", max_length=20, verbose_name="子类"),
        ),
        migrations.AddField(
            model_name="claim",
            name="subtype",
            field=models.CharField(blank=True, default="", max_length=20, verbose_name="子类"),
        ),
        migrations.AddConstraint(
            model_name="benefit",
            constraint=models.UniqueConstraint(
                fields=("charter", "kind", "subtype"),
                name="benefit_one_per_kind_and_subtype",
                violation_error_message="这一类已有这个子类",
            ),
        ),
        migrations.RunSQL(KEPT, migrations.RunSQL.noop),
    ]

"""The database watches the new columns of a roster as it watches the others (see 0005)."""

from importlib import import_module

from django.db import migrations

before = import_module("staff.migrations.0005_roster_versions")
SPOKEN = {
    **before.SPOKEN,
    "disability_certificate": ["disability_certificate"],
    "is_disabled": ["is_disabled"],
    "disability_type": ["disability_type"],
    "disability_grade": ["disability_grade"],
    "model_worker_type": ["model_worker_type"],
    "join_date": ["join_date", "join_date_precision"],
}
BEGIN, END = "CREATE FUNCTION", "END $$;"


def _function(watched):
    return (
        before.GUARD.partition(END)[0]
        .replace(BEGIN, "CREATE OR REPLACE FUNCTION")
        .replace(before.CHANGED, watched)
        + END
    )


WATCHED = ",\n    ".join(
    f"CASE WHEN {before._differs(columns)} THEN '{name}' END" for name, columns in SPOKEN.items()
)


class Migration(migrations.Migration):
    dependencies = [("staff", "0032_columns_of_domain_3_1")]
    operations = [migrations.RunSQL(_function(WATCHED), _function(before.CHANGED))]

"""Guards of the seven steps; what was taken down may be archived."""

from pathlib import Path

from django.db import migrations

from disclosure.catalogue_seed import add_missing

SQL = Path(__file__).parent / "sql"
DOWN = "CREATE OR REPLACE FUNCTION disclosure_notice_stays_down"


def stays_down() -> str:
    """The function alone: its trigger is there."""
    text = (SQL / "notices.sql").read_text("utf-8")
    return text[text.index(DOWN) : text.index("CREATE TRIGGER stays_down")]


def fill(apps, schema_editor):
    """走访覆盖, where the catalogue was shipped without it."""
    add_missing(apps.get_model("disclosure", "CatalogueTopic"))


class Migration(migrations.Migration):
    dependencies = [("disclosure", "0012_notice_steps")]
    operations = [
        migrations.RunSQL((SQL / "notice_steps.sql").read_text("utf-8"), migrations.RunSQL.noop),
        migrations.RunSQL(stays_down(), migrations.RunSQL.noop),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]

"""The database watches 用工身份 as it watches the other columns of a roster (see 0033)."""

from importlib import import_module

from django.db import migrations

before = import_module("staff.migrations.0033_roster_guards_every_column")
WATCHED = (
    f"{before.WATCHED},\n    CASE WHEN {before.before._differs(['identity'])} THEN 'identity' END"
)


class Migration(migrations.Migration):
    dependencies = [("staff", "0034_staged_identity")]
    operations = [
        migrations.RunSQL(before._function(WATCHED), before._function(before.WATCHED)),
    ]

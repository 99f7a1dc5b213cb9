"""Remarks, with the cell comments read into them, and samples of unknown columns are sealed.

What was kept in the open is sealed here; 0084 puts the sealed column in the place of the open one,
in a transaction of its own, as a table that was just written cannot be altered.
"""

import json

from django.db import migrations, models

import welfare.crypto
from welfare.crypto import seal, unseal

KEYS = {"staff_worker": "id", "staff_stagedworker": "row_id"}


def _rewrite(schema_editor, from_column, to_column, turned):
    with schema_editor.connection.cursor() as cursor:
        for table, key in KEYS.items():
            cursor.execute(
                f"SELECT {key}, uid, {from_column} FROM {table} "  # noqa: S608 - names of our own
                f"WHERE {from_column} IS NOT NULL AND length({from_column}) > 0"
            )
            rows = [(turned(value, f"staff.worker.remark:{uid}"), pk) for pk, uid, value in cursor]
            cursor.executemany(
                f"UPDATE {table} SET {to_column} = %s WHERE {key} = %s",  # noqa: S608 - as above
                rows,
            )


def seal_remarks(apps, schema_editor):
    _rewrite(
        schema_editor, "remark", "remark_sealed", lambda text, place: seal(text, bound_to=place)
    )


def open_remarks(apps, schema_editor):
    _rewrite(
        schema_editor,
        "remark_sealed",
        "remark",
        lambda sealed, place: unseal(bytes(sealed), bound_to=place),
    )


def seal_samples(apps, schema_editor):
    imports = apps.get_model("staff", "RosterImport").objects.using(schema_editor.connection.alias)
    for roster in imports.all():
        found = {}
        for head in roster.heads:
            for column in head.get("columns", []):
                found.setdefault(column["title"], column.pop("samples", []))
        roster.totals.pop("skipped", None)
        roster.samples = json.dumps(found, ensure_ascii=False)
        roster.save(update_fields=["heads", "samples", "totals"])


class Migration(migrations.Migration):
    dependencies = [("staff", "0038_pairing_comes_with_the_approval")]
    operations = [
        migrations.AddField(
            model_name="worker",
            name="remark_sealed",
            field=welfare.crypto.EncryptedField(
                blank=True, editable=True, null=True, verbose_name="备注"
            ),
        ),
        migrations.AddField(
            model_name="stagedworker", name="remark_sealed", field=models.BinaryField(null=True)
        ),
        migrations.AddField(
            model_name="rosterimport",
            name="samples",
            field=welfare.crypto.EncryptedField(
                blank=True, editable=True, null=True, verbose_name="前几行"
            ),
        ),
        migrations.RunPython(seal_remarks, open_remarks),
        migrations.RunPython(seal_samples, migrations.RunPython.noop),
    ]

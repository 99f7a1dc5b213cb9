"""Seal what stands in the plain columns, row by row; the guards look away meanwhile."""

from django.db import migrations

COLUMNS = {
    "Certification": ("raise_reason",),
    "FileStep": ("words",),
    "GroundFinding": ("checked", "override"),
    "PeerReview": ("minutes",),
    "Objection": ("answer",),
    "MeasureNote": ("words", "effect"),
}
GUARDS = {
    "staff_filestep": "append_only",
    "staff_peerreview": "append_only",
    "staff_measurenote": "append_only",
    "staff_groundfinding": "frozen",
    "staff_objection": "frozen",
}
AWAY = "".join(f"ALTER TABLE {t} DISABLE TRIGGER {g};" for t, g in GUARDS.items())
BACK = "".join(f"ALTER TABLE {t} ENABLE ALWAYS TRIGGER {g};" for t, g in GUARDS.items())


def _move(apps, alias: str, before: str, after: str) -> None:
    # by the connection that holds the tables: another would wait for it for ever
    for label, names in COLUMNS.items():
        model = apps.get_model("staff", label)
        for row in model._default_manager.using(alias).iterator(chunk_size=500):
            for name in names:
                setattr(row, f"{name}{after}", getattr(row, f"{name}{before}"))
            row.save(using=alias, update_fields=[f"{name}{after}" for name in names])


def seal(apps, schema_editor):
    """Text into its sealed column."""
    _move(apps, schema_editor.connection.alias, "_plain", "")


def unseal(apps, schema_editor):
    """And back."""
    _move(apps, schema_editor.connection.alias, "", "_plain")


class Migration(migrations.Migration):
    dependencies = [("staff", "0047_room_for_sealed_words")]
    operations = [
        migrations.RunSQL(AWAY, BACK),
        migrations.RunPython(seal, unseal),
        migrations.RunSQL(BACK, AWAY),
    ]

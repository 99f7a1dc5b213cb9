"""What is said of a kinship 亲属申报, who said it and why it ended, is sealed as other words on persons."""

import uuid

from django.db import migrations, models
from django.db.models import Q

from welfare.crypto import EncryptedField

WORDS = {"source": "谁申报、凭什么", "end_reason": "终止原因"}
PLAIN = [migrations.RenameField("kinship", name, f"plain_{name}") for name in WORDS]
SEALED = [
    migrations.AddField("kinship", name, EncryptedField(label)) for name, label in WORDS.items()
]


def seal_words(apps, schema_editor):
    """Each row once, with the triggers off that let nothing of it change."""
    for row in apps.get_model("staff", "Kinship").objects.using(schema_editor.connection.alias):
        row.uid = uuid.uuid4()
        row.source, row.end_reason = row.plain_source, row.plain_end_reason
        row.save(update_fields=["uid", *WORDS])


class Migration(migrations.Migration):
    dependencies = [("staff", "0020_tiers_of_any_scheme")]
    operations = [
        migrations.RemoveConstraint("kinship", "kinship_ends_with_reason"),
        migrations.RunSQL(
            "ALTER TABLE staff_kinship DISABLE TRIGGER answered_once", migrations.RunSQL.noop
        ),
        *PLAIN,
        *SEALED,
        migrations.AddField("kinship", "uid", models.UUIDField(null=True)),
        migrations.RunPython(seal_words, migrations.RunPython.noop),
        migrations.AlterField(
            "kinship", "uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
        ),
        *(migrations.RemoveField("kinship", f"plain_{name}") for name in WORDS),
        migrations.RunSQL(
            "ALTER TABLE staff_kinship ENABLE TRIGGER answered_once", migrations.RunSQL.noop
        ),
        migrations.AddConstraint(
            "kinship",
            models.CheckConstraint(
                condition=Q(source__isnull=False),
                name="kinship_has_source",
                violation_error_message="写明是谁申报的、凭什么",
            ),
        ),
        migrations.AddConstraint(
            "kinship",
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, end_reason__isnull=True)
                | Q(ended_on__isnull=False, end_reason__isnull=False),
                name="kinship_ends_with_reason",
            ),
        ),
    ]

"""Why a quarter is waived, why another signed, why nobody came: sealed as other words about people."""

import uuid

from django.contrib.postgres.functions import RandomUUID
from django.db import migrations, models
from django.db.models import Q

import welfare.crypto
from welfare.crypto import seal

WORDS = {
    "visitduty": {"waived_reason": "免走访原因"},
    "gift": {"proxy_reason": "代领原因", "unpaid_reason": "没有领的原因"},
}


def seal_words(apps, schema_editor):
    """What stood in clear, bound to its row as the models bind it: a duty by its key, a line by its uid."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("ALTER TABLE staff_gift DISABLE TRIGGER paid_once")
        for model, fields in WORDS.items():
            own = "id" if model == "visitduty" else "uid"
            for field in fields:
                words = f"SELECT id, {own}, old_{field} FROM staff_{model}"  # noqa: S608 - our own names
                cursor.execute(f"{words} WHERE old_{field} <> ''")
                for pk, uid, told in cursor.fetchall():
                    content = seal(told, bound_to=f"staff.{model}.{field}:{uid}")
                    words = f"UPDATE staff_{model} SET {field} = %s WHERE id = %s"  # noqa: S608 - as above
                    cursor.execute(words, [content, pk])
        cursor.execute("ALTER TABLE staff_gift ENABLE ALWAYS TRIGGER paid_once")


def sealed(model, field, name):
    """The column beside the one it takes the words from."""
    return [
        migrations.RenameField(model, field, f"old_{field}"),
        migrations.AddField(
            model, field, welfare.crypto.EncryptedField(name, blank=True, editable=True, null=True)
        ),
    ]


EACH = [(model, field, name) for model, fields in WORDS.items() for field, name in fields.items()]


class Migration(migrations.Migration):
    dependencies = [("staff", "0010_proxies")]
    operations = [
        migrations.RemoveConstraint("gift", "gift_received_or_not"),
        migrations.RemoveConstraint("visitduty", "duty_waived_with_reason_and_approver"),
        migrations.AddField(
            "gift", "uid",
            models.UUIDField(default=uuid.uuid4, db_default=RandomUUID(), unique=True, editable=False),
        ),
        *[step for each in EACH for step in sealed(*each)],
        migrations.RunPython(seal_words, migrations.RunPython.noop),
        *[migrations.RemoveField(model, f"old_{field}") for model, field, _ in EACH],
        migrations.AddConstraint(
            "gift",
            models.CheckConstraint(
                condition=Q(received_on__isnull=True) | Q(unpaid_reason=None),
                name="gift_received_or_not",
            ),
        ),
        migrations.AddConstraint(
            "visitduty",
            models.CheckConstraint(
                condition=(
                    Q(status="waived", waived_by__isnull=False, waived_on__isnull=False)
                    & Q(waived_reason__isnull=False)
                )
                | (~Q(status="waived") & Q(waived_by=None, waived_on=None, waived_reason=None)),
                name="duty_waived_with_reason_and_approver",
                violation_error_message="免走访要写原因，并由别人批准",
            ),
        ),
    ]  # fmt: skip

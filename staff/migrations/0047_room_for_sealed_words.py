"""Beside each free text of a file stands its sealed column; 0088 seals, 0089 takes the text away."""

import uuid

from django.db import migrations, models

import welfare.crypto

# model -> column -> its words and the length the plain text had
SEALED = {
    "certification": {"raise_reason": ("提高一级的理由", 200)},
    "filestep": {"words": ("说明", 400)},
    "groundfinding": {"checked": ("怎么核对的", 120), "override": ("为什么仍然建档", 200)},
    "peerreview": {"minutes": ("评议记录", 500)},
    "objection": {"answer": ("答复", 400)},
    "measurenote": {"words": ("做了什么", 200), "effect": ("效果", 200)},
}
WITHOUT_UID = ("filestep", "groundfinding", "peerreview", "measurenote")
GONE = (
    ("groundfinding", "ground_found_has_override"),
    ("measurenote", "measure_done_has_effect"),
    ("objection", "objection_answered_whole"),
)


def _with_uid(model: str) -> migrations.SeparateDatabaseAndState:
    """A number for each row: what is sealed is bound to it. Rows that are there get theirs too."""
    table = f"staff_{model}"
    made = f"ALTER TABLE {table} ADD COLUMN uid uuid NOT NULL DEFAULT gen_random_uuid() UNIQUE;"
    field = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    return migrations.SeparateDatabaseAndState(
        [migrations.RunSQL(made, f"ALTER TABLE {table} DROP COLUMN uid;")],
        [migrations.AddField(model, "uid", field)],
    )


def _with_room(model: str, name: str, words: str, length: int) -> list:
    plain = f"{name}_plain"
    text = models.CharField(words, max_length=length, blank=True, default="")
    sealed = welfare.crypto.EncryptedField(blank=True, editable=True, null=True, verbose_name=words)
    return [
        migrations.RenameField(model, name, plain),
        migrations.AlterField(model, plain, text),
        migrations.AddField(model, name, sealed),
    ]


class Migration(migrations.Migration):
    dependencies = [("staff", "0046_workers_speak_for_themselves")]
    operations = [
        *(migrations.RemoveConstraint(model, name) for model, name in GONE),
        *(_with_uid(model) for model in WITHOUT_UID),
        *(
            operation
            for model, columns in SEALED.items()
            for name, (words, length) in columns.items()
            for operation in _with_room(model, name, words, length)
        ),
    ]

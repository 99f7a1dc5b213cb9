"""The plain columns go; what they were asked for is asked of the sealed ones."""

from django.db import migrations, models
from django.db.models import Q

PLAIN = (
    ("certification", "raise_reason_plain"),
    ("filestep", "words_plain"),
    ("groundfinding", "checked_plain"),
    ("groundfinding", "override_plain"),
    ("peerreview", "minutes_plain"),
    ("objection", "answer_plain"),
    ("measurenote", "words_plain"),
    ("measurenote", "effect_plain"),
)
WHOLE = (
    (
        "groundfinding",
        models.CheckConstraint(
            condition=Q(is_found=False) | Q(override__isnull=False),
            name="ground_found_has_override",
            violation_error_message="有这种情形，要写明为什么仍然建档",
        ),
    ),
    (
        "measurenote",
        models.CheckConstraint(
            condition=~Q(progress="done") | Q(effect__isnull=False),
            name="measure_done_has_effect",
            violation_error_message="办完了要写效果",
        ),
    ),
    (
        "objection",
        models.CheckConstraint(
            condition=Q(result="", answered_on__isnull=True, answered_by__isnull=True)
            | Q(
                result__in=["unfounded", "founded"],
                answered_on__isnull=False,
                answered_by__isnull=False,
                answer__isnull=False,
            ),
            name="objection_answered_whole",
        ),
    ),
)


class Migration(migrations.Migration):
    dependencies = [("staff", "0048_words_are_sealed")]
    operations = [
        *(migrations.RemoveField(model, name) for model, name in PLAIN),
        *(migrations.AddConstraint(model, constraint) for model, constraint in WHOLE),
    ]

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("welfare", "0025_hardship_permissions"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="exportrequest",
            name="export_taken_in_time",
        ),
        migrations.AddConstraint(
            model_name="exportrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("expires_at__isnull", False),
                        ("status", "taken"),
                        ("taken_at__isnull", False),
                        ("taken_at__lt", models.F("expires_at")),
                        models.Q(("digest", ""), _negated=True),
                    ),
                    models.Q(
                        models.Q(("status", "taken"), _negated=True),
                        ("digest", ""),
                        ("taken_at__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="export_taken_in_time",
                violation_error_message="批准过了时间就不能取",
            ),
        ),
        migrations.AddConstraint(
            model_name="exportrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("decided_at__isnull", False),
                        ("expires_at__gt", models.F("decided_at")),
                        ("expires_at__isnull", False),
                        ("status__in", ["approved", "taken"]),
                    ),
                    models.Q(("expires_at__isnull", True), ("status__in", ["asked", "refused"])),
                    _connector="OR",
                ),
                name="export_approved_for_hours",
                violation_error_message="批准要写明到什么时候",
            ),
        ),
    ]

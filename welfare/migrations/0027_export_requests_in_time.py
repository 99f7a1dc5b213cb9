from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("welfare", "0019_export_requests_go_one_way")]

    operations = [
        migrations.RemoveConstraint(model_name="exportrequest", name="export_taken_in_time"),
        migrations.AddConstraint(
            model_name="exportrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        models.Q(
                            ("status", "taken"),
                            ("taken_at__isnull", False),
                            ("expires_at__isnull", False),
                            ("taken_at__lt", models.F("expires_at")),
                        ),
                        models.Q(("digest", ""), _negated=True),
                    ),
                    models.Q(
                        models.Q(("status", "taken"), _negated=True),
                        models.Q(("taken_at__isnull", True), ("digest", "")),
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
                        ("status__in", ["approved", "taken"]),
                        ("decided_at__isnull", False),
                        ("expires_at__isnull", False),
                        ("expires_at__gt", models.F("decided_at")),
                    ),
                    models.Q(("status__in", ["asked", "refused"]), ("expires_at__isnull", True)),
                    _connector="OR",
                ),
                name="export_approved_for_hours",
                violation_error_message="批准要写明到什么时候",
            ),
        ),
    ]

"""One tier scheme at a time."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("staff", "0020_life"),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="tierscheme",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_to__isnull", True),
                    ("valid_to__gt", models.F("valid_from")),
                    _connector="OR",
                ),
                name="scheme_ends_after_it_begins",
                violation_error_message="停用日期要晚于启用日期",
            ),
        ),
        migrations.AddConstraint(
            model_name="tierscheme",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[
                    (
                        models.Func(
                            "valid_from",
                            "valid_to",
                            function="DATERANGE",
                            output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                        ),
                        "&&",
                    )
                ],
                name="scheme_one_at_a_time",
                violation_error_message="这段日期已有别的等级方案。先停用那一个，再从停用那天启用这一个",
            ),
        ),
    ]

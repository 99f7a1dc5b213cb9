"""No day without a lead: a file is paired when it is approved, so the clock for pairing goes."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("staff", "0037_no_gap_no_back_dating"),
    ]

    operations = [
        migrations.RemoveField(
            model_name="certificationrule",
            name="pairing_days",
        ),
    ]

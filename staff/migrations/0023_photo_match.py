"""A sheet's photograph says how it was matched; those before had only the page they were sent from."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("staff", "0022_raised_leads")]
    operations = [
        migrations.AddField(
            "sheetphoto",
            "match",
            models.CharField(
                choices=[("qr", "二维码对上"), ("hand", "二维码读不出，人工对的")],
                default="hand",
                max_length=4,
                verbose_name="怎么对上的",
            ),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            "sheetphoto",
            models.CheckConstraint(
                condition=Q(match__in=["qr", "hand"]), name="sheet_photo_match_known"
            ),
        ),
    ]

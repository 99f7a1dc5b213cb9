"""Only a campaign whose list is drawn and not closed has lines stopped."""

from django.db import migrations

from staff.migrations._again import changed


class Migration(migrations.Migration):
    dependencies = [("staff", "0003_shipped")]
    operations = [
        migrations.RunSQL(changed("campaigns", "staff_gift_paid_once"), migrations.RunSQL.noop)
    ]

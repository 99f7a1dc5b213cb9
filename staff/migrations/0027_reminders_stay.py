"""A reminder stays as it was sent; only what became of its mail is added, once."""

from django.db import migrations

GUARD = """
CREATE TRIGGER answered_once BEFORE UPDATE OR DELETE ON staff_reminder FOR EACH ROW
  EXECUTE FUNCTION staff_answered_once('{mailed_at,mail_error}', 'mailed_at', 'mailed_at');
ALTER TABLE staff_reminder ENABLE ALWAYS TRIGGER answered_once;
REVOKE DELETE, TRUNCATE ON staff_reminder FROM guanai_app;
"""
UNDO = """
GRANT DELETE ON staff_reminder TO guanai_app;
DROP TRIGGER answered_once ON staff_reminder;
"""


class Migration(migrations.Migration):
    dependencies = [("staff", "0026_reminders")]
    operations = [migrations.RunSQL(GUARD, UNDO)]

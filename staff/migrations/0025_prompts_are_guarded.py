"""A prompt is answered once: taken up or dismissed, and it stays."""

from django.db import migrations

GUARD = """
CREATE TRIGGER answered_once BEFORE UPDATE OR DELETE ON staff_prompt FOR EACH ROW
  EXECUTE FUNCTION staff_answered_once(
    '{status,matter_id,closed_on,closed_by_id,reason}', 'closed_on', 'closed_on');
ALTER TABLE staff_prompt ENABLE ALWAYS TRIGGER answered_once;
REVOKE DELETE, TRUNCATE ON staff_prompt FROM guanai_app;
"""
UNDO = """
GRANT DELETE ON staff_prompt TO guanai_app;
DROP TRIGGER answered_once ON staff_prompt;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("staff", "0024_prompts"),
        ("staff", "0008_history_is_kept"),
    ]
    operations = [migrations.RunSQL(GUARD, UNDO)]

"""The steps of a suggestion 建议的经过 are only ever added to."""

from django.db import migrations

TABLE = "disclosure_suggestionstep"
GUARD = f"""
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON {TABLE}
  FOR EACH ROW EXECUTE FUNCTION append_only();
ALTER TABLE {TABLE} ENABLE ALWAYS TRIGGER append_only;
REVOKE UPDATE, DELETE, TRUNCATE ON {TABLE} FROM guanai_app;
"""
UNDO = f"GRANT UPDATE, DELETE ON {TABLE} TO guanai_app; DROP TRIGGER append_only ON {TABLE};"


class Migration(migrations.Migration):
    dependencies = [
        ("disclosure", "0002_suggestions"),
        ("welfare", "0003_audit_is_append_only"),
    ]
    operations = [migrations.RunSQL(GUARD, UNDO)]

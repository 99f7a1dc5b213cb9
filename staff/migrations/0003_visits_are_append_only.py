"""Visits 走访 and the tier history 等级变化 are only ever added to."""

from django.db import migrations

TABLES = ("staff_visit", "staff_tierchange")
GUARD = "".join(
    f"""
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON {table}
  FOR EACH ROW EXECUTE FUNCTION append_only();
ALTER TABLE {table} ENABLE ALWAYS TRIGGER append_only;
REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM guanai_app;
"""
    for table in TABLES
)
UNDO = "".join(
    f"GRANT UPDATE, DELETE ON {table} TO guanai_app; DROP TRIGGER append_only ON {table};"
    for table in TABLES
)


class Migration(migrations.Migration):
    dependencies = [
        ("staff", "0002_tier_scheme"),
        ("welfare", "0003_audit_is_append_only"),
    ]
    operations = [migrations.RunSQL(GUARD, UNDO)]

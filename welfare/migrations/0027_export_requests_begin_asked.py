"""A request for a full export 完整导出 begins as asked; its count and title stay as asked too."""

from django.db import migrations

GUARD = """
CREATE FUNCTION export_request_begins_asked() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' AND NEW.status <> 'asked' THEN
    RAISE EXCEPTION 'an export request begins as asked, not as %', NEW.status
      USING ERRCODE = '42501';
  END IF;
  IF TG_OP = 'UPDATE' AND (OLD.title, OLD.rows) IS DISTINCT FROM (NEW.title, NEW.rows) THEN
    RAISE EXCEPTION 'what was asked does not change' USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER begins_asked BEFORE INSERT OR UPDATE ON welfare_exportrequest
  FOR EACH ROW EXECUTE FUNCTION export_request_begins_asked();
ALTER TABLE welfare_exportrequest ENABLE ALWAYS TRIGGER begins_asked;
"""
UNDO = """
DROP TRIGGER begins_asked ON welfare_exportrequest;
DROP FUNCTION export_request_begins_asked();
"""


class Migration(migrations.Migration):
    dependencies = [("welfare", "0026_export_requests_in_time")]
    operations = [migrations.RunSQL(GUARD, UNDO)]

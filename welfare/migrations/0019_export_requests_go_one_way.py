"""A request for a full export 完整导出 goes its way once; what was asked and decided stays."""

from django.db import migrations

GUARD = """
CREATE FUNCTION export_request_goes_one_way() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (OLD.uid, OLD.shape, OLD.query, OLD.form, OLD.reason, OLD.asked_by_id, OLD.asked_at)
     IS DISTINCT FROM
     (NEW.uid, NEW.shape, NEW.query, NEW.form, NEW.reason, NEW.asked_by_id, NEW.asked_at) THEN
    RAISE EXCEPTION 'what was asked does not change' USING ERRCODE = '42501';
  END IF;
  IF NOT (OLD.status = 'asked' AND NEW.status IN ('approved', 'refused')
          OR OLD.status = 'approved' AND NEW.status = 'taken') THEN
    RAISE EXCEPTION 'an export request does not go from % to %', OLD.status, NEW.status
      USING ERRCODE = '42501';
  END IF;
  IF OLD.status = 'approved' AND
     (OLD.decided_by_id, OLD.decided_at, OLD.expires_at, OLD.words) IS DISTINCT FROM
     (NEW.decided_by_id, NEW.decided_at, NEW.expires_at, NEW.words) THEN
    RAISE EXCEPTION 'what was decided does not change' USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER goes_one_way BEFORE UPDATE ON welfare_exportrequest
  FOR EACH ROW EXECUTE FUNCTION export_request_goes_one_way();
CREATE TRIGGER append_only BEFORE DELETE ON welfare_exportrequest
  FOR EACH ROW EXECUTE FUNCTION append_only();
ALTER TABLE welfare_exportrequest ENABLE ALWAYS TRIGGER goes_one_way;
ALTER TABLE welfare_exportrequest ENABLE ALWAYS TRIGGER append_only;
REVOKE DELETE, TRUNCATE ON welfare_exportrequest FROM guanai_app;
"""
UNDO = """
GRANT DELETE ON welfare_exportrequest TO guanai_app;
DROP TRIGGER append_only ON welfare_exportrequest;
DROP TRIGGER goes_one_way ON welfare_exportrequest;
DROP FUNCTION export_request_goes_one_way();
"""


class Migration(migrations.Migration):
    dependencies = [("welfare", "0018_export_requests")]
    operations = [migrations.RunSQL(GUARD, UNDO)]

-- An export request 导出申请 goes one way, and the rows it names stay.

CREATE OR REPLACE FUNCTION export_request_goes_one_way() RETURNS trigger LANGUAGE plpgsql AS $$
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

CREATE OR REPLACE FUNCTION export_request_begins_asked() RETURNS trigger LANGUAGE plpgsql AS $$
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

CREATE OR REPLACE FUNCTION export_request_keeps_its_rows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' AND jsonb_array_length(NEW.row_ids) <> NEW.rows THEN
    RAISE EXCEPTION 'an export request names each of its rows' USING ERRCODE = '42501';
  END IF;
  IF TG_OP = 'UPDATE' AND (OLD.row_ids, OLD.filter_words) IS DISTINCT FROM
     (NEW.row_ids, NEW.filter_words) THEN
    RAISE EXCEPTION 'what was asked does not change' USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER keeps_its_rows BEFORE INSERT OR UPDATE ON welfare_exportrequest
  FOR EACH ROW EXECUTE FUNCTION export_request_keeps_its_rows();
ALTER TABLE welfare_exportrequest ENABLE ALWAYS TRIGGER keeps_its_rows;

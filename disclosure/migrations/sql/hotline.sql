-- Duty at the report telephone 举报电话值班: a day is planned once and logged once, by who had it, or by
-- another handler when he cannot any more; a log stays.

CREATE OR REPLACE FUNCTION disclosure_hotline_kept() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'the duty of % stays', OLD.day USING ERRCODE = '42501';
  END IF;
  IF TG_OP = 'INSERT' THEN
    IF NEW.kept_on IS NOT NULL THEN
      RAISE EXCEPTION 'a duty is planned before it is logged' USING ERRCODE = '23514';
    END IF;
  ELSIF OLD.kept_on IS NOT NULL OR (NEW.uid, NEW.day) IS DISTINCT FROM (OLD.uid, OLD.day)
     OR (NEW.kept_on IS NOT NULL AND (NEW.person_id, NEW.begins, NEW.ends)
         IS DISTINCT FROM (OLD.person_id, OLD.begins, OLD.ends)) THEN
    RAISE EXCEPTION 'the duty of % is logged once, by who had it', OLD.day USING ERRCODE = '42501';
  ELSIF NEW.kept_on IS NOT NULL AND NEW.kept_by_id <> NEW.person_id
        AND (staff_may(NEW.person_id, 'handle_reports')
             OR NOT staff_may(NEW.kept_by_id, 'handle_reports')) THEN
    RAISE EXCEPTION 'the log of % is written by who had the duty', OLD.day USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER kept BEFORE INSERT OR UPDATE OR DELETE ON disclosure_hotlineduty
  FOR EACH ROW EXECUTE FUNCTION disclosure_hotline_kept();
ALTER TABLE disclosure_hotlineduty ENABLE ALWAYS TRIGGER kept;
REVOKE DELETE, TRUNCATE ON disclosure_hotlineduty FROM guanai_app;

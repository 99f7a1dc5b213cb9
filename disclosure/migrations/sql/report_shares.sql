-- The key of a report 举报 is given only when it comes, or with the step that says so; whoever stepped
-- back gets it no more, and one that is kept strictly goes to nobody who had no share of it.

CREATE OR REPLACE FUNCTION disclosure_report_share_is_a_step() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE last text;
BEGIN
  SELECT kind INTO last FROM disclosure_reportstep WHERE report_id = NEW.report_id
   ORDER BY turn DESC LIMIT 1;
  IF NEW.until IS NOT NULL OR last NOT IN ('shared', 'passed') THEN
    RAISE EXCEPTION 'a report is shared only with its step' USING ERRCODE = '23514';
  END IF;
  IF EXISTS (SELECT FROM disclosure_reportstep
              WHERE report_id = NEW.report_id AND kind = 'left' AND by_id = NEW.handler_id) THEN
    RAISE EXCEPTION 'who stepped back from the report stays out' USING ERRCODE = '23514';
  END IF;
  IF 'strict' = (SELECT secrecy FROM disclosure_report WHERE id = NEW.report_id)
     AND NOT EXISTS (SELECT FROM disclosure_reportshare
                      WHERE report_id = NEW.report_id AND handler_id = NEW.handler_id) THEN
    RAISE EXCEPTION 'a report that is kept strictly goes to nobody new' USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER is_a_step BEFORE INSERT ON disclosure_reportshare
  FOR EACH ROW EXECUTE FUNCTION disclosure_report_share_is_a_step();
ALTER TABLE disclosure_reportshare ENABLE ALWAYS TRIGGER is_a_step;

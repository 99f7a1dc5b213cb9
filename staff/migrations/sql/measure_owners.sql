-- A measure's owner 责任人 is one who may read files and answer for what he was asked; why a worker left
-- his household is only added to.

CREATE OR REPLACE FUNCTION staff_measure_owner_may() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT staff_may(NEW.owner_id, 'answer_matter') THEN
    RAISE EXCEPTION 'user % cannot answer for a measure', NEW.owner_id USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER owner_may BEFORE INSERT ON staff_measure FOR EACH ROW
  WHEN (NEW.owner_id IS NOT NULL) EXECUTE FUNCTION staff_measure_owner_may();
ALTER TABLE staff_measure ENABLE ALWAYS TRIGGER owner_may;

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON staff_householdexit
  FOR EACH ROW EXECUTE FUNCTION append_only();
ALTER TABLE staff_householdexit ENABLE ALWAYS TRIGGER append_only;
REVOKE UPDATE, DELETE, TRUNCATE ON staff_householdexit FROM guanai_app;

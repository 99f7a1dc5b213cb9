-- Why no leader leads 不由段领导包保的原因: one word a review, and none takes the place of an earlier one.
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON staff_keptlead
  FOR EACH ROW EXECUTE FUNCTION append_only();
ALTER TABLE staff_keptlead ENABLE ALWAYS TRIGGER append_only;
REVOKE UPDATE, DELETE, TRUNCATE ON staff_keptlead FROM guanai_app;

CREATE OR REPLACE FUNCTION staff_reason_stands() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'why no leader leads pairing % never changes', OLD.id USING ERRCODE = '23514';
END $$;
CREATE TRIGGER reason_stands BEFORE UPDATE OF no_leader ON staff_pairing FOR EACH ROW
  WHEN (OLD.no_leader IS DISTINCT FROM NEW.no_leader
        AND coalesce(octet_length(OLD.no_leader), 0) > 0)
  EXECUTE FUNCTION staff_reason_stands();
ALTER TABLE staff_pairing ENABLE ALWAYS TRIGGER reason_stands;

-- Visits 走访 are only added to; the worker speaks for himself.

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON staff_visit
  FOR EACH ROW EXECUTE FUNCTION append_only();
ALTER TABLE staff_visit ENABLE ALWAYS TRIGGER append_only;
REVOKE UPDATE, DELETE, TRUNCATE ON staff_visit FROM guanai_app;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON staff_tierchange
  FOR EACH ROW EXECUTE FUNCTION append_only();
ALTER TABLE staff_tierchange ENABLE ALWAYS TRIGGER append_only;
REVOKE UPDATE, DELETE, TRUNCATE ON staff_tierchange FROM guanai_app;

CREATE OR REPLACE FUNCTION staff_own_word() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE asked bigint; told boolean;
BEGIN
  IF TG_TABLE_NAME = 'staff_visitconfirmation' THEN
    told := to_jsonb(NEW) ->> 'way' = 'own';
    SELECT w.user_id INTO asked FROM staff_visit v
      JOIN staff_pairing p ON p.id = v.pairing_id JOIN staff_hardshipfile f ON f.id = p.file_id
      JOIN staff_worker w ON w.id = f.worker_id
     WHERE v.id = (to_jsonb(NEW) ->> 'visit_id')::bigint;
  ELSE
    told := to_jsonb(NEW) ->> 'heard' = 'own';
    SELECT w.user_id INTO asked FROM staff_matter m JOIN staff_worker w ON w.id = m.worker_id
     WHERE m.id = (to_jsonb(NEW) ->> 'matter_id')::bigint;
    IF NEW.kind <> 'rated' THEN
      RETURN NEW;
    END IF;
  END IF;
  IF told IS DISTINCT FROM coalesce(NEW.by_id = asked, false) THEN
    RAISE EXCEPTION 'the worker speaks for himself, and nobody as him' USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER own_word BEFORE INSERT ON staff_visitconfirmation
  FOR EACH ROW EXECUTE FUNCTION staff_own_word();
ALTER TABLE staff_visitconfirmation ENABLE ALWAYS TRIGGER own_word;
CREATE TRIGGER own_word BEFORE INSERT ON staff_matterstep
  FOR EACH ROW EXECUTE FUNCTION staff_own_word();
ALTER TABLE staff_matterstep ENABLE ALWAYS TRIGGER own_word;

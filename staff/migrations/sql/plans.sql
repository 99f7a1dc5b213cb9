-- A relief plan 帮扶方案 is only added to: versions, measures, and notes on them. A measure changes
-- nothing but its progress, and that only to what its last note says.

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON staff_reliefplan
  FOR EACH ROW EXECUTE FUNCTION append_only();
ALTER TABLE staff_reliefplan ENABLE ALWAYS TRIGGER append_only;
REVOKE UPDATE, DELETE, TRUNCATE ON staff_reliefplan FROM guanai_app;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON staff_planversion
  FOR EACH ROW EXECUTE FUNCTION append_only();
ALTER TABLE staff_planversion ENABLE ALWAYS TRIGGER append_only;
REVOKE UPDATE, DELETE, TRUNCATE ON staff_planversion FROM guanai_app;

CREATE OR REPLACE FUNCTION staff_guard_measure() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE noted text;
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'measure % is never deleted', OLD.id USING ERRCODE = '23514';
  END IF;
  IF TG_OP = 'INSERT' THEN
    IF NEW.progress <> 'planned' THEN
      RAISE EXCEPTION 'a measure begins as planned' USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
  END IF;
  IF to_jsonb(NEW) - 'progress' IS DISTINCT FROM to_jsonb(OLD) - 'progress' THEN
    RAISE EXCEPTION 'measure % never changes', OLD.id USING ERRCODE = '23514';
  END IF;
  SELECT progress INTO noted FROM staff_measurenote WHERE measure_id = OLD.id
    ORDER BY id DESC LIMIT 1;
  IF NEW.progress <> OLD.progress
     AND (OLD.progress IN ('done', 'dropped') OR noted IS DISTINCT FROM NEW.progress) THEN
    RAISE EXCEPTION 'measure % has no note of %', OLD.id, NEW.progress USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guarded BEFORE INSERT OR UPDATE OR DELETE ON staff_measure
  FOR EACH ROW EXECUTE FUNCTION staff_guard_measure();
ALTER TABLE staff_measure ENABLE ALWAYS TRIGGER guarded;
REVOKE DELETE, TRUNCATE ON staff_measure FROM guanai_app;

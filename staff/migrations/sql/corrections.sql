-- A correction 更正申请 is asked by the worker himself, answered once by another, and kept.

CREATE OR REPLACE FUNCTION staff_correction_kept() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.status <> 'asked' OR
     to_jsonb(OLD) - ARRAY['status', 'answer', 'answered_on', 'answered_by_id'] IS DISTINCT FROM
     to_jsonb(NEW) - ARRAY['status', 'answer', 'answered_on', 'answered_by_id'] THEN
    RAISE EXCEPTION 'correction % is kept: % refused', OLD.id, TG_OP USING ERRCODE = '42501';
  END IF;
  IF NEW.answered_by_id = (SELECT user_id FROM staff_worker WHERE id = NEW.worker_id) THEN
    RAISE EXCEPTION 'correction % is answered by another', OLD.id USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER kept BEFORE UPDATE OR DELETE ON staff_correction
  FOR EACH ROW EXECUTE FUNCTION staff_correction_kept();
ALTER TABLE staff_correction ENABLE ALWAYS TRIGGER kept;
REVOKE UPDATE, DELETE, TRUNCATE ON staff_correction FROM guanai_app;
GRANT UPDATE (status, answer, answered_on, answered_by_id) ON staff_correction TO guanai_app;

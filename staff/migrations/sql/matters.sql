-- Matters 转办, prompts 系统提示 and reminders 提醒 keep their history.

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON staff_matterstep
  FOR EACH ROW EXECUTE FUNCTION append_only();
ALTER TABLE staff_matterstep ENABLE ALWAYS TRIGGER append_only;
REVOKE UPDATE, DELETE, TRUNCATE ON staff_matterstep FROM guanai_app;
REVOKE DELETE, TRUNCATE ON staff_matter FROM guanai_app;

CREATE OR REPLACE FUNCTION staff_matter_in_order() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE last staff_matterstep; answerer integer;
BEGIN
  SELECT * INTO last FROM staff_matterstep WHERE matter_id = NEW.matter_id ORDER BY id DESC LIMIT 1;
  IF NOT (
    (last.id IS NULL AND NEW.kind = 'raised' AND NEW.status IN ('raised', 'doing'))
    OR (last.status <> 'closed' AND NEW.kind = 'asked' AND NEW.status = last.status)
    OR (last.status IN ('raised', 'doing') AND NEW.kind = 'assigned' AND NEW.status = 'doing')
    OR (last.status IN ('raised', 'doing') AND NEW.kind = 'pressed' AND NEW.status = 'doing')
    OR (last.status = 'doing' AND NEW.kind = 'answered' AND NEW.status = 'answered')
    OR (last.status = 'answered' AND NEW.kind = 'rated' AND NEW.status =
        CASE NEW.rating WHEN 'unsatisfied' THEN 'doing' ELSE 'closed' END)
  ) THEN
    RAISE EXCEPTION 'step % does not follow in matter %', NEW.kind, NEW.matter_id
      USING ERRCODE = '23514';
  END IF;
  IF NEW.kind = 'assigned' AND last.owner_id IS NOT NULL AND NEW.due_on > last.due_on
     AND NEW.words IS NULL THEN
    RAISE EXCEPTION 'matter % is put off without a reason', NEW.matter_id USING ERRCODE = '23514';
  END IF;
  IF NEW.kind = 'answered' AND NEW.by_id IS DISTINCT FROM last.owner_id THEN
    RAISE EXCEPTION 'matter % is answered by its owner', NEW.matter_id USING ERRCODE = '23514';
  END IF;
  IF NEW.kind = 'rated' THEN
    SELECT by_id INTO answerer FROM staff_matterstep
     WHERE matter_id = NEW.matter_id AND kind = 'answered' ORDER BY id DESC LIMIT 1;
    IF NEW.by_id IN (last.owner_id, answerer) THEN
      RAISE EXCEPTION 'who answered matter % does not judge it', NEW.matter_id
        USING ERRCODE = '23514';
    END IF;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER in_order BEFORE INSERT ON staff_matterstep
  FOR EACH ROW EXECUTE FUNCTION staff_matter_in_order();
ALTER TABLE staff_matterstep ENABLE ALWAYS TRIGGER in_order;

CREATE OR REPLACE FUNCTION staff_matter_as_stepped() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE now staff_matter; last staff_matterstep; promised date;
BEGIN
  SELECT * INTO now FROM staff_matter WHERE id = NEW.id;  -- as it stands at commit
  SELECT * INTO last FROM staff_matterstep WHERE matter_id = NEW.id ORDER BY id DESC LIMIT 1;
  IF (now.status, now.owner_id, now.due_on) IS DISTINCT FROM
     (last.status, last.owner_id, last.due_on) THEN
    RAISE EXCEPTION 'matter % is % without its step', now.number, now.status
      USING ERRCODE = '23514';
  END IF;
  SELECT due_on INTO promised FROM staff_matterstep
   WHERE matter_id = NEW.id AND owner_id IS NOT NULL AND id >= (
         SELECT max(id) FROM staff_matterstep
          WHERE matter_id = NEW.id AND (kind IN ('raised', 'pressed') OR rating = 'unsatisfied'))
   ORDER BY id LIMIT 1;
  IF now.first_due_on IS DISTINCT FROM coalesce(promised, now.due_on) THEN
    RAISE EXCEPTION 'matter % counts its lateness from another day', now.number
      USING ERRCODE = '23514';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER as_stepped AFTER INSERT OR UPDATE ON staff_matter
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION staff_matter_as_stepped();
ALTER TABLE staff_matter ENABLE ALWAYS TRIGGER as_stepped;

CREATE OR REPLACE FUNCTION staff_matter_keeps_its_asking() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'matter % stays', OLD.number USING ERRCODE = '23514';
  END IF;
  IF to_jsonb(NEW) - '{status,owner_id,due_on,first_due_on}'::text[]
     IS DISTINCT FROM to_jsonb(OLD) - '{status,owner_id,due_on,first_due_on}'::text[] THEN
    RAISE EXCEPTION 'what matter % asks for never changes', OLD.number USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER keeps_its_asking BEFORE UPDATE OR DELETE ON staff_matter
  FOR EACH ROW EXECUTE FUNCTION staff_matter_keeps_its_asking();
ALTER TABLE staff_matter ENABLE ALWAYS TRIGGER keeps_its_asking;
CREATE TRIGGER answered_once BEFORE UPDATE OR DELETE ON staff_prompt FOR EACH ROW
  EXECUTE FUNCTION staff_answered_once(
    '{status,matter_id,closed_on,closed_by_id,reason}', 'closed_on', 'closed_on');
ALTER TABLE staff_prompt ENABLE ALWAYS TRIGGER answered_once;
REVOKE DELETE, TRUNCATE ON staff_prompt FROM guanai_app;
CREATE TRIGGER answered_once BEFORE UPDATE OR DELETE ON staff_reminder FOR EACH ROW
  EXECUTE FUNCTION staff_answered_once('{mailed_at,mail_error,mail_tries}', 'mailed_at', 'mailed_at');
ALTER TABLE staff_reminder ENABLE ALWAYS TRIGGER answered_once;
REVOKE DELETE, TRUNCATE ON staff_reminder FROM guanai_app;

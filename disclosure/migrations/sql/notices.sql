-- A notice of a file comes down with what it announced: an objection was founded, or the run ended.

CREATE OR REPLACE FUNCTION disclosure_take_down() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  UPDATE disclosure_notice SET status = 'withdrawn'
   WHERE source = format('certification:%s:%s', OLD.id, OLD.round) AND status = 'published';
  RETURN NULL;
END $$;
CREATE TRIGGER take_down AFTER UPDATE OF status ON staff_certification FOR EACH ROW
  WHEN (OLD.status IN ('publicity', 'objection')
        AND NEW.status NOT IN ('publicity', 'objection', 'union_review'))
  EXECUTE FUNCTION disclosure_take_down();
ALTER TABLE staff_certification ENABLE ALWAYS TRIGGER take_down;

-- Down is down: nobody puts it up again. It is archived after the step that says so.
CREATE OR REPLACE FUNCTION disclosure_notice_stays_down() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF OLD.status = 'withdrawn' AND NEW.status = 'archived' AND 'archived' = (
       SELECT act FROM disclosure_noticestep WHERE notice_id = NEW.id ORDER BY id DESC LIMIT 1) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'notice % was taken down', OLD.number USING ERRCODE = '23514';
END $$;
CREATE TRIGGER stays_down BEFORE UPDATE OF status ON disclosure_notice FOR EACH ROW
  WHEN (OLD.status = 'withdrawn' AND NEW.status <> 'withdrawn')
  EXECUTE FUNCTION disclosure_notice_stays_down();
ALTER TABLE disclosure_notice ENABLE ALWAYS TRIGGER stays_down;

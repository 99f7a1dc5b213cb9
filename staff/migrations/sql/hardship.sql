-- The history of a hardship file 困难档案 is only added to; its steps are taken by different people.

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON staff_filestep
  FOR EACH ROW EXECUTE FUNCTION append_only();
ALTER TABLE staff_filestep ENABLE ALWAYS TRIGGER append_only;
REVOKE UPDATE, DELETE, TRUNCATE ON staff_filestep FROM guanai_app;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON staff_incometest
  FOR EACH ROW EXECUTE FUNCTION append_only();
ALTER TABLE staff_incometest ENABLE ALWAYS TRIGGER append_only;
REVOKE UPDATE, DELETE, TRUNCATE ON staff_incometest FROM guanai_app;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON staff_incomeline
  FOR EACH ROW EXECUTE FUNCTION append_only();
ALTER TABLE staff_incomeline ENABLE ALWAYS TRIGGER append_only;
REVOKE UPDATE, DELETE, TRUNCATE ON staff_incomeline FROM guanai_app;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON staff_peerreview
  FOR EACH ROW EXECUTE FUNCTION append_only();
ALTER TABLE staff_peerreview ENABLE ALWAYS TRIGGER append_only;
REVOKE UPDATE, DELETE, TRUNCATE ON staff_peerreview FROM guanai_app;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON staff_measurenote
  FOR EACH ROW EXECUTE FUNCTION append_only();
ALTER TABLE staff_measurenote ENABLE ALWAYS TRIGGER append_only;
REVOKE UPDATE, DELETE, TRUNCATE ON staff_measurenote FROM guanai_app;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON staff_canvassfinding
  FOR EACH ROW EXECUTE FUNCTION append_only();
ALTER TABLE staff_canvassfinding ENABLE ALWAYS TRIGGER append_only;
REVOKE UPDATE, DELETE, TRUNCATE ON staff_canvassfinding FROM guanai_app;

-- A signed survey, its grounds and signatures, and an answered objection are frozen.
CREATE OR REPLACE FUNCTION staff_survey_is_signed(survey bigint) RETURNS boolean LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM staff_surveysignature
                  WHERE survey_id = survey AND signed_at IS NOT NULL)
$$;

CREATE OR REPLACE FUNCTION staff_frozen() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE frozen boolean;
BEGIN
  frozen := CASE TG_TABLE_NAME
    WHEN 'staff_survey' THEN staff_survey_is_signed(OLD.id)
    WHEN 'staff_groundfinding' THEN
      staff_survey_is_signed((to_jsonb(OLD) ->> 'survey_id')::bigint)
    WHEN 'staff_surveysignature' THEN (to_jsonb(OLD) ->> 'signed_at') IS NOT NULL
    ELSE (to_jsonb(OLD) ->> 'result') <> ''
  END;
  IF frozen THEN
    RAISE EXCEPTION '% % is signed: % refused', TG_TABLE_NAME, OLD.id, TG_OP
      USING ERRCODE = '42501';
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER frozen BEFORE UPDATE OR DELETE ON staff_survey
  FOR EACH ROW EXECUTE FUNCTION staff_frozen();
ALTER TABLE staff_survey ENABLE ALWAYS TRIGGER frozen;
CREATE TRIGGER frozen BEFORE UPDATE OR DELETE ON staff_groundfinding
  FOR EACH ROW EXECUTE FUNCTION staff_frozen();
ALTER TABLE staff_groundfinding ENABLE ALWAYS TRIGGER frozen;
CREATE TRIGGER frozen BEFORE UPDATE OR DELETE ON staff_surveysignature
  FOR EACH ROW EXECUTE FUNCTION staff_frozen();
ALTER TABLE staff_surveysignature ENABLE ALWAYS TRIGGER frozen;
CREATE TRIGGER frozen BEFORE UPDATE OR DELETE ON staff_objection
  FOR EACH ROW EXECUTE FUNCTION staff_frozen();
ALTER TABLE staff_objection ENABLE ALWAYS TRIGGER frozen;

CREATE OR REPLACE FUNCTION staff_duties_apart(one text, other text) RETURNS boolean
LANGUAGE sql IMMUTABLE SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM (VALUES
    ('apply', 'review'), ('apply', 'survey'), ('apply', 'hear'), ('apply', 'decide'),
    ('review', 'survey'), ('review', 'hear'), ('review', 'decide'), ('survey', 'hear'), ('survey', 'decide'),
    ('hear', 'decide'), ('apply', 'propose'), ('survey', 'propose'), ('hear', 'propose'),
    ('propose', 'decide'), ('handle', 'survey'), ('handle', 'hear'), ('handle', 'decide')) pair (a, b)
    WHERE (a, b) = (one, other) OR (a, b) = (other, one))
$$;

CREATE OR REPLACE FUNCTION staff_step_walks() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE here text; run record; proposer bigint;
BEGIN
  IF NEW.certification_id IS NULL THEN
    SELECT status INTO here FROM staff_hardshipfile WHERE id = NEW.file_id;
  ELSE
    SELECT status INTO here FROM staff_certification
      WHERE id = NEW.certification_id AND file_id = NEW.file_id;
  END IF;
  IF NEW.was = '' THEN
    IF EXISTS (SELECT FROM staff_filestep WHERE file_id = NEW.file_id
                AND certification_id IS NOT DISTINCT FROM NEW.certification_id) THEN
      RAISE EXCEPTION 'file % has begun already', NEW.file_id USING ERRCODE = '23514';
    END IF;
  ELSIF NEW.was IS DISTINCT FROM here THEN
    RAISE EXCEPTION 'file % stands at %, not at %', NEW.file_id, here, NEW.was
      USING ERRCODE = '23514';
  END IF;
  IF NEW.duty <> '' AND EXISTS (
    SELECT FROM staff_hardshipfile f
      JOIN staff_worker applicant ON applicant.id = f.worker_id
      LEFT JOIN LATERAL staff_kin(applicant.id) kin ON true
    WHERE f.id = NEW.file_id
      AND NEW.by_id IN (applicant.user_id, kin.user_id)) THEN
    RAISE EXCEPTION 'user % is kin of file %', NEW.by_id, NEW.file_id USING ERRCODE = '23514';
  END IF;
  IF NEW.duty <> '' AND EXISTS (
    SELECT FROM staff_filestep s
    WHERE s.certification_id = NEW.certification_id AND s.by_id = NEW.by_id
      AND staff_duties_apart(s.duty, NEW.duty)) THEN
    RAISE EXCEPTION 'user % took another duty of run %', NEW.by_id, NEW.certification_id
      USING ERRCODE = '23514';
  END IF;
  IF NEW.now = 'exited' AND NEW.was <> 'exited' AND NEW.duty <> 'exit' AND NOT EXISTS (
    SELECT FROM staff_hardshipfile f JOIN staff_worker w ON w.id = f.worker_id
    WHERE f.id = NEW.file_id AND w.left_on IS NOT NULL) THEN
    RAISE EXCEPTION 'nobody decided the exit of file %', NEW.file_id USING ERRCODE = '23514';
  END IF;
  IF NEW.was IN ('union_review', 'peer_review') AND NEW.now IN ('active', 'rejected')
     AND (NEW.duty <> 'decide' OR NEW.by_id IS NULL
          OR NEW.now = 'active' AND NEW.act <> 'approved') THEN
    RAISE EXCEPTION 'nobody decided run %', NEW.certification_id USING ERRCODE = '23514';
  END IF;
  IF NEW.duty = 'exit' THEN
    SELECT by_id INTO proposer FROM staff_filestep
      WHERE file_id = NEW.file_id AND duty = 'propose_exit' ORDER BY id DESC LIMIT 1;
    IF proposer IS NULL OR proposer = NEW.by_id THEN
      RAISE EXCEPTION 'user % proposed the exit of file %', NEW.by_id, NEW.file_id
        USING ERRCODE = '23514';
    END IF;
  END IF;
  IF NEW.act = 'approved' THEN
    SELECT publicity_until, round INTO run FROM staff_certification
      WHERE id = NEW.certification_id;
    IF run.publicity_until IS NULL OR run.publicity_until >= NEW."on"
       OR EXISTS (SELECT FROM staff_objection
                   WHERE certification_id = NEW.certification_id AND result = '')
       OR (SELECT count(*) FROM staff_surveysignature g
             JOIN staff_survey s ON s.id = g.survey_id
            WHERE s.certification_id = NEW.certification_id AND s.round = run.round
              AND g.signed_at IS NOT NULL) < 2 THEN
      RAISE EXCEPTION 'run % is not ready to be approved', NEW.certification_id
        USING ERRCODE = '23514';
    END IF;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER step_walks BEFORE INSERT ON staff_filestep
  FOR EACH ROW EXECUTE FUNCTION staff_step_walks();
ALTER TABLE staff_filestep ENABLE ALWAYS TRIGGER step_walks;

CREATE OR REPLACE FUNCTION staff_state_follows_step() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE told text; last text;
BEGIN
  IF NEW.status = OLD.status THEN
    RETURN NEW;
  END IF;
  IF TG_TABLE_NAME = 'staff_certification' THEN
    SELECT now, act INTO told, last FROM staff_filestep WHERE certification_id = NEW.id
      ORDER BY id DESC LIMIT 1;
  ELSE  -- a tier change runs beside its file, which stays where it is
    SELECT s.now, s.act INTO told, last FROM staff_filestep s
      LEFT JOIN staff_certification c ON c.id = s.certification_id
     WHERE s.file_id = NEW.id AND c.kind IS DISTINCT FROM 'change' ORDER BY s.id DESC LIMIT 1;
  END IF;
  IF OLD.status IN ('rejected', 'withdrawn') OR OLD.status = 'exited' AND last <> 'reopened' THEN
    RAISE EXCEPTION '% % is over', TG_TABLE_NAME, OLD.id USING ERRCODE = '23514';
  END IF;
  IF told IS DISTINCT FROM NEW.status THEN
    RAISE EXCEPTION '% % has no step to %', TG_TABLE_NAME, NEW.id, NEW.status
      USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER follows_step BEFORE UPDATE OF status ON staff_certification
  FOR EACH ROW EXECUTE FUNCTION staff_state_follows_step();
CREATE TRIGGER follows_step BEFORE UPDATE OF status ON staff_hardshipfile
  FOR EACH ROW EXECUTE FUNCTION staff_state_follows_step();
ALTER TABLE staff_certification ENABLE ALWAYS TRIGGER follows_step;
ALTER TABLE staff_hardshipfile ENABLE ALWAYS TRIGGER follows_step;

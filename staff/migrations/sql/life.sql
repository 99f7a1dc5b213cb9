-- The life of a hardship file: which step leads where, by which act, in which duty; and what has to be
-- there before. Beside `staff_step_walks` (hardship.sql), which keeps duties and kin apart.

CREATE OR REPLACE FUNCTION staff_life_has(of_run boolean, was text, now text, act text, duty text)
RETURNS boolean LANGUAGE sql IMMUTABLE SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM (VALUES
    (true, '', 'draft', 'filled', '{apply,""}'::text[]),
    (true, '', 'home_survey', 'filled', '{apply}'),
    (true, 'draft', 'draft', 'corrected', '{apply,""}'),
    (true, 'returned', 'draft', 'corrected', '{apply,""}'),
    (true, 'draft', 'applied', 'signed', '{apply,""}'),
    (true, 'applied', 'document_review', 'received', '{review}'),
    (true, 'document_review', 'returned', 'returned', '{review}'),
    (true, 'returned', 'document_review', 'supplemented', '{handle,""}'),
    (true, 'document_review', 'home_survey', 'papers_passed', '{review}'),
    (true, 'home_survey', 'home_survey', 'assigned', '{handle}'),
    (true, 'home_survey', 'home_survey', 'replaced', '{handle}'),
    (true, 'home_survey', 'home_survey', 'surveyed', '{survey}'),
    (true, 'home_survey', 'peer_review', 'surveyed', '{survey}'),
    (true, 'peer_review', 'peer_review', 'peer_reviewed', '{propose}'),
    (true, 'peer_review', 'publicity', 'announced', '{handle}'),
    (true, 'publicity', 'objection', 'objected', '{handle}'),
    (true, 'objection', 'objection', 'objected', '{handle}'),
    (true, 'objection', 'objection', 'replaced', '{handle}'),
    (true, 'objection', 'objection', 'heard', '{hear}'),
    (true, 'objection', 'publicity', 'heard', '{hear}'),
    (true, 'objection', 'home_survey', 'heard', '{hear}'),
    (true, 'publicity', 'union_review', 'notice_over', '{handle}'),
    (true, 'union_review', 'active', 'approved', '{decide}'),
    (true, 'union_review', 'rejected', 'rejected', '{decide}'),
    (true, 'peer_review', 'rejected', 'rejected', '{decide}'),
    (false, '', 'active', 'taken_over', '{handle}'),
    (false, 'active', 'recheck_due', 'recheck_due', '{""}'),
    (false, 'recheck_due', 'active', 'rechecked', '{handle}'),
    (false, 'active', 'tier_change', 'change_started', '{apply}'),
    (false, 'recheck_due', 'tier_change', 'change_started', '{apply}'),
    (false, 'tier_change', 'active', 'change_ended', '{""}'),
    (false, 'active', 'exit_proposed', 'exit_proposed', '{propose_exit}'),
    (false, 'recheck_due', 'exit_proposed', 'exit_proposed', '{propose_exit}'),
    (false, 'exit_proposed', 'active', 'exit_refused', '{exit}'),
    (false, 'exit_proposed', 'exited', 'exited', '{exit}'),
    (false, 'active', 'exited', 'left', '{""}'),
    (false, 'recheck_due', 'exited', 'left', '{""}'),
    (false, 'exit_proposed', 'exited', 'left', '{""}'),
    (false, 'exited', 'active', 'reopened', '{""}'),
    (false, 'exited', 'recheck_due', 'reopened', '{""}'),
    (false, 'exited', 'exit_proposed', 'reopened', '{""}'),
    (false, 'exited', 'exited', 'followed_up', '{handle}')
  ) step (of_run, was, now, act, duties)
  WHERE (step.of_run, step.was, step.now, step.act)
      = (staff_life_has.of_run, staff_life_has.was, staff_life_has.now, staff_life_has.act)
    AND staff_life_has.duty = ANY (duties))
  -- withdrawn at any step before the decision (hands.sql says by whom)
  OR of_run AND act = 'withdrawn' AND now = 'withdrawn' AND duty IN ('', 'apply')
     AND was NOT IN ('', 'active', 'rejected', 'withdrawn')
$$;

CREATE OR REPLACE FUNCTION staff_step_is_of_the_life() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT staff_life_has(NEW.certification_id IS NOT NULL, NEW.was, NEW.now, NEW.act, NEW.duty) THEN
    RAISE EXCEPTION 'no file goes from "%" to "%" by "%" in duty "%"',
      NEW.was, NEW.now, NEW.act, NEW.duty USING ERRCODE = '23514';
  END IF;
  IF NEW.by_id IS NULL AND NEW.act <> 'recheck_due' THEN
    RAISE EXCEPTION 'a step of file % by nobody', NEW.file_id USING ERRCODE = '23514';
  END IF;
  IF NEW.act = 'taken_over' AND NOT staff_may(NEW.by_id, 'take_over_hardship') THEN
    RAISE EXCEPTION 'user % takes over no paper', NEW.by_id USING ERRCODE = '23514';
  END IF;
  IF NEW.duty = '' AND NEW.act IN ('filled', 'corrected', 'signed', 'supplemented')
     AND NOT EXISTS (SELECT FROM staff_hardshipfile f JOIN staff_worker w ON w.id = f.worker_id
                      WHERE f.id = NEW.file_id AND w.user_id = NEW.by_id) THEN
    RAISE EXCEPTION 'user % is not the applicant of file %', NEW.by_id, NEW.file_id
      USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER a_step_of_the_life BEFORE INSERT ON staff_filestep
  FOR EACH ROW EXECUTE FUNCTION staff_step_is_of_the_life();
ALTER TABLE staff_filestep ENABLE ALWAYS TRIGGER a_step_of_the_life;

-- What a step of a run rests on: signatures, a review that passed, a notice that is over.
CREATE OR REPLACE FUNCTION staff_run_may_step() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE run staff_certification; open_ones bigint; ready boolean;
BEGIN
  SELECT * INTO run FROM staff_certification WHERE id = NEW.certification_id;
  SELECT count(*) INTO open_ones FROM staff_objection
   WHERE certification_id = run.id AND result = '';
  ready := CASE
    WHEN NEW.act = 'surveyed' AND NEW.now = 'peer_review' THEN (
      SELECT count(g.signed_at) >= 2 AND count(*) = count(g.signed_at)
        FROM staff_surveysignature g JOIN staff_survey s ON s.id = g.survey_id
       WHERE s.certification_id = run.id AND s.round = run.round)
    WHEN NEW.act = 'peer_reviewed' THEN EXISTS (SELECT FROM staff_peerreview p
       WHERE p.certification_id = run.id AND p.round = run.round AND p.recorded_by_id = NEW.by_id)
    WHEN NEW.act = 'announced' THEN run.proposed_tier_id IS NOT NULL AND EXISTS (
       SELECT FROM staff_peerreview p WHERE p.certification_id = run.id AND p.round = run.round
          AND (p.is_skipped OR p.agreed * 2 > p.present))
    WHEN NEW.act = 'heard' AND NEW.now <> 'objection' THEN open_ones = 0
    WHEN NEW.act = 'notice_over' THEN open_ones = 0 AND run.publicity_until < NEW."on"
    ELSE true END;
  IF ready IS NOT TRUE THEN
    RAISE EXCEPTION 'run % is not ready for "%"', run.id, NEW.act USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER run_may_step BEFORE INSERT ON staff_filestep FOR EACH ROW
  WHEN (NEW.certification_id IS NOT NULL) EXECUTE FUNCTION staff_run_may_step();
ALTER TABLE staff_filestep ENABLE ALWAYS TRIGGER run_may_step;

-- A file comes back only when its worker's departure was the mistake; a change ends with its run.
CREATE OR REPLACE FUNCTION staff_file_may_step() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF NEW.act = 'reopened' AND (
    EXISTS (SELECT FROM staff_hardshipfile f JOIN staff_worker w ON w.id = f.worker_id
             WHERE f.id = NEW.file_id AND w.left_on IS NOT NULL)
    OR 'left' IS DISTINCT FROM (SELECT act FROM staff_filestep
        WHERE file_id = NEW.file_id AND now = 'exited' AND was <> 'exited'
        ORDER BY id DESC LIMIT 1)) THEN
    RAISE EXCEPTION 'file % was closed by a decision', NEW.file_id USING ERRCODE = '23514';
  END IF;
  IF NEW.act = 'change_ended' AND EXISTS (SELECT FROM staff_certification
      WHERE file_id = NEW.file_id AND status NOT IN ('active', 'rejected', 'withdrawn')) THEN
    RAISE EXCEPTION 'the tier change of file % is under way', NEW.file_id USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER file_may_step BEFORE INSERT ON staff_filestep FOR EACH ROW
  WHEN (NEW.act IN ('reopened', 'change_ended')) EXECUTE FUNCTION staff_file_may_step();
ALTER TABLE staff_filestep ENABLE ALWAYS TRIGGER file_may_step;

-- What the worker signed stands: it changes only while the run is a draft, which nobody has signed.
-- (Sealed words are sealed anew at each write and cannot be compared here.)
CREATE OR REPLACE FUNCTION staff_told_stands() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'run % was signed: what it tells stands', OLD.id USING ERRCODE = '23514';
END $$;
CREATE TRIGGER told_stands BEFORE UPDATE ON staff_certification FOR EACH ROW
  WHEN (NEW.status <> 'draft' AND
    (OLD.asked_tier_id, OLD.cause, OLD.other_causes, OLD.nature, OLD.is_sudden, OLD.housing,
     OLD.floor_area, OLD.is_single_parent, OLD.is_zero_employment, OLD.can_self_help,
     OLD.insurance, OLD.is_staff_relative, OLD.kind, OLD.file_id, OLD.applied_on)
    IS DISTINCT FROM
    (NEW.asked_tier_id, NEW.cause, NEW.other_causes, NEW.nature, NEW.is_sudden, NEW.housing,
     NEW.floor_area, NEW.is_single_parent, NEW.is_zero_employment, NEW.can_self_help,
     NEW.insurance, NEW.is_staff_relative, NEW.kind, NEW.file_id, NEW.applied_on)
    OR OLD.signed_on IS DISTINCT FROM NEW.signed_on AND OLD.status NOT IN ('draft', 'returned'))
  EXECUTE FUNCTION staff_told_stands();
ALTER TABLE staff_certification ENABLE ALWAYS TRIGGER told_stands;

-- A peer review is held after the family was called on, and not ahead of its entry.
CREATE OR REPLACE FUNCTION staff_review_after_survey() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF NEW.held_on < (SELECT (surveyed_at AT TIME ZONE 'Asia/Shanghai')::date FROM staff_survey
                     WHERE certification_id = NEW.certification_id AND round = NEW.round)
     OR NEW.held_on > (NEW.recorded_at AT TIME ZONE 'Asia/Shanghai')::date THEN
    RAISE EXCEPTION 'a peer review on % of run %', NEW.held_on, NEW.certification_id
      USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER after_survey BEFORE INSERT ON staff_peerreview
  FOR EACH ROW EXECUTE FUNCTION staff_review_after_survey();
ALTER TABLE staff_peerreview ENABLE ALWAYS TRIGGER after_survey;

-- An objection is answered when everyone asked has signed; one who found it founded is enough.
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON staff_objectionsignature
  FOR EACH ROW EXECUTE FUNCTION append_only();
ALTER TABLE staff_objectionsignature ENABLE ALWAYS TRIGGER append_only;
REVOKE UPDATE, DELETE, TRUNCATE ON staff_objectionsignature FROM guanai_app;

CREATE OR REPLACE FUNCTION staff_hearer_was_asked() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM staff_objection_handlers
                  WHERE objection_id = NEW.objection_id AND user_id = NEW.handler_id)
     OR (SELECT result FROM staff_objection WHERE id = NEW.objection_id) <> '' THEN
    RAISE EXCEPTION 'user % was not asked to hear objection %', NEW.handler_id, NEW.objection_id
      USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER was_asked BEFORE INSERT ON staff_objectionsignature
  FOR EACH ROW EXECUTE FUNCTION staff_hearer_was_asked();
ALTER TABLE staff_objectionsignature ENABLE ALWAYS TRIGGER was_asked;

CREATE OR REPLACE FUNCTION staff_objection_is_heard() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE asked bigint; signed bigint; founded boolean;
BEGIN
  SELECT count(*) INTO asked FROM staff_objection_handlers WHERE objection_id = NEW.id;
  SELECT count(*), bool_or(result = 'founded') INTO signed, founded
    FROM staff_objectionsignature WHERE objection_id = NEW.id;
  IF asked < 2 OR signed < asked OR founded <> (NEW.result = 'founded') THEN
    RAISE EXCEPTION 'objection % is not signed by those who were asked', NEW.id
      USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER is_heard BEFORE UPDATE ON staff_objection FOR EACH ROW
  WHEN (OLD.result = '' AND NEW.result <> '') EXECUTE FUNCTION staff_objection_is_heard();
ALTER TABLE staff_objection ENABLE ALWAYS TRIGGER is_heard;

-- No measure on a file that is not in force; what was done is noted by the office or by its lead.
CREATE OR REPLACE FUNCTION staff_measure_of_a_file_in_force() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM staff_reliefplan p JOIN staff_hardshipfile f ON f.id = p.file_id
                  WHERE p.id = NEW.plan_id
                    AND f.status IN ('active', 'recheck_due', 'tier_change', 'exit_proposed')) THEN
    RAISE EXCEPTION 'the file of plan % is not in force', NEW.plan_id USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER in_force BEFORE INSERT ON staff_measure
  FOR EACH ROW EXECUTE FUNCTION staff_measure_of_a_file_in_force();
ALTER TABLE staff_measure ENABLE ALWAYS TRIGGER in_force;

CREATE OR REPLACE FUNCTION staff_note_by_its_lead() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT staff_may(NEW.by_id, 'manage_hardship') AND NOT EXISTS (
    SELECT FROM staff_measure m JOIN staff_reliefplan p ON p.id = m.plan_id
      LEFT JOIN staff_pairing r ON r.file_id = p.file_id AND r.until IS NULL
      LEFT JOIN staff_cadre c ON c.id = r.cadre_id
     WHERE m.id = NEW.measure_id
       AND NEW.by_id IN (c.user_id, (to_jsonb(m) ->> 'owner_id')::bigint)) THEN
    RAISE EXCEPTION 'user % does not lead the family of measure %', NEW.by_id, NEW.measure_id
      USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER by_its_lead BEFORE INSERT ON staff_measurenote
  FOR EACH ROW EXECUTE FUNCTION staff_note_by_its_lead();
ALTER TABLE staff_measurenote ENABLE ALWAYS TRIGGER by_its_lead;

-- Suggestions 合理化建议: scores, papers and proposers are only added to; the state follows its steps;
-- nobody works on his own, nobody judges his own work, and only a proposer rates for himself.

DO $$
DECLARE part text;
BEGIN
  FOREACH part IN ARRAY ARRAY['suggestionscore', 'suggestionpaper', 'suggestion_proposers'] LOOP
    EXECUTE format('CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON disclosure_%s
      FOR EACH ROW EXECUTE FUNCTION append_only()', part);
    EXECUTE format('ALTER TABLE disclosure_%s ENABLE ALWAYS TRIGGER append_only', part);
    EXECUTE format('REVOKE UPDATE, DELETE, TRUNCATE ON disclosure_%s FROM guanai_app', part);
  END LOOP;
END $$;
REVOKE DELETE, TRUNCATE ON disclosure_suggestion, disclosure_suggestionbenefit FROM guanai_app;

CREATE OR REPLACE FUNCTION disclosure_proposed_by(asked bigint, person bigint) RETURNS boolean
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM disclosure_suggestion_proposers p JOIN staff_worker w ON w.id = p.worker_id
                  WHERE p.suggestion_id = asked AND w.user_id = person)
$$;

CREATE OR REPLACE FUNCTION disclosure_suggestion_step_in_order() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE last disclosure_suggestionstep; before bigint;
BEGIN
  SELECT * INTO last FROM disclosure_suggestionstep WHERE suggestion_id = NEW.suggestion_id
   ORDER BY id DESC LIMIT 1;
  IF NOT (
    (last.id IS NULL AND NEW.kind = 'collected' AND NEW.status = 'submitted')
    OR (last.id IS NULL AND NEW.kind = 'taken_over'
        AND NEW.status IN ('implementing', 'implemented', 'declined', 'deferred'))
    OR (last.status = 'submitted' AND NEW.kind = 'screened' AND NEW.status = 'in_review')
    OR (last.status IN ('submitted', 'in_review') AND NEW.kind = 'merged' AND NEW.status = 'merged')
    OR (last.status <> 'merged' AND NEW.kind = 'joined' AND NEW.status = last.status)
    OR (last.status IN ('in_review', 'deferred') AND NEW.kind = 'answered'
        AND NEW.status IN ('implementing', 'declined', 'deferred') AND NEW.status <> last.status)
    OR (last.status NOT IN ('submitted', 'in_review', 'merged') AND NEW.kind = 'published'
        AND NEW.status = last.status)
    OR (last.status = 'implementing' AND NEW.kind = 'progress' AND NEW.status = 'implementing')
    OR (last.status = 'implementing' AND NEW.kind = 'reported' AND NEW.status = 'reported_done')
    OR (last.status = 'reported_done' AND NEW.kind = 'accepted' AND NEW.status = 'accepted')
    OR (last.status = 'reported_done' AND NEW.kind = 'sent_back' AND NEW.status = 'implementing')
    OR (last.status = 'accepted' AND NEW.kind = 'rated' AND NEW.status =
        CASE NEW.rating WHEN 'unsatisfied' THEN 'implementing' ELSE 'implemented' END)
    OR (last.status = 'implemented' AND NEW.kind = 'commended' AND NEW.status = 'implemented')
  ) THEN
    RAISE EXCEPTION 'step % does not follow in suggestion %', NEW.kind, NEW.suggestion_id
      USING ERRCODE = '23514';
  END IF;
  IF NEW.kind = 'taken_over' AND (NOT staff_may(NEW.by_id, 'handle_suggestions') OR NOT EXISTS (
    SELECT FROM disclosure_suggestion s WHERE s.id = NEW.suggestion_id AND s.source = 'paper'
       AND s.made_on < (NEW.at AT TIME ZONE 'Asia/Shanghai')::date AND s.made_on <= coalesce((
         SELECT min(o.made_on) FROM disclosure_suggestion o JOIN disclosure_suggestionstep c
             ON c.suggestion_id = o.id AND c.kind = 'collected'), s.made_on))) THEN
    RAISE EXCEPTION 'the register holds what was made before the first one collected here, not %',
      NEW.suggestion_id USING ERRCODE = '23514';
  END IF;
  IF NEW.kind = 'rated' AND NEW.heard = 'own' THEN
    IF NOT disclosure_proposed_by(NEW.suggestion_id, NEW.by_id) THEN
      RAISE EXCEPTION 'suggestion % is rated by who proposed it', NEW.suggestion_id
        USING ERRCODE = '23514';
    END IF;
  ELSIF NEW.kind <> 'collected'
    AND disclosure_proposed_by(NEW.suggestion_id, NEW.by_id) THEN
    RAISE EXCEPTION 'who proposed suggestion % takes no step in it', NEW.suggestion_id
      USING ERRCODE = '23514';
  END IF;
  IF NEW.kind = 'answered' AND last.status = 'in_review' AND (
    SELECT count(*) FROM disclosure_suggestionscore WHERE suggestion_id = NEW.suggestion_id) < 2 THEN
    RAISE EXCEPTION 'suggestion % is answered after two have scored it', NEW.suggestion_id
      USING ERRCODE = '23514';
  END IF;
  before := CASE
    WHEN NEW.kind IN ('accepted', 'sent_back', 'rated') THEN (
      SELECT by_id FROM disclosure_suggestionstep WHERE suggestion_id = NEW.suggestion_id
         AND kind = 'reported' ORDER BY id DESC LIMIT 1)
    WHEN NEW.kind = 'published' THEN (
      SELECT by_id FROM disclosure_suggestionstep WHERE suggestion_id = NEW.suggestion_id
         AND kind = 'answered' ORDER BY id DESC LIMIT 1)
  END;
  IF before = NEW.by_id OR (NEW.kind = 'rated' AND last.kind = 'accepted' AND last.by_id = NEW.by_id)
  THEN
    RAISE EXCEPTION 'nobody judges his own work on suggestion %', NEW.suggestion_id
      USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER in_order BEFORE INSERT ON disclosure_suggestionstep
  FOR EACH ROW EXECUTE FUNCTION disclosure_suggestion_step_in_order();
ALTER TABLE disclosure_suggestionstep ENABLE ALWAYS TRIGGER in_order;

-- Asked at the end of the transaction: the step and its paper come in two statements.
CREATE OR REPLACE FUNCTION disclosure_suggestion_done_is_shown() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM disclosure_suggestionpaper WHERE step_id = NEW.id) THEN
    RAISE EXCEPTION 'suggestion % is reported done with a paper', NEW.suggestion_id
      USING ERRCODE = '23514';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER done_is_shown AFTER INSERT ON disclosure_suggestionstep
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.kind = 'reported')
  EXECUTE FUNCTION disclosure_suggestion_done_is_shown();
ALTER TABLE disclosure_suggestionstep ENABLE ALWAYS TRIGGER done_is_shown;

CREATE OR REPLACE FUNCTION disclosure_suggestion_as_stepped() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE now disclosure_suggestion; last disclosure_suggestionstep; told text;
BEGIN
  SELECT * INTO now FROM disclosure_suggestion WHERE id = NEW.id;  -- as it stands at commit
  SELECT * INTO last FROM disclosure_suggestionstep WHERE suggestion_id = NEW.id
   ORDER BY id DESC LIMIT 1;
  SELECT words INTO told FROM disclosure_suggestionstep WHERE suggestion_id = NEW.id
     AND kind = 'answered' ORDER BY id DESC LIMIT 1;
  IF now.status IS DISTINCT FROM last.status OR now.reply IS DISTINCT FROM coalesce(told, now.reply)
    OR (now.excellent_year IS NOT NULL AND NOT EXISTS (
      SELECT FROM disclosure_suggestionstep WHERE suggestion_id = NEW.id
         AND kind IN ('commended', 'taken_over')))
    OR (now.published_on IS NOT NULL AND NOT EXISTS (
      SELECT FROM disclosure_suggestionstep WHERE suggestion_id = NEW.id
         AND kind IN ('published', 'taken_over')))
  THEN
    RAISE EXCEPTION 'suggestion % is % without its step', now.number, now.status
      USING ERRCODE = '23514';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER as_stepped AFTER INSERT OR UPDATE ON disclosure_suggestion
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION disclosure_suggestion_as_stepped();
ALTER TABLE disclosure_suggestion ENABLE ALWAYS TRIGGER as_stepped;

CREATE OR REPLACE FUNCTION disclosure_suggestion_keeps_its_asking() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'suggestion % stays', OLD.number USING ERRCODE = '23514';
  END IF;
  IF (NEW.number, NEW.field, NEW.title, NEW.present, NEW.measure, NEW.made_on, NEW.source)
     IS DISTINCT FROM
     (OLD.number, OLD.field, OLD.title, OLD.present, OLD.measure, OLD.made_on, OLD.source)
     OR (OLD.merged_into_id IS NOT NULL AND NEW.merged_into_id IS DISTINCT FROM OLD.merged_into_id)
  THEN
    RAISE EXCEPTION 'what suggestion % asks for never changes', OLD.number USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER keeps_its_asking BEFORE UPDATE OR DELETE ON disclosure_suggestion
  FOR EACH ROW EXECUTE FUNCTION disclosure_suggestion_keeps_its_asking();
ALTER TABLE disclosure_suggestion ENABLE ALWAYS TRIGGER keeps_its_asking;

CREATE OR REPLACE FUNCTION disclosure_suggestion_whose() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT FROM disclosure_suggestionstep WHERE suggestion_id = NEW.suggestion_id)
     AND NOT EXISTS (
       SELECT FROM disclosure_suggestion s JOIN disclosure_suggestion_proposers p ON p.suggestion_id = s.id
        WHERE s.merged_into_id = NEW.suggestion_id AND p.worker_id = NEW.worker_id) THEN
    RAISE EXCEPTION 'who proposed suggestion % stands', NEW.suggestion_id USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER whose BEFORE INSERT ON disclosure_suggestion_proposers
  FOR EACH ROW EXECUTE FUNCTION disclosure_suggestion_whose();
ALTER TABLE disclosure_suggestion_proposers ENABLE ALWAYS TRIGGER whose;

CREATE OR REPLACE FUNCTION disclosure_suggestion_scored_by_others() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF disclosure_proposed_by(NEW.suggestion_id, NEW.by_id) THEN
    RAISE EXCEPTION 'nobody scores his own suggestion' USING ERRCODE = '23514';
  END IF;
  IF (SELECT status FROM disclosure_suggestion WHERE id = NEW.suggestion_id) <> 'in_review' THEN
    RAISE EXCEPTION 'a suggestion is scored in its review' USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER by_others BEFORE INSERT ON disclosure_suggestionscore
  FOR EACH ROW EXECUTE FUNCTION disclosure_suggestion_scored_by_others();
ALTER TABLE disclosure_suggestionscore ENABLE ALWAYS TRIGGER by_others;

CREATE OR REPLACE FUNCTION disclosure_suggestion_benefit_once() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'DELETE' OR (TG_OP = 'UPDATE' AND (OLD.state <> 'claimed'
     OR to_jsonb(NEW) - '{state,decided_by_id,decided_on,reason}'::text[] IS DISTINCT FROM
        to_jsonb(OLD) - '{state,decided_by_id,decided_on,reason}'::text[])) THEN
    RAISE EXCEPTION 'a benefit is decided once' USING ERRCODE = '23514';
  END IF;
  IF TG_OP = 'INSERT' AND NEW.state <> 'claimed' THEN
    RAISE EXCEPTION 'a benefit is claimed before it is decided' USING ERRCODE = '23514';
  END IF;
  IF disclosure_proposed_by(NEW.suggestion_id, NEW.decided_by_id) THEN
    RAISE EXCEPTION 'nobody confirms what his own suggestion brought' USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER once BEFORE INSERT OR UPDATE OR DELETE ON disclosure_suggestionbenefit
  FOR EACH ROW EXECUTE FUNCTION disclosure_suggestion_benefit_once();
ALTER TABLE disclosure_suggestionbenefit ENABLE ALWAYS TRIGGER once;

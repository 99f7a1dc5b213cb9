-- Reports 举报 (security.md J): steps and talk are only added to, by people who hold the report's
-- key; the state follows the steps; what is deleted when its time is over leaves a trace.

CREATE OR REPLACE FUNCTION disclosure_only_erased() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'DELETE' AND current_setting('disclosure.erasing', true) = 'yes' THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = '42501';
END $$;
DO $$
DECLARE part text;
BEGIN
  FOREACH part IN ARRAY ARRAY['reportmessage', 'reportfile', 'reportstep'] LOOP
    EXECUTE format('CREATE TRIGGER only_erased BEFORE UPDATE OR DELETE ON disclosure_%s
      FOR EACH ROW EXECUTE FUNCTION disclosure_only_erased()', part);
    EXECUTE format('ALTER TABLE disclosure_%s ENABLE ALWAYS TRIGGER only_erased', part);
    EXECUTE format('REVOKE UPDATE, DELETE, TRUNCATE ON disclosure_%s FROM guanai_app', part);
  END LOOP;
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON disclosure_erasedreport
  FOR EACH ROW EXECUTE FUNCTION append_only();
ALTER TABLE disclosure_erasedreport ENABLE ALWAYS TRIGGER append_only;
REVOKE UPDATE, DELETE, TRUNCATE ON disclosure_erasedreport FROM guanai_app;
REVOKE DELETE, TRUNCATE ON disclosure_report, disclosure_reportshare, disclosure_handlerkey
  FROM guanai_app;

CREATE OR REPLACE FUNCTION disclosure_report_step_in_order() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE last disclosure_reportstep;
BEGIN
  SELECT * INTO last FROM disclosure_reportstep WHERE report_id = NEW.report_id
   ORDER BY turn DESC LIMIT 1;
  IF NEW.turn <> coalesce(last.turn, 0) + 1 OR NOT (
    (last.id IS NULL AND NEW.kind = 'sent' AND NEW.status = 'received')
    OR (last.status = 'received' AND NEW.kind = 'seen' AND NEW.status = 'received')
    OR (last.status = 'received' AND NEW.kind = 'registered' AND NEW.status = 'registered')
    OR (last.status = 'registered' AND NEW.kind = 'accepted' AND NEW.status = 'accepted')
    OR (last.status = 'registered' AND NEW.kind = 'declined' AND NEW.status = 'not_accepted')
    OR (last.status <> 'archived' AND NEW.kind = 'graded' AND NEW.status = last.status)
    OR (last.status = 'accepted' AND NEW.kind IN ('noted', 'extended') AND NEW.status = 'accepted')
    OR (last.status = 'accepted' AND NEW.kind = 'decided' AND NEW.status = 'decided')
    OR (last.status = 'decided' AND NEW.kind = 'answered' AND NEW.status = 'answered')
    OR (last.status IN ('answered', 'not_accepted') AND NEW.kind = 'reopened'
        AND NEW.status = 'accepted')
    OR (last.status IN ('answered', 'not_accepted') AND NEW.kind = 'archived'
        AND NEW.status = 'archived')
    OR (last.status <> 'archived' AND NEW.kind IN ('shared', 'left', 'shut', 'passed')
        AND NEW.status = last.status)
    OR (NEW.kind = 'printed' AND NEW.status = last.status)
    OR (last.status IN ('answered', 'not_accepted') AND NEW.kind = 'rated'
        AND NEW.status = last.status)
  ) THEN
    RAISE EXCEPTION 'step % does not follow in the report', NEW.kind USING ERRCODE = '23514';
  END IF;
  IF NOT welfare_clock_is_told() AND NEW."on" NOT BETWEEN current_date - 1 AND current_date + 1 THEN
    RAISE EXCEPTION 'step % is of its own day', NEW.kind USING ERRCODE = '23514';
  END IF;
  IF NEW.by_id IS NULL AND NEW.kind NOT IN ('sent', 'reopened', 'rated', 'shut', 'passed') THEN
    RAISE EXCEPTION 'step % is taken by somebody', NEW.kind USING ERRCODE = '23514';
  END IF;
  IF NEW.by_id IS NOT NULL AND NEW.kind IN ('shut', 'passed') THEN
    RAISE EXCEPTION 'step % follows from the words of the reporter', NEW.kind USING ERRCODE = '23514';
  END IF;
  IF NEW.by_id IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM disclosure_reportshare
     WHERE report_id = NEW.report_id AND handler_id = NEW.by_id
       AND (until IS NULL OR NEW.kind = 'left')) THEN
    RAISE EXCEPTION 'who may not see the report takes no step in it' USING ERRCODE = '23514';
  END IF;
  IF NEW.kind = 'rated' AND (NEW.by_id IS NOT NULL OR EXISTS (
    SELECT 1 FROM disclosure_reportstep
     WHERE report_id = NEW.report_id AND kind = 'rated' AND turn > (
       SELECT max(turn) FROM disclosure_reportstep
        WHERE report_id = NEW.report_id AND kind IN ('answered', 'declined')))) THEN
    RAISE EXCEPTION 'an answer is rated once, by who reported' USING ERRCODE = '23514';
  END IF;
  IF NEW.kind = 'registered' AND NOT EXISTS (
    SELECT 1 FROM disclosure_reportstep
     WHERE report_id = NEW.report_id AND by_id <> NEW.by_id AND kind IN ('seen', 'sent'))
     AND (SELECT count(*) FROM disclosure_reportshare
           WHERE report_id = NEW.report_id AND until IS NULL) > 1 THEN
    RAISE EXCEPTION 'a report is registered by two' USING ERRCODE = '23514';
  END IF;
  IF NEW.kind = 'printed' AND 'strict' = (
    SELECT secrecy FROM disclosure_report WHERE id = NEW.report_id) THEN
    RAISE EXCEPTION 'a report that is kept strictly is not printed' USING ERRCODE = '23514';
  END IF;
  IF NEW.kind = 'extended' AND EXISTS (
    SELECT 1 FROM disclosure_reportstep WHERE report_id = NEW.report_id AND kind = 'extended') THEN
    RAISE EXCEPTION 'a report is prolonged once' USING ERRCODE = '23514';
  END IF;
  IF NEW.kind = 'archived' THEN
    IF NEW."on" <= (SELECT answered_on FROM disclosure_report WHERE id = NEW.report_id) + 30 THEN
      RAISE EXCEPTION 'the reporter may still ask again' USING ERRCODE = '23514';
    END IF;
    IF NEW.by_id = (SELECT by_id FROM disclosure_reportstep
                     WHERE report_id = NEW.report_id AND kind IN ('decided', 'declined')
                     ORDER BY turn DESC LIMIT 1)
       AND (SELECT count(*) FROM disclosure_reportshare
             WHERE report_id = NEW.report_id AND until IS NULL) > 1 THEN
      RAISE EXCEPTION 'a report is archived by another' USING ERRCODE = '23514';
    END IF;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER in_order BEFORE INSERT ON disclosure_reportstep
  FOR EACH ROW EXECUTE FUNCTION disclosure_report_step_in_order();
ALTER TABLE disclosure_reportstep ENABLE ALWAYS TRIGGER in_order;

CREATE OR REPLACE FUNCTION disclosure_report_talk_by_handlers() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF NEW.by_id IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM disclosure_reportshare
     WHERE report_id = NEW.report_id AND handler_id = NEW.by_id AND until IS NULL) THEN
    RAISE EXCEPTION 'who may not see the report does not answer it' USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER by_handlers BEFORE INSERT ON disclosure_reportmessage
  FOR EACH ROW EXECUTE FUNCTION disclosure_report_talk_by_handlers();
ALTER TABLE disclosure_reportmessage ENABLE ALWAYS TRIGGER by_handlers;

CREATE OR REPLACE FUNCTION disclosure_report_as_stepped() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE now disclosure_report; last disclosure_reportstep;
BEGIN
  SELECT * INTO now FROM disclosure_report WHERE id = NEW.id;  -- as it stands at commit
  SELECT * INTO last FROM disclosure_reportstep WHERE report_id = NEW.id
   ORDER BY turn DESC LIMIT 1;
  IF now.id IS NOT NULL AND now.status IS DISTINCT FROM last.status THEN
    RAISE EXCEPTION 'a report is % without its step', now.status USING ERRCODE = '23514';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER as_stepped AFTER INSERT OR UPDATE ON disclosure_report
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION disclosure_report_as_stepped();
ALTER TABLE disclosure_report ENABLE ALWAYS TRIGGER as_stepped;

CREATE OR REPLACE FUNCTION disclosure_report_keeps_its_telling() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE last disclosure_reportstep;
BEGIN
  IF (to_jsonb(NEW) - '{status,outcome,answer_by,answered_on,satisfied,erase_on,secrecy}'::text[])
     IS DISTINCT FROM
     (to_jsonb(OLD) - '{status,outcome,answer_by,answered_on,satisfied,erase_on,secrecy}'::text[])
  THEN
    RAISE EXCEPTION 'what a report tells never changes' USING ERRCODE = '23514';
  END IF;
  SELECT * INTO last FROM disclosure_reportstep WHERE report_id = NEW.id ORDER BY turn DESC LIMIT 1;
  IF (NEW.outcome <> OLD.outcome AND last.kind <> 'decided')
     OR (NEW.secrecy <> OLD.secrecy AND (last.kind <> 'graded' OR NEW.secrecy <> 'strict'))
     OR (NEW.answered_on IS DISTINCT FROM OLD.answered_on
         AND (last.kind NOT IN ('answered', 'declined') OR NEW.answered_on <> last."on"))
     OR (NEW.answer_by <> OLD.answer_by AND last.kind NOT IN ('extended', 'reopened'))
     OR (NEW.satisfied IS DISTINCT FROM OLD.satisfied AND last.kind NOT IN ('rated', 'reopened'))
     OR (NEW.erase_on IS DISTINCT FROM OLD.erase_on AND (last.kind <> 'archived'
         OR OLD.erase_on IS NOT NULL OR NEW.erase_on < last."on" + interval '3 years')) THEN
    RAISE EXCEPTION 'a report changes only with its step' USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER keeps_its_telling BEFORE UPDATE ON disclosure_report
  FOR EACH ROW EXECUTE FUNCTION disclosure_report_keeps_its_telling();
ALTER TABLE disclosure_report ENABLE ALWAYS TRIGGER keeps_its_telling;

CREATE OR REPLACE FUNCTION disclosure_report_share_ends_once() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE last disclosure_reportstep;
BEGIN
  IF OLD.until IS NOT NULL OR (to_jsonb(NEW) - 'until') IS DISTINCT FROM (to_jsonb(OLD) - 'until')
  THEN
    RAISE EXCEPTION 'a share of a report only ends' USING ERRCODE = '23514';
  END IF;
  SELECT * INTO last FROM disclosure_reportstep WHERE report_id = OLD.report_id
   ORDER BY turn DESC LIMIT 1;
  IF NOT (last.kind IN ('shared', 'shut') OR (last.kind = 'left' AND last.by_id = OLD.handler_id)) THEN
    RAISE EXCEPTION 'a share of a report ends only with its step' USING ERRCODE = '23514';
  END IF;
  IF NOT EXISTS (SELECT 1 FROM disclosure_reportshare
                  WHERE report_id = OLD.report_id AND id <> OLD.id AND until IS NULL) THEN
    RAISE EXCEPTION 'the last handler of a report stays' USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER ends_once BEFORE UPDATE ON disclosure_reportshare
  FOR EACH ROW EXECUTE FUNCTION disclosure_report_share_ends_once();
ALTER TABLE disclosure_reportshare ENABLE ALWAYS TRIGGER ends_once;

-- The one way a report goes: archived, its day come, the trace written in the same act. A day still to
-- come erases nothing: but in the invented world it is the database's own, give or take the time zone.
CREATE OR REPLACE FUNCTION disclosure_erase_reports(today date) RETURNS integer LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE due uuid[];
BEGIN
  IF NOT welfare_clock_is_told() THEN
    today := least(today, current_date + 1);
  END IF;
  SELECT coalesce(array_agg(id), '{}') INTO due FROM disclosure_report
   WHERE status = 'archived' AND erase_on <= today;
  INSERT INTO disclosure_erasedreport
         (id, received_year, received_quarter, channel, days_taken, erased_on)
  SELECT gen_random_uuid(), extract(year FROM received_on), extract(quarter FROM received_on),
         channel, answered_on - received_on, today
    FROM disclosure_report WHERE id = ANY (due) ORDER BY random();
  PERFORM set_config('disclosure.erasing', 'yes', true);
  DELETE FROM disclosure_reportfile f USING disclosure_reportmessage m
   WHERE f.message_id = m.id AND m.report_id = ANY (due);
  DELETE FROM disclosure_reportmessage WHERE report_id = ANY (due);
  DELETE FROM disclosure_reportstep WHERE report_id = ANY (due);
  DELETE FROM disclosure_reportshare WHERE report_id = ANY (due);
  DELETE FROM disclosure_report WHERE id = ANY (due);
  PERFORM set_config('disclosure.erasing', '', true);
  RETURN coalesce(array_length(due, 1), 0);
END $$;

-- Every night the rows are laid anew in the order of their random keys: how they lie on the disk and
-- in a dump no longer tells which came first. Somebody at work just then: the next night.
CREATE OR REPLACE FUNCTION disclosure_shuffle_reports() RETURNS void LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  CLUSTER disclosure_report USING disclosure_report_pkey;
  CLUSTER disclosure_reportshare USING disclosure_reportshare_pkey;
  CLUSTER disclosure_reportmessage USING disclosure_reportmessage_pkey;
  CLUSTER disclosure_reportfile USING disclosure_reportfile_pkey;
  CLUSTER disclosure_reportstep USING disclosure_reportstep_pkey;
EXCEPTION WHEN object_in_use OR lock_not_available THEN
  NULL;
END $$;

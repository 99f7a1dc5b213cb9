-- A file in force is led without a gap (包保); visits are not dated back; a missed quarter stays missed.

-- Asked at the end of the transaction: a file and its lead come in two statements.
CREATE OR REPLACE FUNCTION staff_check_led(asked bigint) RETURNS void LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE f staff_hardshipfile; leads int; led datemultirange; ended boolean;
BEGIN
  SELECT * INTO f FROM staff_hardshipfile WHERE id = asked;
  SELECT count(*) FILTER (WHERE until IS NULL), range_agg(daterange(since, until))
    INTO leads, led FROM staff_pairing WHERE file_id = asked;
  ended := f.status IN ('exited', 'rejected', 'withdrawn');
  IF ended AND leads > 0 THEN
    RAISE EXCEPTION 'file % has ended and is still led', f.number USING ERRCODE = '23514';
  END IF;
  IF f.status IN ('active', 'recheck_due', 'tier_change', 'exit_proposed') AND leads <> 1 THEN
    RAISE EXCEPTION 'file % is in force without a lead', f.number USING ERRCODE = '23514';
  END IF;
  IF led IS NOT NULL AND f.opened_on < coalesce(f.exited_on, 'infinity')
     AND NOT daterange(f.opened_on, f.exited_on) <@ led THEN
    RAISE EXCEPTION 'file % has days without a lead', f.number USING ERRCODE = '23514';
  END IF;
END $$;

CREATE OR REPLACE FUNCTION staff_file_is_led() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM staff_check_led(NEW.id);
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION staff_pairing_leaves_no_gap() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM staff_check_led(NEW.file_id);
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER file_is_led
  AFTER INSERT OR UPDATE OF status, opened_on, exited_on ON staff_hardshipfile
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION staff_file_is_led();
CREATE CONSTRAINT TRIGGER leaves_no_gap AFTER INSERT OR UPDATE ON staff_pairing
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION staff_pairing_leaves_no_gap();

-- A pairing is begun and ended; who, whom and since when never change. No relative, no leaver.
CREATE OR REPLACE FUNCTION staff_guard_pairing() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE person bigint; login bigint; gone date;
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'a pairing is never deleted' USING ERRCODE = '23514';
  END IF;
  IF TG_OP = 'UPDATE' THEN
    IF (OLD.file_id, OLD.cadre_id, OLD.since) IS DISTINCT FROM (NEW.file_id, NEW.cadre_id, NEW.since)
       OR (OLD.until IS NOT NULL AND NEW.until IS NOT NULL AND OLD.until <> NEW.until) THEN
      RAISE EXCEPTION 'pairing % never changes', OLD.id USING ERRCODE = '23514';
    END IF;
    IF NOT (OLD.until IS NOT NULL AND NEW.until IS NULL) THEN
      RETURN NEW;
    END IF;
  END IF;
  SELECT left_on, user_id INTO gone, login FROM staff_cadre WHERE id = NEW.cadre_id;
  IF gone IS NOT NULL AND (NEW.until IS NULL OR NEW.until > gone) THEN
    RAISE EXCEPTION 'cadre % has left', NEW.cadre_id USING ERRCODE = '23514';
  END IF;
  SELECT worker_id INTO person FROM staff_hardshipfile WHERE id = NEW.file_id;
  IF EXISTS (SELECT FROM staff_worker WHERE id = person AND user_id = login)
     OR EXISTS (SELECT FROM staff_kin(person) kin
                 WHERE kin.cadre_id = NEW.cadre_id OR kin.user_id = login) THEN
    RAISE EXCEPTION 'cadre % is kin of the worker', NEW.cadre_id USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guarded BEFORE INSERT OR UPDATE OR DELETE ON staff_pairing
  FOR EACH ROW EXECUTE FUNCTION staff_guard_pairing();

CREATE OR REPLACE FUNCTION staff_leaver_leads_nobody() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT FROM staff_pairing
              WHERE cadre_id = NEW.id AND (until IS NULL OR until > NEW.left_on)) THEN
    RAISE EXCEPTION 'cadre % leaves without a successor', NEW.id USING ERRCODE = '23514';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER leads_nobody AFTER UPDATE OF left_on ON staff_cadre
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (NEW.left_on IS NOT NULL) EXECUTE FUNCTION staff_leaver_leads_nobody();
CREATE TRIGGER answered_once BEFORE UPDATE OR DELETE ON staff_handover FOR EACH ROW
  EXECUTE FUNCTION staff_answered_once(
    '{status,answered_on,answered_by_id,answer,successor_id}', 'answered_on', 'answered_on');
REVOKE DELETE, TRUNCATE ON staff_pairing, staff_handover FROM guanai_app;

-- A quarter that is over takes only what was entered within seven days of the visit.
CREATE OR REPLACE FUNCTION staff_guard_visit() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE
  entered date := (NEW.recorded_at AT TIME ZONE 'Asia/Shanghai')::date;
  late_after int := coalesce((SELECT late_entry_days FROM staff_caremeasure
                               WHERE valid_from <= entered ORDER BY valid_from DESC LIMIT 1), 7);
BEGIN
  IF NEW.visited_on > entered THEN
    RAISE EXCEPTION 'visit on a day to come' USING ERRCODE = '23514';
  END IF;
  IF NEW.late_after <> late_after THEN
    RAISE EXCEPTION 'visit labelled by another measure' USING ERRCODE = '23514';
  END IF;
  IF date_trunc('quarter', NEW.visited_on) < date_trunc('quarter', entered)
     AND entered - NEW.visited_on > late_after THEN
    RAISE EXCEPTION 'visit dated back into a quarter that is over' USING ERRCODE = '23514';
  END IF;
  IF NOT EXISTS (SELECT FROM staff_pairing WHERE id = NEW.pairing_id AND since <= NEW.visited_on
                  AND (until IS NULL OR until > NEW.visited_on)) THEN
    RAISE EXCEPTION 'visit outside the pairing' USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER not_dated_back BEFORE INSERT ON staff_visit
  FOR EACH ROW EXECUTE FUNCTION staff_guard_visit();

-- Done needs a visit face to face in time; missed stays missed; who waives is not the cadre, unless
-- the file has ended and nobody leads it any more.
CREATE OR REPLACE FUNCTION staff_duty_is_new() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a duty begins as pending' USING ERRCODE = '23514';
END $$;
CREATE TRIGGER begins_pending BEFORE INSERT ON staff_visitduty FOR EACH ROW
  WHEN (NEW.status <> 'pending') EXECUTE FUNCTION staff_duty_is_new();

CREATE OR REPLACE FUNCTION staff_duty_visited(duty staff_visitduty, by_day date) RETURNS boolean
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT count(*) >= duty.needed
    FROM staff_pairing own
    JOIN staff_pairing any_lead ON any_lead.file_id = own.file_id
    JOIN staff_visit v ON v.pairing_id = any_lead.id
   WHERE own.id = duty.pairing_id AND v.mode IN ('home', 'workplace')
     AND v.visited_on BETWEEN make_date(duty.year, duty.quarter * 3 - 2, 1) AND by_day
$$;

CREATE OR REPLACE FUNCTION staff_guard_duty() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE quarter_end date;
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'a duty is never deleted' USING ERRCODE = '23514';
  END IF;
  IF (OLD.year, OLD.quarter) IS DISTINCT FROM (NEW.year, NEW.quarter) OR NEW.due_on > OLD.due_on
     OR (OLD.pairing_id <> NEW.pairing_id AND OLD.status <> 'pending') THEN
    RAISE EXCEPTION 'duty % never changes', OLD.id USING ERRCODE = '23514';
  END IF;
  IF OLD.status <> NEW.status AND NOT (OLD.status || '>' || NEW.status = ANY (ARRAY[
       'pending>done', 'pending>missed', 'pending>waived', 'missed>late_done', 'waived>pending'])) THEN
    RAISE EXCEPTION 'duty % cannot go from % to %', OLD.id, OLD.status, NEW.status
      USING ERRCODE = '23514';
  END IF;
  quarter_end := (make_date(NEW.year, NEW.quarter * 3 - 2, 1) + interval '3 months - 1 day')::date;
  IF NEW.status = 'done' AND OLD.status <> 'done' AND NOT staff_duty_visited(NEW, NEW.due_on)
     OR NEW.status = 'late_done' AND OLD.status <> 'late_done'
        AND NOT staff_duty_visited(NEW, greatest(NEW.due_on, quarter_end)) THEN
    RAISE EXCEPTION 'duty % has no visit', OLD.id USING ERRCODE = '23514';
  END IF;
  IF NEW.waived_by_id IS NOT NULL AND NEW.waived_by_id IS DISTINCT FROM OLD.waived_by_id
     AND EXISTS (SELECT FROM staff_pairing p JOIN staff_cadre c ON c.id = p.cadre_id
                   JOIN staff_pairing lead ON lead.file_id = p.file_id AND lead.until IS NULL
                  WHERE p.id = NEW.pairing_id AND c.user_id = NEW.waived_by_id) THEN
    RAISE EXCEPTION 'a cadre does not waive his own duty' USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guarded BEFORE UPDATE OR DELETE ON staff_visitduty
  FOR EACH ROW EXECUTE FUNCTION staff_guard_duty();
REVOKE DELETE, TRUNCATE ON staff_visitduty FROM guanai_app;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON staff_visitconfirmation
  FOR EACH ROW EXECUTE FUNCTION append_only();
ALTER TABLE staff_visitconfirmation ENABLE ALWAYS TRIGGER append_only;
REVOKE UPDATE, DELETE, TRUNCATE ON staff_visitconfirmation FROM guanai_app;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON staff_callbacksample
  FOR EACH ROW EXECUTE FUNCTION append_only();
ALTER TABLE staff_callbacksample ENABLE ALWAYS TRIGGER append_only;
REVOKE UPDATE, DELETE, TRUNCATE ON staff_callbacksample FROM guanai_app;

CREATE OR REPLACE FUNCTION staff_guard_callback() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'DELETE' OR (OLD.sample_id, OLD.visit_id, OLD.gift_id)
       IS DISTINCT FROM (NEW.sample_id, NEW.visit_id, NEW.gift_id)
     OR OLD.result IN ('came', 'not_came') THEN
    RAISE EXCEPTION 'call-back % never changes', OLD.id USING ERRCODE = '23514';
  END IF;
  IF EXISTS (SELECT FROM staff_visit v JOIN staff_pairing p ON p.id = v.pairing_id
               JOIN staff_cadre c ON c.id = p.cadre_id
              WHERE v.id = NEW.visit_id AND NEW.called_by_id IN (v.recorded_by_id, c.user_id)) THEN
    RAISE EXCEPTION 'nobody calls back his own visit' USING ERRCODE = '23514';
  END IF;
  IF EXISTS (SELECT FROM staff_gift g
              WHERE g.id = NEW.gift_id AND NEW.called_by_id IN (g.paid_by_id, g.paid_with_id)) THEN
    RAISE EXCEPTION 'nobody calls back what he handed out' USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guarded BEFORE UPDATE OR DELETE ON staff_callback
  FOR EACH ROW EXECUTE FUNCTION staff_guard_callback();
REVOKE DELETE, TRUNCATE ON staff_callback FROM guanai_app;

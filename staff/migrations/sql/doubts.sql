-- A visit counts 走访算数: the cadre's own or avowed 代录确认, and not doubted 存疑; a worker's no is looked into.

CREATE OR REPLACE FUNCTION staff_visit_counts(v staff_visit) RETURNS boolean
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT v.mode IN ('home', 'workplace') AND NOT v.by_kin
     AND NOT EXISTS (SELECT FROM staff_visitdoubt d WHERE d.visit_id = v.id AND d.found <> 'stands')
     AND (EXISTS (SELECT FROM staff_pairing p JOIN staff_cadre c ON c.id = p.cadre_id
                   WHERE p.id = v.pairing_id AND c.user_id = v.recorded_by_id)
          OR EXISTS (SELECT FROM staff_visitavowal a WHERE a.visit_id = v.id AND a.made))
$$;

CREATE OR REPLACE FUNCTION staff_duty_visited(duty staff_visitduty, by_day date) RETURNS boolean
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT count(*) >= duty.needed
    FROM staff_pairing own
    JOIN staff_pairing any_lead ON any_lead.file_id = own.file_id
    JOIN staff_visit v ON v.pairing_id = any_lead.id
   WHERE own.id = duty.pairing_id AND staff_visit_counts(v)
     AND v.visited_on BETWEEN make_date(duty.year, duty.quarter * 3 - 2, 1) AND by_day
$$;

CREATE OR REPLACE FUNCTION staff_guard_duty() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE last_day date;
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'a duty is never deleted' USING ERRCODE = '23514';
  END IF;
  IF (OLD.year, OLD.quarter) IS DISTINCT FROM (NEW.year, NEW.quarter) OR NEW.due_on > OLD.due_on
     OR (OLD.pairing_id <> NEW.pairing_id AND OLD.status <> 'pending') THEN
    RAISE EXCEPTION 'duty % never changes', OLD.id USING ERRCODE = '23514';
  END IF;
  IF OLD.status <> NEW.status AND NOT (OLD.status || '>' || NEW.status = ANY (ARRAY[
       'pending>done', 'pending>missed', 'pending>waived', 'missed>late_done', 'waived>pending',
       'done>doubted', 'doubted>done', 'doubted>pending', 'doubted>missed',
       'late_done>missed'])) THEN
    RAISE EXCEPTION 'duty % cannot go from % to %', OLD.id, OLD.status, NEW.status
      USING ERRCODE = '23514';
  END IF;
  last_day := greatest(NEW.due_on,
    (make_date(NEW.year, NEW.quarter * 3 - 2, 1) + interval '3 months - 1 day')::date);
  IF NEW.status = 'done' AND OLD.status <> 'done' AND NOT staff_duty_visited(NEW, NEW.due_on)
     OR NEW.status = 'late_done' AND OLD.status <> 'late_done'
        AND NOT staff_duty_visited(NEW, last_day) THEN
    RAISE EXCEPTION 'duty % has no visit', OLD.id USING ERRCODE = '23514';
  END IF;
  IF OLD.status = 'done' AND NEW.status <> 'done' AND staff_duty_visited(NEW, NEW.due_on)
     OR OLD.status = 'late_done' AND NEW.status <> 'late_done'
        AND staff_duty_visited(NEW, last_day) THEN
    RAISE EXCEPTION 'duty % has its visit', OLD.id USING ERRCODE = '23514';
  END IF;
  IF NEW.waived_by_id IS NOT NULL AND NEW.waived_by_id IS DISTINCT FROM OLD.waived_by_id
     AND EXISTS (SELECT FROM staff_pairing p JOIN staff_cadre c ON c.id = p.cadre_id
                   JOIN staff_pairing lead ON lead.file_id = p.file_id AND lead.until IS NULL
                  WHERE p.id = NEW.pairing_id AND c.user_id = NEW.waived_by_id) THEN
    RAISE EXCEPTION 'a cadre does not waive his own duty' USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;

-- A no is looked into by somebody who had no part in the visit, once.
CREATE OR REPLACE FUNCTION staff_guard_doubt() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.found <> 'open' OR NOT EXISTS (
         SELECT FROM staff_visitconfirmation WHERE visit_id = NEW.visit_id AND NOT came
         UNION SELECT FROM staff_callback WHERE visit_id = NEW.visit_id AND result = 'not_came') THEN
      RAISE EXCEPTION 'a doubt begins with the worker''s no' USING ERRCODE = '23514';
    END IF;
  ELSIF EXISTS (SELECT FROM staff_visit v JOIN staff_pairing p ON p.id = v.pairing_id
                  JOIN staff_cadre c ON c.id = p.cadre_id
                 WHERE v.id = NEW.visit_id AND NEW.closed_by_id IN (v.recorded_by_id, c.user_id)) THEN
    RAISE EXCEPTION 'nobody looks into his own visit' USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guarded BEFORE INSERT OR UPDATE ON staff_visitdoubt
  FOR EACH ROW EXECUTE FUNCTION staff_guard_doubt();
ALTER TABLE staff_visitdoubt ENABLE ALWAYS TRIGGER guarded;
CREATE TRIGGER answered_once BEFORE UPDATE OR DELETE ON staff_visitdoubt FOR EACH ROW
  EXECUTE FUNCTION staff_answered_once('{found,words,closed_on,closed_by_id}', 'closed_on', 'closed_on');
ALTER TABLE staff_visitdoubt ENABLE ALWAYS TRIGGER answered_once;
REVOKE DELETE, TRUNCATE ON staff_visitdoubt FROM guanai_app;

-- Asked at the end of the transaction: the no, its doubt and the duties come in several statements.
CREATE OR REPLACE FUNCTION staff_no_is_doubted() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM staff_visitdoubt WHERE visit_id = NEW.visit_id) THEN
    RAISE EXCEPTION 'a worker''s no to visit % is looked into', NEW.visit_id USING ERRCODE = '23514';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER no_is_doubted AFTER INSERT ON staff_visitconfirmation
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NOT NEW.came)
  EXECUTE FUNCTION staff_no_is_doubted();
CREATE CONSTRAINT TRIGGER no_is_doubted AFTER INSERT OR UPDATE ON staff_callback
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (NEW.result = 'not_came' AND NEW.visit_id IS NOT NULL)
  EXECUTE FUNCTION staff_no_is_doubted();

CREATE OR REPLACE FUNCTION staff_doubt_reaches_duties() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF EXISTS (
    SELECT FROM staff_visit v JOIN staff_pairing own ON own.id = v.pairing_id
      JOIN staff_pairing lead ON lead.file_id = own.file_id
      JOIN staff_visitduty d ON d.pairing_id = lead.id
     WHERE v.id = NEW.visit_id AND d.status = 'done'
       AND v.visited_on BETWEEN make_date(d.year, d.quarter * 3 - 2, 1) AND d.due_on
       AND NOT staff_duty_visited(d, d.due_on)) THEN
    RAISE EXCEPTION 'a duty is done by a doubted visit %', NEW.visit_id USING ERRCODE = '23514';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER reaches_duties AFTER INSERT OR UPDATE ON staff_visitdoubt
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION staff_doubt_reaches_duties();

-- 代录 is avowed by the cadre; for one without a login by another than who entered it, on paper.
CREATE OR REPLACE FUNCTION staff_guard_avowal() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE login bigint; entered_by bigint;
BEGIN
  SELECT c.user_id, v.recorded_by_id INTO login, entered_by
    FROM staff_visit v JOIN staff_pairing p ON p.id = v.pairing_id
    JOIN staff_cadre c ON c.id = p.cadre_id WHERE v.id = NEW.visit_id;
  IF login IS NOT DISTINCT FROM entered_by
     OR NEW.way = 'own' AND NEW.by_id IS DISTINCT FROM login
     OR NEW.way = 'paper' AND (login IS NOT NULL OR NEW.by_id = entered_by) THEN
    RAISE EXCEPTION 'a visit is avowed by its cadre' USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guarded BEFORE INSERT ON staff_visitavowal
  FOR EACH ROW EXECUTE FUNCTION staff_guard_avowal();
ALTER TABLE staff_visitavowal ENABLE ALWAYS TRIGGER guarded;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON staff_visitavowal
  FOR EACH ROW EXECUTE FUNCTION append_only();
ALTER TABLE staff_visitavowal ENABLE ALWAYS TRIGGER append_only;
REVOKE UPDATE, DELETE, TRUNCATE ON staff_visitavowal FROM guanai_app;

-- A code bears five wrong tries; who visited or entered does not use it.
CREATE OR REPLACE FUNCTION staff_guard_code() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF (SELECT count(*) FROM staff_codetry WHERE visit_id = NEW.visit_id) >= 5 THEN
    RAISE EXCEPTION 'the code of visit % is locked', NEW.visit_id USING ERRCODE = '23514';
  END IF;
  IF EXISTS (SELECT FROM staff_visit v JOIN staff_pairing p ON p.id = v.pairing_id
               JOIN staff_cadre c ON c.id = p.cadre_id
              WHERE v.id = NEW.visit_id AND NEW.by_id IN (v.recorded_by_id, c.user_id)) THEN
    RAISE EXCEPTION 'nobody confirms his own visit' USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER code_is_open BEFORE INSERT ON staff_visitconfirmation FOR EACH ROW
  WHEN (NEW.way = 'code') EXECUTE FUNCTION staff_guard_code();
ALTER TABLE staff_visitconfirmation ENABLE ALWAYS TRIGGER code_is_open;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON staff_codetry
  FOR EACH ROW EXECUTE FUNCTION append_only();
ALTER TABLE staff_codetry ENABLE ALWAYS TRIGGER append_only;
REVOKE UPDATE, DELETE, TRUNCATE ON staff_codetry FROM guanai_app;

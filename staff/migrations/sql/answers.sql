-- One visit answers one duty 一次走访只算一条任务: of the same file, by a visit face to face in its days.

CREATE OR REPLACE FUNCTION staff_guard_answer() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (
    SELECT FROM staff_visit v JOIN staff_pairing made ON made.id = v.pairing_id
      JOIN staff_visitduty d ON d.id = NEW.duty_id
      JOIN staff_pairing owed ON owed.id = d.pairing_id
     WHERE v.id = NEW.visit_id AND owed.file_id = made.file_id AND d.status <> 'waived'
       AND staff_visit_counts(v)
       AND v.visited_on BETWEEN make_date(d.year, d.quarter * 3 - 2, 1) AND greatest(d.due_on,
           (make_date(d.year, d.quarter * 3 - 2, 1) + interval '3 months - 1 day')::date)) THEN
    RAISE EXCEPTION 'visit % cannot answer duty %', NEW.visit_id, NEW.duty_id
      USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guarded BEFORE INSERT ON staff_dutyanswer
  FOR EACH ROW EXECUTE FUNCTION staff_guard_answer();
ALTER TABLE staff_dutyanswer ENABLE ALWAYS TRIGGER guarded;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON staff_dutyanswer
  FOR EACH ROW EXECUTE FUNCTION append_only();
ALTER TABLE staff_dutyanswer ENABLE ALWAYS TRIGGER append_only;
REVOKE UPDATE, DELETE, TRUNCATE ON staff_dutyanswer FROM guanai_app;

CREATE OR REPLACE FUNCTION staff_duty_visited(duty staff_visitduty, by_day date) RETURNS boolean
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT count(*) >= duty.needed
    FROM staff_dutyanswer a JOIN staff_visit v ON v.id = a.visit_id
   WHERE a.duty_id = duty.id AND staff_visit_counts(v)
     AND v.visited_on BETWEEN make_date(duty.year, duty.quarter * 3 - 2, 1) AND by_day
$$;

CREATE OR REPLACE FUNCTION staff_doubt_reaches_duties() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT FROM staff_dutyanswer a JOIN staff_visitduty d ON d.id = a.duty_id
              WHERE a.visit_id = NEW.visit_id AND d.status = 'done'
                AND NOT staff_duty_visited(d, d.due_on)) THEN
    RAISE EXCEPTION 'a duty is done by a doubted visit %', NEW.visit_id USING ERRCODE = '23514';
  END IF;
  RETURN NULL;
END $$;

-- Whose hand may do what in care: the owner of a matter, who records a visit, who withdraws an
-- application, the goal of a pairing that has ended, the five working days of a notice.

CREATE OR REPLACE FUNCTION staff_may(person bigint, able text) RETURNS boolean LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
  SELECT EXISTS (
    SELECT FROM welfare_user u
      JOIN welfare_user_groups g ON g.user_id = u.id
      JOIN auth_group_permissions gp ON gp.group_id = g.group_id
      JOIN auth_permission p ON p.id = gp.permission_id
     WHERE u.id = person AND u.is_active AND p.codename = able)
$$;

CREATE OR REPLACE FUNCTION staff_matter_owner_may() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF NEW.kind IN ('raised', 'assigned') AND NEW.owner_id IS NOT NULL
     AND NOT staff_may(NEW.owner_id, 'answer_matter') THEN
    RAISE EXCEPTION 'user % cannot own matter %', NEW.owner_id, NEW.matter_id
      USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER owner_may BEFORE INSERT ON staff_matterstep
  FOR EACH ROW EXECUTE FUNCTION staff_matter_owner_may();
ALTER TABLE staff_matterstep ENABLE ALWAYS TRIGGER owner_may;

-- A visit is recorded by the cadre who leads or led, or by the office.
CREATE OR REPLACE FUNCTION staff_visit_by_its_cadre() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM staff_pairing p JOIN staff_cadre c ON c.id = p.cadre_id
                  WHERE p.id = NEW.pairing_id AND c.user_id = NEW.recorded_by_id)
     AND NOT staff_may(NEW.recorded_by_id, 'manage_pairings') THEN
    RAISE EXCEPTION 'user % does not lead pairing %', NEW.recorded_by_id, NEW.pairing_id
      USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER by_its_cadre BEFORE INSERT ON staff_visit
  FOR EACH ROW EXECUTE FUNCTION staff_visit_by_its_cadre();
ALTER TABLE staff_visit ENABLE ALWAYS TRIGGER by_its_cadre;

CREATE OR REPLACE FUNCTION staff_ended_pairing_keeps_its_plan() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'pairing % has ended: its goal stands', OLD.id USING ERRCODE = '23514';
END $$;
CREATE TRIGGER keeps_its_plan BEFORE UPDATE OF goal, measures ON staff_pairing FOR EACH ROW
  WHEN (OLD.until IS NOT NULL AND (OLD.goal, OLD.measures) IS DISTINCT FROM (NEW.goal, NEW.measures))
  EXECUTE FUNCTION staff_ended_pairing_keeps_its_plan();
ALTER TABLE staff_pairing ENABLE ALWAYS TRIGGER keeps_its_plan;

-- The worker withdraws himself; an officer for him, as one who fills in; or he has left the roster.
CREATE OR REPLACE FUNCTION staff_who_withdraws() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM staff_hardshipfile f JOIN staff_worker w ON w.id = f.worker_id
                  WHERE f.id = NEW.file_id AND (w.user_id = NEW.by_id OR w.left_on IS NOT NULL))
     AND (NEW.duty <> 'apply' OR NOT staff_may(NEW.by_id, 'manage_hardship')) THEN
    RAISE EXCEPTION 'user % does not withdraw run %', NEW.by_id, NEW.certification_id
      USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER who_withdraws BEFORE INSERT ON staff_filestep FOR EACH ROW
  WHEN (NEW.act = 'withdrawn') EXECUTE FUNCTION staff_who_withdraws();
ALTER TABLE staff_filestep ENABLE ALWAYS TRIGGER who_withdraws;

-- Five working days, by the holiday table: Saturdays and Sundays are free unless it says otherwise.
CREATE OR REPLACE FUNCTION staff_working_days(first date, last date) RETURNS bigint
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT count(*) FROM generate_series(first, last, interval '1 day') span (d)
    LEFT JOIN welfare_holiday h ON h.day = span.d::date
   WHERE coalesce(h.is_working, extract(isodow FROM span.d) < 6)
$$;
CREATE OR REPLACE FUNCTION staff_notice_is_long_enough() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF staff_working_days(NEW.publicity_from, NEW.publicity_until) < 5 THEN
    RAISE EXCEPTION 'the notice of run % stands for fewer than five working days', NEW.id
      USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER long_enough BEFORE UPDATE ON staff_certification FOR EACH ROW
  WHEN (NEW.publicity_until IS NOT NULL AND (OLD.publicity_from, OLD.publicity_until)
        IS DISTINCT FROM (NEW.publicity_from, NEW.publicity_until))
  EXECUTE FUNCTION staff_notice_is_long_enough();
ALTER TABLE staff_certification ENABLE ALWAYS TRIGGER long_enough;

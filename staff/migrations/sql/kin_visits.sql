-- A relative who leads until another accepts (亲属包保): what he calls from the day the kinship is known
-- is kept, and counts for no duty. A declared one is known from its declaration, one of the household or
-- of the login, which need none, from the handover without which nobody may become kin of whom he leads:
-- the first of those that have followed each other without a day between.

CREATE OR REPLACE FUNCTION staff_visit_of_kin() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE declared date; asked date;
BEGIN
  NEW.by_kin := staff_led_by_kin(NEW.pairing_id);
  IF NOT NEW.by_kin THEN
    RETURN NEW;
  END IF;
  SELECT min(k.declared_on) INTO declared
      FROM staff_pairing p JOIN staff_cadre c ON c.id = p.cadre_id
      JOIN staff_hardshipfile f ON f.id = p.file_id
      JOIN staff_worker w ON w.id = f.worker_id
      JOIN staff_worker home ON home.id = w.id OR home.household_id = w.household_id
      JOIN staff_kinship k ON k.ended_on IS NULL AND (
           k.worker_id = home.id AND (k.relative_cadre_id = c.id OR k.relative_user_id = c.user_id
             OR k.relative_id IN (SELECT id FROM staff_worker WHERE user_id = c.user_id))
           OR k.relative_id = home.id
             AND k.worker_id IN (SELECT id FROM staff_worker WHERE user_id = c.user_id))
     WHERE p.id = NEW.pairing_id;
  SELECT h.proposed_on INTO asked
    FROM (SELECT id, proposed_on, lag(answered_on) OVER (ORDER BY id) AS ended
            FROM staff_handover WHERE pairing_id = NEW.pairing_id) h
   WHERE (h.ended IS NULL OR h.proposed_on > h.ended)
     AND EXISTS (SELECT FROM staff_pairing p JOIN staff_cadre c ON c.id = p.cadre_id
      JOIN staff_hardshipfile f ON f.id = p.file_id JOIN staff_worker w ON w.id = f.worker_id
      JOIN staff_worker home ON home.id = w.id OR home.household_id = w.household_id
     WHERE p.id = NEW.pairing_id AND home.user_id = c.user_id)
   ORDER BY h.id DESC LIMIT 1;
  NEW.by_kin := NEW.visited_on >= coalesce(least(declared, asked), NEW.visited_on);
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER of_kin BEFORE INSERT ON staff_visit
  FOR EACH ROW EXECUTE FUNCTION staff_visit_of_kin();
ALTER TABLE staff_visit ENABLE ALWAYS TRIGGER of_kin;

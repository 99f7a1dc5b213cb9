-- A file raised to the heaviest tier, or reviewed in it, goes to a leader with room or says why not.
-- Asked at the end of the transaction: the change and the handover it asks for are two statements. A
-- reason answers for the day it was written on: the next review asks again.
CREATE OR REPLACE FUNCTION staff_raised_file_is_led() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF staff_is_hardest(NEW.now_id) AND EXISTS (
       SELECT FROM staff_pairing p JOIN staff_cadre c ON c.id = p.cadre_id
        WHERE p.file_id = NEW.file_id AND p.until IS NULL AND c.kind <> 'leadership'
          AND NOT EXISTS (SELECT FROM staff_keptlead k
                           WHERE k.pairing_id = p.id AND k."on" = NEW."on")
          AND NOT EXISTS (SELECT FROM staff_handover h
                           WHERE h.pairing_id = p.id AND h.status = 'proposed'))
     AND staff_leader_is_free(NEW.file_id, NEW."on") THEN
    RAISE EXCEPTION 'a leader has room for file % and nobody says why not he', NEW.file_id
      USING ERRCODE = '23514';
  END IF;
  RETURN NULL;
END $$;
DROP TRIGGER IF EXISTS is_led_by_leader ON staff_tierchange;
CREATE CONSTRAINT TRIGGER is_led_by_leader AFTER INSERT ON staff_tierchange
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (NEW.was_id IS NOT NULL AND NEW.now_id IS NOT NULL)
  EXECUTE FUNCTION staff_raised_file_is_led();
ALTER TABLE staff_tierchange ENABLE ALWAYS TRIGGER is_led_by_leader;

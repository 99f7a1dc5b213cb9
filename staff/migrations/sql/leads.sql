-- A pairing beyond the load one cadre bears, or of 特困 past a leader who has room, carries its reason.

CREATE OR REPLACE FUNCTION staff_lead_is_explained() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE most int; carried int; person bigint; hardest boolean; own text;
BEGIN
  SELECT load_limit INTO most FROM staff_caremeasure
   WHERE valid_from <= NEW.since ORDER BY valid_from DESC LIMIT 1;
  SELECT kind INTO own FROM staff_cadre WHERE id = NEW.cadre_id FOR UPDATE;  -- one hand after the other
  SELECT count(*) INTO carried FROM staff_pairing WHERE cadre_id = NEW.cadre_id AND until IS NULL;
  IF carried >= most AND coalesce(octet_length(NEW.over_limit), 0) = 0 THEN
    RAISE EXCEPTION 'cadre % leads % already and nobody says why one more', NEW.cadre_id, carried
      USING ERRCODE = '23514';
  END IF;
  SELECT f.worker_id, t.key = 'extreme' INTO person, hardest
    FROM staff_hardshipfile f JOIN staff_tier t ON t.id = f.tier_id WHERE f.id = NEW.file_id;
  IF hardest AND own <> 'leadership' AND coalesce(octet_length(NEW.no_leader), 0) = 0
     AND EXISTS (
       SELECT FROM staff_cadre c
        WHERE c.kind = 'leadership' AND (c.left_on IS NULL OR c.left_on > NEW.since)
          AND (SELECT count(*) FROM staff_pairing p WHERE p.cadre_id = c.id AND p.until IS NULL) < most
          AND NOT EXISTS (SELECT FROM staff_worker w WHERE w.id = person AND w.user_id = c.user_id)
          AND NOT EXISTS (SELECT FROM staff_kin(person) kin
                           WHERE kin.cadre_id = c.id OR kin.user_id = c.user_id)
          AND NOT EXISTS (SELECT FROM staff_pairing was  -- he is the one who hands it over
                           WHERE was.file_id = NEW.file_id AND was.cadre_id = c.id
                             AND was.until = NEW.since)) THEN
    RAISE EXCEPTION 'a leader has room for file % and nobody says why not he', NEW.file_id
      USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER explained BEFORE INSERT ON staff_pairing FOR EACH ROW
  WHEN (NEW.until IS NULL) EXECUTE FUNCTION staff_lead_is_explained();
ALTER TABLE staff_pairing ENABLE ALWAYS TRIGGER explained;

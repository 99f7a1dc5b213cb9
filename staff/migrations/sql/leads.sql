-- A pairing beyond the load one cadre bears, or of the heaviest tier past a leader, carries its reason.

CREATE OR REPLACE FUNCTION staff_leader_is_free(asked bigint, day date) RETURNS boolean
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT EXISTS (
    SELECT FROM staff_hardshipfile f
      JOIN staff_cadre c ON c.kind = 'leadership' AND (c.left_on IS NULL OR c.left_on > day)
     WHERE f.id = asked
       AND (SELECT count(*) FROM staff_pairing p WHERE p.cadre_id = c.id AND p.until IS NULL)
           < (SELECT load_limit FROM staff_caremeasure
               WHERE valid_from <= day ORDER BY valid_from DESC LIMIT 1)
       AND NOT EXISTS (SELECT FROM staff_worker w WHERE w.id = f.worker_id AND w.user_id = c.user_id)
       AND NOT EXISTS (SELECT FROM staff_kin(f.worker_id) kin
                        WHERE kin.cadre_id = c.id OR kin.user_id = c.user_id)
       AND NOT EXISTS (SELECT FROM staff_pairing was  -- he is the one who hands it over
                        WHERE was.file_id = f.id AND was.cadre_id = c.id AND was.until = day))
$$;

CREATE OR REPLACE FUNCTION staff_lead_is_explained() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE most int; carried int; hardest boolean; own text;
BEGIN
  SELECT load_limit INTO most FROM staff_caremeasure
   WHERE valid_from <= NEW.since ORDER BY valid_from DESC LIMIT 1;
  SELECT kind INTO own FROM staff_cadre WHERE id = NEW.cadre_id FOR UPDATE;  -- one hand after the other
  SELECT count(*) INTO carried FROM staff_pairing WHERE cadre_id = NEW.cadre_id AND until IS NULL;
  IF carried >= most AND coalesce(octet_length(NEW.over_limit), 0) = 0 THEN
    RAISE EXCEPTION 'cadre % leads % already and nobody says why one more', NEW.cadre_id, carried
      USING ERRCODE = '23514';
  END IF;
  SELECT staff_is_hardest(tier_id) INTO hardest FROM staff_hardshipfile WHERE id = NEW.file_id;
  IF hardest AND own <> 'leadership' AND coalesce(octet_length(NEW.no_leader), 0) = 0
     AND staff_leader_is_free(NEW.file_id, NEW.since) THEN
    RAISE EXCEPTION 'a leader has room for file % and nobody says why not he', NEW.file_id
      USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER explained BEFORE INSERT ON staff_pairing FOR EACH ROW
  WHEN (NEW.until IS NULL) EXECUTE FUNCTION staff_lead_is_explained();
ALTER TABLE staff_pairing ENABLE ALWAYS TRIGGER explained;

-- A relative found out later 亲属 leads on only while his handover waits for an answer.

CREATE OR REPLACE FUNCTION staff_led_by_kin(pairing bigint) RETURNS boolean LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
  SELECT EXISTS (
    SELECT FROM staff_pairing p JOIN staff_cadre c ON c.id = p.cadre_id
      JOIN staff_hardshipfile f ON f.id = p.file_id JOIN staff_worker w ON w.id = f.worker_id
     WHERE p.id = pairing AND (w.user_id = c.user_id
        OR EXISTS (SELECT FROM staff_kin(w.id) kin
                    WHERE kin.cadre_id = c.id OR kin.user_id = c.user_id)))
$$;

CREATE OR REPLACE FUNCTION staff_refuse_kin_leads(persons bigint[], leads bigint[]) RETURNS void
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE stuck bigint;
BEGIN
  SELECT p.id INTO stuck
    FROM staff_pairing p JOIN staff_hardshipfile f ON f.id = p.file_id
   WHERE p.until IS NULL
     AND (p.cadre_id = ANY (leads) OR f.worker_id = ANY (persons) OR f.household_id IN (
           SELECT household_id FROM staff_worker WHERE id = ANY (persons)))
     AND NOT EXISTS (SELECT FROM staff_handover h
                      WHERE h.pairing_id = p.id AND h.status = 'proposed')
     AND staff_led_by_kin(p.id) LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'pairing % is led by kin and handed over to nobody', stuck
      USING ERRCODE = '23514';
  END IF;
END $$;

-- Asked at the end of the transaction: the kinship and the handover it forces are two statements.
CREATE OR REPLACE FUNCTION staff_kin_hands_over() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE persons bigint[]; leads bigint[]; now jsonb := to_jsonb(NEW);
BEGIN
  CASE TG_TABLE_NAME
    WHEN 'staff_kinship' THEN
      persons := ARRAY[(now ->> 'worker_id')::bigint, (now ->> 'relative_id')::bigint];
    WHEN 'staff_cadre' THEN
      leads := ARRAY[(now ->> 'id')::bigint];
    ELSE
      SELECT array_agg(cadre_id) INTO leads FROM staff_pairing
       WHERE id = (now ->> 'pairing_id')::bigint;
  END CASE;
  PERFORM staff_refuse_kin_leads(persons, leads);
  RETURN NULL;
END $$;

-- An import moves thousands into their households: who has no file at home and no login is passed.
CREATE OR REPLACE FUNCTION staff_worker_hands_over() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE leads bigint[];
BEGIN
  IF NEW.user_id IS NOT NULL THEN
    SELECT array_agg(id) INTO leads FROM staff_cadre WHERE user_id = NEW.user_id;
  ELSIF NOT EXISTS (SELECT FROM staff_hardshipfile WHERE worker_id = NEW.id)
    AND NOT EXISTS (SELECT FROM staff_hardshipfile WHERE household_id = NEW.household_id) THEN
    RETURN NULL;
  END IF;
  PERFORM staff_refuse_kin_leads(ARRAY[NEW.id], leads);
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER kin_hands_over AFTER INSERT ON staff_kinship
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION staff_kin_hands_over();
CREATE CONSTRAINT TRIGGER kin_hands_over AFTER UPDATE OF household_id, user_id ON staff_worker
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (NEW.household_id IS DISTINCT FROM OLD.household_id OR NEW.user_id IS DISTINCT FROM OLD.user_id)
  EXECUTE FUNCTION staff_worker_hands_over();
CREATE CONSTRAINT TRIGGER kin_hands_over AFTER UPDATE OF user_id ON staff_cadre
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.user_id IS NOT NULL)
  EXECUTE FUNCTION staff_kin_hands_over();
CREATE CONSTRAINT TRIGGER kin_hands_over AFTER UPDATE OF status ON staff_handover
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.status IN ('declined', 'withdrawn'))
  EXECUTE FUNCTION staff_kin_hands_over();

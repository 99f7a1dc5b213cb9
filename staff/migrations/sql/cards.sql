-- A bank card is changed by two people; the moments are the server's own.

-- Why a worker's card takes no money now: '' it does, 'single' one person changed it, 'young' it
-- is less than 72 hours old.
CREATE OR REPLACE FUNCTION staff_card_bar(person bigint) RETURNS text LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
  SELECT coalesce((
    SELECT CASE WHEN confirmed_by_id IS NULL THEN 'single'
                WHEN changed_at + interval '72 hours' > now() THEN 'young' ELSE '' END
      FROM staff_cardchange WHERE worker_id = person AND changed_at IS NOT NULL
     ORDER BY changed_at DESC, id DESC LIMIT 1), '')
$$;

CREATE OR REPLACE FUNCTION staff_card_change_kept() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE answers text[] := '{confirmed_by_id,confirmed_at,changed_at,dropped_by_id,drop_reason}';
BEGIN
  IF TG_OP = 'INSERT' THEN
    NEW.asked_at := now(); NEW.confirmed_at := NULL;
    IF NEW.confirmed_by_id IS NOT NULL OR NEW.dropped_by_id IS NOT NULL
       OR (NEW.origin = 'hand') <> (NEW.changed_at IS NULL)
       OR (NEW.origin = 'hand' AND (NEW.asked_by_id IS NULL OR NEW.card_index IS NULL)) THEN
      RAISE EXCEPTION 'a card change begins with one person' USING ERRCODE = '23514';
    END IF;
    IF NEW.changed_at IS NOT NULL THEN NEW.changed_at := now(); END IF;
    RETURN NEW;
  END IF;
  IF TG_OP = 'DELETE' OR to_jsonb(NEW) - answers IS DISTINCT FROM to_jsonb(OLD) - answers THEN
    RAISE EXCEPTION 'card change % never changes', OLD.id USING ERRCODE = '23514';
  END IF;
  IF OLD.dropped_by_id IS NOT NULL OR (OLD.confirmed_by_id IS NOT NULL
       AND (NEW.confirmed_by_id, NEW.confirmed_at, NEW.dropped_by_id)
           IS DISTINCT FROM (OLD.confirmed_by_id, OLD.confirmed_at, OLD.dropped_by_id))
     OR (NEW.dropped_by_id IS NOT NULL AND OLD.changed_at IS NOT NULL) THEN
    RAISE EXCEPTION 'card change % was answered before', OLD.id USING ERRCODE = '23514';
  END IF;
  IF OLD.confirmed_by_id IS NULL AND NEW.confirmed_by_id IS NOT NULL THEN
    NEW.confirmed_at := now();
  END IF;
  IF NEW.changed_at IS DISTINCT FROM OLD.changed_at
     AND (OLD.changed_at IS NOT NULL OR NEW.changed_at <> now() OR NEW.confirmed_at <> now()) THEN
    RAISE EXCEPTION 'card change % has its own moment', OLD.id USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER kept BEFORE INSERT OR UPDATE OR DELETE ON staff_cardchange
  FOR EACH ROW EXECUTE FUNCTION staff_card_change_kept();
ALTER TABLE staff_cardchange ENABLE ALWAYS TRIGGER kept;
REVOKE UPDATE, DELETE, TRUNCATE ON staff_cardchange FROM guanai_app;
GRANT UPDATE (confirmed_by_id, confirmed_at, dropped_by_id, drop_reason)
  ON staff_cardchange TO guanai_app;

-- Whoever writes another card into the registry leaves a row here: the one that was confirmed in
-- this transaction, else one of a single person. A first card is no change, a second first card is.
CREATE OR REPLACE FUNCTION staff_trace_cards() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE hand bigint := nullif(current_setting('guanai.hand', true), '')::bigint;
BEGIN
  WITH changed AS (
    SELECT n.id, n.bank_card_index FROM was o JOIN became n ON n.id = o.id
     WHERE o.bank_card_index IS DISTINCT FROM n.bank_card_index
       AND (o.bank_card_index IS NOT NULL
            OR EXISTS (SELECT FROM staff_cardchange WHERE worker_id = n.id))
  ), agreed AS (
    UPDATE staff_cardchange c SET changed_at = now() FROM changed
     WHERE c.worker_id = changed.id AND c.card_index = changed.bank_card_index
       AND c.confirmed_at = now() AND c.changed_at IS NULL AND c.dropped_by_id IS NULL
    RETURNING c.worker_id
  )
  INSERT INTO staff_cardchange (
    uid, worker_id, origin, card_index, bank_name, bank_branch, document, asked_by_id, asked_at,
    changed_at, drop_reason)
  SELECT gen_random_uuid(), id, 'roster', bank_card_index, '', '', '', hand, now(), now(), ''
    FROM changed WHERE id NOT IN (SELECT worker_id FROM agreed);
  RETURN NULL;
END $$;
CREATE TRIGGER traced_cards AFTER UPDATE ON staff_worker
  REFERENCING OLD TABLE AS was NEW TABLE AS became
  FOR EACH STATEMENT EXECUTE FUNCTION staff_trace_cards();
ALTER TABLE staff_worker ENABLE ALWAYS TRIGGER traced_cards;

-- Dated facts of people, places and households are kept.

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON staff_insuranceentry
  FOR EACH ROW EXECUTE FUNCTION append_only();
ALTER TABLE staff_insuranceentry ENABLE ALWAYS TRIGGER append_only;
REVOKE UPDATE, DELETE, TRUNCATE ON staff_insuranceentry FROM guanai_app;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON staff_tenuretrace
  FOR EACH ROW EXECUTE FUNCTION append_only();
ALTER TABLE staff_tenuretrace ENABLE ALWAYS TRIGGER append_only;
REVOKE UPDATE, DELETE, TRUNCATE ON staff_tenuretrace FROM guanai_app;

-- A departure and a kinship are answered once (return, undo, end); the rest of them never changes.
CREATE OR REPLACE FUNCTION staff_answered_once() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE answers text[] := TG_ARGV[0]::text[]; was jsonb; now jsonb;
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION '% is never deleted', TG_TABLE_NAME USING ERRCODE = '23514';
  END IF;
  was := to_jsonb(OLD); now := to_jsonb(NEW);
  IF was - answers IS DISTINCT FROM now - answers THEN
    RAISE EXCEPTION '% % never changes', TG_TABLE_NAME, OLD.id USING ERRCODE = '23514';
  END IF;
  IF was ->> TG_ARGV[1] IS NOT NULL OR was ->> TG_ARGV[2] IS NOT NULL THEN
    RAISE EXCEPTION '% % was answered before', TG_TABLE_NAME, OLD.id USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER answered_once BEFORE UPDATE OR DELETE ON staff_departure FOR EACH ROW
  EXECUTE FUNCTION staff_answered_once(
    '{returned_on,return_document,returned_by_id,undone_at,undone_by_id,undo_reason}',
    'returned_on', 'undone_at');
CREATE TRIGGER answered_once BEFORE UPDATE OR DELETE ON staff_kinship FOR EACH ROW
  EXECUTE FUNCTION staff_answered_once('{ended_on,end_reason}', 'ended_on', 'ended_on');
REVOKE DELETE, TRUNCATE ON staff_departure, staff_kinship FROM guanai_app;

-- Closing an open row is how history goes on; any other change of a row keeps what it said.
CREATE OR REPLACE FUNCTION staff_trace_tenures() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    INSERT INTO staff_tenuretrace (worker_id, since, until, station_id, job, post, identity, at)
    SELECT worker_id, since, until, station_id, job, post, identity, now() FROM was;
  ELSE
    INSERT INTO staff_tenuretrace (worker_id, since, until, station_id, job, post, identity, at)
    SELECT o.worker_id, o.since, o.until, o.station_id, o.job, o.post, o.identity, now()
      FROM was o JOIN became n ON n.id = o.id
     WHERE (o.worker_id, o.since, o.station_id, o.job, o.post, o.identity)
           IS DISTINCT FROM (n.worker_id, n.since, n.station_id, n.job, n.post, n.identity)
        OR (o.until IS NOT NULL AND o.until IS DISTINCT FROM n.until);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER traced_update AFTER UPDATE ON staff_tenure
  REFERENCING OLD TABLE AS was NEW TABLE AS became
  FOR EACH STATEMENT EXECUTE FUNCTION staff_trace_tenures();
CREATE TRIGGER traced_delete AFTER DELETE ON staff_tenure
  REFERENCING OLD TABLE AS was
  FOR EACH STATEMENT EXECUTE FUNCTION staff_trace_tenures();
REVOKE INSERT ON staff_tenuretrace FROM guanai_app;

-- Who has left has no dated row from that day on, not by a forgotten one either (held.sql).
CREATE OR REPLACE FUNCTION staff_leaver_is_closed() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT FROM staff_tenure
              WHERE worker_id = NEW.id AND (until IS NULL OR until > NEW.left_on)) THEN
    RAISE EXCEPTION 'worker % still holds a post after leaving', NEW.id USING ERRCODE = '23514';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER leaver_is_closed AFTER UPDATE OF left_on ON staff_worker FOR EACH ROW
  WHEN (NEW.left_on IS NOT NULL) EXECUTE FUNCTION staff_leaver_is_closed();

-- The file carries its worker's household, so that an index can refuse a second open one.
CREATE OR REPLACE FUNCTION staff_file_household() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  SELECT household_id INTO NEW.household_id FROM staff_worker WHERE id = NEW.worker_id;
  RETURN NEW;
END $$;
CREATE TRIGGER file_household BEFORE INSERT OR UPDATE ON staff_hardshipfile
  FOR EACH ROW EXECUTE FUNCTION staff_file_household();

CREATE OR REPLACE FUNCTION staff_worker_household() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  UPDATE staff_hardshipfile SET household_id = NEW.household_id WHERE worker_id = NEW.id;
  RETURN NULL;
END $$;
CREATE TRIGGER worker_household AFTER UPDATE OF household_id ON staff_worker FOR EACH ROW
  WHEN (OLD.household_id IS DISTINCT FROM NEW.household_id)
  EXECUTE FUNCTION staff_worker_household();

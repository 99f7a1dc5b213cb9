-- What a worker holds: his station, and his dated records one at a time. Keys and the exclusion of
-- overlapping records cost more row by row than the rows of an import; here a statement asks once.

CREATE OR REPLACE FUNCTION staff_stations_are_known() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE wanted bigint[]; held bigint;
BEGIN
  SELECT array_agg(DISTINCT station_id) INTO wanted FROM became;
  PERFORM FROM staff_station WHERE id = ANY(wanted) FOR KEY SHARE;
  GET DIAGNOSTICS held = ROW_COUNT;
  IF held < cardinality(wanted) THEN
    RAISE EXCEPTION 'a station of % is not known', TG_TABLE_NAME USING ERRCODE = '23503';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER stations_insert AFTER INSERT ON staff_worker REFERENCING NEW TABLE AS became
  FOR EACH STATEMENT EXECUTE FUNCTION staff_stations_are_known();
CREATE TRIGGER stations_insert AFTER INSERT ON staff_tenure REFERENCING NEW TABLE AS became
  FOR EACH STATEMENT EXECUTE FUNCTION staff_stations_are_known();

CREATE OR REPLACE FUNCTION staff_station_is_known() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM FROM staff_station WHERE id = NEW.station_id FOR KEY SHARE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'a station of % is not known', TG_TABLE_NAME USING ERRCODE = '23503';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER station_update AFTER UPDATE OF station_id ON staff_worker FOR EACH ROW
  WHEN (OLD.station_id IS DISTINCT FROM NEW.station_id)
  EXECUTE FUNCTION staff_station_is_known();
CREATE TRIGGER station_update AFTER UPDATE OF station_id ON staff_tenure FOR EACH ROW
  WHEN (OLD.station_id IS DISTINCT FROM NEW.station_id)
  EXECUTE FUNCTION staff_station_is_known();

CREATE OR REPLACE FUNCTION staff_station_stays() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT FROM staff_worker WHERE station_id = OLD.id)
     OR EXISTS (SELECT FROM staff_tenure WHERE station_id = OLD.id) THEN
    RAISE EXCEPTION 'station % has workers', OLD.id USING ERRCODE = '23503';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER station_stays AFTER DELETE ON staff_station FOR EACH ROW
  EXECUTE FUNCTION staff_station_stays();
CREATE TRIGGER station_keeps_number AFTER UPDATE OF id ON staff_station FOR EACH ROW
  WHEN (OLD.id IS DISTINCT FROM NEW.id) EXECUTE FUNCTION staff_station_stays();

-- Records of workers whom others can see are written by one at a time, so that the second finds
-- what the first wrote. Workers of this same transaction need no lock.
CREATE OR REPLACE FUNCTION staff_one_post_at_a_time() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE person bigint;
BEGIN
  PERFORM FROM staff_worker
    WHERE id IN (SELECT worker_id FROM became) AND xmin <> pg_current_xact_id()::xid
    ORDER BY id FOR NO KEY UPDATE;
  SELECT n.worker_id INTO person
    FROM became n LEFT JOIN staff_worker w ON w.id = n.worker_id WHERE w.id IS NULL LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'worker % is not known', person USING ERRCODE = '23503';
  END IF;
  SELECT w.id INTO person FROM became n JOIN staff_worker w ON w.id = n.worker_id
   WHERE w.left_on IS NOT NULL AND (n.until IS NULL OR n.until > w.left_on) LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'worker % has left the roster', person USING ERRCODE = '23514';
  END IF;
  SELECT n.worker_id INTO person FROM became n JOIN staff_tenure t ON t.worker_id = n.worker_id
   WHERE t.id <> n.id AND (t.until IS NULL OR n.until IS NULL)
     AND daterange(t.since, t.until) && daterange(n.since, n.until) LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'worker %: tenure_one_at_a_time', person
      USING ERRCODE = '23P01', CONSTRAINT = 'tenure_one_at_a_time', TABLE = 'staff_tenure';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER one_post_insert AFTER INSERT ON staff_tenure REFERENCING NEW TABLE AS became
  FOR EACH STATEMENT EXECUTE FUNCTION staff_one_post_at_a_time();
CREATE TRIGGER one_post_update AFTER UPDATE ON staff_tenure REFERENCING NEW TABLE AS became
  FOR EACH STATEMENT EXECUTE FUNCTION staff_one_post_at_a_time();

CREATE OR REPLACE FUNCTION staff_worker_keeps_records() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT FROM was JOIN staff_tenure t ON t.worker_id = was.id) THEN
    RAISE EXCEPTION 'a worker has dated records' USING ERRCODE = '23503';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER keeps_records AFTER DELETE ON staff_worker REFERENCING OLD TABLE AS was
  FOR EACH STATEMENT EXECUTE FUNCTION staff_worker_keeps_records();

CREATE OR REPLACE FUNCTION staff_worker_stays() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'a worker keeps his number' USING ERRCODE = '23503';
END $$;
CREATE TRIGGER keeps_number BEFORE UPDATE OF id ON staff_worker FOR EACH ROW
  WHEN (OLD.id IS DISTINCT FROM NEW.id) EXECUTE FUNCTION staff_worker_stays();
ALTER TABLE staff_worker ENABLE ALWAYS TRIGGER stations_insert;
ALTER TABLE staff_worker ENABLE ALWAYS TRIGGER station_update;
ALTER TABLE staff_worker ENABLE ALWAYS TRIGGER keeps_records;
ALTER TABLE staff_worker ENABLE ALWAYS TRIGGER keeps_number;
ALTER TABLE staff_tenure ENABLE ALWAYS TRIGGER stations_insert;
ALTER TABLE staff_tenure ENABLE ALWAYS TRIGGER station_update;
ALTER TABLE staff_tenure ENABLE ALWAYS TRIGGER one_post_insert;
ALTER TABLE staff_tenure ENABLE ALWAYS TRIGGER one_post_update;
ALTER TABLE staff_station ENABLE ALWAYS TRIGGER station_stays;
ALTER TABLE staff_station ENABLE ALWAYS TRIGGER station_keeps_number;

-- The list of delegates 代表名单: written with its meeting, of people on the roster that day, never
-- changed; where one is kept, who was entitled and there are its numbers.

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON disclosure_delegate
  FOR EACH ROW EXECUTE FUNCTION append_only();
ALTER TABLE disclosure_delegate ENABLE ALWAYS TRIGGER append_only;
REVOKE UPDATE, DELETE, TRUNCATE ON disclosure_delegate FROM guanai_app;

CREATE OR REPLACE FUNCTION disclosure_delegate_on_roster() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE c disclosure_congress;
BEGIN
  SELECT * INTO c FROM disclosure_congress WHERE id = NEW.congress_id;
  IF c.confirmed_by_id IS NOT NULL OR NOT EXISTS (
    SELECT FROM staff_tenure t WHERE t.worker_id = NEW.worker_id AND t.station_id = NEW.station_id
       AND t.since <= c.held_on AND (t.until IS NULL OR t.until > c.held_on)) THEN
    RAISE EXCEPTION 'worker % was no delegate of that day', NEW.worker_id USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER on_roster BEFORE INSERT ON disclosure_delegate
  FOR EACH ROW EXECUTE FUNCTION disclosure_delegate_on_roster();
ALTER TABLE disclosure_delegate ENABLE ALWAYS TRIGGER on_roster;

CREATE OR REPLACE FUNCTION disclosure_delegates_counted() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (
    SELECT FROM disclosure_congress c WHERE c.id = NEW.congress_id
       AND (c.entitled, c.present) = (
         SELECT count(*), count(*) FILTER (WHERE attendance = 'present')
           FROM disclosure_delegate WHERE congress_id = c.id)) THEN
    RAISE EXCEPTION 'the numbers of a meeting are those of its list' USING ERRCODE = '23514';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER counted AFTER INSERT ON disclosure_delegate
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION disclosure_delegates_counted();
ALTER TABLE disclosure_delegate ENABLE ALWAYS TRIGGER counted;

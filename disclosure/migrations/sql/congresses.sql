-- Congress 职工代表大会: resolutions and minutes are only added to, before another has confirmed them;
-- only what was passed stands behind a charter, a standard or a report.

DO $$
DECLARE part text;
BEGIN
  FOREACH part IN ARRAY ARRAY['resolution', 'congresspaper'] LOOP
    EXECUTE format('CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON disclosure_%s
      FOR EACH ROW EXECUTE FUNCTION append_only()', part);
    EXECUTE format('ALTER TABLE disclosure_%s ENABLE ALWAYS TRIGGER append_only', part);
    EXECUTE format('REVOKE UPDATE, DELETE, TRUNCATE ON disclosure_%s FROM guanai_app', part);
  END LOOP;
END $$;
REVOKE DELETE, TRUNCATE ON disclosure_congress FROM guanai_app;

CREATE OR REPLACE FUNCTION disclosure_congress_confirmed_once() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.confirmed_by_id IS NOT NULL THEN
      RAISE EXCEPTION 'a congress is recorded before it is confirmed' USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
  END IF;
  IF TG_OP = 'DELETE' OR OLD.confirmed_by_id IS NOT NULL
     OR to_jsonb(NEW) - '{confirmed_by_id,confirmed_on}'::text[]
        IS DISTINCT FROM to_jsonb(OLD) - '{confirmed_by_id,confirmed_on}'::text[] THEN
    RAISE EXCEPTION 'what a congress was stands' USING ERRCODE = '23514';
  END IF;
  IF NOT EXISTS (SELECT FROM disclosure_congresspaper WHERE congress_id = NEW.id) THEN
    RAISE EXCEPTION 'a congress is confirmed by its minutes' USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER confirmed_once BEFORE INSERT OR UPDATE OR DELETE ON disclosure_congress
  FOR EACH ROW EXECUTE FUNCTION disclosure_congress_confirmed_once();
ALTER TABLE disclosure_congress ENABLE ALWAYS TRIGGER confirmed_once;

CREATE OR REPLACE FUNCTION disclosure_resolution_as_voted() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE c disclosure_congress;
BEGIN
  SELECT * INTO c FROM disclosure_congress WHERE id = NEW.congress_id;
  IF c.confirmed_by_id IS NOT NULL THEN
    RAISE EXCEPTION 'a confirmed congress resolves nothing more' USING ERRCODE = '23514';
  END IF;
  IF NEW.agreed + NEW.refused + NEW.abstained <> c.present THEN
    RAISE EXCEPTION 'who was there has voted' USING ERRCODE = '23514';
  END IF;
  IF (NEW.agreed * 2 <= c.entitled OR c.present * 3 < c.entitled * 2)
     AND (NEW.report_year IS NOT NULL OR EXISTS (
       SELECT FROM jsonb_each(to_jsonb(NEW)) part WHERE part.value <> 'null'
          AND part.key IN ('charter_id', 'care_id', 'help_id', 'tiers_id', 'rules_id', 'line_id'))) THEN
    RAISE EXCEPTION 'only what was passed stands behind something' USING ERRCODE = '23514';
  END IF;
  IF NEW.charter_id IS NOT NULL AND NEW.number IS DISTINCT FROM
     (SELECT resolution FROM mutualfund_charter WHERE id = NEW.charter_id) THEN
    RAISE EXCEPTION 'the charter names another resolution' USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER as_voted BEFORE INSERT ON disclosure_resolution
  FOR EACH ROW EXECUTE FUNCTION disclosure_resolution_as_voted();
ALTER TABLE disclosure_resolution ENABLE ALWAYS TRIGGER as_voted;

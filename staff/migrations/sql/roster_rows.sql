-- The rows of an import belong to it. A foreign key asks once a row, 100,000 times for one answer;

-- Of a number collated "C" its unique index answers LIKE as well; who has no account needs no entry.
DROP INDEX staff_worker_number_300fced3_like;
ALTER TABLE staff_worker DROP CONSTRAINT staff_worker_user_id_key;
CREATE UNIQUE INDEX worker_one_per_account ON staff_worker (user_id) WHERE user_id IS NOT NULL;
-- this asks once a statement, and holds the import as a foreign key would.

CREATE OR REPLACE FUNCTION staff_rows_have_an_import() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE wanted bigint[]; held bigint;
BEGIN
  SELECT array_agg(DISTINCT roster_id) INTO wanted FROM became;
  PERFORM FROM staff_rosterimport WHERE id = ANY(wanted) FOR KEY SHARE;
  GET DIAGNOSTICS held = ROW_COUNT;
  IF held < cardinality(wanted) THEN
    RAISE EXCEPTION 'a row of no import' USING ERRCODE = '23503';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER rows_have_an_import AFTER INSERT ON staff_rosterimportrow
  REFERENCING NEW TABLE AS became
  FOR EACH STATEMENT EXECUTE FUNCTION staff_rows_have_an_import();

CREATE OR REPLACE FUNCTION staff_row_stays() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'a row stays with its import' USING ERRCODE = '23503';
END $$;
CREATE TRIGGER row_stays BEFORE UPDATE OF roster_id ON staff_rosterimportrow FOR EACH ROW
  WHEN (OLD.roster_id IS DISTINCT FROM NEW.roster_id) EXECUTE FUNCTION staff_row_stays();

CREATE OR REPLACE FUNCTION staff_import_keeps_rows() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT FROM staff_rosterimportrow WHERE roster_id = OLD.id) THEN
    RAISE EXCEPTION 'import % has rows', OLD.id USING ERRCODE = '23503';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER import_keeps_rows AFTER DELETE ON staff_rosterimport FOR EACH ROW
  EXECUTE FUNCTION staff_import_keeps_rows();
CREATE TRIGGER import_keeps_number AFTER UPDATE OF id ON staff_rosterimport FOR EACH ROW
  WHEN (OLD.id IS DISTINCT FROM NEW.id) EXECUTE FUNCTION staff_import_keeps_rows();

-- A seat on the committee is kept: confirmed once, told to end once, ended once, on the day told.
CREATE OR REPLACE FUNCTION mutualfund_seat_kept() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE
  confirming text[] := '{confirmed_by_id,confirmed_on}';
  leaving text[] := '{leaves_on,leave_document,ended_by_id}';
  was jsonb; is_now jsonb;
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'seat % is kept: % refused', OLD.id, TG_OP USING ERRCODE = '23514';
  END IF;
  was := to_jsonb(OLD);
  is_now := to_jsonb(NEW);
  IF OLD.confirmed_on IS NULL THEN
    was := was - confirming;
    is_now := is_now - confirming;
  END IF;
  IF OLD.leaves_on IS NULL THEN
    was := was - leaving;
    is_now := is_now - leaving;
  END IF;
  IF OLD.until IS NULL AND NEW.until = OLD.leaves_on THEN
    was := was - 'until';
    is_now := is_now - 'until';
  END IF;
  IF was IS DISTINCT FROM is_now THEN
    RAISE EXCEPTION 'seat % is kept: % refused', OLD.id, TG_OP USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER kept BEFORE UPDATE OR DELETE ON mutualfund_committeemember
  FOR EACH ROW EXECUTE FUNCTION mutualfund_seat_kept();
ALTER TABLE mutualfund_committeemember ENABLE ALWAYS TRIGGER kept;
REVOKE UPDATE, DELETE, TRUNCATE ON mutualfund_committeemember FROM guanai_app;
GRANT UPDATE (confirmed_by_id, confirmed_on, leaves_on, leave_document, ended_by_id, until)
  ON mutualfund_committeemember TO guanai_app;

-- The key of a handler 受理人: whoever could put his own public half in its place would read every report
-- that comes. Its owner locks it anew with another passphrase; it ends once.

CREATE OR REPLACE FUNCTION disclosure_handler_key_stays() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF OLD.ended_on IS NOT NULL OR to_jsonb(NEW) - '{salt,locked,ended_on}'::text[]
     IS DISTINCT FROM to_jsonb(OLD) - '{salt,locked,ended_on}'::text[] THEN
    RAISE EXCEPTION 'the key of a handler is not exchanged' USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER stays BEFORE UPDATE ON disclosure_handlerkey
  FOR EACH ROW EXECUTE FUNCTION disclosure_handler_key_stays();
ALTER TABLE disclosure_handlerkey ENABLE ALWAYS TRIGGER stays;

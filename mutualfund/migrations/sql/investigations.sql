-- Who looks into a claim is changed before he signs, and only with a step that says why.
CREATE OR REPLACE FUNCTION mutualfund_investigator_replaced() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE told text;
BEGIN
  SELECT act INTO told FROM mutualfund_claimstep WHERE claim_id = NEW.claim_id
    ORDER BY id DESC LIMIT 1;
  IF NEW.claim_id <> OLD.claim_id OR told IS DISTINCT FROM 'replaced' THEN
    RAISE EXCEPTION 'investigator % is replaced without a word', OLD.id USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER replaced BEFORE UPDATE OF claim_id, investigator_id ON mutualfund_investigation
  FOR EACH ROW WHEN ((NEW.claim_id, NEW.investigator_id) IS DISTINCT FROM (OLD.claim_id, OLD.investigator_id))
  EXECUTE FUNCTION mutualfund_investigator_replaced();
ALTER TABLE mutualfund_investigation ENABLE ALWAYS TRIGGER replaced;

-- While an objection to its notice 公示异议 is open, a claim is not paid.

CREATE OR REPLACE FUNCTION mutualfund_hold_kept() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    -- the row a payment locks too: whichever comes second sees the first
    PERFORM FROM mutualfund_claim WHERE id = NEW.claim_id FOR UPDATE;
    IF NEW.lifted_on IS NOT NULL
       OR EXISTS (SELECT FROM mutualfund_payment WHERE claim_id = NEW.claim_id) THEN
      RAISE EXCEPTION 'claim % is not to be held', NEW.claim_id USING ERRCODE = '23514';
    END IF;
  ELSIF TG_OP = 'DELETE' OR OLD.lifted_on IS NOT NULL OR NEW.lifted_on IS NULL
     OR to_jsonb(NEW) - 'lifted_on' IS DISTINCT FROM to_jsonb(OLD) - 'lifted_on' THEN
    RAISE EXCEPTION 'hold % is lifted once', OLD.id USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER kept BEFORE INSERT OR UPDATE OR DELETE ON mutualfund_noticehold
  FOR EACH ROW EXECUTE FUNCTION mutualfund_hold_kept();
ALTER TABLE mutualfund_noticehold ENABLE ALWAYS TRIGGER kept;
REVOKE UPDATE, DELETE, TRUNCATE ON mutualfund_noticehold FROM guanai_app;
GRANT UPDATE (lifted_on) ON mutualfund_noticehold TO guanai_app;

CREATE OR REPLACE FUNCTION mutualfund_payment_unopposed() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM FROM mutualfund_claim WHERE id = NEW.claim_id FOR UPDATE;
  IF NOT mutualfund_sent_to_bank(NEW.claim_id, NEW.method)
     AND EXISTS (SELECT FROM mutualfund_noticehold
                  WHERE claim_id = NEW.claim_id AND lifted_on IS NULL) THEN
    RAISE EXCEPTION 'an objection to claim % is not answered', NEW.claim_id
      USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER answered_first BEFORE INSERT ON mutualfund_payment
  FOR EACH ROW EXECUTE FUNCTION mutualfund_payment_unopposed();
ALTER TABLE mutualfund_payment ENABLE ALWAYS TRIGGER answered_first;

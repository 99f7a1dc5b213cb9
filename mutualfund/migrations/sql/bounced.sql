-- A payment is kept; once its voucher was reversed in red it steps aside, once.
CREATE OR REPLACE FUNCTION mutualfund_payment_kept() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE moved text[] := '{claim_id,bounced_claim_id}';
BEGIN
  IF TG_OP = 'DELETE' OR to_jsonb(NEW) - moved IS DISTINCT FROM to_jsonb(OLD) - moved
     OR OLD.claim_id IS NULL OR NEW.claim_id IS NOT NULL
     OR NEW.bounced_claim_id IS DISTINCT FROM OLD.claim_id
     OR NOT EXISTS (SELECT FROM mutualfund_voucher WHERE reverses_id = OLD.voucher_id) THEN
    RAISE EXCEPTION 'payment % is kept: % refused', OLD.id, TG_OP USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
DROP TRIGGER append_only ON mutualfund_payment;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON mutualfund_payment
  FOR EACH ROW EXECUTE FUNCTION mutualfund_payment_kept();
ALTER TABLE mutualfund_payment ENABLE ALWAYS TRIGGER append_only;
GRANT UPDATE (claim_id, bounced_claim_id) ON mutualfund_payment TO guanai_app;
DROP TRIGGER waits_for_batch ON mutualfund_draftvoucher;
CREATE TRIGGER waits_for_batch BEFORE UPDATE OF status ON mutualfund_draftvoucher
  FOR EACH ROW WHEN (NEW.status = 'dropped' AND NEW.purpose LIKE 'pay%')
  EXECUTE FUNCTION mutualfund_draft_waits_for_batch();
ALTER TABLE mutualfund_draftvoucher ENABLE ALWAYS TRIGGER waits_for_batch;

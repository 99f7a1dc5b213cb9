-- A claim is paid once; the money of the dead waits.

-- Whether the money of a claim went to the bank in a batch whose answer is awaited.
CREATE OR REPLACE FUNCTION mutualfund_sent_to_bank(case_id bigint, how text) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
BEGIN
  RETURN how = 'bank' AND EXISTS (
    SELECT FROM mutualfund_payline l JOIN mutualfund_paybatch b ON b.id = l.batch_id
     WHERE l.claim_id = case_id AND l.result = 'pending' AND b.method = 'bank');
END $$;

CREATE OR REPLACE FUNCTION mutualfund_payment_apart() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE claim mutualfund_claim; voucher mutualfund_voucher; person bigint;
BEGIN
  SELECT * INTO claim FROM mutualfund_claim WHERE id = NEW.claim_id FOR UPDATE;
  SELECT * INTO voucher FROM mutualfund_voucher WHERE id = NEW.voucher_id;
  -- what the bank already paid is written down as it happened, though a hold came meanwhile
  IF claim.status <> 'payable' OR claim.publicity_until >= NEW.paid_on
     OR (claim.held_reason IS NOT NULL AND NOT mutualfund_sent_to_bank(NEW.claim_id, NEW.method)) THEN
    RAISE EXCEPTION 'claim % is not payable', NEW.claim_id USING ERRCODE = '23514';
  END IF;
  IF NEW.amount <> claim.approved_amount OR NEW.amount <> voucher.total
     OR voucher.source <> 'claim:' || NEW.claim_id
     OR voucher.cashier_id IS DISTINCT FROM NEW.cashier_id THEN
    RAISE EXCEPTION 'payment of claim % does not fit its voucher', NEW.claim_id USING ERRCODE = '23514';
  END IF;
  FOREACH person IN ARRAY ARRAY[NEW.cashier_id, voucher.maker_id, voucher.reviewer_id] LOOP
    PERFORM mutualfund_stand_apart(
      person, NEW.claim_id, false, ARRAY['receive', 'investigate', 'vote', 'finalise']);
  END LOOP;
  RETURN NEW;
END $$;
CREATE TRIGGER duties_apart BEFORE INSERT ON mutualfund_payment
  FOR EACH ROW EXECUTE FUNCTION mutualfund_payment_apart();
ALTER TABLE mutualfund_payment ENABLE ALWAYS TRIGGER duties_apart;

-- Deferred: decision and payment rows are written in the same transaction as the status.
CREATE OR REPLACE FUNCTION mutualfund_claim_earned() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE decided numeric; claim mutualfund_claim;
BEGIN
  SELECT * INTO claim FROM mutualfund_claim WHERE id = NEW.id;  -- as it stands at commit
  IF claim.approved_amount IS NOT NULL THEN
    SELECT d.amount INTO decided FROM mutualfund_decision d
      JOIN mutualfund_agendaitem i ON i.id = d.item_id
      WHERE i.claim_id = claim.id AND d.outcome = 'approved' AND NOT i.is_revoked;
    IF decided IS DISTINCT FROM claim.approved_amount THEN
      RAISE EXCEPTION 'claim % has no decision over %', claim.number, claim.approved_amount
        USING ERRCODE = '23514';
    END IF;
  END IF;
  IF claim.status IN ('paid', 'receipt_signed', 'closed')
     <> EXISTS (SELECT FROM mutualfund_payment WHERE claim_id = claim.id) THEN
    RAISE EXCEPTION 'claim % is paid if and only if it has its payment', claim.number
      USING ERRCODE = '23514';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER claim_earned AFTER INSERT OR UPDATE ON mutualfund_claim
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION mutualfund_claim_earned();
ALTER TABLE mutualfund_claim ENABLE ALWAYS TRIGGER claim_earned;

-- Serialised with a departure by the worker's row: whichever comes second sees the first.
CREATE OR REPLACE FUNCTION mutualfund_payment_to_the_living() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE person record;
BEGIN
  SELECT w.id, w.leave_reason INTO person FROM mutualfund_claim c
    JOIN mutualfund_member m ON m.id = c.member_id
    JOIN staff_worker w ON w.id = m.worker_id
   WHERE c.id = NEW.claim_id FOR SHARE OF w;
  IF person.leave_reason = 'died' AND NOT mutualfund_sent_to_bank(NEW.claim_id, NEW.method)
     AND (NEW.method <> 'cash' OR NOT EXISTS (
       SELECT FROM mutualfund_payee WHERE claim_id = NEW.claim_id)) THEN
    RAISE EXCEPTION 'the applicant of claim % is dead', NEW.claim_id USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER to_the_living BEFORE INSERT ON mutualfund_payment
  FOR EACH ROW EXECUTE FUNCTION mutualfund_payment_to_the_living();
ALTER TABLE mutualfund_payment ENABLE ALWAYS TRIGGER to_the_living;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON mutualfund_payee
  FOR EACH ROW EXECUTE FUNCTION append_only();
ALTER TABLE mutualfund_payee ENABLE ALWAYS TRIGGER append_only;
REVOKE UPDATE, DELETE, TRUNCATE ON mutualfund_payee FROM guanai_app;

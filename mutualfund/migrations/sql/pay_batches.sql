-- Batches of payments: frozen when made, answered once, nothing paid twice or to a card just changed.

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON mutualfund_paybatch
  FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON mutualfund_cashreceipt
  FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON mutualfund_cashphoto
  FOR EACH ROW EXECUTE FUNCTION append_only();
ALTER TABLE mutualfund_paybatch ENABLE ALWAYS TRIGGER append_only;
ALTER TABLE mutualfund_cashreceipt ENABLE ALWAYS TRIGGER append_only;
ALTER TABLE mutualfund_cashphoto ENABLE ALWAYS TRIGGER append_only;
REVOKE UPDATE, DELETE, TRUNCATE
  ON mutualfund_paybatch, mutualfund_payline, mutualfund_cashreceipt, mutualfund_cashphoto
  FROM guanai_app;
GRANT UPDATE (result, fail_code, fail_words, result_on, result_by_id, payment_id)
  ON mutualfund_payline TO guanai_app;

-- The minutes 纪要 stand when the meeting that decided is closed.
CREATE OR REPLACE FUNCTION mutualfund_has_minutes(case_id bigint) RETURNS boolean LANGUAGE sql
STABLE SET search_path = public, pg_temp AS $$
  SELECT EXISTS (
    SELECT FROM mutualfund_decision d JOIN mutualfund_agendaitem i ON i.id = d.item_id
      JOIN mutualfund_meeting m ON m.id = i.meeting_id
     WHERE i.claim_id = case_id AND NOT i.is_revoked AND d.outcome = 'approved'
       AND m.status = 'closed')
$$;

-- Whom a claim's money goes to, locked against a change of his card.
CREATE OR REPLACE FUNCTION mutualfund_refuse_card(case_id bigint) RETURNS void LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE worker record; bar text;
BEGIN
  SELECT w.id, w.bank_card_index INTO worker FROM mutualfund_claim c
    JOIN mutualfund_member m ON m.id = c.member_id JOIN staff_worker w ON w.id = m.worker_id
   WHERE c.id = case_id FOR SHARE OF w;
  bar := staff_card_bar(worker.id);
  IF bar = 'single' THEN
    RAISE EXCEPTION 'the card of claim % was changed by one person', case_id USING ERRCODE = '23514';
  ELSIF bar = 'young' THEN
    RAISE EXCEPTION 'the card of claim % was changed less than 72 hours ago', case_id
      USING ERRCODE = '23514';
  END IF;
  IF EXISTS (
    SELECT FROM mutualfund_payline WHERE claim_id = case_id AND result = 'failed'
       AND fail_code IN ('card', 'closed') AND card_index = worker.bank_card_index) THEN
    RAISE EXCEPTION 'the card of claim % failed before', case_id USING ERRCODE = '23514';
  END IF;
END $$;

CREATE OR REPLACE FUNCTION mutualfund_pay_line_kept() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE
  answers text[] := '{result,fail_code,fail_words,result_on,result_by_id,payment_id}';
  claim mutualfund_claim; batch mutualfund_paybatch; paid mutualfund_payment; card bytea;
BEGIN
  IF TG_OP = 'DELETE' OR (TG_OP = 'UPDATE' AND (
       to_jsonb(NEW) - answers IS DISTINCT FROM to_jsonb(OLD) - answers
       OR OLD.result <> 'pending' OR NEW.result = 'pending')) THEN
    RAISE EXCEPTION 'line % of a batch is answered once', OLD.id USING ERRCODE = '23514';
  END IF;
  SELECT * INTO batch FROM mutualfund_paybatch WHERE id = NEW.batch_id;
  IF TG_OP = 'UPDATE' THEN
    IF NEW.result = 'paid' THEN
      SELECT * INTO paid FROM mutualfund_payment WHERE id = NEW.payment_id;
      IF (paid.claim_id, paid.amount, paid.method) IS DISTINCT FROM
         (NEW.claim_id, NEW.amount, batch.method) THEN
        RAISE EXCEPTION 'line % has another payment', NEW.id USING ERRCODE = '23514';
      END IF;
    END IF;
    RETURN NEW;
  END IF;
  IF NEW.result <> 'pending' THEN
    RAISE EXCEPTION 'a line begins without a result' USING ERRCODE = '23514';
  END IF;
  SELECT * INTO claim FROM mutualfund_claim WHERE id = NEW.claim_id FOR UPDATE;
  IF claim.status <> 'payable' OR claim.held_reason IS NOT NULL OR NEW.amount <> claim.approved_amount
     OR claim.publicity_until >= batch.made_on
     -- of what was advanced before the meeting only the rest is paid, by itself
     OR EXISTS (SELECT FROM mutualfund_advance WHERE claim_id = NEW.claim_id AND status = 'paid')
     OR NOT EXISTS (SELECT FROM mutualfund_draftvoucher WHERE source = 'claim:' || NEW.claim_id
                      AND purpose LIKE 'pay%' AND status = 'reviewed') THEN
    RAISE EXCEPTION 'claim % is not ready to be paid', NEW.claim_id USING ERRCODE = '23514';
  END IF;
  IF NOT mutualfund_has_minutes(NEW.claim_id) THEN
    RAISE EXCEPTION 'claim % has no minutes', NEW.claim_id USING ERRCODE = '23514';
  END IF;
  PERFORM mutualfund_stand_apart(batch.made_by_id, NEW.claim_id, false,
    ARRAY['receive', 'investigate', 'vote', 'finalise']);
  IF EXISTS (SELECT FROM mutualfund_draftvoucher
              WHERE source = 'claim:' || NEW.claim_id AND purpose LIKE 'pay%' AND status = 'reviewed'
                AND batch.made_by_id IN (maker_id, reviewer_id)) THEN
    RAISE EXCEPTION 'user % made or reviewed the voucher of claim %', batch.made_by_id, NEW.claim_id
      USING ERRCODE = '23514';
  END IF;
  IF batch.method = 'bank' THEN
    PERFORM mutualfund_refuse_card(NEW.claim_id);
    SELECT w.bank_card_index INTO card FROM mutualfund_member m
      JOIN staff_worker w ON w.id = m.worker_id WHERE m.id = claim.member_id;
    IF NEW.card IS NULL OR card IS NULL OR NEW.card_index IS DISTINCT FROM card THEN
      RAISE EXCEPTION 'line of claim % has another card', NEW.claim_id USING ERRCODE = '23514';
    END IF;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER kept BEFORE INSERT OR UPDATE OR DELETE ON mutualfund_payline
  FOR EACH ROW EXECUTE FUNCTION mutualfund_pay_line_kept();
ALTER TABLE mutualfund_payline ENABLE ALWAYS TRIGGER kept;

-- Deferred: the head says what the lines say, and no line comes later.
CREATE OR REPLACE FUNCTION mutualfund_batch_adds_up() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE batch mutualfund_paybatch; key bigint; many bigint; total numeric;
BEGIN
  key := CASE TG_TABLE_NAME WHEN 'mutualfund_paybatch' THEN to_jsonb(NEW) ->> 'id'
           ELSE to_jsonb(NEW) ->> 'batch_id' END;
  SELECT * INTO batch FROM mutualfund_paybatch WHERE id = key;
  SELECT count(*), sum(amount) INTO many, total FROM mutualfund_payline WHERE batch_id = key;
  IF (many, total) IS DISTINCT FROM (batch.many::bigint, batch.total::numeric) THEN
    RAISE EXCEPTION 'batch % says %, its lines %', batch.number, batch.total, total
      USING ERRCODE = '23514';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER adds_up AFTER INSERT ON mutualfund_paybatch
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION mutualfund_batch_adds_up();
CREATE CONSTRAINT TRIGGER adds_up AFTER INSERT ON mutualfund_payline
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION mutualfund_batch_adds_up();
ALTER TABLE mutualfund_paybatch ENABLE ALWAYS TRIGGER adds_up;
ALTER TABLE mutualfund_payline ENABLE ALWAYS TRIGGER adds_up;

-- A payment has the minutes behind it. To a card that may take it; what a batch already sent to the
-- bank was asked when the batch was made.
CREATE OR REPLACE FUNCTION mutualfund_payment_is_due() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT mutualfund_has_minutes(NEW.claim_id) THEN
    RAISE EXCEPTION 'claim % has no minutes', NEW.claim_id USING ERRCODE = '23514';
  END IF;
  IF NEW.method = 'bank' AND NOT EXISTS (
       SELECT FROM mutualfund_payline l JOIN mutualfund_paybatch b ON b.id = l.batch_id
        WHERE l.claim_id = NEW.claim_id AND l.result = 'pending' AND b.method = 'bank') THEN
    PERFORM mutualfund_refuse_card(NEW.claim_id);
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER is_due BEFORE INSERT ON mutualfund_payment
  FOR EACH ROW EXECUTE FUNCTION mutualfund_payment_is_due();
ALTER TABLE mutualfund_payment ENABLE ALWAYS TRIGGER is_due;

-- Deferred: what lies in a batch is paid by that batch alone; cash has its receipt.
CREATE OR REPLACE FUNCTION mutualfund_payment_settled() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF EXISTS (
    SELECT FROM mutualfund_payline WHERE claim_id = NEW.claim_id AND result = 'pending') THEN
    RAISE EXCEPTION 'claim % waits in a batch', NEW.claim_id USING ERRCODE = '23514';
  END IF;
  IF (NEW.method = 'cash') <> EXISTS (
       SELECT FROM mutualfund_cashreceipt WHERE payment_id = NEW.id) THEN
    RAISE EXCEPTION 'cash of claim % without a receipt', NEW.claim_id USING ERRCODE = '23514';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER settled AFTER INSERT ON mutualfund_payment
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION mutualfund_payment_settled();
ALTER TABLE mutualfund_payment ENABLE ALWAYS TRIGGER settled;

-- What lies in a batch is not sent back to the accountant before its result is there.
CREATE OR REPLACE FUNCTION mutualfund_draft_waits_for_batch() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT FROM mutualfund_payline
              WHERE 'claim:' || claim_id = NEW.source AND result = 'pending') THEN
    RAISE EXCEPTION 'voucher of % waits in a batch', NEW.source USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER waits_for_batch BEFORE UPDATE OF status ON mutualfund_draftvoucher
  FOR EACH ROW WHEN (NEW.status = 'dropped' AND NEW.purpose LIKE 'pay%')
  EXECUTE FUNCTION mutualfund_draft_waits_for_batch();
ALTER TABLE mutualfund_draftvoucher ENABLE ALWAYS TRIGGER waits_for_batch;

-- What is advanced before the meeting goes to no card that may not take it either.
CREATE OR REPLACE FUNCTION mutualfund_advance_card() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM mutualfund_refuse_card(NEW.claim_id);
  RETURN NEW;
END $$;
CREATE TRIGGER takes_money BEFORE UPDATE ON mutualfund_advance
  FOR EACH ROW WHEN (NEW.status = 'paid' AND OLD.status <> 'paid' AND NEW.method = 'bank')
  EXECUTE FUNCTION mutualfund_advance_card();
ALTER TABLE mutualfund_advance ENABLE ALWAYS TRIGGER takes_money;

-- 追回 of a part of what was paid: asked by one, approved by another, taken by its voucher.

CREATE OR REPLACE FUNCTION mutualfund_clawback_fits() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE paid mutualfund_payment; before numeric;
BEGIN
  SELECT * INTO paid FROM mutualfund_payment
    WHERE id = NEW.payment_id AND claim_id = NEW.claim_id FOR UPDATE;
  SELECT coalesce(sum(c.amount), 0) INTO before FROM mutualfund_clawback c
    WHERE c.payment_id = NEW.payment_id AND c.status <> 'declined'
      AND NOT EXISTS (SELECT FROM mutualfund_voucher r WHERE r.reverses_id = c.voucher_id);
  IF paid.id IS NULL OR NEW.status <> 'asked' OR before + NEW.amount >= paid.amount
     OR EXISTS (SELECT FROM mutualfund_voucher WHERE reverses_id = paid.voucher_id)
     OR EXISTS (SELECT FROM mutualfund_draftvoucher WHERE reverses_id = paid.voucher_id
                  AND status IN ('draft', 'reviewed'))
     OR mutualfund_bond(NEW.asked_by_id, NEW.claim_id, false) IS NOT NULL THEN
    RAISE EXCEPTION 'claim % gives back no part of %', NEW.claim_id, NEW.amount USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER fits BEFORE INSERT ON mutualfund_clawback
  FOR EACH ROW EXECUTE FUNCTION mutualfund_clawback_fits();
ALTER TABLE mutualfund_clawback ENABLE ALWAYS TRIGGER fits;

CREATE OR REPLACE FUNCTION mutualfund_clawback_goes_on() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE later text[] := '{status,decided_by_id,decided_on,given_up_by_id,given_up_on,voucher_id,taken_on,'
    'cashier_id}';
  voucher mutualfund_voucher; person bigint;
BEGIN
  IF TG_OP = 'DELETE'
     OR (OLD.status, NEW.status) NOT IN (
       ('asked', 'approved'), ('asked', 'declined'), ('approved', 'declined'), ('approved', 'taken'))
     OR to_jsonb(NEW) - later IS DISTINCT FROM to_jsonb(OLD) - later
     OR (OLD.status = 'approved' AND
         (NEW.decided_by_id, NEW.decided_on) IS DISTINCT FROM (OLD.decided_by_id, OLD.decided_on)) THEN
    RAISE EXCEPTION 'clawback % goes forward only', OLD.id USING ERRCODE = '23514';
  END IF;
  IF NEW.status <> 'taken' THEN
    -- who asked takes it back until another decides; what was approved a third may give up
    IF OLD.status = 'asked' AND NEW.decided_by_id IS NULL AND NEW.given_up_by_id <> OLD.asked_by_id
       OR OLD.status = 'asked' AND NEW.decided_by_id IS NOT NULL AND (
         NEW.given_up_by_id IS NOT NULL
         OR mutualfund_bond(NEW.decided_by_id, NEW.claim_id, false) IS NOT NULL)
       OR OLD.status = 'approved' AND (
         NEW.given_up_by_id IS NULL OR NEW.given_up_by_id = OLD.asked_by_id
         OR mutualfund_bond(NEW.given_up_by_id, NEW.claim_id, false) IS NOT NULL
         OR EXISTS (SELECT FROM mutualfund_draftvoucher
                     WHERE source = 'clawback:' || NEW.id AND status <> 'dropped')) THEN
      RAISE EXCEPTION 'user % does not decide clawback %', NEW.decided_by_id, NEW.id
        USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
  END IF;
  SELECT * INTO voucher FROM mutualfund_voucher WHERE id = NEW.voucher_id;
  IF voucher.source IS DISTINCT FROM 'clawback:' || NEW.id OR voucher.purpose <> 'clawback'
     OR voucher.total <> NEW.amount OR voucher.cashier_id IS DISTINCT FROM NEW.cashier_id
     OR NOT EXISTS (
       SELECT FROM mutualfund_entry e JOIN mutualfund_account a ON a.id = e.account_id
         JOIN mutualfund_claim c ON c.id = NEW.claim_id AND a.key = 'aid_' || c.kind
        WHERE e.voucher_id = voucher.id AND e.side = -1 AND e.amount = NEW.amount
          AND e.party = 'member:' || c.member_id)
     OR NOT EXISTS ( -- the money came in, on the voucher that corrects the payment's
       SELECT FROM mutualfund_payment p JOIN mutualfund_voucher o ON o.id = p.voucher_id
         JOIN mutualfund_entry e ON e.voucher_id = voucher.id AND e.side = 1 AND e.amount = NEW.amount
         JOIN mutualfund_account a ON a.id = e.account_id AND a.key IN ('bank', 'cash')
        WHERE p.id = NEW.payment_id AND voucher.corrects_id = o.id AND voucher.fund_id = o.fund_id) THEN
    RAISE EXCEPTION 'clawback % does not fit its voucher', NEW.id USING ERRCODE = '23514';
  END IF;
  FOREACH person IN ARRAY ARRAY[voucher.cashier_id, voucher.maker_id, voucher.reviewer_id] LOOP
    IF person IN (NEW.asked_by_id, NEW.decided_by_id)
       OR mutualfund_bond(person, NEW.claim_id, false) IS NOT NULL THEN
      RAISE EXCEPTION 'user % does not handle the money of clawback %', person, NEW.id
        USING ERRCODE = '23514';
    END IF;
  END LOOP;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER goes_on BEFORE UPDATE OR DELETE ON mutualfund_clawback
  FOR EACH ROW EXECUTE FUNCTION mutualfund_clawback_goes_on();
ALTER TABLE mutualfund_clawback ENABLE ALWAYS TRIGGER goes_on;
REVOKE UPDATE, DELETE, TRUNCATE ON mutualfund_clawback FROM guanai_app;
GRANT UPDATE (status, decided_by_id, decided_on, given_up_by_id, given_up_on, voucher_id, taken_on,
  cashier_id) ON mutualfund_clawback TO guanai_app;

-- A voucher of a clawback has its approval; a payment of which a part came back, or is asked back, is
-- not reversed whole. The payment's lock makes the second see the first.
CREATE OR REPLACE FUNCTION mutualfund_draft_by_parts() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE paid bigint;
BEGIN
  IF NEW.kind <> 'reversal' THEN
    IF NOT EXISTS (SELECT FROM mutualfund_clawback
                    WHERE 'clawback:' || id = NEW.source AND status = 'approved') THEN
      RAISE EXCEPTION 'clawback % is not approved', NEW.source USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
  END IF;
  SELECT id INTO paid FROM mutualfund_payment WHERE voucher_id = NEW.reverses_id FOR UPDATE;
  IF EXISTS (SELECT FROM mutualfund_clawback c WHERE c.payment_id = paid AND c.status <> 'declined'
               AND NOT EXISTS (SELECT FROM mutualfund_voucher r WHERE r.reverses_id = c.voucher_id)) THEN
    RAISE EXCEPTION 'a part of payment % came back: its voucher stands', paid USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER by_parts BEFORE INSERT ON mutualfund_draftvoucher
  FOR EACH ROW WHEN (NEW.kind = 'reversal' OR NEW.purpose = 'clawback')
  EXECUTE FUNCTION mutualfund_draft_by_parts();
ALTER TABLE mutualfund_draftvoucher ENABLE ALWAYS TRIGGER by_parts;

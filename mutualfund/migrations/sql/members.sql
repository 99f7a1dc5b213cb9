-- Receipts, memberships and charters are kept.

-- Receipts are numbered without a gap and stay; all that changes is that one becomes void, once.
CREATE OR REPLACE FUNCTION mutualfund_receipt_in_turn() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE following int;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('guanai.number.receipts'));
  SELECT coalesce(max(number), 0) + 1 INTO following FROM mutualfund_receipt WHERE year = NEW.year;
  IF NEW.number <> following OR NEW.void_reason <> '' THEN
    RAISE EXCEPTION 'receipt % of % is out of turn, % follows', NEW.number, NEW.year, following
      USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER in_turn BEFORE INSERT ON mutualfund_receipt
  FOR EACH ROW EXECUTE FUNCTION mutualfund_receipt_in_turn();
ALTER TABLE mutualfund_receipt ENABLE ALWAYS TRIGGER in_turn;

CREATE OR REPLACE FUNCTION mutualfund_receipt_kept() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.void_reason <> '' OR
     to_jsonb(OLD) - 'void_reason' - 'voided_by_id' IS DISTINCT FROM
     to_jsonb(NEW) - 'void_reason' - 'voided_by_id' THEN
    RAISE EXCEPTION 'receipt % is kept: % refused', OLD.id, TG_OP USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER kept BEFORE UPDATE OR DELETE ON mutualfund_receipt
  FOR EACH ROW EXECUTE FUNCTION mutualfund_receipt_kept();
ALTER TABLE mutualfund_receipt ENABLE ALWAYS TRIGGER kept;
REVOKE UPDATE, DELETE, TRUNCATE ON mutualfund_receipt FROM guanai_app;
GRANT UPDATE (void_reason, voided_by_id) ON mutualfund_receipt TO guanai_app;

-- A membership keeps who, since when and its number; it ends once and is never deleted.
CREATE OR REPLACE FUNCTION mutualfund_member_kept() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.left_on IS NOT NULL OR
     to_jsonb(OLD) - 'left_on' - 'leave_reason' IS DISTINCT FROM
     to_jsonb(NEW) - 'left_on' - 'leave_reason' THEN
    RAISE EXCEPTION 'member % is kept: % refused', OLD.number, TG_OP USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER kept BEFORE UPDATE OR DELETE ON mutualfund_member
  FOR EACH ROW EXECUTE FUNCTION mutualfund_member_kept();
ALTER TABLE mutualfund_member ENABLE ALWAYS TRIGGER kept;
REVOKE UPDATE, DELETE, TRUNCATE ON mutualfund_member FROM guanai_app;
GRANT UPDATE (left_on, leave_reason) ON mutualfund_member TO guanai_app;
CREATE TRIGGER kept BEFORE UPDATE OR DELETE ON mutualfund_interest
  FOR EACH ROW EXECUTE FUNCTION mutualfund_income_kept();
ALTER TABLE mutualfund_interest ENABLE ALWAYS TRIGGER kept;
REVOKE UPDATE, DELETE, TRUNCATE ON mutualfund_interest FROM guanai_app;
GRANT UPDATE (voucher_id) ON mutualfund_interest TO guanai_app;

-- What a paper says and what explains it are written once.
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON mutualfund_statedfigure
  FOR EACH ROW EXECUTE FUNCTION append_only();
ALTER TABLE mutualfund_statedfigure ENABLE ALWAYS TRIGGER append_only;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON mutualfund_explanation
  FOR EACH ROW EXECUTE FUNCTION append_only();
ALTER TABLE mutualfund_explanation ENABLE ALWAYS TRIGGER append_only;
REVOKE UPDATE, DELETE, TRUNCATE ON mutualfund_statedfigure, mutualfund_explanation FROM guanai_app;
CREATE TRIGGER fixed BEFORE INSERT OR UPDATE OR DELETE ON mutualfund_amountband
  FOR EACH ROW EXECUTE FUNCTION mutualfund_charter_fixed();
ALTER TABLE mutualfund_amountband ENABLE ALWAYS TRIGGER fixed;
GRANT UPDATE ON mutualfund_charter, mutualfund_article, mutualfund_benefit TO guanai_app;
GRANT DELETE ON mutualfund_article, mutualfund_benefit TO guanai_app;

-- Vouchers and lines are only added to; an account that was used stays.

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON mutualfund_voucher
  FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON mutualfund_entry
  FOR EACH ROW EXECUTE FUNCTION append_only();

-- An account that was used keeps its code, fund and kind: they are part of the chain's meaning.
CREATE OR REPLACE FUNCTION mutualfund_account_keeps_meaning() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF (NEW.code, NEW.fund_id, NEW.kind, NEW.key) IS DISTINCT FROM (OLD.code, OLD.fund_id, OLD.kind, OLD.key)
     AND EXISTS (SELECT FROM mutualfund_entry WHERE account_id = OLD.id) THEN
    RAISE EXCEPTION 'account % is in use', OLD.code USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER account_keeps_meaning BEFORE UPDATE ON mutualfund_account
  FOR EACH ROW EXECUTE FUNCTION mutualfund_account_keeps_meaning();
ALTER TABLE mutualfund_voucher ENABLE ALWAYS TRIGGER append_only;
ALTER TABLE mutualfund_entry ENABLE ALWAYS TRIGGER append_only;
REVOKE INSERT, UPDATE, DELETE, TRUNCATE
  ON mutualfund_voucher, mutualfund_entry, mutualfund_series, mutualfund_periodbalance
  FROM guanai_app;

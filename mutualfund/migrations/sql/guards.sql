-- The books may only grow: what stands in them is never changed, taken away or added to later.

ALTER TABLE mutualfund_voucher ADD COLUMN xid xid8 NOT NULL DEFAULT pg_current_xact_id();

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON mutualfund_voucher
  FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON mutualfund_entry
  FOR EACH ROW EXECUTE FUNCTION append_only();

-- Once per voucher, at commit: its lines are complete, balance, and fit its day and fund.
CREATE FUNCTION mutualfund_check_voucher() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE off numeric; lines int; debits numeric; bad boolean;
BEGIN
  SELECT sum(e.side * e.amount), count(*), sum(e.amount) FILTER (WHERE e.side = 1),
         bool_or(e.date <> NEW.date OR a.fund_id <> NEW.fund_id OR a.opened_on > NEW.date
                 OR a.closed_on <= NEW.date OR (e.amount < 0) <> (NEW.kind = 'reversal'))
    INTO off, lines, debits, bad
    FROM mutualfund_entry e JOIN mutualfund_account a ON a.id = e.account_id
    WHERE e.voucher_id = NEW.id;
  IF lines <> NEW.line_count OR lines < 2 OR off <> 0 OR debits <> NEW.total OR bad THEN
    RAISE EXCEPTION 'voucher %-% refused: % of % lines, off by %, misfit %',
      NEW.year, NEW.number, lines, NEW.line_count, off, bad USING ERRCODE = '23514';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER check_voucher AFTER INSERT ON mutualfund_voucher
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION mutualfund_check_voucher();

CREATE FUNCTION mutualfund_lines_with_voucher() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT FROM added e JOIN mutualfund_voucher v ON v.id = e.voucher_id
             WHERE v.xid <> pg_current_xact_id()) THEN
    RAISE EXCEPTION 'lines come only with their voucher' USING ERRCODE = '23514';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER lines_with_voucher AFTER INSERT ON mutualfund_entry
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT
  EXECUTE FUNCTION mutualfund_lines_with_voucher();

-- An account that was used keeps its code, fund and kind: they are part of the chain's meaning.
CREATE FUNCTION mutualfund_account_keeps_meaning() RETURNS trigger LANGUAGE plpgsql
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
ALTER TABLE mutualfund_voucher ENABLE ALWAYS TRIGGER check_voucher;
ALTER TABLE mutualfund_entry ENABLE ALWAYS TRIGGER append_only;
ALTER TABLE mutualfund_entry ENABLE ALWAYS TRIGGER lines_with_voucher;

REVOKE INSERT, UPDATE, DELETE, TRUNCATE
  ON mutualfund_voucher, mutualfund_entry, mutualfund_series, mutualfund_periodbalance
  FROM guanai_app;

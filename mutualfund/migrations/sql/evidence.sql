-- Evidence 证明材料 is kept, and never deleted.

-- Papers, daily heads, self-checks, bank lines and cash counts are evidence: they are kept.
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON mutualfund_voucherpaper
  FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON mutualfund_dailyhead
  FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON mutualfund_selfcheck
  FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON mutualfund_bankstatement
  FOR EACH ROW EXECUTE FUNCTION append_only();
ALTER TABLE mutualfund_voucherpaper ENABLE ALWAYS TRIGGER append_only;
ALTER TABLE mutualfund_dailyhead ENABLE ALWAYS TRIGGER append_only;
ALTER TABLE mutualfund_selfcheck ENABLE ALWAYS TRIGGER append_only;
ALTER TABLE mutualfund_bankstatement ENABLE ALWAYS TRIGGER append_only;
REVOKE UPDATE, DELETE ON mutualfund_voucherpaper, mutualfund_dailyhead, mutualfund_selfcheck,
  mutualfund_bankstatement FROM guanai_app;

CREATE OR REPLACE FUNCTION mutualfund_paper_before_review() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM mutualfund_draftvoucher WHERE id = NEW.draft_id AND status = 'draft') THEN
    RAISE EXCEPTION 'papers of draft % are fixed', NEW.draft_id USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER before_review BEFORE INSERT ON mutualfund_voucherpaper
  FOR EACH ROW EXECUTE FUNCTION mutualfund_paper_before_review();
ALTER TABLE mutualfund_voucherpaper ENABLE ALWAYS TRIGGER before_review;

CREATE OR REPLACE FUNCTION mutualfund_head_is_true() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM mutualfund_voucher WHERE fund_id = NEW.fund_id AND year = NEW.year
                 AND number = NEW.last_number AND hash = NEW.hash) THEN
    RAISE EXCEPTION 'no voucher %-% has this hash', NEW.year, NEW.last_number USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER head_is_true BEFORE INSERT ON mutualfund_dailyhead
  FOR EACH ROW EXECUTE FUNCTION mutualfund_head_is_true();
ALTER TABLE mutualfund_dailyhead ENABLE ALWAYS TRIGGER head_is_true;

-- A bank line keeps what the bank wrote; only its match comes and goes.
CREATE OR REPLACE FUNCTION mutualfund_bank_line_kept() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'DELETE' OR (NEW.statement_id, NEW.line, NEW.date, NEW.amount, NEW.balance, NEW.party,
      NEW.memo, NEW.serial) IS DISTINCT FROM (OLD.statement_id, OLD.line, OLD.date, OLD.amount,
      OLD.balance, OLD.party, OLD.memo, OLD.serial) THEN
    RAISE EXCEPTION 'bank line % is kept', OLD.id USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER kept BEFORE UPDATE OR DELETE ON mutualfund_bankline
  FOR EACH ROW EXECUTE FUNCTION mutualfund_bank_line_kept();
ALTER TABLE mutualfund_bankline ENABLE ALWAYS TRIGGER kept;
REVOKE UPDATE, DELETE ON mutualfund_bankline FROM guanai_app;
GRANT UPDATE (match_id) ON mutualfund_bankline TO guanai_app;

-- Both sides of a match are the same sum on the same account; vouchers that cancel each other, a red
-- one and its original, need no line of the bank.
CREATE OR REPLACE FUNCTION mutualfund_check_match() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE touched bigint[]; one bigint; banked numeric; booked numeric; accounts bigint[]; papers int;
BEGIN
  touched := CASE TG_TABLE_NAME
    WHEN 'mutualfund_bankmatch' THEN ARRAY[(to_jsonb(NEW) ->> 'id')::bigint]
    ELSE ARRAY[(to_jsonb(OLD) ->> 'match_id')::bigint, (to_jsonb(NEW) ->> 'match_id')::bigint] END;
  FOREACH one IN ARRAY touched LOOP
    CONTINUE WHEN one IS NULL OR NOT EXISTS (SELECT FROM mutualfund_bankmatch WHERE id = one);
    SELECT coalesce(sum(l.amount), 0), array_agg(DISTINCT s.account_id) INTO banked, accounts
      FROM mutualfund_bankline l JOIN mutualfund_bankstatement s ON s.id = l.statement_id
      WHERE l.match_id = one;
    SELECT count(*) INTO papers FROM mutualfund_matchedvoucher WHERE match_id = one;
    IF accounts IS NULL AND papers > 1 THEN
      SELECT array_agg(DISTINCT a.id) INTO accounts
        FROM mutualfund_matchedvoucher m JOIN mutualfund_entry e ON e.voucher_id = m.voucher_id
          JOIN mutualfund_account a ON a.id = e.account_id AND a.key = 'bank'
        WHERE m.match_id = one;
    END IF;
    SELECT sum(e.side * e.amount) INTO booked
      FROM mutualfund_matchedvoucher m JOIN mutualfund_entry e ON e.voucher_id = m.voucher_id
      WHERE m.match_id = one AND e.account_id = ANY(accounts);
    IF cardinality(accounts) IS DISTINCT FROM 1 OR banked IS DISTINCT FROM booked THEN
      RAISE EXCEPTION 'match % is off: bank %, books %', one, banked, booked USING ERRCODE = '23514';
    END IF;
  END LOOP;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER check_match AFTER INSERT ON mutualfund_bankmatch
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION mutualfund_check_match();
CREATE CONSTRAINT TRIGGER check_match AFTER UPDATE ON mutualfund_bankline
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION mutualfund_check_match();
CREATE CONSTRAINT TRIGGER check_match AFTER INSERT OR UPDATE OR DELETE ON mutualfund_matchedvoucher
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION mutualfund_check_match();

-- A count is signed once by a witness, and nothing else of it changes.
CREATE OR REPLACE FUNCTION mutualfund_count_kept() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.witness_id IS NOT NULL
     OR (NEW.fund_id, NEW."on", NEW.pieces, NEW.counted, NEW.booked, NEW.explanation, NEW.cashier_id,
         NEW.counted_at) IS DISTINCT FROM (OLD.fund_id, OLD."on", OLD.pieces, OLD.counted, OLD.booked,
         OLD.explanation, OLD.cashier_id, OLD.counted_at) THEN
    RAISE EXCEPTION 'cash count % is kept', OLD.id USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER kept BEFORE UPDATE OR DELETE ON mutualfund_cashcount
  FOR EACH ROW EXECUTE FUNCTION mutualfund_count_kept();
ALTER TABLE mutualfund_cashcount ENABLE ALWAYS TRIGGER kept;
REVOKE DELETE ON mutualfund_cashcount FROM guanai_app;

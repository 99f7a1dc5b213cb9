-- Closing 结账 takes two, and what is closed stays closed.

CREATE OR REPLACE FUNCTION mutualfund_income_kept() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE told text := CASE TG_TABLE_NAME WHEN 'mutualfund_duespayment' THEN 'dues:'
  ELSE replace(TG_TABLE_NAME, 'mutualfund_', '') || ':' END;
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.is_void IS DISTINCT FROM OLD.is_void THEN
    -- void by two, once the money is out of the books; nothing else changes with it
    IF NEW.is_void AND to_jsonb(NEW) - 'is_void' = to_jsonb(OLD) - 'is_void'
       AND EXISTS (SELECT FROM mutualfund_incomevoid v
                   WHERE v.source = told || OLD.id AND v.confirmed_by_id IS NOT NULL)
       AND (OLD.voucher_id IS NULL OR EXISTS (
            SELECT FROM mutualfund_voucher x WHERE x.reverses_id = OLD.voucher_id)) THEN
      RETURN NEW;
    END IF;
    RAISE EXCEPTION '% % is not void', TG_TABLE_NAME, OLD.id USING ERRCODE = '42501';
  END IF;
  IF TG_OP = 'DELETE' OR OLD.voucher_id IS NOT NULL OR OLD.is_void THEN
    RAISE EXCEPTION '% % is booked: % refused', TG_TABLE_NAME, OLD.id, TG_OP USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER kept BEFORE UPDATE OR DELETE ON mutualfund_duespayment
  FOR EACH ROW EXECUTE FUNCTION mutualfund_income_kept();
ALTER TABLE mutualfund_duespayment ENABLE ALWAYS TRIGGER kept;
REVOKE UPDATE, DELETE, TRUNCATE ON mutualfund_duespayment FROM guanai_app;
GRANT UPDATE (voucher_id) ON mutualfund_duespayment TO guanai_app;
CREATE OR REPLACE TRIGGER kept BEFORE UPDATE OR DELETE ON mutualfund_donation
  FOR EACH ROW EXECUTE FUNCTION mutualfund_income_kept();
ALTER TABLE mutualfund_donation ENABLE ALWAYS TRIGGER kept;
REVOKE UPDATE, DELETE, TRUNCATE ON mutualfund_donation FROM guanai_app;
GRANT UPDATE (voucher_id) ON mutualfund_donation TO guanai_app;
CREATE OR REPLACE TRIGGER kept BEFORE UPDATE OR DELETE ON mutualfund_grant
  FOR EACH ROW EXECUTE FUNCTION mutualfund_income_kept();
ALTER TABLE mutualfund_grant ENABLE ALWAYS TRIGGER kept;
REVOKE UPDATE, DELETE, TRUNCATE ON mutualfund_grant FROM guanai_app;
GRANT UPDATE (voucher_id) ON mutualfund_grant TO guanai_app;
CREATE OR REPLACE TRIGGER append_only BEFORE UPDATE OR DELETE ON mutualfund_closing
  FOR EACH ROW EXECUTE FUNCTION append_only();
ALTER TABLE mutualfund_closing ENABLE ALWAYS TRIGGER append_only;
REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON mutualfund_closing FROM guanai_app;

CREATE OR REPLACE FUNCTION mutualfund_holds(p_user bigint, p_role text) RETURNS boolean
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM welfare_user_groups m JOIN auth_group g ON g.id = m.group_id
                 WHERE m.user_id = p_user AND g.name = p_role)
$$;

-- What the bank left open up to a day: a line without its voucher, or a month it says nothing of.
CREATE OR REPLACE FUNCTION mutualfund_bank_is_open(p_fund bigint, p_through date) RETURNS boolean
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT EXISTS (
      SELECT FROM mutualfund_bankline l JOIN mutualfund_bankstatement t ON t.id = l.statement_id
          JOIN mutualfund_account a ON a.id = t.account_id AND a.fund_id = p_fund
        WHERE l.date <= p_through AND l.match_id IS NULL)
    OR EXISTS (
      SELECT FROM mutualfund_entry e JOIN mutualfund_account a ON a.id = e.account_id
        WHERE a.fund_id = p_fund AND a.key = 'bank'
          AND e.date BETWEEN date_trunc('month', p_through)::date AND p_through)
    AND NOT EXISTS (
      SELECT FROM mutualfund_bankline l JOIN mutualfund_bankstatement t ON t.id = l.statement_id
          JOIN mutualfund_account a ON a.id = t.account_id AND a.fund_id = p_fund
        WHERE l.date >= date_trunc('month', p_through)::date)
$$;

-- A match of a closed month stays.
CREATE OR REPLACE FUNCTION mutualfund_match_stays() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF EXISTS (
    SELECT FROM mutualfund_bankstatement t JOIN mutualfund_account a ON a.id = t.account_id
        JOIN mutualfund_series s ON s.fund_id = a.fund_id AND s.year = extract(year FROM OLD.date)
      WHERE t.id = OLD.statement_id AND s.closed_through >= OLD.date) THEN
    RAISE EXCEPTION 'line % is matched, of a closed month', OLD.id USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER match_stays BEFORE UPDATE ON mutualfund_bankline
  FOR EACH ROW WHEN (OLD.match_id IS NOT NULL AND NEW.match_id IS DISTINCT FROM OLD.match_id)
  EXECUTE FUNCTION mutualfund_match_stays();
ALTER TABLE mutualfund_bankline ENABLE ALWAYS TRIGGER match_stays;

CREATE OR REPLACE FUNCTION mutualfund_move_wall(p_step bigint, p_by bigint, p_at timestamptz) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE s mutualfund_periodstep; wall mutualfund_series; newest date;
BEGIN
  SELECT * INTO s FROM mutualfund_periodstep WHERE id = p_step FOR UPDATE;
  IF s.id IS NULL OR s.confirmed_by_id IS NOT NULL OR s.is_dropped THEN
    RAISE EXCEPTION 'step % is not waiting', p_step USING ERRCODE = 'GU003';
  END IF;
  IF s.asked_by_id = p_by THEN
    RAISE EXCEPTION 'step % needs a second person', p_step USING ERRCODE = '23514';
  END IF;
  IF s.kind = 'close' AND NOT (
       mutualfund_holds(s.asked_by_id, 'accountant') AND mutualfund_holds(p_by, 'reviewer'))
     OR s.kind = 'reopen' AND NOT (
       mutualfund_holds(s.asked_by_id, 'chair') AND mutualfund_holds(p_by, 'auditor')
       OR mutualfund_holds(s.asked_by_id, 'auditor') AND mutualfund_holds(p_by, 'chair')) THEN
    RAISE EXCEPTION 'step % is not theirs to take', p_step USING ERRCODE = '42501';
  END IF;
  -- a statement of its own: closing waits for every posting in flight, nothing slips in behind it
  PERFORM pg_advisory_xact_lock(hashtext('guanai.ledger'), (s.fund_id * 10000 + s.year)::int);
  SELECT * INTO wall FROM mutualfund_series WHERE fund_id = s.fund_id AND year = s.year FOR UPDATE;
  IF wall.id IS NULL OR s.kind = 'close' AND (s.through <= wall.closed_through
       OR extract(year FROM s.through) <> s.year OR extract(day FROM s.through + 1) <> 1) THEN
    RAISE EXCEPTION 'already closed beyond %', s.through USING ERRCODE = 'GU002';
  END IF;
  IF s.kind = 'close' AND EXISTS (SELECT FROM mutualfund_series WHERE fund_id = s.fund_id
       AND year < s.year AND closed_through < make_date(year, 12, 31)) THEN
    RAISE EXCEPTION 'a year before % is open', s.year USING ERRCODE = 'GU006';
  END IF;
  IF s.kind = 'close' AND EXISTS (SELECT FROM mutualfund_draftvoucher WHERE fund_id = s.fund_id
       AND status IN ('draft', 'reviewed') AND date <= s.through) THEN
    RAISE EXCEPTION 'drafts wait before %', s.through USING ERRCODE = 'GU004';
  END IF;
  IF s.kind = 'close' AND btrim(s.reason) = '' AND mutualfund_bank_is_open(s.fund_id, s.through) THEN
    RAISE EXCEPTION 'the bank is open before %, and no reason', s.through USING ERRCODE = 'GU007';
  END IF;
  IF s.kind = 'reopen' THEN
    SELECT max(date) INTO newest FROM mutualfund_voucher WHERE fund_id = s.fund_id;
    IF wall.closed_through <= make_date(s.year - 1, 12, 31)
       OR s.through <> (date_trunc('month', wall.closed_through) - interval '1 day')::date
       OR newest > wall.closed_through THEN
      RAISE EXCEPTION 'the month after % is not empty', wall.closed_through USING ERRCODE = 'GU005';
    END IF;
  END IF;
  UPDATE mutualfund_series SET closed_through = s.through WHERE id = wall.id;
  INSERT INTO mutualfund_closing (fund_id, kind, year, through, last_number, asked_by_id, by_id, at)
    VALUES (s.fund_id, s.kind, s.year, s.through, wall.last_number, s.asked_by_id, p_by, p_at);
  UPDATE mutualfund_periodstep SET confirmed_by_id = p_by, confirmed_at = p_at WHERE id = s.id;
END $$;
REVOKE ALL ON FUNCTION mutualfund_move_wall FROM PUBLIC;
GRANT EXECUTE ON FUNCTION mutualfund_move_wall TO guanai_app;

CREATE OR REPLACE FUNCTION mutualfund_step_begins_open() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF NEW.confirmed_by_id IS NOT NULL OR NEW.confirmed_at IS NOT NULL THEN
    RAISE EXCEPTION 'a step begins unconfirmed' USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER begins_open BEFORE INSERT ON mutualfund_periodstep
  FOR EACH ROW EXECUTE FUNCTION mutualfund_step_begins_open();
ALTER TABLE mutualfund_periodstep ENABLE ALWAYS TRIGGER begins_open;
REVOKE UPDATE, DELETE ON mutualfund_periodstep FROM guanai_app;
GRANT UPDATE (is_dropped) ON mutualfund_periodstep TO guanai_app;

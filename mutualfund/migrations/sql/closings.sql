-- Closing 结账 takes two, and what is closed stays closed.

CREATE OR REPLACE FUNCTION mutualfund_income_kept() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.voucher_id IS NOT NULL THEN
    RAISE EXCEPTION '% % is booked: % refused', TG_TABLE_NAME, OLD.id, TG_OP USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER kept BEFORE UPDATE OR DELETE ON mutualfund_duespayment
  FOR EACH ROW EXECUTE FUNCTION mutualfund_income_kept();
ALTER TABLE mutualfund_duespayment ENABLE ALWAYS TRIGGER kept;
REVOKE UPDATE, DELETE, TRUNCATE ON mutualfund_duespayment FROM guanai_app;
GRANT UPDATE (voucher_id) ON mutualfund_duespayment TO guanai_app;
CREATE TRIGGER kept BEFORE UPDATE OR DELETE ON mutualfund_donation
  FOR EACH ROW EXECUTE FUNCTION mutualfund_income_kept();
ALTER TABLE mutualfund_donation ENABLE ALWAYS TRIGGER kept;
REVOKE UPDATE, DELETE, TRUNCATE ON mutualfund_donation FROM guanai_app;
GRANT UPDATE (voucher_id) ON mutualfund_donation TO guanai_app;
CREATE TRIGGER kept BEFORE UPDATE OR DELETE ON mutualfund_grant
  FOR EACH ROW EXECUTE FUNCTION mutualfund_income_kept();
ALTER TABLE mutualfund_grant ENABLE ALWAYS TRIGGER kept;
REVOKE UPDATE, DELETE, TRUNCATE ON mutualfund_grant FROM guanai_app;
GRANT UPDATE (voucher_id) ON mutualfund_grant TO guanai_app;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON mutualfund_closing
  FOR EACH ROW EXECUTE FUNCTION append_only();
ALTER TABLE mutualfund_closing ENABLE ALWAYS TRIGGER append_only;
REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON mutualfund_closing FROM guanai_app;

CREATE OR REPLACE FUNCTION mutualfund_holds(p_user bigint, p_role text) RETURNS boolean
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM welfare_user_groups m JOIN auth_group g ON g.id = m.group_id
                 WHERE m.user_id = p_user AND g.name = p_role)
$$;

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
CREATE TRIGGER begins_open BEFORE INSERT ON mutualfund_periodstep
  FOR EACH ROW EXECUTE FUNCTION mutualfund_step_begins_open();
ALTER TABLE mutualfund_periodstep ENABLE ALWAYS TRIGGER begins_open;
REVOKE UPDATE, DELETE ON mutualfund_periodstep FROM guanai_app;
GRANT UPDATE (is_dropped) ON mutualfund_periodstep TO guanai_app;

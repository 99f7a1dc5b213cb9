GRANT UPDATE, DELETE ON mutualfund_periodstep TO guanai_app;
DROP TRIGGER begins_open ON mutualfund_periodstep;
DROP FUNCTION mutualfund_step_begins_open();
DROP FUNCTION mutualfund_move_wall;
DROP FUNCTION mutualfund_holds;
CREATE FUNCTION mutualfund_close_through(p_fund bigint, p_through date, p_by bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(
    hashtext('guanai.ledger'), (p_fund * 10000 + extract(year FROM p_through))::int);
  UPDATE mutualfund_series SET closed_through = p_through
    WHERE fund_id = p_fund AND year = extract(year FROM p_through) AND p_through > closed_through;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'already closed beyond %', p_through USING ERRCODE = 'GU002';
  END IF;
  INSERT INTO mutualfund_closing (fund_id, through, by_id, at) VALUES (p_fund, p_through, p_by, now());
END $$;
REVOKE ALL ON FUNCTION mutualfund_close_through FROM PUBLIC;
GRANT EXECUTE ON FUNCTION mutualfund_close_through TO guanai_app;

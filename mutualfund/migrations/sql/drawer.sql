-- The drawer 库存现金: nobody pays out of an empty one.

-- On no day from the first one is less than nothing in it. Asked after a posting that took cash out,
-- and after every year's lock it needs: the drawer is one for all years of a fund, so two who pay
-- into different years stand in one queue here, and the second sees what the first took. What lay there
-- when the month began is told by the balances of the months, the rest by the lines since: the price
-- is that of a month, never that of the books.
CREATE OR REPLACE FUNCTION mutualfund_drawer_holds(p_fund bigint, p_first date) RETURNS void
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE short record; since date := date_trunc('month', p_first); drawer bigint; opening numeric;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('guanai.drawer'), p_fund::int);
  SELECT id INTO drawer FROM mutualfund_account WHERE fund_id = p_fund AND key = 'cash';
  SELECT coalesce(sum(debit - credit), 0) INTO opening FROM mutualfund_periodbalance
    WHERE account_id = drawer AND month < since;
  SELECT * INTO short FROM (
      SELECT e.date, opening + sum(sum(e.side * e.amount)) OVER (ORDER BY e.date) AS held
        FROM mutualfund_entry e WHERE e.account_id = drawer AND e.date >= since
        GROUP BY e.date) d
    WHERE d.date >= p_first AND d.held < 0 ORDER BY d.date LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'the drawer would hold % on %', short.held, short.date USING ERRCODE = 'GU009';
  END IF;
END $$;
REVOKE ALL ON FUNCTION mutualfund_drawer_holds FROM PUBLIC;

-- What went into the drawer of a fund and out of it, ever: told by the months, not by the lines.
CREATE OR REPLACE FUNCTION mutualfund_cash_moved(p_fund bigint) RETURNS numeric[]
LANGUAGE sql VOLATILE AS $$
  SELECT ARRAY[sum(b.debit), sum(b.credit)] FROM mutualfund_periodbalance b
    JOIN mutualfund_account a ON a.id = b.account_id AND a.fund_id = p_fund AND a.key = 'cash'
$$;
REVOKE ALL ON FUNCTION mutualfund_cash_moved FROM PUBLIC;

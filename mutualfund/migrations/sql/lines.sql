-- The guards of posted vouchers, once a statement instead of once a row: the price of a voucher is
-- the same alone and among fifty thousand (ledger_details 5.3).

DROP TRIGGER lines_with_voucher ON mutualfund_entry;
DROP FUNCTION mutualfund_lines_with_voucher();
DROP TRIGGER check_voucher ON mutualfund_voucher;
DROP FUNCTION mutualfund_check_voucher();
DROP TRIGGER is_its_draft ON mutualfund_voucher;
DROP FUNCTION mutualfund_voucher_is_its_draft();
ALTER TABLE mutualfund_voucher DROP COLUMN xid;
ALTER TABLE mutualfund_series SET (fillfactor = 10);
ALTER TABLE mutualfund_periodbalance SET (fillfactor = 50);

-- A red voucher's lines are those of its original with the other sign.
CREATE FUNCTION mutualfund_undoes(p_red bigint, p_black bigint) RETURNS boolean
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT NOT EXISTS (
    (SELECT account_id, party, side, -amount FROM mutualfund_entry WHERE voucher_id = p_red
     EXCEPT ALL
     SELECT account_id, party, side, amount FROM mutualfund_entry WHERE voucher_id = p_black)
    UNION ALL
    (SELECT account_id, party, side, amount FROM mutualfund_entry WHERE voucher_id = p_black
     EXCEPT ALL
     SELECT account_id, party, side, -amount FROM mutualfund_entry WHERE voucher_id = p_red))
$$;

-- The lines of a voucher come in one statement, all of them, numbered 1..n: the key of the table
-- then leaves no place for another, ever. They balance, fit day and fund, and are what was
-- reviewed. OFFSET 0 looks each line up by its whole key: the planner takes a draft for two lines.
CREATE FUNCTION mutualfund_check_lines() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE one record;
BEGIN
  FOR one IN
    SELECT max(e.voucher_id) AS id, v.year, v.number, v.kind, v.reverses_id, v.line_count,
        count(*) AS lines, sum(e.side * e.amount) AS off,
        v.id IS NULL OR count(*) <> v.line_count OR min(e.line) <> 1 OR max(e.line) <> v.line_count
          OR sum(e.side * e.amount) <> 0 OR sum(e.amount) FILTER (WHERE e.side = 1) <> v.total AS wrong,
        bool_or(a.id IS NULL OR e.date <> v.date OR a.fund_id <> v.fund_id OR a.opened_on > v.date
          OR a.closed_on <= v.date AND a.closed_on IS NOT NULL
          OR (e.amount < 0) <> (v.kind = 'reversal')) AS misfit,
        d.id IS NULL OR d.status NOT IN ('reviewed', 'posted')
          OR (d.fund_id, d.date, d.kind, d.summary, d.source, d.purpose, d.maker_id, d.reviewer_id,
              d.attachments, d.reverses_id, d.corrects_id) IS DISTINCT FROM
             (v.fund_id, v.date, v.kind, v.summary, v.source, v.purpose, v.maker_id, v.reviewer_id,
              v.attachments, v.reverses_id, v.corrects_id)
          OR bool_or((l.account_id, l.party, l.side, l.amount)
                     IS DISTINCT FROM (e.account_id, e.party, e.side, e.amount))
          OR EXISTS (SELECT FROM mutualfund_draftline x
                     WHERE x.draft_id = d.id AND x.line NOT BETWEEN 1 AND v.line_count) AS unread,
        EXISTS (SELECT FROM welfare_user u WHERE u.id = v.poster_id)
          AND (v.cashier_id IS NULL OR EXISTS (SELECT FROM welfare_user u WHERE u.id = v.cashier_id))
          AS signed
      FROM added e
        LEFT JOIN mutualfund_voucher v ON v.id = e.voucher_id
        LEFT JOIN mutualfund_account a ON a.id = e.account_id
        LEFT JOIN mutualfund_draftvoucher d ON d.key = v.key
        LEFT JOIN LATERAL (SELECT x.* FROM mutualfund_draftline x
                           WHERE x.draft_id = d.id AND x.line = e.line OFFSET 0) l ON true
      GROUP BY v.id, d.id
  LOOP
    IF one.wrong OR one.misfit THEN
      RAISE EXCEPTION 'voucher %-% refused: % of % lines, off by %, misfit %; lines come only with their voucher, all at once',
        one.year, one.number, one.lines, one.line_count, one.off, one.misfit USING ERRCODE = '23514';
    ELSIF one.unread THEN
      RAISE EXCEPTION 'voucher %-% is not what was reviewed', one.year, one.number
        USING ERRCODE = '23514';
    ELSIF NOT one.signed THEN
      RAISE EXCEPTION 'voucher %-% names nobody we know', one.year, one.number USING ERRCODE = '23503';
    ELSIF one.kind = 'reversal' AND NOT mutualfund_undoes(one.id, one.reverses_id) THEN
      RAISE EXCEPTION 'reversal %-% does not undo its original', one.year, one.number
        USING ERRCODE = '23514';
    END IF;
  END LOOP;
  RETURN NULL;
END $$;
CREATE TRIGGER check_lines AFTER INSERT ON mutualfund_entry
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION mutualfund_check_lines();
ALTER TABLE mutualfund_entry ENABLE ALWAYS TRIGGER check_lines;

-- At commit a voucher has lines; that they are right the trigger above has seen.
CREATE FUNCTION mutualfund_voucher_has_lines() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM public.mutualfund_entry WHERE voucher_id = NEW.id AND line = 1) THEN
    RAISE EXCEPTION 'voucher %-% refused: 0 of % lines', NEW.year, NEW.number, NEW.line_count
      USING ERRCODE = '23514';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER has_lines AFTER INSERT ON mutualfund_voucher
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION mutualfund_voucher_has_lines();
ALTER TABLE mutualfund_voucher ENABLE ALWAYS TRIGGER has_lines;

-- Whoever stands on a voucher stays: the lock waits for postings in flight, then looks at them too.
-- Fund and account are held by the series and the period balances.
CREATE FUNCTION mutualfund_signed_stay() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  LOCK TABLE mutualfund_voucher IN SHARE MODE;
  IF EXISTS (SELECT FROM mutualfund_voucher
             WHERE OLD.id IN (maker_id, reviewer_id, poster_id, cashier_id)) THEN
    RAISE EXCEPTION 'user % stands on vouchers', OLD.id USING ERRCODE = '23503';
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER signed_stay BEFORE DELETE OR UPDATE OF id ON welfare_user
  FOR EACH ROW EXECUTE FUNCTION mutualfund_signed_stay();
ALTER TABLE welfare_user ENABLE ALWAYS TRIGGER signed_stay;

-- Many reviewed drafts at once, all or none: number range, chain and months in one pass, one update
-- of the counter row, one of the balances.

CREATE OR REPLACE FUNCTION mutualfund_link(head bytea, start bytea, told bytea) RETURNS bytea
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
  RETURN sha256(coalesce(head, start) || told);
END $$;

CREATE OR REPLACE AGGREGATE mutualfund_chain(bytea, bytea) (SFUNC = mutualfund_link, STYPE = bytea);

-- The drafts of one fund and year, in the order given; draft and voucher of each. One statement, so
-- that voucher, lines, balances and counter row are written from what was read once.
CREATE OR REPLACE FUNCTION mutualfund_post_year(p_fund bigint, p_year int, p_first date, p_last date,
  p_drafts bigint[], p_poster bigint, p_cashier bigint, p_posted_at timestamptz)
RETURNS TABLE (draft bigint, voucher bigint)
LANGUAGE plpgsql SET search_path = public, pg_temp SET plan_cache_mode = force_custom_plan AS $$
#variable_conflict use_column
DECLARE s mutualfund_series;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('guanai.ledger'), (p_fund * 10000 + p_year)::int);
  s := mutualfund_open_series(p_fund, p_year, p_first, p_last, p_posted_at);
  RETURN QUERY WITH
    found AS MATERIALIZED (
      SELECT x.*, a.code FROM mutualfund_draftline x JOIN mutualfund_account a ON a.id = x.account_id
        WHERE x.draft_id = ANY(p_drafts)),
    lined AS (
      SELECT draft_id, count(*)::int AS n, sum(amount) FILTER (WHERE side = 1) AS debits,
          string_agg(concat_ws(',', line, code, party, side, amount), ';' ORDER BY line) AS lines
        FROM found GROUP BY draft_id),
    numbered AS (
      SELECT d.*, l.n, l.debits, l.lines, coalesce(p_poster, d.maker_id) AS poster_id,
          (s.last_number + o.place)::int AS number, extract(month FROM d.date)::int AS m,
          (s.month_numbers[extract(month FROM d.date)::int]
           + row_number() OVER (PARTITION BY extract(month FROM d.date)::int ORDER BY o.place))::int AS in_month
        FROM unnest(p_drafts) WITH ORDINALITY o(id, place)
          JOIN mutualfund_draftvoucher d ON d.id = o.id AND d.id = ANY(p_drafts)
          LEFT JOIN lined l ON l.draft_id = o.id),
    chained AS (
      SELECT x.*,
          mutualfund_content(fund_id, date, kind, summary, source, purpose, maker_id, reviewer_id,
            reverses_id, lines) AS content,
          mutualfund_chain(s.last_hash, mutualfund_canonical(fund_id, p_year, number, in_month, date,
            kind, summary, source, purpose, key, maker_id, reviewer_id, poster_id, p_cashier,
            attachments, reverses_id, corrects_id, p_posted_at, n, debits, lines))
            OVER (ORDER BY number) AS hash
        FROM numbered x ORDER BY number OFFSET 0),
    told AS MATERIALIZED (
      SELECT nextval('mutualfund_voucher_id_seq') AS new_id, x.* FROM chained x),
    put AS (
      INSERT INTO mutualfund_voucher (id, fund_id, year, number, month_number, date, kind, summary,
          source, purpose, key, content_hash, maker_id, reviewer_id, poster_id, cashier_id,
          attachments, reverses_id, corrects_id, posted_at, line_count, total, hash)
        SELECT new_id, fund_id, p_year, number, in_month, date, kind, summary, source, purpose, key,
            content, maker_id, reviewer_id, poster_id, p_cashier, attachments, reverses_id,
            corrects_id, p_posted_at, n, debits, hash
          FROM told),
    lines AS MATERIALIZED (
      SELECT t.new_id, t.date, t.m, l.* FROM told t JOIN found l ON l.draft_id = t.id),
    laid AS (
      INSERT INTO mutualfund_entry (voucher_id, line, account_id, party, date, side, amount)
        SELECT new_id, line, account_id, party, date, side, amount FROM lines ORDER BY new_id, line),
    kept AS (
      INSERT INTO mutualfund_periodbalance AS b (account_id, month, debit, credit)
        SELECT account_id, make_date(p_year, m, 1), coalesce(sum(amount) FILTER (WHERE side = 1), 0),
               coalesce(sum(amount) FILTER (WHERE side = -1), 0)
          FROM lines GROUP BY account_id, m ORDER BY account_id, m
        ON CONFLICT (account_id, month)
        DO UPDATE SET debit = b.debit + excluded.debit, credit = b.credit + excluded.credit),
    counted AS (
      UPDATE mutualfund_series SET
          (last_number, last_hash) = (SELECT number, hash FROM told ORDER BY number DESC LIMIT 1),
          month_numbers = (
            SELECT array_agg(greatest(s.month_numbers[c.m], newest) ORDER BY c.m)
              FROM generate_series(1, 12) c(m)
                LEFT JOIN (SELECT m, max(in_month) AS newest FROM told GROUP BY m) x ON x.m = c.m)
        WHERE id = s.id)
    SELECT id, new_id FROM told;
END $$;

-- Returns draft and voucher; without p_poster each is posted in its maker's name. What was posted
-- before is refused by its key. Plans are made anew before and after: one for two lines and one for
-- a batch differ. The memory is that of one batch, which is then sorted without a file.
CREATE OR REPLACE FUNCTION mutualfund_post_batch(p_drafts bigint[], p_poster bigint, p_cashier bigint,
  p_posted_at timestamptz) RETURNS TABLE (draft bigint, voucher bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET work_mem = '64MB' AS $$
DECLARE g record; cash numeric[]; moved numeric[]; funds bigint[] := '{}'; firsts date[] := '{}';
BEGIN
  PERFORM mutualfund_red_has_cashier(p_drafts, p_cashier);
  DISCARD PLANS;
  FOR g IN
    SELECT d.fund_id, extract(year FROM d.date)::int AS year, min(d.date) AS first, max(d.date) AS last,
        array_agg(d.id ORDER BY o.place) AS drafts, min(d.id) AS low, max(d.id) AS high
      FROM unnest(p_drafts) WITH ORDINALITY o(id, place)
        JOIN mutualfund_draftvoucher d ON d.id = o.id AND d.id = ANY(p_drafts)
      GROUP BY 1, 2 ORDER BY 1, 2
  LOOP
    PERFORM set_config('guanai.posting', g.low || ' ' || g.high, true);
    cash := mutualfund_cash_moved(g.fund_id);
    RETURN QUERY SELECT * FROM mutualfund_post_year(g.fund_id, g.year, g.first, g.last, g.drafts,
      p_poster, p_cashier, p_posted_at);
    moved := mutualfund_cash_moved(g.fund_id);
    IF moved IS DISTINCT FROM cash AND g.fund_id <> ALL (funds) THEN
      funds := funds || g.fund_id;
      firsts := firsts || g.first;
    END IF;
  END LOOP;
  FOR n IN 1..cardinality(funds) LOOP  -- drawers after all years: one order of locks for everybody
    PERFORM mutualfund_drawer_holds(funds[n], firsts[n]);
  END LOOP;
  PERFORM set_config('guanai.posting', '', true);
  DISCARD PLANS;
END $$;
REVOKE ALL ON FUNCTION mutualfund_post_batch, mutualfund_post_year FROM PUBLIC;
GRANT EXECUTE ON FUNCTION mutualfund_post_batch TO guanai_app;

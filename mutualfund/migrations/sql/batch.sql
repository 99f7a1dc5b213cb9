-- Many reviewed drafts at once, all or none: number range, chain and months in one pass, one update
-- of the counter row, one of the balances.

CREATE FUNCTION mutualfund_link(head bytea, start bytea, told bytea) RETURNS bytea
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
  RETURN sha256(coalesce(head, start) || told);
END $$;
CREATE AGGREGATE mutualfund_chain(bytea, bytea) (SFUNC = mutualfund_link, STYPE = bytea);

-- The drafts of one fund and year, in the order given.
CREATE FUNCTION mutualfund_post_year(p_fund bigint, p_year int, p_first date, p_last date,
  p_drafts bigint[], p_poster bigint, p_cashier bigint, p_posted_at timestamptz) RETURNS void
LANGUAGE plpgsql SET search_path = public, pg_temp SET plan_cache_mode = force_custom_plan AS $$
DECLARE s mutualfund_series;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('guanai.ledger'), (p_fund * 10000 + p_year)::int);
  s := mutualfund_open_series(p_fund, p_year, p_first, p_last, p_posted_at);
  INSERT INTO mutualfund_voucher (fund_id, year, number, month_number, date, kind, summary, source,
      purpose, key, content_hash, maker_id, reviewer_id, poster_id, cashier_id, attachments,
      reverses_id, corrects_id, posted_at, line_count, total, hash)
    WITH told AS (
      SELECT d.*, l.*, coalesce(p_poster, d.maker_id) AS poster,
          (s.last_number + row_number() OVER (ORDER BY o.place))::int AS number,
          (s.month_numbers[extract(month FROM d.date)]
           + row_number() OVER (PARTITION BY extract(month FROM d.date) ORDER BY o.place))::int AS in_month
        FROM unnest(p_drafts) WITH ORDINALITY o(id, place)
          JOIN mutualfund_draftvoucher d ON d.id = o.id
          JOIN (SELECT x.draft_id, count(*)::int AS n, sum(x.amount) FILTER (WHERE x.side = 1) AS debits,
                  string_agg(concat_ws(',', x.line, a.code, x.party, x.side, x.amount), ';' ORDER BY x.line) AS lines
                FROM mutualfund_draftline x JOIN mutualfund_account a ON a.id = x.account_id
                WHERE x.draft_id = ANY(p_drafts) GROUP BY x.draft_id) l ON l.draft_id = d.id)
    SELECT fund_id, p_year, number, in_month, date, kind, summary, source, purpose, key,
        mutualfund_content(fund_id, date, kind, summary, source, purpose, maker_id, reviewer_id,
          reverses_id, lines),
        maker_id, reviewer_id, poster, p_cashier, attachments, reverses_id, corrects_id,
        p_posted_at, n, debits,
        mutualfund_chain(s.last_hash, mutualfund_canonical(fund_id, p_year, number, in_month, date,
          kind, summary, source, purpose, key, maker_id, reviewer_id, poster, p_cashier,
          attachments, reverses_id, corrects_id, p_posted_at, n, debits, lines))
          OVER (ORDER BY number)
      FROM told ORDER BY number;
  INSERT INTO mutualfund_entry (voucher_id, line, account_id, party, date, side, amount)
    SELECT v.id, l.line, l.account_id, l.party, v.date, l.side, l.amount
    FROM mutualfund_voucher v JOIN mutualfund_draftvoucher d ON d.key = v.key
      JOIN mutualfund_draftline l ON l.draft_id = d.id
    WHERE v.fund_id = p_fund AND v.year = p_year AND v.number > s.last_number
    ORDER BY v.id, l.line;
  UPDATE mutualfund_series SET (last_number, last_hash) = (
      SELECT number, hash FROM mutualfund_voucher
      WHERE fund_id = p_fund AND year = p_year ORDER BY number DESC LIMIT 1),
    month_numbers = (
      SELECT array_agg(greatest(s.month_numbers[m], newest) ORDER BY m)
      FROM generate_series(1, 12) m LEFT JOIN (
        SELECT extract(month FROM date)::int AS m, max(month_number) AS newest
        FROM mutualfund_voucher
        WHERE fund_id = p_fund AND year = p_year AND number > s.last_number GROUP BY 1) x USING (m))
    WHERE id = s.id;
  INSERT INTO mutualfund_periodbalance AS b (account_id, month, debit, credit)
    SELECT e.account_id, date_trunc('month', e.date), coalesce(sum(e.amount) FILTER (WHERE e.side = 1), 0),
           coalesce(sum(e.amount) FILTER (WHERE e.side = -1), 0)
    FROM mutualfund_voucher v JOIN mutualfund_entry e ON e.voucher_id = v.id
    WHERE v.fund_id = p_fund AND v.year = p_year AND v.number > s.last_number
    GROUP BY 1, 2 ORDER BY 1, 2
    ON CONFLICT (account_id, month)
    DO UPDATE SET debit = b.debit + excluded.debit, credit = b.credit + excluded.credit;
END $$;

-- Plans are made anew before and after: the guards' plan for two lines would look up a hundred
-- thousand one by one, the one for a batch would read whole tables for two.
-- Returns draft and voucher, also of those that were posted before; without p_poster each is
-- posted in its maker's name.
CREATE FUNCTION mutualfund_post_batch(p_drafts bigint[], p_poster bigint, p_cashier bigint,
  p_posted_at timestamptz) RETURNS TABLE (draft bigint, voucher bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE g record;
BEGIN
  DISCARD PLANS;
  FOR g IN
    SELECT d.fund_id, extract(year FROM d.date)::int AS year, min(d.date) AS first, max(d.date) AS last,
        array_agg(d.id ORDER BY o.place) AS drafts
      FROM unnest(p_drafts) WITH ORDINALITY o(id, place)
        JOIN mutualfund_draftvoucher d ON d.id = o.id
      WHERE NOT EXISTS (SELECT FROM mutualfund_voucher v WHERE v.key = d.key)
      GROUP BY 1, 2 ORDER BY 1, 2
  LOOP
    PERFORM mutualfund_post_year(g.fund_id, g.year, g.first, g.last, g.drafts, p_poster, p_cashier,
      p_posted_at);
  END LOOP;
  DISCARD PLANS;
  RETURN QUERY SELECT d.id, v.id
    FROM mutualfund_draftvoucher d JOIN mutualfund_voucher v ON v.key = d.key
    WHERE d.id = ANY(p_drafts);
END $$;

REVOKE ALL ON FUNCTION mutualfund_post_batch, mutualfund_post_year FROM PUBLIC;
GRANT EXECUTE ON FUNCTION mutualfund_post_batch TO guanai_app;

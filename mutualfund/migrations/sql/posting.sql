-- Posting: the only way into the books. Order matters; see docs/decisions/ledger.md.

-- The text of a voucher that the chain hashes: the one definition in the database, written again
-- in mutualfund/books.py and held together by a golden vector in the tests.
CREATE FUNCTION mutualfund_canonical(v mutualfund_voucher, p_lines text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT concat_ws(E'\x1f', 'v1', v.fund_id, v.year, v.number, v.month_number,
    to_char(v.date, 'YYYY-MM-DD'), v.kind, v.summary, v.source, v.purpose, v.key,
    v.maker_id, v.reviewer_id, v.poster_id, coalesce(v.cashier_id::text, '-'), v.attachments,
    coalesce(v.reverses_id::text, '-'), coalesce(v.corrects_id::text, '-'),
    to_char(v.posted_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'),
    v.line_count, v.total, p_lines)
$$;

CREATE FUNCTION mutualfund_post_voucher(
  p_fund bigint, p_date date, p_kind text, p_summary text, p_source text, p_purpose text,
  p_key uuid, p_maker bigint, p_reviewer bigint, p_poster bigint, p_cashier bigint,
  p_attachments int, p_reverses bigint, p_corrects bigint, p_posted_at timestamptz,
  p_accounts bigint[], p_parties text[], p_sides smallint[], p_amounts numeric[]
) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  v mutualfund_voucher; known record; off numeric; lines text; head bytea; closed date;
BEGIN
  -- 1 what can be seen without a lock
  SELECT sum(s * a), count(*), sum(a) FILTER (WHERE s = 1),
         string_agg(concat_ws(',', n, c.code, t, s, a::numeric(12,2)), ';' ORDER BY n)
    INTO off, v.line_count, v.total, lines
    FROM unnest(p_accounts, p_parties, p_sides, p_amounts) WITH ORDINALITY u(i, t, s, a, n)
    JOIN mutualfund_account c ON c.id = u.i;
  IF v.line_count IS DISTINCT FROM cardinality(p_accounts) OR v.line_count < 2 OR off <> 0 THEN
    RAISE EXCEPTION 'unbalanced by %', off USING ERRCODE = '23514';
  END IF;
  IF p_date > (p_posted_at AT TIME ZONE 'Asia/Shanghai')::date THEN
    RAISE EXCEPTION 'dated in the future: %', p_date USING ERRCODE = '23514';
  END IF;
  v.fund_id := p_fund; v.year := extract(year FROM p_date); v.date := p_date; v.kind := p_kind;
  v.summary := p_summary; v.source := p_source; v.purpose := p_purpose; v.key := p_key;
  v.maker_id := p_maker; v.reviewer_id := p_reviewer; v.poster_id := p_poster;
  v.cashier_id := p_cashier; v.attachments := p_attachments; v.reverses_id := p_reverses;
  v.corrects_id := p_corrects; v.posted_at := p_posted_at;
  v.content_hash := sha256(convert_to(concat_ws(E'\x1f', p_fund, p_date, p_kind, p_summary,
    p_source, p_purpose, p_maker, p_reviewer, coalesce(p_reverses::text, '-'), lines), 'UTF8'));

  -- 2 the same key again: the same voucher, or a refusal when the content differs
  SELECT id, content_hash INTO known FROM mutualfund_voucher WHERE key = p_key;
  IF NOT FOUND THEN
    -- 3 queue up, as a statement of its own: a lock taken inside a reading statement would
    --   read a snapshot older than the lock and fork the chain
    PERFORM pg_advisory_xact_lock(hashtext('guanai.ledger'), (p_fund * 10000 + v.year)::int);
    SELECT id, content_hash INTO known FROM mutualfund_voucher WHERE key = p_key;
  END IF;
  IF FOUND THEN
    IF known.content_hash <> v.content_hash THEN
      RAISE EXCEPTION 'key reused with another content' USING ERRCODE = '23505';
    END IF;
    RETURN known.id;
  END IF;

  -- 4 the counter row: number, chain head, and the wall of the closed months
  INSERT INTO mutualfund_series (fund_id, year, last_number, last_hash, closed_through)
    VALUES (p_fund, v.year, 0, sha256(convert_to('guanai:' || p_fund || ':' || v.year, 'UTF8')),
            make_date(v.year - 1, 12, 31))
    ON CONFLICT (fund_id, year) DO NOTHING;
  SELECT last_number + 1, last_hash, closed_through INTO v.number, head, closed
    FROM mutualfund_series WHERE fund_id = p_fund AND year = v.year FOR UPDATE;
  IF p_date <= closed THEN
    RAISE EXCEPTION 'closed through %', closed USING ERRCODE = 'GU001';
  END IF;
  SELECT coalesce(max(month_number), 0) + 1 INTO v.month_number FROM mutualfund_voucher
    WHERE fund_id = p_fund AND date >= date_trunc('month', p_date)
      AND date < date_trunc('month', p_date) + interval '1 month';
  v.hash := sha256(head || convert_to(mutualfund_canonical(v, lines), 'UTF8'));
  UPDATE mutualfund_series SET last_number = v.number, last_hash = v.hash
    WHERE fund_id = p_fund AND year = v.year;

  -- 5 the voucher, its lines, the period balances
  INSERT INTO mutualfund_voucher (fund_id, year, number, month_number, date, kind, summary, source,
      purpose, key, content_hash, maker_id, reviewer_id, poster_id, cashier_id, attachments,
      reverses_id, corrects_id, posted_at, line_count, total, hash)
    VALUES (v.fund_id, v.year, v.number, v.month_number, v.date, v.kind, v.summary, v.source,
      v.purpose, v.key, v.content_hash, v.maker_id, v.reviewer_id, v.poster_id, v.cashier_id,
      v.attachments, v.reverses_id, v.corrects_id, v.posted_at, v.line_count, v.total, v.hash)
    RETURNING id INTO v.id;
  INSERT INTO mutualfund_entry (voucher_id, line, account_id, party, date, side, amount)
    SELECT v.id, n, i, t, p_date, s, a
    FROM unnest(p_accounts, p_parties, p_sides, p_amounts) WITH ORDINALITY u(i, t, s, a, n);
  INSERT INTO mutualfund_periodbalance AS b (account_id, month, debit, credit)
    SELECT i, date_trunc('month', p_date), coalesce(sum(a) FILTER (WHERE s = 1), 0),
           coalesce(sum(a) FILTER (WHERE s = -1), 0)
    FROM unnest(p_accounts, p_sides, p_amounts) u(i, s, a) GROUP BY i ORDER BY i
    ON CONFLICT (account_id, month)
    DO UPDATE SET debit = b.debit + excluded.debit, credit = b.credit + excluded.credit;
  RETURN v.id;
END $$;

-- Closing waits for every posting in flight, so nothing slips in behind it.
CREATE FUNCTION mutualfund_close_through(p_fund bigint, p_through date) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(
    hashtext('guanai.ledger'), (p_fund * 10000 + extract(year FROM p_through))::int);
  UPDATE mutualfund_series SET closed_through = p_through
    WHERE fund_id = p_fund AND year = extract(year FROM p_through) AND p_through > closed_through;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'already closed beyond %', p_through USING ERRCODE = 'GU002';
  END IF;
END $$;

REVOKE ALL ON FUNCTION mutualfund_post_voucher, mutualfund_close_through FROM PUBLIC;
GRANT EXECUTE ON FUNCTION mutualfund_post_voucher, mutualfund_close_through TO guanai_app;

-- Posting, one voucher or fifty thousand: the only way into the books. Order matters; see
-- docs/decisions/ledger.md.

DROP FUNCTION mutualfund_post_voucher;
DROP FUNCTION mutualfund_canonical;

-- Plain expressions as functions: the planner writes them into the statement that calls them.

-- The text of a voucher that the chain hashes: the one definition in the database, written again
-- in mutualfund/books_text.py and held together by a golden vector in the tests.
CREATE FUNCTION mutualfund_canonical(
  fund bigint, year int, number int, month_number int, date date, kind text, summary text,
  source text, purpose text, key uuid, maker bigint, reviewer bigint, poster bigint,
  cashier bigint, attachments int, reverses bigint, corrects bigint, posted_at timestamptz,
  line_count int, total numeric, lines text
) RETURNS bytea LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT convert_to(concat_ws(E'\x1f', 'v1', fund, year, number, month_number,
    to_char(date, 'YYYY-MM-DD'), kind, summary, source, purpose, key, maker, reviewer, poster,
    coalesce(cashier::text, '-'), attachments, coalesce(reverses::text, '-'),
    coalesce(corrects::text, '-'),
    to_char(posted_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), line_count, total, lines),
    'UTF8')
$$;

-- What a key stands for: the same key with another of these is refused.
CREATE FUNCTION mutualfund_content(
  fund bigint, date date, kind text, summary text, source text, purpose text, maker bigint,
  reviewer bigint, reverses bigint, lines text
) RETURNS bytea LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT sha256(convert_to(concat_ws(E'\x1f', fund, date, kind, summary, source, purpose, maker,
    reviewer, coalesce(reverses::text, '-'), lines), 'UTF8'))
$$;

-- The counter row of a year whose lock is held, when days may be posted to it. Taking the lock is a
-- statement of its own before: inside a reading one the snapshot is older than the lock, and the
-- chain forks. Called by the functions below, within their search path.
CREATE FUNCTION mutualfund_open_series(p_fund bigint, p_year int, p_first date, p_last date,
  p_posted_at timestamptz) RETURNS mutualfund_series
LANGUAGE plpgsql AS $$
DECLARE s mutualfund_series;
BEGIN
  IF p_last > (p_posted_at AT TIME ZONE 'Asia/Shanghai')::date THEN
    RAISE EXCEPTION 'dated in the future: %', p_last USING ERRCODE = '23514';
  END IF;
  SELECT * INTO s FROM mutualfund_series WHERE fund_id = p_fund AND year = p_year;
  IF NOT FOUND THEN
    INSERT INTO mutualfund_series (fund_id, year, last_number, last_hash, closed_through)
      VALUES (p_fund, p_year, 0, sha256(convert_to('guanai:' || p_fund || ':' || p_year, 'UTF8')),
              make_date(p_year - 1, 12, 31))
      RETURNING * INTO s;
  END IF;
  IF p_first <= s.closed_through THEN
    RAISE EXCEPTION 'closed through %', s.closed_through USING ERRCODE = 'GU001';
  END IF;
  RETURN s;
END $$;

CREATE FUNCTION mutualfund_post_voucher(
  p_fund bigint, p_date date, p_kind text, p_summary text, p_source text, p_purpose text,
  p_key uuid, p_maker bigint, p_reviewer bigint, p_poster bigint, p_cashier bigint,
  p_attachments int, p_reverses bigint, p_corrects bigint, p_posted_at timestamptz,
  p_accounts bigint[], p_parties text[], p_sides smallint[], p_amounts numeric[]
) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  s mutualfund_series; known record; off numeric; lines text; n int; debits numeric(14,2);
  content bytea; link bytea; y int := extract(year FROM p_date); m int := extract(month FROM p_date);
  month_number int; new_id bigint;
BEGIN
  -- 1 what can be seen without a lock
  SELECT sum(u.s * u.a), count(*), sum(u.a) FILTER (WHERE u.s = 1),
         string_agg(concat_ws(',', u.n, c.code, u.t, u.s, u.a::numeric(12,2)), ';' ORDER BY u.n)
    INTO off, n, debits, lines
    FROM unnest(p_accounts, p_parties, p_sides, p_amounts) WITH ORDINALITY u(i, t, s, a, n)
    JOIN mutualfund_account c ON c.id = u.i;
  IF n <> cardinality(p_accounts) OR n < 2 OR off <> 0 THEN
    RAISE EXCEPTION 'unbalanced by %', off USING ERRCODE = '23514';
  END IF;
  content := mutualfund_content(p_fund, p_date, p_kind, p_summary, p_source, p_purpose, p_maker,
    p_reviewer, p_reverses, lines);
  -- 2 the queue; then the same key again: the same voucher, or a refusal when the content differs
  PERFORM pg_advisory_xact_lock(hashtext('guanai.ledger'), (p_fund * 10000 + y)::int);
  SELECT id, content_hash INTO known FROM mutualfund_voucher WHERE key = p_key;
  IF FOUND THEN
    IF known.content_hash <> content THEN
      RAISE EXCEPTION 'key reused with another content' USING ERRCODE = '23505';
    END IF;
    RETURN known.id;
  END IF;
  -- 3 numbers, link and head in the one counter row
  s := mutualfund_open_series(p_fund, y, p_date, p_date, p_posted_at);
  month_number := s.month_numbers[m] + 1;
  link := sha256(s.last_hash || mutualfund_canonical(p_fund, y, s.last_number + 1, month_number,
    p_date, p_kind, p_summary, p_source, p_purpose, p_key, p_maker, p_reviewer, p_poster,
    p_cashier, p_attachments, p_reverses, p_corrects, p_posted_at, n, debits, lines));
  UPDATE mutualfund_series SET last_number = s.last_number + 1, last_hash = link,
    month_numbers[m] = month_number WHERE id = s.id;
  -- 4 the voucher, its lines, the period balances
  INSERT INTO mutualfund_voucher (fund_id, year, number, month_number, date, kind, summary, source,
      purpose, key, content_hash, maker_id, reviewer_id, poster_id, cashier_id, attachments,
      reverses_id, corrects_id, posted_at, line_count, total, hash)
    VALUES (p_fund, y, s.last_number + 1, month_number, p_date, p_kind, p_summary, p_source,
      p_purpose, p_key, content, p_maker, p_reviewer, p_poster, p_cashier, p_attachments,
      p_reverses, p_corrects, p_posted_at, n, debits, link)
    RETURNING id INTO new_id;
  INSERT INTO mutualfund_entry (voucher_id, line, account_id, party, date, side, amount)
    SELECT new_id, u.n, u.i, u.t, p_date, u.s, u.a
    FROM unnest(p_accounts, p_parties, p_sides, p_amounts) WITH ORDINALITY u(i, t, s, a, n);
  INSERT INTO mutualfund_periodbalance AS b (account_id, month, debit, credit)
    SELECT u.i, date_trunc('month', p_date), coalesce(sum(u.a) FILTER (WHERE u.s = 1), 0),
           coalesce(sum(u.a) FILTER (WHERE u.s = -1), 0)
    FROM unnest(p_accounts, p_sides, p_amounts) u(i, s, a) GROUP BY u.i ORDER BY u.i
    ON CONFLICT (account_id, month)
    DO UPDATE SET debit = b.debit + excluded.debit, credit = b.credit + excluded.credit;
  RETURN new_id;
END $$;

REVOKE ALL ON FUNCTION mutualfund_post_voucher, mutualfund_open_series FROM PUBLIC;
GRANT EXECUTE ON FUNCTION mutualfund_post_voucher TO guanai_app;

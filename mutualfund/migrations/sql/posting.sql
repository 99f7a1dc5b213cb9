-- Posting one voucher or many in one pass, guarded once a statement.

ALTER TABLE mutualfund_series SET (fillfactor = 10);
ALTER TABLE mutualfund_periodbalance SET (fillfactor = 50);

-- A red voucher's lines are those of its original with the other sign.
CREATE OR REPLACE FUNCTION mutualfund_undoes(p_red bigint, p_black bigint) RETURNS boolean
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
CREATE OR REPLACE FUNCTION mutualfund_check_lines() RETURNS trigger LANGUAGE plpgsql
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
CREATE OR REPLACE FUNCTION mutualfund_voucher_has_lines() RETURNS trigger LANGUAGE plpgsql AS $$
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
CREATE OR REPLACE FUNCTION mutualfund_signed_stay() RETURNS trigger LANGUAGE plpgsql
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

-- Plain expressions as functions: the planner writes them into the statement that calls them.

-- The text of a voucher that the chain hashes: the one definition in the database, written again
-- in mutualfund/books_text.py and held together by a golden vector in the tests.
CREATE OR REPLACE FUNCTION mutualfund_canonical(
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
CREATE OR REPLACE FUNCTION mutualfund_content(
  fund bigint, date date, kind text, summary text, source text, purpose text, maker bigint,
  reviewer bigint, reverses bigint, lines text
) RETURNS bytea LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT sha256(convert_to(concat_ws(E'\x1f', fund, date, kind, summary, source, purpose, maker,
    reviewer, coalesce(reverses::text, '-'), lines), 'UTF8'))
$$;

-- The counter row of a year whose lock is held, when days may be posted to it. Taking the lock is a
-- statement of its own before: inside a reading one the snapshot is older than the lock, and the
-- chain forks. Called by the functions below, within their search path.
CREATE OR REPLACE FUNCTION mutualfund_open_series(p_fund bigint, p_year int, p_first date, p_last date,
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

CREATE OR REPLACE FUNCTION mutualfund_post_voucher(
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

-- Many reviewed drafts at once, all or none: number range, chain and months in one pass, one update
-- of the counter row, one of the balances.

CREATE OR REPLACE FUNCTION mutualfund_link(head bytea, start bytea, told bytea) RETURNS bytea
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
  RETURN sha256(coalesce(head, start) || told);
END $$;

CREATE OR REPLACE AGGREGATE mutualfund_chain(bytea, bytea) (SFUNC = mutualfund_link, STYPE = bytea);

-- The drafts of one fund and year, in the order given.
CREATE OR REPLACE FUNCTION mutualfund_post_year(p_fund bigint, p_year int, p_first date, p_last date,
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
CREATE OR REPLACE FUNCTION mutualfund_post_batch(p_drafts bigint[], p_poster bigint, p_cashier bigint,
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

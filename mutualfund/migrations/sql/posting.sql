-- Posting one voucher, guarded once a statement (many in one pass: batch_posting.sql).

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
-- reviewed. All that is read lies between the ids that came (OFFSET 0 keeps it so, whatever the
-- planner takes the numbers to be): the price is that of the lines, never that of the books. Which
-- drafts are being posted, the first and the last id, the setting guanai.posting tells: where to look,
-- not what to find; with a wrong range no draft is found and the voucher refused, with none all are
-- looked at. Run by the posting functions, whose search_path is fixed, or by the owner.
CREATE OR REPLACE FUNCTION mutualfund_check_lines() RETURNS trigger LANGUAGE plpgsql
SET plan_cache_mode = force_generic_plan AS $$
DECLARE one record; low bigint; high bigint; drafts bigint[];
BEGIN
  SELECT min(voucher_id), max(voucher_id) INTO low, high FROM added;
  drafts := string_to_array(
    coalesce(nullif(current_setting('guanai.posting', true), ''), '0 9223372036854775807'), ' ')::bigint[];
  FOR one IN
    WITH heads AS MATERIALIZED (
        SELECT v.id, v.fund_id, v.year, v.number, v.date, v.kind = 'reversal' AS is_red, v.line_count,
            v.total, v.reverses_id, y.id AS draft,
            y.id IS NULL OR (y.fund_id, y.date, y.kind, y.summary, y.source, y.purpose, y.maker_id,
                y.reviewer_id, y.attachments, y.reverses_id, y.corrects_id) IS DISTINCT FROM
               (v.fund_id, v.date, v.kind, v.summary, v.source, v.purpose, v.maker_id,
                v.reviewer_id, v.attachments, v.reverses_id, v.corrects_id) AS unread,
            EXISTS (SELECT FROM public.welfare_user u WHERE u.id = v.poster_id)
              AND (v.cashier_id IS NULL
                   OR EXISTS (SELECT FROM public.welfare_user u WHERE u.id = v.cashier_id)) AS signed
          FROM (SELECT * FROM public.mutualfund_voucher x WHERE x.id BETWEEN low AND high OFFSET 0) v
            LEFT JOIN (SELECT * FROM public.mutualfund_draftvoucher x
                       WHERE x.id BETWEEN drafts[1] AND drafts[2] AND x.status IN ('reviewed', 'posted')
                       OFFSET 0) y ON y.key = v.key)
    SELECT * FROM (
      SELECT h.year, h.number, h.line_count, h.is_red, h.reverses_id, h.signed, g.*,
        h.unread OR g.differs AS unread,
        h.id IS NULL OR g.lines <> h.line_count OR g.first <> 1 OR g.last <> h.line_count
          OR g.debit IS DISTINCT FROM g.credit OR g.debit <> h.total AS wrong,
        g.stray OR g.day <> h.date OR g.last_day <> h.date OR g.fund <> h.fund_id
          OR g.last_fund <> h.fund_id OR g.red <> CASE WHEN h.is_red THEN g.lines ELSE 0 END AS misfit
      FROM (
        SELECT coalesce(e.voucher_id, t.id) AS voucher_id, count(e.voucher_id) AS lines,
            min(e.line) AS first, max(e.line) AS last,
            sum(e.amount) FILTER (WHERE e.side = 1) AS debit,
            sum(e.amount) FILTER (WHERE e.side = -1) AS credit,
            min(e.date) AS day, max(e.date) AS last_day, min(a.fund_id) AS fund,
            max(a.fund_id) AS last_fund, count(*) FILTER (WHERE e.amount < 0) AS red,
            bool_or(a.id IS NULL OR a.opened_on > e.date
              OR a.closed_on <= e.date AND a.closed_on IS NOT NULL)
              FILTER (WHERE e.line IS NOT NULL) AS stray,
            bool_or((t.account_id, t.party, t.side, t.amount)
              IS DISTINCT FROM (e.account_id, e.party, e.side, e.amount)) AS differs
          FROM added e
            FULL JOIN (SELECT h.id, z.line, z.account_id, z.party, z.side, z.amount
                       FROM heads h JOIN (SELECT * FROM public.mutualfund_draftline x
                         WHERE x.draft_id BETWEEN drafts[1] AND drafts[2] OFFSET 0) z
                         ON z.draft_id = h.draft) t
              ON t.id = e.voucher_id AND t.line = e.line
            LEFT JOIN public.mutualfund_account a ON a.id = e.account_id
          GROUP BY coalesce(e.voucher_id, t.id)) g
        LEFT JOIN heads h ON h.id = g.voucher_id
      WHERE g.lines > 0) x
      WHERE wrong OR misfit OR unread OR NOT signed OR is_red
  LOOP
    IF one.wrong OR one.misfit THEN
      RAISE EXCEPTION 'voucher %-% refused: % of % lines, off by %, misfit %; lines come only with their voucher, all at once',
        one.year, one.number, one.lines, one.line_count, one.debit - one.credit, one.misfit
        USING ERRCODE = '23514';
    ELSIF one.unread THEN
      RAISE EXCEPTION 'voucher %-% is not what was reviewed', one.year, one.number
        USING ERRCODE = '23514';
    ELSIF NOT one.signed THEN
      RAISE EXCEPTION 'voucher %-% names nobody we know', one.year, one.number USING ERRCODE = '23503';
    ELSIF one.is_red AND NOT public.mutualfund_undoes(one.voucher_id, one.reverses_id) THEN
      RAISE EXCEPTION 'reversal %-% does not undo its original', one.year, one.number
        USING ERRCODE = '23514';
    END IF;
  END LOOP;
  RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER check_lines AFTER INSERT ON mutualfund_entry
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION mutualfund_check_lines();
ALTER TABLE mutualfund_entry ENABLE ALWAYS TRIGGER check_lines;

-- A voucher comes in one statement with its lines; that they are right the trigger above has seen.
CREATE OR REPLACE FUNCTION mutualfund_voucher_has_lines() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE bare record;
BEGIN
  SELECT v.* INTO bare FROM added v
    LEFT JOIN LATERAL (SELECT true AS is_there FROM public.mutualfund_entry y
                       WHERE y.voucher_id = v.id AND y.line = 1 OFFSET 0) e ON true
    WHERE e.is_there IS NULL LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'voucher %-% refused: 0 of % lines', bare.year, bare.number, bare.line_count
      USING ERRCODE = '23514';
  END IF;
  RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER has_lines AFTER INSERT ON mutualfund_voucher
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION mutualfund_voucher_has_lines();
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
CREATE OR REPLACE TRIGGER signed_stay BEFORE DELETE OR UPDATE OF id ON welfare_user
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
DECLARE s mutualfund_series; old mutualfund_series;
BEGIN
  IF p_last > (p_posted_at AT TIME ZONE 'Asia/Shanghai')::date THEN
    RAISE EXCEPTION 'dated in the future: %', p_last USING ERRCODE = '23514';
  END IF;
  SELECT * INTO s FROM mutualfund_series WHERE fund_id = p_fund AND year = p_year;
  IF NOT FOUND THEN
    -- One at a time: of two years that begin together the later is joined to the earlier or refuses it.
    PERFORM pg_advisory_xact_lock(hashtext('guanai.ledger'), (p_fund * 10000)::int);
    -- The chain goes on from the head of the year before, so no year begins in front of another.
    IF EXISTS (SELECT FROM mutualfund_series WHERE fund_id = p_fund AND year > p_year) THEN
      RAISE EXCEPTION 'year % lies before one that has begun', p_year USING ERRCODE = 'GU008';
    END IF;
    SELECT * INTO old FROM mutualfund_series WHERE fund_id = p_fund ORDER BY year DESC LIMIT 1;
    INSERT INTO mutualfund_series (fund_id, year, last_number, last_hash, begun_after, closed_through)
      VALUES (p_fund, p_year, 0,
              coalesce(old.last_hash, sha256(convert_to('guanai:' || p_fund || ':' || p_year, 'UTF8'))),
              old.last_number, make_date(p_year - 1, 12, 31))
      RETURNING * INTO s;
  END IF;
  IF p_first <= s.closed_through THEN
    RAISE EXCEPTION 'closed through %', s.closed_through USING ERRCODE = 'GU001';
  END IF;
  RETURN s;
END $$;

-- Called by the function below, with its rights and its search_path.
CREATE OR REPLACE FUNCTION mutualfund_post_voucher(
  p_fund bigint, p_date date, p_kind text, p_summary text, p_source text, p_purpose text,
  p_key uuid, p_maker bigint, p_reviewer bigint, p_poster bigint, p_cashier bigint,
  p_attachments int, p_reverses bigint, p_corrects bigint, p_posted_at timestamptz,
  p_accounts bigint[], p_parties text[], p_sides smallint[], p_amounts numeric[]
) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  s mutualfund_series; known record; off numeric; lines text; n int; debits numeric(14,2);
  content bytea; link bytea; y int := extract(year FROM p_date); m int := extract(month FROM p_date);
  month_number int; new_id bigint; from_drawer boolean;
BEGIN
  -- 1 what can be seen without a lock
  SELECT sum(u.s * u.a), count(*), sum(u.a) FILTER (WHERE u.s = 1),
         bool_or(c.key = 'cash' AND u.s * u.a < 0),
         string_agg(concat_ws(',', u.n, c.code, u.t, u.s, u.a::numeric(12,2)), ';' ORDER BY u.n)
    INTO off, n, debits, from_drawer, lines
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
  -- 3 number, link and head
  s := mutualfund_open_series(p_fund, y, p_date, p_date, p_posted_at);
  month_number := s.month_numbers[m] + 1;
  link := sha256(s.last_hash || mutualfund_canonical(p_fund, y, s.last_number + 1, month_number,
    p_date, p_kind, p_summary, p_source, p_purpose, p_key, p_maker, p_reviewer, p_poster,
    p_cashier, p_attachments, p_reverses, p_corrects, p_posted_at, n, debits, lines));
  -- 4 the counter row, the voucher, its lines and the period balances
  WITH counted AS (
      UPDATE mutualfund_series SET last_number = s.last_number + 1, last_hash = link,
        month_numbers[m] = month_number WHERE id = s.id),
    put AS (
      INSERT INTO mutualfund_voucher (fund_id, year, number, month_number, date, kind, summary, source,
          purpose, key, content_hash, maker_id, reviewer_id, poster_id, cashier_id, attachments,
          reverses_id, corrects_id, posted_at, line_count, total, hash)
        VALUES (p_fund, y, s.last_number + 1, month_number, p_date, p_kind, p_summary, p_source,
          p_purpose, p_key, content, p_maker, p_reviewer, p_poster, p_cashier, p_attachments,
          p_reverses, p_corrects, p_posted_at, n, debits, link)
        RETURNING id),
    laid AS (
      INSERT INTO mutualfund_entry (voucher_id, line, account_id, party, date, side, amount)
        SELECT put.id, u.n, u.i, u.t, p_date, u.s, u.a
        FROM put, unnest(p_accounts, p_parties, p_sides, p_amounts) WITH ORDINALITY u(i, t, s, a, n)),
    kept AS (
      INSERT INTO mutualfund_periodbalance AS b (account_id, month, debit, credit)
        SELECT u.i, date_trunc('month', p_date), coalesce(sum(u.a) FILTER (WHERE u.s = 1), 0),
               coalesce(sum(u.a) FILTER (WHERE u.s = -1), 0)
        FROM unnest(p_accounts, p_sides, p_amounts) u(i, s, a) GROUP BY u.i ORDER BY u.i
        ON CONFLICT (account_id, month)
        DO UPDATE SET debit = b.debit + excluded.debit, credit = b.credit + excluded.credit)
    SELECT put.id INTO new_id FROM put;
  IF from_drawer THEN
    PERFORM mutualfund_drawer_holds(p_fund, p_date);
  END IF;
  RETURN new_id;
END $$;

-- A red voucher that moves bank or cash has its cashier: somebody saw the money come back.
CREATE OR REPLACE FUNCTION mutualfund_red_has_cashier(p_drafts bigint[], p_cashier bigint) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  IF p_cashier IS NULL AND EXISTS (
    SELECT FROM mutualfund_draftvoucher d JOIN mutualfund_draftline l ON l.draft_id = d.id
        JOIN mutualfund_account a ON a.id = l.account_id AND a.key IN ('bank', 'cash')
      WHERE d.id = ANY(p_drafts) AND d.kind = 'reversal') THEN
    RAISE EXCEPTION 'a reversal that moves money needs its cashier' USING ERRCODE = '23514';
  END IF;
END $$;
REVOKE ALL ON FUNCTION mutualfund_red_has_cashier FROM PUBLIC;

-- 记账 of one reviewed draft: what is posted is what lies there, nobody tells it again.
CREATE OR REPLACE FUNCTION mutualfund_post_draft(p_draft bigint, p_poster bigint, p_cashier bigint,
  p_posted_at timestamptz) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE d record; posted bigint; here text;
BEGIN
  PERFORM mutualfund_red_has_cashier(ARRAY[p_draft], p_cashier);
  SELECT v.*, l.* INTO d FROM mutualfund_draftvoucher v, (
      SELECT array_agg(x.account_id) AS accounts, array_agg(x.party::text) AS parties,
          array_agg(x.side) AS sides, array_agg(x.amount) AS amounts
        FROM (SELECT * FROM mutualfund_draftline WHERE draft_id = p_draft ORDER BY line) x) l
    WHERE v.id = p_draft;
  here := set_config('guanai.posting', p_draft || ' ' || p_draft, true);
  posted := mutualfund_post_voucher(d.fund_id, d.date, d.kind, d.summary, d.source, d.purpose, d.key,
    d.maker_id, d.reviewer_id, p_poster, p_cashier, d.attachments, d.reverses_id, d.corrects_id,
    p_posted_at, d.accounts, d.parties, d.sides, d.amounts);
  here := set_config('guanai.posting', '', true);
  RETURN posted;
END $$;
REVOKE ALL ON FUNCTION mutualfund_post_draft, mutualfund_post_voucher, mutualfund_open_series FROM PUBLIC;
GRANT EXECUTE ON FUNCTION mutualfund_post_draft TO guanai_app;

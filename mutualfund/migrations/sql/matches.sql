-- Both sides of a match are the same sum on the same account; vouchers that cancel each other, a red
-- one and its original, need no line of the bank.
CREATE OR REPLACE FUNCTION mutualfund_check_match() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE touched bigint[]; one bigint; banked numeric; booked numeric; accounts bigint[]; papers int;
BEGIN
  touched := CASE TG_TABLE_NAME
    WHEN 'mutualfund_bankmatch' THEN ARRAY[(to_jsonb(NEW) ->> 'id')::bigint]
    ELSE ARRAY[(to_jsonb(OLD) ->> 'match_id')::bigint, (to_jsonb(NEW) ->> 'match_id')::bigint] END;
  FOREACH one IN ARRAY touched LOOP
    CONTINUE WHEN one IS NULL OR NOT EXISTS (SELECT FROM mutualfund_bankmatch WHERE id = one);
    SELECT coalesce(sum(l.amount), 0), array_agg(DISTINCT s.account_id) INTO banked, accounts
      FROM mutualfund_bankline l JOIN mutualfund_bankstatement s ON s.id = l.statement_id
      WHERE l.match_id = one;
    SELECT count(*) INTO papers FROM mutualfund_matchedvoucher WHERE match_id = one;
    IF accounts IS NULL AND papers > 1 THEN
      SELECT array_agg(DISTINCT a.id) INTO accounts
        FROM mutualfund_matchedvoucher m JOIN mutualfund_entry e ON e.voucher_id = m.voucher_id
          JOIN mutualfund_account a ON a.id = e.account_id AND a.key = 'bank'
        WHERE m.match_id = one;
    END IF;
    SELECT sum(e.side * e.amount) INTO booked
      FROM mutualfund_matchedvoucher m JOIN mutualfund_entry e ON e.voucher_id = m.voucher_id
      WHERE m.match_id = one AND e.account_id = ANY(accounts);
    IF cardinality(accounts) IS DISTINCT FROM 1 OR banked IS DISTINCT FROM booked THEN
      RAISE EXCEPTION 'match % is off: bank %, books %', one, banked, booked USING ERRCODE = '23514';
    END IF;
  END LOOP;
  RETURN NULL;
END $$;

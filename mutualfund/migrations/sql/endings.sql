-- A paid claim ends by the payee's word, the drawn call-back, and somebody who closes it.

CREATE OR REPLACE TRIGGER append_only BEFORE UPDATE OR DELETE ON mutualfund_signedsheet
  FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE OR REPLACE TRIGGER append_only BEFORE UPDATE OR DELETE ON mutualfund_acknowledgement
  FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE OR REPLACE TRIGGER append_only BEFORE UPDATE OR DELETE ON mutualfund_claimsample
  FOR EACH ROW EXECUTE FUNCTION append_only();
ALTER TABLE mutualfund_signedsheet ENABLE ALWAYS TRIGGER append_only;
ALTER TABLE mutualfund_acknowledgement ENABLE ALWAYS TRIGGER append_only;
ALTER TABLE mutualfund_claimsample ENABLE ALWAYS TRIGGER append_only;
REVOKE UPDATE, DELETE, TRUNCATE
  ON mutualfund_signedsheet, mutualfund_acknowledgement, mutualfund_claimsample, mutualfund_claimcall
  FROM guanai_app;
GRANT UPDATE (answer, note, called_at, called_by_id) ON mutualfund_claimcall TO guanai_app;

-- Who made, reviewed or paid the voucher.
CREATE OR REPLACE FUNCTION mutualfund_paid_by_hand(person bigint, paid_by bigint) RETURNS boolean
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT EXISTS (
    SELECT FROM mutualfund_payment p JOIN mutualfund_voucher v ON v.id = p.voucher_id
     WHERE p.id = paid_by AND person IN (p.cashier_id, v.maker_id, v.reviewer_id))
$$;

-- Who asked, approved, made, reviewed or took a 追回 of the claim that was not declined.
CREATE OR REPLACE FUNCTION mutualfund_clawback_hand(person bigint, case_id bigint) RETURNS boolean
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT EXISTS (
    SELECT FROM mutualfund_clawback b
      LEFT JOIN mutualfund_draftvoucher d ON d.source = 'clawback:' || b.id
        AND d.purpose = 'clawback' AND d.status <> 'dropped'
     WHERE b.claim_id = case_id AND b.status <> 'declined'
       AND person IN (b.asked_by_id, b.decided_by_id, b.cashier_id, d.maker_id, d.reviewer_id))
$$;

-- The payee says so by his own login; his paper is entered by who neither paid nor is family.
CREATE OR REPLACE FUNCTION mutualfund_acknowledgement_fits() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE told record;
BEGIN
  SELECT p.claim_id, p.paid_on, p.method, c.status, w.user_id, p.voucher_id INTO told
    FROM mutualfund_payment p JOIN mutualfund_claim c ON c.id = p.claim_id
      JOIN mutualfund_member m ON m.id = c.member_id JOIN staff_worker w ON w.id = m.worker_id
   WHERE p.id = NEW.payment_id;
  IF told.claim_id IS NULL OR told.status <> 'paid' OR NEW.signed_on < told.paid_on
     OR EXISTS (SELECT FROM mutualfund_voucher WHERE reverses_id = told.voucher_id) THEN
    RAISE EXCEPTION 'payment % waits for no word', NEW.payment_id USING ERRCODE = '23514';
  END IF;
  IF NEW.how = 'own' THEN
    IF NEW.by_id IS DISTINCT FROM told.user_id THEN
      RAISE EXCEPTION 'payment % is for its payee to confirm', NEW.payment_id USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
  END IF;
  IF mutualfund_paid_by_hand(NEW.by_id, NEW.payment_id)
     OR mutualfund_bond(NEW.by_id, told.claim_id, false) IS NOT NULL THEN
    RAISE EXCEPTION 'user % does not enter the word on payment %', NEW.by_id, NEW.payment_id
      USING ERRCODE = '23514';
  END IF;
  IF NEW.how = 'batch' AND NOT EXISTS (
       SELECT FROM mutualfund_payline l JOIN mutualfund_cashphoto f ON f.batch_id = l.batch_id
        WHERE l.payment_id = NEW.payment_id AND told.method = 'cash') THEN
    RAISE EXCEPTION 'payment % has no photographed cash sheet', NEW.payment_id USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER fits BEFORE INSERT ON mutualfund_acknowledgement
  FOR EACH ROW EXECUTE FUNCTION mutualfund_acknowledgement_fits();
ALTER TABLE mutualfund_acknowledgement ENABLE ALWAYS TRIGGER fits;

-- The payments of a quarter that are asked about: the share of them whose hash with the seed is lowest.
-- `staff.sampling.keys_ranked` draws the same.
CREATE OR REPLACE FUNCTION mutualfund_claims_drawn(sample mutualfund_claimsample) RETURNS SETOF bigint
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT id FROM (
      SELECT id, count(*) OVER () AS population,
          row_number() OVER (ORDER BY sha256(convert_to(sample.seed || ':' || id, 'UTF8'))) AS place
        FROM mutualfund_payment
       WHERE paid_on >= make_date(sample.year, sample.quarter * 3 - 2, 1)
         AND paid_on < make_date(sample.year, sample.quarter * 3 - 2, 1) + interval '3 months'
         AND id <= sample.last_key) x
    WHERE place <= ceil(population * sample.percent / 100.0)
$$;

-- The database draws: nobody brings a share, a seed or a pick of his own. The share is that of the
-- measure in force on the last day of the quarter, which must be over.
CREATE OR REPLACE FUNCTION mutualfund_claimsample_draws() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE first date := make_date(NEW.year, NEW.quarter * 3 - 2, 1); following date;
BEGIN
  following := first + interval '3 months';
  IF NOT welfare_clock_is_told() THEN
    NEW.drawn_at := now();
    IF (now() AT TIME ZONE 'Asia/Shanghai')::date < following THEN
      RAISE EXCEPTION 'quarter % of % is not over', NEW.quarter, NEW.year USING ERRCODE = '23514';
    END IF;
  END IF;
  NEW.percent := coalesce((SELECT callback_percent FROM staff_caremeasure WHERE valid_from < following
                             ORDER BY valid_from DESC LIMIT 1), 10);
  NEW.seed := replace(gen_random_uuid()::text, '-', '');
  SELECT count(*), max(id) INTO NEW.population, NEW.last_key
    FROM mutualfund_payment WHERE paid_on >= first AND paid_on < following;
  IF NEW.population = 0 THEN
    RAISE EXCEPTION 'nothing was paid in quarter % of %', NEW.quarter, NEW.year USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER draws BEFORE INSERT ON mutualfund_claimsample
  FOR EACH ROW EXECUTE FUNCTION mutualfund_claimsample_draws();
ALTER TABLE mutualfund_claimsample ENABLE ALWAYS TRIGGER draws;

CREATE OR REPLACE FUNCTION mutualfund_claimsample_calls() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO mutualfund_claimcall (uid, sample_id, payment_id, answer)
    SELECT gen_random_uuid(), NEW.id, payment, 'waiting'
      FROM mutualfund_claims_drawn(NEW) payment ORDER BY payment;
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION mutualfund_claimsample_calls FROM PUBLIC;
CREATE OR REPLACE TRIGGER calls AFTER INSERT ON mutualfund_claimsample
  FOR EACH ROW EXECUTE FUNCTION mutualfund_claimsample_calls();
ALTER TABLE mutualfund_claimsample ENABLE ALWAYS TRIGGER calls;
REVOKE INSERT ON mutualfund_claimcall FROM guanai_app;

-- Whether this person had any part in the claim of a payment: then he does not ask about it.
CREATE OR REPLACE FUNCTION mutualfund_had_part(person bigint, paid_by bigint) RETURNS boolean
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT mutualfund_bond(person, x.case_id, true) IS NOT NULL
      OR mutualfund_judged(person, x.case_id)
      OR EXISTS (SELECT FROM unnest(ARRAY['receive', 'investigate', 'vote', 'finalise']) step
                  WHERE mutualfund_took(person, x.case_id, step))
      OR EXISTS (SELECT FROM mutualfund_draftvoucher d
                  WHERE d.source = 'claim:' || x.case_id AND d.purpose LIKE 'pay%'
                    AND d.status <> 'dropped' AND person IN (d.maker_id, d.reviewer_id))
      OR EXISTS (SELECT FROM mutualfund_payment p
                  WHERE p.claim_id = x.case_id AND p.cashier_id = person)
      OR mutualfund_paid_by_hand(person, paid_by)
      OR mutualfund_clawback_hand(person, x.case_id)
      OR EXISTS (SELECT FROM mutualfund_acknowledgement a
                  WHERE a.payment_id = paid_by AND a.by_id = person)
    FROM (SELECT coalesce(claim_id, bounced_claim_id) AS case_id
            FROM mutualfund_payment WHERE id = paid_by) x
$$;

-- A drawn row is drawn once and stays; who asks had no part; an answer stands.
CREATE OR REPLACE FUNCTION mutualfund_claimcall_fits() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE paid record; sample mutualfund_claimsample;
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'call % is kept', OLD.id USING ERRCODE = '42501';
  END IF;
  SELECT id, paid_on, coalesce(claim_id, bounced_claim_id) AS case_id INTO paid
    FROM mutualfund_payment WHERE id = NEW.payment_id;
  IF TG_OP = 'INSERT' THEN
    SELECT * INTO sample FROM mutualfund_claimsample WHERE id = NEW.sample_id;
    IF NEW.answer <> 'waiting' OR NEW.payment_id NOT IN (SELECT * FROM mutualfund_claims_drawn(sample)) THEN
      RAISE EXCEPTION 'payment % is not of the sample', NEW.payment_id USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
  END IF;
  IF OLD.answer IN ('got', 'not_got') OR NEW.answer = 'waiting'
     OR (NEW.sample_id, NEW.payment_id, NEW.uid) <> (OLD.sample_id, OLD.payment_id, OLD.uid) THEN
    RAISE EXCEPTION 'call % is answered once', OLD.id USING ERRCODE = '42501';
  END IF;
  PERFORM mutualfund_stand_apart(
    NEW.called_by_id, paid.case_id, true, ARRAY['receive', 'investigate', 'vote', 'finalise']);
  IF mutualfund_had_part(NEW.called_by_id, paid.id) THEN
    RAISE EXCEPTION 'user % had a part in claim %', NEW.called_by_id, paid.case_id
      USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER fits BEFORE INSERT OR UPDATE OR DELETE ON mutualfund_claimcall
  FOR EACH ROW EXECUTE FUNCTION mutualfund_claimcall_fits();
ALTER TABLE mutualfund_claimcall ENABLE ALWAYS TRIGGER fits;

-- Signed for only with the payee's word; closed only after the sample of its quarter, and, drawn,
-- after the call; what was not a plain yes is closed with words by another than who called.
CREATE OR REPLACE FUNCTION mutualfund_claim_ends() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE paid record; called record; last record;
BEGIN
  SELECT p.id, p.paid_on, EXISTS (SELECT FROM mutualfund_voucher WHERE reverses_id = p.voucher_id)
    AS came_back INTO paid FROM mutualfund_payment p WHERE p.claim_id = NEW.id;
  IF paid.came_back OR NOT EXISTS (
       SELECT FROM mutualfund_acknowledgement WHERE payment_id = paid.id) THEN
    RAISE EXCEPTION 'claim % is not signed for', NEW.number USING ERRCODE = '23514';
  END IF;
  IF NEW.status = 'receipt_signed' THEN
    RETURN NEW;
  END IF;
  SELECT by_id, words INTO last FROM mutualfund_claimstep WHERE claim_id = NEW.id
    ORDER BY id DESC LIMIT 1;
  SELECT c.answer, c.called_by_id INTO called FROM mutualfund_claimcall c WHERE c.payment_id = paid.id;
  IF NOT EXISTS (
       SELECT FROM mutualfund_claimsample s
        WHERE (s.year, s.quarter)
            = (extract(year FROM paid.paid_on), extract(quarter FROM paid.paid_on)))
     OR called.answer = 'waiting'
     OR EXISTS (SELECT FROM mutualfund_clawback b
                 WHERE b.claim_id = NEW.id AND b.status IN ('asked', 'approved'))
     OR (called.answer IN ('not_got', 'unreached')
         AND (last.words IS NULL OR last.by_id = called.called_by_id))
     OR mutualfund_paid_by_hand(last.by_id, paid.id)
     OR mutualfund_clawback_hand(last.by_id, NEW.id)
     OR mutualfund_bond(last.by_id, NEW.id, false) IS NOT NULL THEN
    RAISE EXCEPTION 'claim % cannot be closed', NEW.number USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER ends BEFORE UPDATE OF status ON mutualfund_claim
  FOR EACH ROW WHEN (NEW.status IN ('receipt_signed', 'closed') AND NEW.status <> OLD.status)
  EXECUTE FUNCTION mutualfund_claim_ends();
ALTER TABLE mutualfund_claim ENABLE ALWAYS TRIGGER ends;

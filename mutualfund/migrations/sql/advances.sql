-- Emergency payments 紧急垫付: within the charter's cap, by two people, paid once, put to the committee.

CREATE OR REPLACE FUNCTION mutualfund_advance_fits() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE claim mutualfund_claim;
BEGIN
  SELECT * INTO claim FROM mutualfund_claim WHERE id = NEW.claim_id;
  IF NEW.status <> 'proposed' OR claim.held_reason IS NOT NULL
     OR claim.status NOT IN ('accepted', 'investigating', 'deliberating')
     OR NEW.amount > claim.asked_amount
     OR NOT EXISTS (
       SELECT FROM mutualfund_charter c
         JOIN LATERAL (  -- of a divided kind the sub-type's own; what is not listed falls to the kind's
           SELECT may_advance FROM mutualfund_benefit
            WHERE charter_id = c.id AND kind = claim.kind AND subtype IN (claim.subtype, '')
            ORDER BY subtype = '' LIMIT 1) b ON b.may_advance
       WHERE c.id = claim.charter_id AND c.advance_cap >= NEW.amount) THEN
    RAISE EXCEPTION 'claim % takes no advance of %', NEW.claim_id, NEW.amount
      USING ERRCODE = '23514';
  END IF;
  PERFORM mutualfund_stand_apart(NEW.proposed_by_id, NEW.claim_id, false, ARRAY[]::text[]);
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER fits BEFORE INSERT ON mutualfund_advance
  FOR EACH ROW EXECUTE FUNCTION mutualfund_advance_fits();
ALTER TABLE mutualfund_advance ENABLE ALWAYS TRIGGER fits;

-- Whether its money is asked back from the applicant, or was.
CREATE OR REPLACE FUNCTION mutualfund_advance_recovers(p_advance bigint) RETURNS boolean
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM mutualfund_draftvoucher
                  WHERE source LIKE 'advance:' || p_advance || ':%' AND status IN ('draft', 'reviewed'))
      OR EXISTS (SELECT FROM mutualfund_voucher v
                  WHERE v.source LIKE 'advance:' || p_advance || ':%' AND v.kind = 'normal'
                    AND NOT EXISTS (SELECT FROM mutualfund_voucher r WHERE r.reverses_id = v.id))
$$;

-- Its money comes back one way: recovered from the applicant, or reversed in red because the bank
-- sent it back. The row's lock makes the second see the first.
CREATE OR REPLACE FUNCTION mutualfund_advance_one_way() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE advance mutualfund_advance;
BEGIN
  IF NEW.kind = 'reversal' THEN
    SELECT * INTO advance FROM mutualfund_advance WHERE voucher_id = NEW.reverses_id FOR UPDATE;
    IF FOUND AND mutualfund_advance_recovers(advance.id) THEN
      RAISE EXCEPTION 'advance % was recovered: its voucher stands', advance.number
        USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
  END IF;
  SELECT a.* INTO advance FROM mutualfund_advance a
    JOIN mutualfund_claim c ON c.id = a.claim_id AND c.status IN ('rejected', 'withdrawn')
   WHERE a.id = split_part(NEW.source, ':', 2)::bigint AND a.status = 'paid' FOR UPDATE OF a;
  IF NOT FOUND
     OR EXISTS (SELECT FROM mutualfund_voucher WHERE reverses_id = advance.voucher_id)
     OR EXISTS (SELECT FROM mutualfund_draftvoucher WHERE reverses_id = advance.voucher_id
                  AND status IN ('draft', 'reviewed')) THEN
    RAISE EXCEPTION 'nothing is to be recovered by %', NEW.source USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER one_way BEFORE INSERT ON mutualfund_draftvoucher
  FOR EACH ROW WHEN (NEW.kind = 'reversal' OR NEW.source LIKE 'advance:%' AND NEW.purpose <> 'advance')
  EXECUTE FUNCTION mutualfund_advance_one_way();
ALTER TABLE mutualfund_draftvoucher ENABLE ALWAYS TRIGGER one_way;

-- It goes from proposed to approved or declined, from approved to paid; what was written stays.
CREATE OR REPLACE FUNCTION mutualfund_advance_goes_on() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE voucher mutualfund_voucher; claim mutualfund_claim; person bigint;
  told text[] := '{status,returned_why,returned_by_id,returned_on}';
BEGIN
  IF TG_OP = 'DELETE'
     OR (OLD.status, NEW.status) NOT IN (
       ('proposed', 'approved'), ('proposed', 'declined'), ('approved', 'paid'), ('paid', 'bounced'))
     OR (NEW.number, NEW.uid, NEW.claim_id, NEW.amount, NEW.reason, NEW.proposed_by_id,
         NEW.proposed_on)
        IS DISTINCT FROM
        (OLD.number, OLD.uid, OLD.claim_id, OLD.amount, OLD.reason, OLD.proposed_by_id,
         OLD.proposed_on)
     OR (OLD.status <> 'proposed' AND
         (NEW.decided_by_id, NEW.decided_on) IS DISTINCT FROM (OLD.decided_by_id, OLD.decided_on))
  THEN
    RAISE EXCEPTION 'advance % goes forward only', OLD.number USING ERRCODE = '23514';
  END IF;
  IF NEW.status = 'bounced' THEN  -- the bank sent it back: reversed in red, and nothing rests on it
    IF to_jsonb(NEW) - told <> to_jsonb(OLD) - told
       OR NEW.returned_why IS NULL OR NEW.returned_by_id IS NULL OR NEW.returned_on IS NULL
       OR mutualfund_advance_recovers(OLD.id)
       OR NOT EXISTS (SELECT FROM mutualfund_voucher WHERE reverses_id = OLD.voucher_id)
       OR EXISTS (SELECT FROM mutualfund_payment WHERE claim_id = OLD.claim_id) THEN
      RAISE EXCEPTION 'advance % did not come back', OLD.number USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
  END IF;
  IF NEW.returned_why IS NOT NULL OR NEW.returned_by_id IS NOT NULL OR NEW.returned_on IS NOT NULL THEN
    RAISE EXCEPTION 'advance % did not come back', OLD.number USING ERRCODE = '23514';
  END IF;
  IF OLD.status = 'proposed' THEN
    PERFORM mutualfund_stand_apart(
      NEW.decided_by_id, NEW.claim_id, true, ARRAY['receive', 'investigate']);
    RETURN NEW;
  END IF;
  SELECT * INTO claim FROM mutualfund_claim WHERE id = NEW.claim_id;
  IF claim.held_reason IS NOT NULL OR claim.status NOT IN ('accepted', 'investigating', 'deliberating') THEN
    RAISE EXCEPTION 'claim % takes no advance', claim.number USING ERRCODE = '23514';
  END IF;
  PERFORM FROM mutualfund_member m JOIN staff_worker w ON w.id = m.worker_id
    WHERE m.id = claim.member_id AND w.leave_reason = 'died' FOR SHARE OF w;
  IF FOUND THEN
    RAISE EXCEPTION 'the applicant of claim % is dead', claim.number USING ERRCODE = '23514';
  END IF;
  SELECT * INTO voucher FROM mutualfund_voucher WHERE id = NEW.voucher_id;
  IF voucher.source IS DISTINCT FROM 'advance:' || NEW.id OR voucher.purpose <> 'advance'
     OR voucher.total <> NEW.amount OR voucher.cashier_id IS DISTINCT FROM NEW.cashier_id THEN
    RAISE EXCEPTION 'advance % does not fit its voucher', NEW.number USING ERRCODE = '23514';
  END IF;
  FOREACH person IN ARRAY ARRAY[voucher.cashier_id, voucher.maker_id, voucher.reviewer_id] LOOP
    IF person IN (NEW.proposed_by_id, NEW.decided_by_id) THEN
      RAISE EXCEPTION 'user % asked for advance % and handles its money', person, NEW.number
        USING ERRCODE = '23514';
    END IF;
    PERFORM mutualfund_stand_apart(
      person, NEW.claim_id, false, ARRAY['receive', 'investigate', 'vote', 'finalise']);
  END LOOP;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER goes_on BEFORE UPDATE OR DELETE ON mutualfund_advance
  FOR EACH ROW EXECUTE FUNCTION mutualfund_advance_goes_on();
ALTER TABLE mutualfund_advance ENABLE ALWAYS TRIGGER goes_on;
REVOKE DELETE, TRUNCATE ON mutualfund_advance FROM guanai_app;

-- No meeting opens past an advance that waits for it.
CREATE OR REPLACE FUNCTION mutualfund_advance_is_put() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF EXISTS (
    SELECT FROM mutualfund_advance a
      JOIN mutualfund_claim c ON c.id = a.claim_id AND c.status = 'deliberating' AND c.held_reason IS NULL
    WHERE a.status = 'paid' AND NOT EXISTS (
      SELECT FROM mutualfund_agendaitem i JOIN mutualfund_meeting m ON m.id = i.meeting_id
      WHERE i.claim_id = c.id AND NOT i.is_revoked AND NOT i.is_postponed
        AND m.status <> 'closed')) THEN
    RAISE EXCEPTION 'meeting % passes over an advance', NEW.number USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER ratifies BEFORE UPDATE OF status ON mutualfund_meeting
  FOR EACH ROW WHEN (NEW.status = 'open' AND OLD.status = 'planned')
  EXECUTE FUNCTION mutualfund_advance_is_put();
ALTER TABLE mutualfund_meeting ENABLE ALWAYS TRIGGER ratifies;

-- What was advanced is taken off what is paid: the voucher of the payment settles the advance.
CREATE OR REPLACE FUNCTION mutualfund_payment_settles() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE advanced numeric; settled numeric;
BEGIN
  IF EXISTS (SELECT FROM mutualfund_advance a JOIN mutualfund_voucher r ON r.reverses_id = a.voucher_id
             WHERE a.claim_id = NEW.claim_id AND a.status = 'paid') THEN
    RAISE EXCEPTION 'claim % settles an advance that came back', NEW.claim_id USING ERRCODE = '23514';
  END IF;
  SELECT coalesce(sum(amount), 0) INTO advanced FROM mutualfund_advance
    WHERE claim_id = NEW.claim_id AND status = 'paid';
  SELECT coalesce(sum(-e.side * e.amount), 0) INTO settled
    FROM mutualfund_entry e JOIN mutualfund_account a ON a.id = e.account_id AND a.key = 'advances'
    WHERE e.voucher_id = NEW.voucher_id;
  IF advanced <> settled THEN
    RAISE EXCEPTION 'payment of claim % settles %, advanced was %', NEW.claim_id, settled, advanced
      USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER settles BEFORE INSERT ON mutualfund_payment
  FOR EACH ROW EXECUTE FUNCTION mutualfund_payment_settles();
ALTER TABLE mutualfund_payment ENABLE ALWAYS TRIGGER settles;
